"""Learns what the clause search goes by from the everyday questions and the labelled ones, and writes it down.

python benchmarks/learn_search.py

Two linear models over the traits of a question, in numpy alone. The first tells its matter: least squares with a
ridge, one column a matter. The second tells whether the documents answer it: logistic regression over a handful of
signs, taken on folds that the first has not seen, with its line drawn so that one answerable question in a hundred is
left empty there. The same on any machine but for the last digit; some minutes.
"""

import json
import math
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.search import learned as stored
from assistant.search.asked import ELSEWHERE, asked
from assistant.search.everyday import everyday, known_characters, take_apart
from assistant.search.find import ranked, signs
from assistant.search.index import index
from assistant.search.question import meaning, read_question
from assistant.search.traits import plain_words, traits, traits_of_example
from knowledge.library import policy_ids

FOLDER = Path(__file__).parents[1] / "tests" / "assistant" / "search"
#: Labelled questions that are learned from; those ending in ``_kept`` are not.
LABELLED = (
    "short_questions",
    "hard_wordings",
    "long_stories",
    "strangers_questions",
    "other_matters",
    "everyday_talk",
    "long_pleas",
)
FOLDS = 5
#: Where the learned numbers are kept; the search reads others while it learns.
TARGET = stored.FILE
#: The ridge of the matters; a trait counts if so many questions have it.
_RIDGE, _TIMES = 0.5, 2
#: The part of the answerable questions that may be left empty.
_MAY_BE_EMPTY = 0.01

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Told:
    """A question with its traits and the matter that it is about; of a labelled one the row it stands in."""

    traits: dict[str, float]
    matter: str
    row: dict[str, Any] | None = None


def main() -> None:
    """Learn, write, and say how well it went."""
    examples = [Told(traits_of_example(ask), theme.matter) for theme in asked().themes for ask in theme.asks]
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / "first.npz"
        _write(first, examples, np.zeros(7))
        _use(first)
        labelled = list(_labelled())
        everything, answered = [], []
        for fold in range(FOLDS):
            rest = [one for one in labelled if _fold(one.row or {}) != fold]
            _write(first, examples + rest, np.zeros(7))
            _use(first)
            held = [one for one in labelled if _fold(one.row or {}) == fold]
            everything += [_signs(one.row or {}) for one in held]
            answered += [bool((one.row or {})["gold"]) for one in held]
    gate, left = _gate(np.array(everything), np.array(answered))
    _write(TARGET, examples + labelled, gate)
    print(f"{len(examples)} examples, {len(labelled)} labelled questions; on held-out folds {left:.3f} of what the")
    print(f"documents do not answer is left empty, and {_MAY_BE_EMPTY} of what they do. {TARGET.stat().st_size} bytes")


def _use(file: Path) -> None:
    stored.FILE = file
    stored.learned.cache_clear()
    everyday.cache_clear()
    known_characters.cache_clear()


def _fold(row: dict[str, Any]) -> int:
    return int(sha256(str(row["q"]).encode()).hexdigest(), 16) % FOLDS


def _labelled() -> Iterable[Told]:
    """The labelled questions; the matter of an answerable one is that of the nearest theme that its clauses answer."""
    themes = asked().themes
    answers: dict[str, set[int]] = {}
    for policy in policy_ids():
        for paragraph in index(policy).paragraphs:
            answers.setdefault(paragraph.leaf, set()).update(theme for theme, _ in paragraph.themes)
    for name in LABELLED:
        for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            question = read_question(row["q"], row["policy"])
            near = everyday().compare(question).near
            fitting = sorted({theme for one in row["gold"] for theme in answers[one]}, key=lambda theme: -near[theme])
            yield Told(traits(question.meant), themes[fitting[0]].matter if fitting else ELSEWHERE, row)


def _signs(row: dict[str, Any]) -> Floats:
    question = read_question(row["q"], row["policy"])
    compared = everyday().compare(question)
    return signs(question, compared, ranked(question, row["policy"], compared)[0])


