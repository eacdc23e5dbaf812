"""Amounts of money in a text, with their places, and whether they are round figures, ranges or cannot be told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.understand.figures import Run, is_dotted, runs
from assistant.understand.numerals import CN, number

#: What follows a numeral that counts money: 8万多, 600块8, 45块6毛7, 5万左右.
_BEHIND = re.compile(
    rf"(?P<more>[多几来余]?[万千百]?[多几来余]?)\s*"
    rf"(?P<yuan>元|块钱?|圆|rmb)?"
    rf"(?:(?<=[元块圆])零?(?P<jiao>[\d{CN}])(?:(?P<jiao_unit>[毛角])|(?!\d|[万千百岁年月个]))(?:(?P<fen>[\d{CN}])(?:分|(?![\d万千百])))?)?(?P<tail>整|出头|左右|上下|以上|不到|多点?)?"
)
_ABOUT = re.compile(
    r"(?:大概|大约|差不多|估计|约|可能|好像|应该(?!是)|接近|将近|近|快|不到|上下|左右|几乎|也就)(?:是|有|在)?(?:花了?|出了?|掏了?|付了?|报了?|用了?|交了?|要|得|有)?$"
)
#: What a number is counted in when it is no money.
_OTHER = re.compile(
    r"\s{0,2}(?:周?岁|年|月|日|号|天|次|级|甲|乙|种|个|人|份|%|％|成|折|点|楼|床|栋|期|口|条|代|类|档|号楼|斤|公里|小时|分钟|床|张|位|间|针|科|院|附|度|型|米|片|盒|瓶|粒|毫|ml|mg|mm|cm)"
)
_BEFORE_OTHER = re.compile(r"(?:第|[附科室]|电话|身份证|\d[-/]|[a-z〔\[]|[百千]分之)$")
_DASH = re.compile(r"[-/]\d")
_ZERO = re.compile(r"(?<![\d.,])0(?:\.0+)?(?:元|块)?(?![\d.,万千百岁年月日号])")
_LIMIT = Decimal(10) ** 12
#: 万把块, 千把, 个把万: a round figure without a digit.
_ROUGH = re.compile(rf"(?<![\d{CN}十百千万])(?:(?P<unit>[百千万])把(?![{CN}])|个把(?P<unit2>[百千万]))(?:元|块钱?)?")
#: 几万, 十几万, 好几千, 上万: so much is said, and no more.
_SOME = re.compile(
    rf"(?<![\d{CN}十百千万])(?:好|十|[{CN}]十)?几[十百千万]+|(?<![以之])上[百千万]+(?=元|块|的|[，,。；;\s]|$)|数[十百千万]+(?=元|块)"
)
#: 七八万, 两三千: two figures side by side before a unit are a range.
_NEIGHBOURS = re.compile(r"(?P<low>[一二两三四五六七八九])(?P<high>[一二两三四五六七八九])(?P<unit>[十百千万]+)")
_BETWEEN = re.compile(r"\s{0,2}(?:-|~|—|–|～|到|至|或者?|、|―)\s{0,2}")
#: 一块钱都没报 names no amount; a nought too many or too few is a slip of the finger.
_NOT_EVEN = re.compile(r"(?:钱)?(?:都|也)(?:没|莫|未|不|无)")
_SLIP = re.compile(r"(?:(?<!差不)多|少|漏|掉)(?:打|写|输|填|加|敲|按)?了?[一1两2]?个?$")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in yuan with its place in the text. ``approximate``: 八万多, 大概.

    ``denied``: said not to be right. ``high``: the end of a range (10到12万). ``unclear``: it stands there, but what
    it is cannot be told (86,43217, 几万).
    """

    value: Decimal
    start: int
    end: int
    approximate: bool = False
    high: Decimal | None = None
    unclear: bool = False
    denied: bool = False

    @property
    def certain(self) -> bool:
        """Whether it is one amount, round or exact."""
        return self.high is None and not self.unclear

    def yuan(self) -> str:
        """As the interface writes it: 24000.00."""
        return f"{self.value:.2f}"


def amounts(text: str, *, bare: bool = False) -> list[Amount]:
    """The amounts in `text` that are one value each, first to last.

    `bare`: a small plain number is one as well, as in an answer of 500.
    """
    return [amount for amount in sums(text, bare=bare) if amount.certain]


def sums(text: str, *, bare: bool = False) -> list[Amount]:
    """All that is said of money in `text`, first to last: amounts, ranges, and what cannot be told."""
    found: list[Amount] = []
    numerals = runs(text)
    at = 0
    while at < len(numerals):
        ranged = _range(text, numerals, at)
        amount = ranged or _amount(text, numerals[at], bare)
        if amount is not None:
            found.append(amount)
        at += 2 if ranged is not None else 1
    found += _rough(text)
    return _apart(found)


def _apart(found: list[Amount]) -> list[Amount]:
    """First to last; of overlapping ones the first, and of those that begin together the longest."""
    kept: list[Amount] = []
    for amount in sorted(found, key=lambda amount: (amount.start, -amount.end)):
        if not kept or kept[-1].end <= amount.start:
            kept.append(amount)
    return kept


def _rough(text: str) -> Iterator[Amount]:
    for match in _ROUGH.finditer(text):
        value = number("一" + (match["unit"] or match["unit2"]))
        yield Amount(value or Decimal(0), match.start(), match.end(), approximate=True)
    for match in _SOME.finditer(text):
        yield Amount(Decimal(0), match.start(), match.end(), approximate=True, unclear=True)


