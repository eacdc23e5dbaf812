"""The matcher's work grows with the length of a text and no faster, whatever the text is made of."""

import gc
import time

import pytest

from assistant.diseases import match
from assistant.diseases.asked import mark_asked
from assistant.diseases.compose import compose
from assistant.diseases.holders import mark_family, mark_others, mark_persons
from assistant.diseases.lexicon import lexicon
from assistant.diseases.normalise import Text, normalise
from assistant.diseases.pinyin import spell_out
from assistant.diseases.polarity import mark_alternatives, mark_denials, mark_earlier_stages, mark_first_guesses
from assistant.diseases.repair import repair
from assistant.diseases.segment import segment
from knowledge.names import vocabulary

PIECES = [
    "a",
    "fei",
    "feiai_",
    "tang_niao_",
    "zh1",
    "ab_cd_",
    "1.2",
    "C34",
    "心",
    "心肝肺",
    "肺",
    "肺、",
    "癌",
    "肺癌",
    "转移",
    "肝转移，",
    "没有",
    "没有糖尿病，",
    "糖尿病？",
    "？",
    "（",
    "（-）",
    "的",
    "待查",
    "待查：",
    "1岁",
    "一1",
    "每月",
    "先天",
    "龘",
    "肺哀",
    "味癌",
    "后",
    "考虑",
    "考虑肺癌，",
    "最后确诊",
    "我爸",
    "给我爸",
    "、",
    "。",
    "_",
    "胃溃疡型",
    "间质瘤",
    "来源",
    "会",
    "要",
    "发展成",
    "是肺炎还是",
    "怎么治疗",
    "冠脉",
    "二尖瓣",
    "基底节",
    "急性",
    "血糖高",
    "动脉导管",
    "ﷺ",
]


def seconds(work, size: int) -> float:
    """Processor time of the shortest of three runs: the machine may be busy, the work is not less for it.

    Without the collector, which walks through all that other tests have left.
    """
    taken = []
    gc.disable()
    try:
        for _ in range(3):
            start = time.process_time()
            work(size)
            taken.append(time.process_time() - start)
    finally:
        gc.enable()
    return min(taken)


def text_of(piece: str, size: int) -> str:
    piece = piece.replace("_", " ")
    return (piece * (size // len(piece) + 1))[:size]


def all_layers(text: str) -> None:
    """Every layer on the whole text: ``match`` itself reads the first part of a text only."""
    known = lexicon()
    plain: Text = spell_out(normalise(text), known)
    tokens = segment(repair(plain, known)[0].norm, known, plain.gaps(text))
    tokens = compose(tokens, known)
    mark_persons(tokens)
    mark_denials(tokens)
    mark_family(tokens)
    mark_first_guesses(tokens)
    mark_alternatives(tokens)
    mark_earlier_stages(tokens)
    mark_others(tokens)
    mark_asked(tokens)


@pytest.mark.parametrize("piece", PIECES)
def test_work_grows_no_faster_than_the_text(piece):
    all_layers(text_of(piece, 100))
    short = seconds(lambda size: all_layers(text_of(piece, size)), 2_500)
    long = seconds(lambda size: all_layers(text_of(piece, size)), 20_000)
    # eight times the text: a square would take sixty-four times as long
    assert long <= 24 * max(short, 0.002), (short, long)


@pytest.mark.parametrize("piece", PIECES)
def test_two_thousand_characters_are_soon_matched(piece):
    match("甲亢")
    assert seconds(lambda size: match(text_of(piece, size)), 2_000) <= 0.1


@pytest.mark.parametrize("sign", [sign for sign in vocabulary().signs if sign.pattern], ids=lambda sign: sign.key)
def test_no_pattern_repeats_without_a_bound(sign):
    assert not [at for at, c in enumerate(sign.pattern) if c in "*+" and sign.pattern[at - 1] != "\\"]