def _gate(seen: Floats, answered: npt.NDArray[np.bool_]) -> tuple[Floats, float]:
    """The weights of the signs, and the part of the unanswerable that stays empty on folds not seen."""
    folds = np.arange(len(seen)) % FOLDS
    told = np.zeros(len(seen))
    for fold in range(FOLDS):
        told[folds == fold] = seen[folds == fold] @ _logistic(seen[folds != fold], answered[folds != fold])
    line = float(np.quantile(told[answered], _MAY_BE_EMPTY))
    weights = _logistic(seen, answered)
    weights[-1] -= line
    return weights, float((told[~answered] < line).mean())


def _logistic(seen: Floats, answered: npt.NDArray[np.bool_]) -> Floats:
    """Logistic regression by Newton's steps with a light ridge on standardised signs; the last sign is the base."""
    mean, spread = seen[:, :-1].mean(0), seen[:, :-1].std(0) + 1e-9
    rows = np.c_[(seen[:, :-1] - mean) / spread, np.ones(len(seen))]
    ridge, weights = np.diag([1.0] * (rows.shape[1] - 1) + [0.0]), np.zeros(rows.shape[1])
    for _ in range(50):
        sure = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (sure - answered) + ridge @ weights
        weights -= np.linalg.solve((rows * (sure * (1 - sure))[:, None]).T @ rows + ridge, slope)
    return np.r_[weights[:-1] / spread, weights[-1] - float((weights[:-1] * mean / spread).sum())]


def _write(file: Path, told: Sequence[Told], gate: Floats) -> None:
    themes = asked().themes
    numbers: dict[str, int] = {}
    blocks = [take_apart(theme, numbers) for theme in themes]
    compared = Counter(int(number) for block in blocks for number in block.traits)
    many = sum(len(theme.asks) for theme in themes)
    rarity = np.array([math.log(1 + many / compared[number]) for number in range(len(numbers))])
    times = Counter(trait for one in told for trait in one.traits)
    for trait in sorted(trait for trait, count in times.items() if count >= _TIMES):
        numbers.setdefault(trait, len(numbers))
    rarity = np.r_[rarity, np.full(len(numbers) - len(rarity), math.log(1 + many))]
    matters = sorted({one.matter for one in told})
    matter_rarity, weights, base = _matters(told, matters, numbers, times)
    unit = float(np.abs(weights).max()) / 127
    answered = (meaning(ask) for theme in themes if theme.matter != ELSEWHERE for ask in theme.asks)
    np.savez_compressed(
        file,
        traits=np.array("\n".join(numbers)),
        rarity=rarity.astype(np.float32),
        themes=np.array("\n".join(map(stored.fingerprint, themes))),
        example_bounds=np.cumsum([0, *(len(block.asks) for block in blocks)]),
        example_asks=np.concatenate([block.asks for block in blocks]).astype(np.uint8),
        example_traits=np.concatenate([block.traits for block in blocks]).astype(np.uint16),
        example_weights=np.concatenate([block.weights for block in blocks]).astype(np.float16),
        characters=np.array("".join(sorted(set("".join(map(plain_words, answered)))))),
        matters=np.array("\n".join(matters)),
        matter_rarity=matter_rarity.astype(np.float32),
        matter_weights=np.round(weights / unit).astype(np.int8),
        matter_unit=np.float64(unit),
        matter_base=base,
        gate=gate,
        made_of=np.array(stored.made_of()),
    )


def _matters(
    told: Sequence[Told], matters: list[str], numbers: dict[str, int], times: Counter[str]
) -> tuple[Floats, Floats, Floats]:
    """Rarity by trait, weights by trait and matter, and the base, by least squares with a ridge."""
    rarity = np.zeros(len(numbers))
    for trait, number in numbers.items():
        if times[trait] >= _TIMES:
            rarity[number] = math.log(1 + len(told) / times[trait])
    rows = np.zeros((len(told), len(numbers)), np.float32)
    for at, one in enumerate(told):
        for trait, weight in one.traits.items():
            if trait in numbers:
                rows[at, numbers[trait]] = weight * rarity[numbers[trait]]
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
    wanted = np.zeros((len(told), len(matters)), np.float32)
    wanted[np.arange(len(told)), [matters.index(one.matter) for one in told]] = 1
    base = wanted.mean(0)
    likeness = rows @ rows.T
    likeness[np.diag_indices(len(told))] += _RIDGE
    return rarity, (rows.T @ np.linalg.solve(likeness, wanted - base)).astype(np.float64), base.astype(np.float64)


if __name__ == "__main__":
    main()
