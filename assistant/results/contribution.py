"""The subsidy to the year's contribution in words, and the verdict of a case that asks for nothing else."""

from assistant.answers.questions import fen_as_money
from assistant.results.verdicts import PROVISO, Verdict
from knowledge import glossary, library
from rules.result import PremiumResult, Result

#: What the status of the subsidy comes to.
_VERDICTS: dict[str, Verdict] = {
    "granted": "likely",
    "zero": "likely",
    "not_met": "unlikely",
    "undetermined": "undecided",
}

#: While it is not known who the person is.
OPEN = "参保资助尚不能判断：资助多少要看救助身份，弄清楚了才能算。"


def asks_only(result: Result) -> bool:
    """Whether the case asks for the subsidy and for no aid."""
    return result.premium is not None and not result.bills


def verdict(result: Result) -> Verdict:
    """The verdict on the subsidy. Raises ValueError for a result without one."""
    return _VERDICTS[_asked(result).status]


def amount(result: Result) -> str:
    """The subsidy: an amount or a floor. Raises ValueError for a result without one."""
    asked = _asked(result)
    return f"{'至少 ' if asked.at_least else ''}{fen_as_money(asked.amount)}"


def sentence(result: Result) -> str:
    """What comes of the subsidy, in a sentence that promises nothing. Raises ValueError for a result without one."""
    asked = _asked(result)
    document = f"《{library.document(result.policy).facts.short_name}》"
    found = verdict(result)
    reason = (asked.reason or "").rstrip("。")
    if found == "likely":
        whom = f"按“{glossary.label('identity', asked.identity, result.policy)}”，" if asked.identity else ""
        return f"{whom}您可能符合{document}的参保资助条件，估计可以资助 {amount(result)}（{PROVISO}）。"
    if found == "undecided":
        return f"参保资助尚不能判断：{reason}。请向{glossary.ask(result.policy)}核实。"
    return f"按{document}，您可能不符合参保资助的条件（{PROVISO}）。原因：{reason}。"


def _asked(result: Result) -> PremiumResult:
    if result.premium is None:
        raise ValueError("这个结果没有算参保资助，请先填写参保资助的内容")
    return result.premium
