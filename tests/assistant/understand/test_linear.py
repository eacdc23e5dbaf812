"""Time grows no faster than the text: for every regular expression of the project, and for a message as a whole."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.understand import understand
from assistant.understand.regexes import MadeOf

ROOT = Path(__file__).resolve().parents[3]
PUMPING = Path(__file__).with_name("pumping.py")
#: Any text of this length is read in so much processor time (seconds; a busy machine is slower than a quiet one).
LENGTH, MOST = 2_000, 0.4
UNITS = [
    "看",
    "看吗人",
    "达到",
    "说是",
    "需要",
    "总费用8万，医保报了5万，",
    "又住院花了3万，",
    "第一次花了3万，第二次2万，",
    "上次花了5万报了3万，这次花了9万，",
    "每月8000",
    "低保",
    "低保申请没批，",
    "我妈我爸",
    "2024年3月2日至3月5日住院，",
    "38 914.20 ",
    "9",
    "一",
    "，",
    " ",
    "\n",
    "1,",
    "怕转成肺癌，",
    "九龙坡",
]


def test_every_expression_is_linear() -> None:
    """In a process of its own, so that expressions compiled by other tests are among those compiled anew."""
    made = subprocess.run(
        [sys.executable, str(PUMPING)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=600,
    )
    slow = [json.loads(line) for line in made.stdout.splitlines()]
    assert not slow, "\n".join(f"{one['unit']!r} × n behind {one['lead']!r}: {one['expression'][:200]}" for one in slow)


@pytest.mark.parametrize("unit", UNITS)
def test_two_thousand_characters_are_read_in_time(unit: str) -> None:
    understand("九龙坡低保，胃癌住院花了3万")
    text = (unit * LENGTH)[:LENGTH]
    started = time.process_time()
    understand(text)
    assert time.process_time() - started < MOST


@pytest.mark.parametrize("text", ["达到达到", "到达", "达", "到达到"])
def test_a_text_made_of_words_is_found_however_they_overlap(text: str) -> None:
    assert MadeOf(["达到", "达", "到"]).matches(text)


@pytest.mark.parametrize("text", ["", "达x", "x", "达到了"])
def test_a_text_with_anything_else_in_it_is_not(text: str) -> None:
    assert not MadeOf(["达到", "达", "到"]).matches(text)


def test_a_number_of_thousands_of_figures_is_no_amount() -> None:
    assert understand("总费用" + "9" * 5000)
    assert understand("一" * 5000)
