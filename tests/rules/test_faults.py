"""Every kind of fault is found and named: each test breaks one thing in a copy of the data."""

import json
from typing import Any

import pytest
import yaml

from knowledge import glossary, library
from knowledge.folders import file_of
from knowledge.yamlfile import read_yaml
from rules.audit import Fault, audit, coverage_faults, document_faults, parameter_faults, report, uses
from rules.checks import folder
from rules.checks.citations import citation_faults
from rules.checks.register import read_register
from rules.checks.uses import each_use
from rules.parameters import parameter_file
from rules.policies import policy

JIULONGPO = "jiulongpo-2023"


def plain(data: object) -> Any:
    """A copy in which nothing is shared: an anchor of the file does not tie two records together."""
    return json.loads(json.dumps(data))


def parameters(name: str = JIULONGPO) -> Any:
    return plain(read_yaml(parameter_file(name)))


def put(data: Any, path: str, value: object) -> Any:
    """Set (or with None remove) what stands at ``path``, parts separated by dots, places as numbers."""
    *way, last = (int(part) if part.isdigit() else part for part in path.split("."))
    place = data
    for part in way:
        place = place[part]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return data


def test_the_library_is_green() -> None:
    found = audit()
    assert not found.faults
    assert [d.policy for d in found.documents] == list(library.policy_ids())
    for document in found.documents:
        assert document.quotes > 40
        assert document.figures >= 10
        assert document.notices >= 5
        assert document.register is not None


ALTERED = "救助对象患特殊疾病，按比例救助"


@pytest.mark.parametrize(
    ("path", "value", "record", "clause", "words"),
    [
        # A quote that is not verbatim, in each place that quotes.
        ("figures.special_limit.quote", "年度救助限额十万元", "figures.special_limit", "二（三）2¶1", "与原文不符"),
        ("figures.tilt_rate.dibao.quote", "按70%的比例", "figures.tilt_rate.dibao", "二（三）3", "与原文不符"),
        ("texts.special_base.quote", ALTERED, "texts.special_base", "二（三）2¶1", "与原文不符"),
        ("identities.1.quote", "低保 对象", "identities[1]", "二（一）1", "与原文不符"),
        ("readings.tilt_scope.quote", ALTERED, "readings.tilt_scope", "二（三）3", "与原文不符"),
        ("warnings.highest_identity.citations.0.quote", ALTERED, "warnings.highest_identity", "二（四）2", "不符"),
        ("entitlements.union_aid.citations.0.quote", ALTERED, "entitlements.union_aid", "二（五）", "与原文不符"),
        # A figure that is not in its quote: the value, the unit, a part of a larger number.
        ("figures.special_limit.value", 12, "figures.special_limit", "二（三）2¶1", "没有数值 12万元"),
        ("figures.tilt_line.dibao.value", 400, "figures.tilt_line.dibao", "二（三）3", "没有数值 400元"),
        ("figures.tilt_line.dibao.unit", "%", "figures.tilt_line.dibao", "二（三）3", "没有数值 4000%"),
        ("figures.special_rate.dibao.value", 0, "figures.special_rate.dibao", "二（三）2¶1", "没有数值 0%"),
        # A record without its clause, quote or unit, or with a clause that does not exist.
        ("figures.special_limit.clause", None, "figures.special_limit.clause", "", "缺少“clause”"),
        ("figures.special_limit.quote", None, "figures.special_limit.quote", "二（三）2¶1", "缺少“quote”"),
        ("figures.special_limit.unit", None, "figures.special_limit.unit", "二（三）2¶1", "缺少“unit”"),
        ("texts.referral.clause", None, "texts.referral.clause", "", "缺少“clause”"),
        ("texts.referral.clause", "二（九）", "texts.referral", "二（九）", "没有这一条"),
        ("texts.referral.clause", "pengshui-2023#二（一）", "texts.referral", "pengshui-2023#二（一）", "与原文不符"),
        # A sentence with a figure that no quote of it has: with a unit, and any other number.
        ("entitlements.union_aid.text", "工会每年补助500元。", "entitlements.union_aid", "", "500元"),
        ("entitlements.catastrophic_tilt.text", "起付线降低60%。", "entitlements.catastrophic_tilt", "", "60%"),
        ("warnings.special_list_2012.text", "名单用的是23种疾病。", "warnings.special_list_2012", "二（三）2¶1", "23"),
        # A file that does not fit the policy.
        ("figures.special_limit", None, "figures.special_limit", "", "缺少“special_limit”"),
        ("figures.special_limt", {}, "figures.special_limt", "", "不认识“special_limt”"),
        # What the family looks up by name in the document, and whom a notice concerns.
        ("warnings.emergency_referral", None, "warnings.emergency_referral", "", "的 warnings 里补上"),
        ("catalogues.child", None, "catalogues.child", "", "的 catalogues 里补上"),
        ("readings.premium_identity", None, "readings.premium_identity", "", "的 readings 里补上"),
        ("entitlements.union_aid.when", None, "entitlements.union_aid", "", "没有写“union_aid”告诉谁"),
        ("entitlements.union_aid.when", {"granted": ["fund"]}, "entitlements.union_aid", "", "不是这份文件的待遇"),
        ("entitlements.union_aid.when", {"identities": ["poor"]}, "", "", "when 的身份里的 poor 不存在"),
        ("read_as.0.identity", "poor", "", "", "read_as 的 identity 里的 poor 不存在"),
        ("identities.6.warning", "no_such", "", "", "所引的提示里的 no_such 不存在"),
        ("figures.special_limit.unit", "天", "figures.special_limit.unit", "二（三）2¶1", "应是其中之一"),
        ("figures.special_rate.nobody", {}, "figures.special_rate.nobody", "", "不在 identities 之列"),
        ("policy", "pengshui-2023", "policy", "", "应为 jiulongpo-2023"),
        ("warnings.highest_identity", None, "warnings", "", "highest_identity"),
        # What the glossary must say beside it.
        ("readings.tilt_scope.values", ["aided_only", "all"], "readings.tilt_scope", "", "与词汇表不一致"),
        ("readings.tilt_scope", None, "readings.tilt_scope", "", "参数文件里没有"),
        ("identities.0.code", "poor", "identities", "", "与词汇表不一致"),
    ],
)
def test_a_fault_of_the_parameters_is_named(path: str, value: object, record: str, clause: str, words: str) -> None:
    data = put(parameters(), path, value)
    if path == "identities.0.code":  # the tables follow, so that only the glossary disagrees
        for table in ("special_rate", "tilt_line", "tilt_rate", "premium_tier1"):
            data["figures"][table]["poor"] = data["figures"][table].pop("extreme_poverty")
        data = yaml.safe_load(yaml.safe_dump(data).replace("extreme_poverty", "poor"))
    assert_named(parameter_faults(JIULONGPO, data), "jiulongpo-2023/parameters.yaml", record, clause, words)


