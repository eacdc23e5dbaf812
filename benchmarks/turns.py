"""How long a turn of a conversation takes as it grows: turns by number of bills, and one message by its length.

    python benchmarks/turns.py

CPU time, for the machine is shared. Beside each line stands the ratio to the line before: a turn that grows no faster
than what it is about has a ratio of at most that of the lengths. The time of a fixed piece of pure Python comes first,
so that runs on other machines compare.
"""

import time
from collections.abc import Iterator
from statistics import quantiles

from assistant.answers import acts
from assistant.talk.hearing import hear, ready
from assistant.talk.reply import Reply
from assistant.talk.turn import Talk, start, turn

BILLS = (1, 5, 10, 20)
#: Characters of a message that tells of one visit after the other.
LENGTHS = (250, 500, 1_000, 2_000)
#: Goals in milliseconds: a turn with twenty bills, a message of 2,000 characters.
TURN, MESSAGE = 150.0, 100.0
_OPENINGS = (
    "九龙坡低保，45岁，胃癌住院",
    "巴南建档立卡贫困户，45岁，高血压住院",
    "彭水特困，胃癌门诊化疗",
    "江苏低保边缘，住院，人均可支配收入5万",
    "重庆其他区县，优抚对象，肺炎住院",
)
_VISIT = "又住了一次院，三级医院，没转诊，总费用3万，政策范围内2万5，医保报了1万，大病0。"


def yardstick() -> None:
    """A fixed piece of pure Python, about 0.1 ms on a fast machine."""
    total = 0
    for number in range(2_000):
        total += number * number % 7


def conversation(opening: str, bills: int) -> tuple[Talk, Reply]:
    """A conversation in which costs of so many visits were told, and nothing else of them."""
    talk, shown = start()
    talk, shown = turn(talk, hear(opening, talk, shown))
    for bill in range(bills):
        told: list[acts.Act] = [acts.AddBill()] if bill else []
        for name, value in (("care", "inpatient"), ("eligible", f"{20_000 + 1_000 * bill}.00")):
            told.append(acts.Inform(f"bills[{bill}].{name}", value, source="button"))
        talk, shown = turn(talk, told)
    return talk, shown


def turns(bills: int) -> Iterator[float]:
    """Milliseconds of each turn from there to the result and of one more after it."""
    for opening in _OPENINGS:
        talk, _ = conversation(opening, bills)
        last = bills - 1
        for done in (
            [acts.Inform(f"bills[{last}].hospital_level", 3, source="button")],
            [acts.Inform(f"bills[{last}].referral", "standard", source="button")],
            [acts.Inform(f"bills[{last}].basic_paid", "8000.00", source="button")],
            [acts.Unknown(f"bills[{last}].catastrophic_paid")],
            [acts.Why()],
            [acts.Compute()],
            [acts.Correct(f"bills[{last}].basic_paid", "9000.00")],
        ):
            begin = time.process_time()
            talk, _ = turn(talk, done)
            yield (time.process_time() - begin) * 1000


def message(length: int) -> float:
    """Milliseconds from a first message of repeated visits to its reply; the best of three."""
    text = ("九龙坡低保，" + _VISIT * (length // len(_VISIT) + 1))[:length]
    taken = []
    for _ in range(3):
        talk, shown = start()
        begin = time.process_time()
        turn(talk, hear(text, talk, shown))
        taken.append((time.process_time() - begin) * 1000)
    return min(taken)


def main() -> None:
    """Print the tables."""
    ready()
    begin = time.process_time()
    for _ in range(1_000):
        yardstick()
    print(f"yardstick (2,000 turns of pure Python) {time.process_time() - begin:8.3f} ms")
    before = None
    for bills in BILLS:
        taken = list(turns(bills))
        cut = quantiles(taken, n=20)
        ratio = f"×{cut[18] / before:.2f}" if before else ""
        goal = f"goal {TURN:.0f}" if bills == BILLS[-1] else ""
        print(f"{bills:5} bills: p50 {cut[9]:8.1f} ms  p95 {cut[18]:8.1f} ms  max {max(taken):8.1f} ms  {ratio} {goal}")
        before = cut[18]
    before = None
    for length in LENGTHS:
        took = message(length)
        ratio = f"×{took / before:.2f}" if before else ""
        goal = f"goal {MESSAGE:.0f}" if length == LENGTHS[-1] else ""
        print(f"{length:5} characters: {took:8.1f} ms  {ratio} {goal}")
        before = took


if __name__ == "__main__":
    main()