def _range(text: str, numerals: list[Run], at: int) -> Amount | None:
    """10到12万, 12-15万元: two numerals, the second with 万, 千 or 元."""
    if at + 1 >= len(numerals):
        return None
    low, high = numerals[at], numerals[at + 1]
    link = _BETWEEN.fullmatch(_words_between(text, low, high))
    if link is None or low.unclear or high.unclear:
        return None
    upper = _amount(text, high, bare=False, linked=True)
    if upper is None or not upper.certain or not _has_unit(text, high):
        return None
    first = number(low.words)
    if first is None:
        return None
    scale = _scale(high.words) or Decimal(1)
    value = first * scale if first < 1000 and first * scale < upper.value else first
    if not value < upper.value or value * 100 < upper.value:
        return None
    return replace(upper, value=value, high=upper.value, start=low.start, approximate=True)


def _words_between(text: str, low: Run, high: Run) -> str:
    behind = re.compile(r"(?:元|块钱?|多)?").match(text, low.end)
    return text[behind.end() if behind else low.end : high.start]


def _has_unit(text: str, run: Run) -> bool:
    return bool(re.search(r"[百佰千仟万亿wk]", run.words)) or text.startswith(("元", "块", "多万", "来万"), run.end)


def _scale(words: str) -> Decimal | None:
    unit = re.search(r"[百佰千仟万亿wk]+$", words)
    return number("一" + unit[0]) if unit else None


def _amount(text: str, run: Run, bare: bool, linked: bool = False) -> Amount | None:
    """The amount of a numeral; `linked`: it is the end of 10-12万."""
    match = _BEHIND.match(text, run.end)
    if match is None:
        return None
    more = match["more"] or ""
    ranged = _NEIGHBOURS.fullmatch(run.words + re.sub(r"[多来余]", "", more))
    if ranged is not None:
        return _neighbours(text, run, match, ranged)
    if "几" in more:
        return Amount(Decimal(0), run.start, match.end("more"), True, unclear=True) if _is_scaled(more) else None
    if run.unclear:
        return None if _is_other(text, run, match) else Amount(Decimal(0), run.start, run.end, unclear=True)
    if is_dotted(run.words):
        return None
    value = number(run.words + re.sub(r"[多几来余]", "", more))
    if value is None or value >= _LIMIT:
        return None
    if not linked and (_BEFORE_OTHER.search(text[max(0, run.start - 4) : run.start]) or _linked_on(text, run)):
        return None
    return _money(text, run, match, value, bare)


def _linked_on(text: str, run: Run) -> bool:
    """Whether figures go on behind a dash: dates, telephones, 10-12岁."""
    return run.words[-1].isdigit() and _DASH.match(text, run.end) is not None


def _is_scaled(more: str) -> bool:
    return bool(re.search("[百千万]", more))


def _neighbours(text: str, run: Run, match: re.Match[str], ranged: re.Match[str]) -> Amount | None:
    low, high = number(ranged["low"] + ranged["unit"]), number(ranged["high"] + ranged["unit"])
    end = match.end("yuan") if match["yuan"] else match.end("more")
    if low is None or high is None or (ranged["unit"] == "十" and not match["yuan"]) or _is_other(text, run, match):
        return None
    return Amount(low, run.start, end, True, high=high)


def _is_other(text: str, run: Run, match: re.Match[str]) -> bool:
    """Whether something else is counted: days, years, persons; or the number is part of another word."""
    counted = not match["yuan"] and bool(_OTHER.match(text, match.end("more")))
    return counted or bool(_BEFORE_OTHER.search(text[max(0, run.start - 4) : run.start]))


def _money(text: str, run: Run, match: re.Match[str], value: Decimal, bare: bool) -> Amount | None:
    start, more = run.start, match["more"] or ""
    end = match.end("yuan") if match["yuan"] else match.end("more")
    if match["jiao"] and match["yuan"] and match["yuan"] != "块钱":
        value += Decimal(_figure(match["jiao"])) / 10
        end = match.end("jiao_unit") if match["jiao_unit"] else match.end("jiao")
        if match["fen"]:
            value += Decimal(_figure(match["fen"])) / 100
            end = match.end("fen")
    if match["tail"]:
        end = match.end("tail")
    unit = bool(match["yuan"]) or bool(re.search(r"[百佰千仟万亿wk]", run.words + more))
    if not unit and not _plain(text, run, bare):
        return None
    other = not match["yuan"] and bool(_OTHER.match(text, match.end("more")))
    if other and not (unit and value >= 1000 and not text.startswith(("次", "人", "天"), match.end("more"))):
        return None
    if _SLIP.search(text[max(0, start - 6) : start]) or (value <= 1 and _NOT_EVEN.match(text, end)):
        return None
    if value != round(value, 2) or _in_brackets(text, start, end):
        return Amount(Decimal(0), start, end, unclear=True)
    vague = bool(re.search(r"[多几来余把]", more)) or (match["tail"] or "整") != "整"
    approximate = (
        vague or bool(_ABOUT.search(text[max(0, start - 8) : start])) or text.startswith(("左右", "上下"), end)
    )
    return Amount(value, start, end, approximate)


def _in_brackets(text: str, start: int, end: int) -> bool:
    """（86,432.17） stands for what is taken off in accounts: which is meant is asked."""
    return (
        text[max(0, start - 1) : start] in ("(", "（") and text[end : end + 1] in (")", "）") and "." in text[start:end]
    )


def _plain(text: str, run: Run, bare: bool) -> bool:
    """Whether a number without 万, 千 or 元 is money: figures of two or more places, or 0; in an answer any number."""
    words = run.words
    if not words[0].isdigit():
        return bare and (len(words) > 1 or text.strip(" 。，！!") == words)  # 一分都没报 names no amount
    if words == "0":
        return bool(_ZERO.match(text, run.start))
    return bare or len(words.partition(".")[0]) >= 2


def _figure(char: str) -> str:
    return char if char.isdigit() else str(int(number(char) or 0))