def assert_named(faults: list[Fault], file: str, record: str, clause: str, words: str) -> None:
    named = [f for f in faults if f.file == file and f.record.startswith(record) and words in f.message]
    assert named, [str(f) for f in faults]
    assert all(clause in fault.clause for fault in named)
    assert file in str(named[0])
    assert words in str(named[0])


def test_a_reading_that_the_glossary_lacks_is_named() -> None:
    data = parameters()
    data["readings"]["other_reading"] = data["readings"]["tilt_scope"]
    assert_named(
        parameter_faults(JIULONGPO, data),
        "jiulongpo-2023/parameters.yaml",
        "readings.other_reading",
        "",
        "没有这种读法的问句",
    )


def test_every_fault_is_reported_not_only_the_first() -> None:
    data = parameters()
    put(data, "figures.special_limit.value", 12)
    put(data, "figures.large_limit.clause", None)
    put(data, "texts.referral.quote", "未按规定转诊的一律不予救助")
    put(data, "readings.tilt_period.quote", "超过5000元的部分")
    put(data, "figures.tilt_rate.nobody", plain(data["figures"]["tilt_rate"]["dibao"]))
    put(data, "entitlements.union_aid.text", "工会每年补助500元。")
    put(data, "identities.3.clause", "二（一）9")
    records = {fault.record.removesuffix(".clause") for fault in parameter_faults(JIULONGPO, data)}
    assert {
        "figures.special_limit",
        "figures.large_limit",
        "texts.referral",
        "readings.tilt_period",
        "figures.tilt_rate.nobody",
        "entitlements.union_aid",
        "identities[3]",
    } <= records


@pytest.mark.parametrize("data", [None, [], {}, {"identities": 3, "figures": 4}, {"figures": {"special_rate": []}}])
def test_a_parameter_file_of_any_shape_is_reported_not_raised(data: object) -> None:
    assert parameter_faults(JIULONGPO, data)


def facts(name: str = JIULONGPO) -> Any:
    return plain(read_yaml(file_of(name, "facts.yaml")))


def text(name: str = JIULONGPO) -> bytes:
    return file_of(name, "text.txt").read_bytes()


@pytest.mark.parametrize("name", library.policy_ids())
def test_the_documents_as_given_have_no_fault(name: str) -> None:
    assert document_faults(name, text(name), facts(name)) == []


def test_a_changed_text_is_named() -> None:
    changed = text().replace("按 90%".encode(), "按 95%".encode())
    assert changed != text()
    assert_named(document_faults(JIULONGPO, changed, facts()), "jiulongpo-2023/text.txt", "", "", "校验")


@pytest.mark.parametrize(
    ("path", "value", "record", "words"),
    [
        ("sources.title.0.quote", "九龙坡区医疗救助办法", "sources.title", "与原文不符"),
        ("sources.area.0.clause", "jiulongpo-2023#二（八）", "sources.area", "没有这一条"),
        ("sources.dated.0.quote", "2023年", "sources.dated", "“2023年10月14日”不在所引原文里"),
        ("number", "九龙坡府办发〔2023〕81号", "sources.number", "〔2023〕81号”不在所引原文里"),
        ("in_force_from", "2023-10-15", "sources.in_force_from", "2023年10月15日"),
        ("basis.0.number", "渝府办发〔2022〕117号", "basis[0].number", "〔2022〕117号”不在"),
        ("replaces.0.citation.quote", "同时废止", "replaces[0]", "与原文不符"),
        ("sources.issuer", None, "", "issuer"),
        ("title", None, "title", "缺少“title”"),
        ("id", "pengshui-2023", "id", "应为 jiulongpo-2023"),
    ],
)
def test_a_fault_of_the_facts_is_named(path: str, value: object, record: str, words: str) -> None:
    faults = document_faults(JIULONGPO, text(), put(facts(), path, value))
    assert_named(faults, "jiulongpo-2023/facts.yaml", record, "", words)


