"""What a match promises: words it rests on, contrasts it never breaks, questions where the text leaves it open."""

import json
import subprocess
import sys
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.diseases import match, pinyin, repair
from assistant.diseases.jsonl import run
from assistant.diseases.lexicon import is_han, lexicon
from assistant.diseases.match import prepare
from assistant.diseases.sound import letters
from knowledge import catalogues
from knowledge.names import vocabulary


@pytest.mark.parametrize("entry", catalogues.entries(), ids=lambda entry: entry.id)
def test_official_wording_finds_its_entry(entry):
    assert entry.id in match(entry.name).ids


@pytest.mark.parametrize(
    ("entry", "contrast"),
    [(entry, contrast) for entry in catalogues.entries() for contrast in entry.contrasts],
    ids=lambda value: getattr(value, "id", value),
)
def test_contrast_is_never_stated_as_the_entry(entry, contrast):
    found = match(contrast)
    assert found.status != "match" or entry.id not in found.ids


@pytest.mark.parametrize("name", vocabulary().unlisted.names)
@pytest.mark.parametrize("frame", ["{}", "我妈得了{}住院", "没有癌症，是{}"])
def test_unlisted_name_matches_nothing(name, frame):
    assert match(frame.format(name)).status == "none"


def test_no_name_is_both_listed_and_unlisted():
    listed = {name for sign in vocabulary().signs if sign.rules for name in sign.names}
    assert not listed & set(vocabulary().unlisted.names)


@pytest.mark.parametrize("entry", catalogues.entries(), ids=lambda entry: entry.id)
def test_pinyin_and_traditional_spelling_say_the_same(entry):
    opencc = pytest.importorskip("opencc")
    name = entry.name.partition("（")[0]
    plain = match(name)
    assert match(opencc.OpenCC("s2t").convert(name)).ids == plain.ids
    spelt = letters(name) if is_han(name) else None
    if spelt:
        assert match(spelt).ids == plain.ids


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("尿毒症在做血透", ["尿毒症", "做血透"]),
        ("得了shidaoai", ["shidaoai"]),
        ("腎衰竭末期，尿毒癥", ["尿毒癥"]),
        ("肺 癌", ["肺 癌"]),
    ],
)
def test_evidence_is_a_stretch_of_what_was_typed(text, expected):
    found = match(text)
    assert list(dict.fromkeys(e.text for e in found.evidence)) == expected
    assert all(text[e.start : e.end] == e.text for e in found.evidence)


def test_misspelling_scores_less_and_says_why():
    evidence = match("尿独症").evidence[0]
    assert evidence.score < 1
    assert evidence.why == "同音"


def test_edit_distance_only_proposes():
    found = match("系统性红斑啊狼疮")
    assert found.status != "match" or found.evidence[0].text == "狼疮"
    assert match("艾磁病").status == "ambiguous"


def test_ambiguous_asks():
    for text in ("糖尿病", "白血病", "高血压", "癌症", "肾衰竭"):
        found = match(text)
        assert found.status == "ambiguous"
        assert found.ask


def test_none_may_hint_but_names_nothing():
    found = match("疑似肺结核")
    assert found.status == "none"
    assert found.ids == ()
    assert "chronic-2018/08" in found.hints


@pytest.mark.parametrize(
    ("lists", "status", "ids"),
    [
        (None, "ambiguous", ("special-2012/20", "chronic-2018/02")),
        (("chronic-2018", "major-2018"), "match", ("chronic-2018/02",)),
        (("special-2012", "child-2012"), "ambiguous", ("special-2012/20",)),
        ((), "none", ()),
    ],
)
def test_a_policy_reads_only_its_own_lists(lists, status, ids):
    found = match("糖尿病", lists)
    assert (found.status, found.ids) == (status, ids)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("孩子6岁，急性白血病", {"child-2012/01", "major-2018/09"}),
        ("我45岁，孩子6岁急性白血病", {"child-2012/01", "major-2018/09"}),
        ("45岁，急性白血病", {"major-2018/03"}),
        ("血压185/100，高血压", {"chronic-2018/01"}),
        ("在三级医院住院，冠心病", {"chronic-2018/03"}),
        ("乳腺癌肺转移", {"special-2012/06"}),
        ("结肠息肉癌变", {"special-2012/04"}),
        ("不是2型，是1型糖尿病", {"special-2012/20", "chronic-2018/02"}),
        ("我爸肺癌去世了，我得了甲亢", {"special-2012/21", "chronic-2018/13"}),
    ],
)
def test_context_decides(text, ids):
    assert set(match(text).ids) == ids


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_is_answered(text):
    found = match(text)
    assert (found.status == "none") == (not found.ids)
    assert all(0 <= e.start < e.end <= len(text) for e in found.evidence)


@given(st.lists(st.sampled_from(sorted(lexicon().words)), max_size=8).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_known_words_are_answered(text):
    found = match(text)
    assert {e.id for e in found.evidence} == set(found.ids)


def test_long_text_ends_soon():
    assert match("没有糖尿病，" * 20_000).status == "none"


def test_jsonl_answers_every_line():
    out = StringIO()
    lines = ['{"q": "甲亢"}', "", "no json", '{"q": 3}', "[]"]
    assert run(lines, out) == 0
    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [a.get("status") or a["error"]["code"] for a in answers] == [
        "match",
        "bad_json",
        "bad_value",
        "missing_field",
    ]


def test_jieba_cuts_with_our_words_alone():
    code = "import jieba; from assistant.diseases import match; match('糖尿病'); print(jieba.dt.initialized)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.strip() == "False"


def test_matcher_needs_no_heavy_library():
    code = "import sys; from assistant.diseases import match; match('糖尿病'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"pydantic", "pypinyin", "numpy", "streamlit"} & set(loaded)


@pytest.mark.parametrize(
    ("q", "ids", "ask"),
    [
        ("儿童白血病", ("child-2012/01",), "急性"),
        ("肾衰竭透析", ("special-2012/10",), "尿毒症"),
        ("慢性肾病，在透析", ("special-2012/10",), "尿毒症"),
    ],
)
def test_what_another_list_names_outright_is_asked_back_where_this_one_wants_more(q, ids, ask):
    found = match(q, ("special-2012", "child-2012"))
    assert (found.status, found.ids) == ("ambiguous", ids)
    assert ask in (found.ask or "")


def test_what_is_stated_is_not_asked():
    assert match("儿童白血病").ask is None


def test_who_answers_many_queries_has_every_index_before_the_first():
    prepare()
    assert [index.cache_info().currsize for index in (repair._shortened, repair._name_set, pinyin._long_spellings)] == [
        1,
        1,
        1,
    ]
