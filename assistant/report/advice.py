"""What to do with a paper: where to go, what to take along, and what to say at the counter.

Words of this system, not of a document: nothing here promises or demands anything that the result does not say.
"""

from collections.abc import Iterator

from assistant.answers.questions import fen_as_money
from assistant.results.explained import Explanation
from knowledge import library
from rules.result import Result

_PAPERS = "身份证、医保卡（或医保码）、救助身份的证件或证明"
_BILL_PAPERS = "结算单、诊断证明或出院记录"


def next_steps(told: Explanation, result: Result) -> Iterator[str]:
    """What a person does next, in order."""
    for point in told.open_points:
        yield f"弄清楚“{point.label}”：{point.where}。"
    for step in told.next_steps:
        yield f"{step.text}（{'、'.join(library.cite(source.clause) for source in step.citations)}）"
    papers = f"{_PAPERS}，以及{_BILL_PAPERS}" if result.bills else _PAPERS
    yield f"带上这张单子和{papers}，向{told.ask}核实。"
    if told.readings:
        yield "请对方看“条文有两种理解”一节，问清楚以哪一种为准。"
    if result.identity is None:
        yield "如果还没有认定救助身份，先向户籍所在的街道（乡镇）询问能不能申请认定。"


def at_the_counter(told: Explanation, result: Result) -> str:
    """A few sentences to say or to show at the counter."""
    facts = library.document(result.policy).facts
    name = f"《{facts.title}》" + (f"（{facts.number}）" if facts.number else "")
    who = f"我的救助身份是{told.identity}。" if told.identity else ""
    hope = _hope(told, result)
    return f"您好，我想核实医疗救助。{who}我按{name}估算了一下，{hope}请帮我看看对不对，还要办什么手续。"


def _hope(told: Explanation, result: Result) -> str:
    if result.bills:
        if told.verdict == "likely" and told.amount:
            return f"估计可以救助 {told.amount}，算法和条款都写在这张单子上。"
        if told.verdict != "unlikely":
            return "还不能判断能不能救助，没弄清楚的地方写在这张单子上。"
        return "可能不符合条件，原因和条款写在这张单子上。"
    if result.premium is not None and result.premium.amount:
        return f"估计参保资助 {fen_as_money(result.premium.amount)}，算法和条款都写在这张单子上。"
    return "参保资助的算法和条款写在这张单子上。"
