"""The coverage register in words: what becomes of a clause, as a reader of the document understands it."""

from collections.abc import Iterator

from knowledge import glossary, library
from rules.audit import Entry
from rules.policies import policy

ROLE = {"computed": "计算", "told": "告知", "administrative": "行政管理", "not_modelled": "未纳入"}
_FACT = {
    "title": "名称",
    "number": "文号",
    "issuer": "发文机关",
    "dated": "日期",
    "in_force_from": "施行日期",
    "status": "效力",
    "area": "适用地区",
    "only_for": "适用对象",
    "local_rules": "区县另行规定",
    "replaces": "与旧规定的关系",
    "basis": "制定依据",
    "refers_to": "引用的文件",
}


#: What a document says of identities, by its part of the parameters.
_OF_IDENTITY = {
    "read_as": "哪些人算在另一种身份里",
    "excluded": "哪些身份不能同时算",
    "lost_identity": "失去身份后算到哪一天",
}


def roles_in_words(policy_id: str, entry: Entry) -> Iterator[tuple[str, str]]:
    """What becomes of a clause, in words: (role, what)."""
    if entry.computed:
        yield "computed", "、".join(_computed(policy_id, name) for name in entry.computed)
    if entry.told:
        yield "told", "；".join(_told(policy_id, name) for name in entry.told)
    if entry.administrative:
        yield "administrative", entry.administrative
    if entry.not_modelled:
        yield "not_modelled", f"{entry.not_modelled.reason}（需要：{entry.not_modelled.needs}）"


def _computed(policy_id: str, name: str) -> str:
    if name == "premium":
        return "资助参保"
    if name in glossary.codes("benefit", policy_id):
        return glossary.label("benefit", name, policy_id)
    return f"病种名单 {name}"


def _told(policy_id: str, name: str) -> str:
    """A fact by its name, a reading by its question, a notice by its first sentence."""
    kind, _, item = name.partition(".")
    if kind == "facts":
        return f"文件信息（{_FACT[item]}）"
    if kind == "readings":
        return f"读法“{glossary.reading(item, policy_id).question}”"
    parameters = policy(policy_id).parameters
    if kind == "offers":
        return f"更早的文件（{library.facts(parameters.offers[item].policy).short_name}）是否还能救助"
    if kind in _OF_IDENTITY:
        return _OF_IDENTITY[kind]
    notice = parameters.warnings[item] if kind == "warnings" else parameters.entitlements[item]
    return f"提示“{notice.text.partition('。')[0]}”"
