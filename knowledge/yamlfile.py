"""Reads the YAML files of the knowledge base and of the rules: one reader, so all refuse the same mistakes."""

from pathlib import Path
from typing import Any

import yaml

try:  # libyaml reads about ten times faster; the pure reader gives the same values where it is not built in
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover - depends on how PyYAML was built
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]  # same interface, other class


class YamlFileError(ValueError):
    """A YAML file that cannot be used; the message names the file and the remedy."""


class _UniqueKeyLoader(_Loader):
    """Refuses a mapping that names a key twice: YAML would silently keep the last one.

    Dates stay text, so that whoever checks the file can name the field of an impossible one.
    """


def _mapping(loader: _UniqueKeyLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        if key_node.tag == "tag:yaml.org,2002:merge":
            continue
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise YamlFileError(f"第 {key_node.start_mark.line + 1} 行：键“{key}”写了两次，请只保留一处")
        seen.add(key)
    loader.flatten_mapping(node)
    return dict(loader.construct_pairs(node, deep=True))


_UniqueKeyLoader.yaml_implicit_resolvers = {
    start: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for start, resolvers in _Loader.yaml_implicit_resolvers.items()
}
_UniqueKeyLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def _place(error: yaml.YAMLError) -> str:
    """Where the reader stopped, where it knows."""
    mark = getattr(error, "problem_mark", None)
    return f"（第 {mark.line + 1} 行附近）" if mark is not None else ""


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping in the UTF-8 file `path`.

    Raises YamlFileError (file, line and remedy in the message) if the file is missing, is no YAML, repeats a key, or
    holds no mapping at its top.
    """
    try:
        with path.open("rb") as stream:
            # A subclass of the safe loader: no Python objects are built.
            content = yaml.load(stream, Loader=_UniqueKeyLoader)
    except FileNotFoundError as error:
        raise YamlFileError(f"{path.name}：文件不存在，请检查文件名") from error
    except YamlFileError as error:
        raise YamlFileError(f"{path.name}：{error}") from None
    except yaml.YAMLError as error:
        raise YamlFileError(f"{path.name}：不是有效的 YAML{_place(error)}，请检查括号、引号、冒号和缩进") from error
    if not isinstance(content, dict):
        raise YamlFileError(f"{path.name}：最外层应是“键: 值”，实际是 {type(content).__name__}")
    return content
