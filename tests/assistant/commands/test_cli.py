"""The command as another program meets it: exit status, JSON on stdout, one sentence on stderr, never a traceback."""

import json
import subprocess
import sys

import pytest

COMMAND = [sys.executable, "-m", "assistant"]


def run(*words: str, source: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*COMMAND, *words], input=source, capture_output=True, timeout=60)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "缺少命令"),
        (("nonsense",), "没有“nonsense”这个命令"),
        (("calc", "--nonsense"), "不认识--nonsense"),
        (("batch", "a.csv"), "缺少OUT"),
        (("batch", "a.csv", "b.csv", "--policy"), "--policy后面少了内容"),
    ],
)
def test_bad_usage_is_said_as_everything_else_is(words, said):
    done = run(*words)
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"]["code"] == "bad_value"
    assert done.stderr.decode().count("\n") == 1
    assert said in done.stderr.decode()
    assert "--help" in done.stderr.decode()


@pytest.mark.parametrize("command", ["calc", "match", "search", "chat"])
def test_bytes_that_are_no_text_give_no_traceback(command):
    done = run(command, "--jsonl", source=b'\xff\xfe{"q": "\xe4"}\n{"q": 1, "text": 1}\n[]\nnull\n{"q": "\\ud800"}\n')
    assert b"Traceback" not in done.stderr
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 5


@pytest.mark.parametrize("command", ["match", "search"])
def test_nothing_asked_is_said_as_everything_else_is(command):
    done = run(command)
    assert done.returncode == 2
    assert (error := json.loads(done.stdout)["error"])["code"] == "missing_field"
    assert done.stderr.decode() == error["message"] + "\n"


@pytest.mark.parametrize("command", ["calc", "match", "search", "chat"])
def test_a_line_nested_beyond_measure_is_answered_like_any_other(command):
    done = run(command, "--jsonl", source=b"[" * 200_000 + b'\n{"q": "x", "text": "x"}\n')
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(done.stdout.splitlines()) == 2


def test_the_chat_answers_an_empty_line_too():
    lines = [json.loads(line) for line in run("chat", "--jsonl", source=b"\n  \n{}\n").stdout.splitlines()]
    assert len(lines) == 3
    assert all(line["reply"] and line["asking"] == "policy" for line in lines)


def test_a_reader_that_stops_early_is_no_error():
    bill = b'{"care": "inpatient", "eligible": 1}'
    case = b'{"policy": "jiulongpo-2023", "person": {"identities": ["dibao"]}, "bills": [' + bill + b"]}\n"
    process = subprocess.Popen(
        [*COMMAND, "calc", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    process.stdin.write(case * 200)
    process.stdin.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=60) == 0