def test_a_text_that_is_no_text_is_reported() -> None:
    assert_named(document_faults(JIULONGPO, b"\xff\xfe", facts()), "jiulongpo-2023/text.txt", "", "", "")


def test_words_that_do_not_stand_in_their_clause_are_named() -> None:
    cited = [
        ("special-2012/06", "chongqing-2012#二（三）1¶1", "乳腺癌"),
        ("special-2012/99", "chongqing-2012#二（三）1¶1", "肝癌"),
        ("major-2018/99", "banan-2018#附件3", "血友病"),
        ("低保", "atlantis-2023#一", "低保"),
    ]
    faults = list(citation_faults("knowledge/catalogues", cited))
    assert [(f.record, f.clause) for f in faults] == [(record, clause) for record, clause, _ in cited[1:]]
    assert "与原文不符" in faults[0].message
    assert "没有这一条" in faults[1].message


def test_a_word_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = ("identity.dibao", "jiulongpo-2023#二（一）1", "高保对象")
    monkeypatch.setattr(glossary, "citations", lambda name: [broken] if name == JIULONGPO else [])
    monkeypatch.setattr(folder, "examined", folder.examined.__wrapped__)
    assert [(f.file, f.record) for f in audit().faults] == [("jiulongpo-2023/words.yaml", "identity.dibao")]


def register(name: str = JIULONGPO) -> Any:
    return plain(read_register(name))


def found(name: str, data: object) -> list[Fault]:
    return coverage_faults(name, data, uses(policy(name)))


@pytest.mark.parametrize(
    ("path", "value", "record", "words"),
    [
        ("二（四）1", None, "clauses.二（四）1", "没有登记去处"),
        ("二（三）2¶2", None, "clauses.二（三）2¶2", "没有登记去处"),
        ("二（三）2", {"administrative": "救助标准"}, "clauses.二（三）2", "请只保留一种"),
        ("二（九）", {"administrative": "没有这一条"}, "clauses.二（九）", "文件里没有这一条"),
        ("二（三）", {"administrative": "标题而已"}, "clauses.二（三）", "只是标题"),
        ("二（三）3.computed", ["tilting"], "clauses.二（三）3", "“tilting”不存在"),
        ("二（三）3.computed", ["tilt", "large"], "clauses.二（三）3", "“large”没有引用这一条"),
        ("二（三）3.computed", [], "clauses.二（三）3", "“tilt”引用了这一条"),
        ("二（五）.told", ["entitlements.union_help"], "clauses.二（五）", "“entitlements.union_help”不存在"),
        ("二（五）.told", ["warnings.child_disease"], "clauses.二（五）", "“warnings.child_disease”"),
        ("二（五）.told", None, "clauses.二（五）", "“entitlements.union_aid”引用了这一条"),
        ("二（四）1", {}, "clauses.二（四）1", "没有写去处"),
        ("二（四）1", {"administrativ": "信息监测"}, "clauses.二（四）1", "不认识“administrativ”"),
        ("二（四）1", {"administrative": "无"}, "clauses.二（四）1", "太短"),
        ("二（四）1", {"not_modelled": {"reason": "没有标准"}}, "clauses.二（四）1", "缺少“needs”"),
    ],
)
def test_a_fault_of_the_register_is_named(path: str, value: object, record: str, words: str) -> None:
    data = register()
    put(data["clauses"], path, value)
    assert_named(found(JIULONGPO, data), "jiulongpo-2023/coverage.yaml", record, "", words)


def test_a_register_of_another_policy_is_named() -> None:
    data = register() | {"policy": "pengshui-2023"}
    assert_named(found(JIULONGPO, data), "jiulongpo-2023/coverage.yaml", "policy", "", "应为 jiulongpo-2023")


def test_a_citation_that_is_dropped_from_the_rules_is_named() -> None:
    """The two halves hold each other: a clause registered as computed on which nothing rests any more."""
    used = uses(policy(JIULONGPO))
    del used["jiulongpo-2023#二（三）2¶2"]
    faults = coverage_faults(JIULONGPO, register(), used)
    assert_named(faults, "jiulongpo-2023/coverage.yaml", "clauses.二（三）2¶2", "二（三）2¶2", "没有引用这一条")


@pytest.mark.parametrize("name", library.policy_ids())
def test_every_quote_of_the_parameters_is_shown_somewhere(name: str) -> None:
    """A quote that no step, condition, reading or notice shows would be litter."""
    shown = {source for _, source in each_use(policy(name))}
    assert not set(report.quotes_of(policy(name).parameters)) - shown
