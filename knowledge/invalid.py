"""What is wrong with a record of a file, in a Chinese sentence: pydantic's findings as a policy officer reads them."""

from collections.abc import Sequence

from pydantic import ValidationError
from pydantic_core import ErrorDetails

#: Kind of finding → sentence; ``name`` is the field, the rest what the finding itself tells.
_SENTENCES = {
    "missing": "缺少“{name}”，请补上",
    "extra_forbidden": "不认识“{name}”这一项，请检查名称是否写错",
    "string_too_short": "“{name}”太短，至少要 {min_length} 个字",
    "string_too_long": "“{name}”太长，最多 {max_length} 个字",
    "string_type": "“{name}”应是一段文字（像数字或日期的，要加引号）",
    "string_pattern_mismatch": "“{name}”的写法不对，现在是“{input}”",
    "literal_error": "“{name}”应是其中之一：{expected}，现在是“{input}”",
    "bool_parsing": "“{name}”应是 true 或 false",
    "bool_type": "“{name}”应是 true 或 false",
    "date_from_datetime_parsing": "“{name}”应是日期，例如 2024-03-01",
    "date_type": "“{name}”应是日期，例如 2024-03-01",
    "date_parsing": "“{name}”应是日期，例如 2024-03-01",
    "int_parsing": "“{name}”应是整数",
    "int_type": "“{name}”应是整数",
    "greater_than": "“{name}”应大于 {gt}",
    "decimal_type": "“{name}”应是一个数",
    "decimal_parsing": "“{name}”应是一个数",
    "tuple_type": "“{name}”应是一列，写成 [一, 二]",
    "list_type": "“{name}”应是一列，写成 [一, 二]",
    "dict_type": "“{name}”应是“键: 值”",
    "mapping_type": "“{name}”应是“键: 值”",
    "model_type": "“{name}”应是“键: 值”",
    "model_attributes_type": "“{name}”应是“键: 值”",
    "too_short": "“{name}”至少要 {min_length} 项",
    "too_long": "“{name}”最多 {max_length} 项",
}


def sentence(error: ErrorDetails) -> str:
    """One finding in words, with the remedy where there is one rule for it."""
    context = error.get("ctx", {})
    raised = context.get("error")
    if isinstance(raised, Exception):
        return str(raised)
    name = error["loc"][-1] if error["loc"] else ""
    form = _SENTENCES.get(error["type"])
    if form is None:
        return f"值不合要求（{error['msg']}）"
    return form.format(**{**context, "name": name, "input": error["input"]})


def record_name(loc: Sequence[int | str]) -> str:
    """Where a finding stands.

    >>> record_name(("figures", "segments", 0, "rate"))
    'figures.segments[0].rate'
    """
    name = ""
    for part in loc:
        name += f"[{part}]" if isinstance(part, int) else f".{part}" if name else str(part)
    return name


def first_fault(invalid: ValidationError) -> str:
    """The first thing that is wrong with a file, with the field, in one sentence."""
    error = invalid.errors(include_url=False)[0]
    field = record_name(error["loc"])
    return f"{field}：{sentence(error)}" if field else sentence(error)
