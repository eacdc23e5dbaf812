"""The shared YAML reader refuses what would be silently misread."""

from pathlib import Path

import pytest

from knowledge.yamlfile import YamlFileError, read_yaml


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", r"x\.yaml.*第 3 行.*“a”写了两次"),
        ("outer:\n  inner: 1\n  inner: 1\n", "“inner”写了两次"),
        ("- {a: 1, a: 2}\n", "“a”写了两次"),
        ("a: [1\n", r"x\.yaml：不是有效的 YAML"),
        ("- 1\n", "最外层"),
        ("", "最外层"),
        ("a: !!python/object/apply:os.getcwd []\n", "不是有效的 YAML"),
    ],
)
def test_refused(content: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(content, "utf-8")
    with pytest.raises(YamlFileError, match=message):
        read_yaml(tmp_path / "x.yaml")


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(YamlFileError, match=r"没有\.yaml：文件不存在"):
        read_yaml(tmp_path / "没有.yaml")


def test_read(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("甲: {乙: [1, 2]}\n基: &b {c: 1}\n另: {<<: *b, d: 2}\n", "utf-8")
    assert read_yaml(tmp_path / "x.yaml") == {"甲": {"乙": [1, 2]}, "基": {"c": 1}, "另": {"c": 1, "d": 2}}
