"""Two fictional counties, made from the folder of a real document: names, towns, dates and figures changed alike in
text, quotes and values, as a policy officer would write them, and nothing beside the folder.
"""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from knowledge import folders
from knowledge.yamlfile import read_yaml

#: Whose folder is copied: a district's document.
MODEL = "jiulongpo-2023"
#: Files in which what the document says is quoted or said in words.
_FILES = (
    "text.txt",
    "facts.yaml",
    "words.yaml",
    "next_steps.yaml",
    "parameters.yaml",
    "coverage.yaml",
    "examples.yaml",
)


@dataclass(frozen=True, slots=True)
class County:
    """A fictional county: its document's id, where it lies, what it is called, and its own figures."""

    id: str
    code: str
    name: str
    short: str
    towns: tuple[str, ...]
    number: str
    day: tuple[int, int, int]
    dibao_rate: int
    tilt_line: int

    @property
    def iso(self) -> str:
        """The day of issue."""
        year, month, day = self.day
        return f"{year}-{month:02}-{day:02}"

    @property
    def printed(self) -> str:
        """The day of issue as printed."""
        return "{}年{}月{}日".format(*self.day)

    @property
    def short_name(self) -> str:
        """What the document is called in a sentence."""
        return f"{self.name}{self.day[0]}办法"


YANGLI = County(
    "yangli-2024", "500196", "漾里县", "漾里", ("青竹坝", "石槽镇"), "漾里府办发〔2024〕17号", (2024, 3, 5), 77, 4300
)
YANGLING = County(
    "yangling-2025", "500197", "漾岭区", "漾岭", ("云台垭", "红土镇"), "漾岭府办发〔2025〕9号", (2025, 1, 8), 83, 3700
)


def write(county: County, into: Path) -> Path:
    """Write the county's folder below ``into``; returns it."""
    model = folders.file_of(MODEL, "facts.yaml").parent
    area = read_yaml(model / "facts.yaml")["area"]
    folder = into / county.id
    folder.mkdir(parents=True)
    for name in _FILES:
        text = _altered((model / name).read_text("utf-8"), area, county)
        (folder / name).write_text(text, "utf-8")
    _sign(folder)
    return folder


def _altered(text: str, area: dict[str, object], county: County) -> str:
    year, month, day = county.day
    short = str(area["names"][0])  # type: ignore[index]  # plain data of the model's facts
    towns = "[" + ", ".join(county.towns) + "]"
    start = text.find("  towns: [")
    if start >= 0:
        text = text[: start + len("  towns: ")] + towns + text[text.index("]", start) + 1 :]
    text = text.replace(f"  names: [{', '.join(area['names'])}]", f"  names: [{county.short}, {county.name}]")  # type: ignore[arg-type]  # a list of names
    for old, new in (
        (MODEL, county.id),
        (str(area["code"]), county.code),
        ("九龙坡府办发〔2023〕80 号", county.number.replace("号", " 号")),
        ("九龙坡府办发〔2023〕80号", county.number),
        (f"{short}区2023办法", county.short_name),
        (f"{short}区", county.name),
        (short, county.short),
        ("2023 年 10 月 14 日", f"{year} 年 {month} 月 {day} 日"),
        ("2023年10月14日", county.printed),
        ("2023-10-14", county.iso),
        ("对低保对象按80%的比例", f"对低保对象按{county.dibao_rate}%的比例"),
        ("对低保对象按 80%的比例", f"对低保对象按 {county.dibao_rate}%的比例"),
        ("{value: 80, unit: ", f"{{value: {county.dibao_rate}, unit: "),
        ("4000元", f"{county.tilt_line}元"),
        ("4000 元", f"{county.tilt_line} 元"),
        ("{value: 4000, unit: ", f"{{value: {county.tilt_line}, unit: "),
    ):
        text = text.replace(old, new)
    return text


def _sign(folder: Path) -> None:
    """Put the checksum of the text into the facts."""
    facts = (folder / "facts.yaml").read_text("utf-8")
    before = read_yaml(folder / "facts.yaml")["sha256"]
    now = sha256((folder / "text.txt").read_bytes()).hexdigest()
    (folder / "facts.yaml").write_text(facts.replace(before, now), "utf-8")
