"""Amounts of money in a text, with their places and whether they are round figures."""

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.understand.numerals import CN, RUN, number

_MONEY = re.compile(
    rf"(?P<number>{RUN})(?P<more>[多几来余]?[万千百]?[多几来余]?)\s*"
    rf"(?P<yuan>元|块钱?|圆|rmb)?"
    rf"(?:(?<=[元块圆])(?P<jiao>[\d{CN}])(?:(?P<jiao_unit>[毛角])|(?!\d|[万千百岁年月个]))(?:(?P<fen>[\d{CN}])(?:分|(?![\d万千百])))?)?(?P<tail>整|出头|左右|上下|多点?)?"
)
_ABOUT = re.compile(
    r"(?:大概|大约|差不多|估计|约|可能|好像|应该(?!是)|接近|将近|近|快|不到|上下|左右|几乎|也就)(?:是|有|在)?(?:花了?|出了?|掏了?|付了?|报了?|用了?|交了?|要|得|有)?$"
)
#: What a number is counted in when it is no money.
_OTHER = re.compile(
    r"\s*(?:周?岁|年|月|日|号|天|次|级|甲|乙|种|个|人|份|%|％|成|点|楼|床|栋|期|口|条|代|类|档|号楼|斤|公里|小时|分钟|床|张|位|间|针|科|院|附|度|型)"
)
_BEFORE_OTHER = re.compile(r"(?:第|[附科室]|电话|身份证|\d[-/]|[a-z〔\[])$")
_ZERO = re.compile(r"(?<![\d.,])0(?:\.0+)?(?:元|块)?(?![\d.,万千百岁年月日号])")
_LIMIT = Decimal(10) ** 12
#: 万把块, 千把, 个把万: a round figure without a digit.
_ROUGH = re.compile(rf"(?<![\d{CN}十百千万])(?:(?P<unit>[百千万])把(?![{CN}])|个把(?P<unit2>[百千万]))(?:元|块钱?)?")
#: 一块钱都没报 names no amount; a nought too many or too few is a slip of the finger.
_NOT_EVEN = re.compile(r"(?:钱)?(?:都|也)(?:没|莫|未|不|无)")
_SLIP = re.compile(r"(?:(?<!差不)多|少|漏|掉)(?:打|写|输|填|加|敲|按)?了?[一1两2]?个?$")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in yuan with its place in the text. ``approximate``: 八万多, 大概."""

    value: Decimal
    start: int
    end: int
    approximate: bool = False

    def yuan(self) -> str:
        """As the interface writes it: 24000.00."""
        return f"{self.value:.2f}"


def amounts(text: str, *, bare: bool = False) -> list[Amount]:
    """The amounts in `text`, first to last. `bare`: a small plain number is one as well, as in an answer of 500."""
    found: list[Amount] = []
    for match in _MONEY.finditer(text):
        amount = _amount(text, match, bare)
        if amount is not None:
            found.append(amount)
    found += [_rough(match) for match in _ROUGH.finditer(text)]
    return sorted(found, key=lambda amount: amount.start)


def _rough(match: re.Match[str]) -> Amount:
    value = number("一" + (match["unit"] or match["unit2"]))
    return Amount(value or Decimal(0), match.start(), match.end(), approximate=True)


def _amount(text: str, match: re.Match[str], bare: bool) -> Amount | None:
    words, start = match["number"], match.start()
    if re.search(r"[一-鿿]", words) and re.match(r"[一二两三四五六七八九]{2,}[万千百十]", words):
        return None  # 两三万: a range, not an amount
    more = match["more"] or ""
    if "几" in more:
        return None  # 十几万
    scale = re.sub(r"[多几来余把]", "", more)
    value = number(words.rstrip(",") + scale)
    if value is None or value >= _LIMIT or value != round(value, 2):
        return None
    end = match.end("yuan") if match["yuan"] else match.end("more")
    if match["jiao"] and match["yuan"] and match["yuan"] != "块钱":
        value += Decimal(_figure(match["jiao"])) / 10
        end = match.end("jiao_unit") if match["jiao_unit"] else match.end("jiao")
        if match["fen"]:
            value += Decimal(_figure(match["fen"])) / 100
            end = match.end("fen")
    if match["tail"]:
        end = match.end("tail")
    unit = bool(match["yuan"]) or bool(re.search(r"[百佰千仟万亿wk]", words + scale))
    if not unit and not _plain(text, match, bare):
        return None
    if not match["yuan"] and _OTHER.match(text, match.end("more")) and not (unit and value >= 1000):
        return None
    if _BEFORE_OTHER.search(text[max(0, start - 4) : start]) or _SLIP.search(text[max(0, start - 6) : start]):
        return None
    if value <= 1 and _NOT_EVEN.match(text, end):
        return None
    vague = bool(re.search(r"[多几来余把]", more)) or (match["tail"] or "整") != "整"
    approximate = (
        vague or bool(_ABOUT.search(text[max(0, start - 8) : start])) or text.startswith(("左右", "上下"), end)
    )
    return Amount(value, start, end, approximate)


def _plain(text: str, match: re.Match[str], bare: bool) -> bool:
    """Whether a number without 万, 千 or 元 is money: figures of two or more places, or 0; in an answer any number."""
    words = match["number"]
    if not words[0].isdigit():
        return bare and (len(words) > 1 or text.strip(" 。，！!") == words)  # 一分都没报 names no amount
    if words == "0":
        return bool(_ZERO.match(text, match.start()))
    return bare or len(words.replace(",", "").partition(".")[0]) >= 2


def _figure(char: str) -> str:
    return char if char.isdigit() else str(int(number(char) or 0))
