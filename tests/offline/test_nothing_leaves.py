"""Nothing leaves the machine: app and commands run with every connection to elsewhere refused and written down."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CASE = {
    "policy": "jiulongpo-2023",
    "person": {"identities": ["dibao"]},
    "bills": [{"care": "inpatient", "diseases": ["肺癌"], "eligible": "80000", "basic_paid": "40000"}],
}


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "refused.txt"


def surroundings(log: Path) -> dict[str, str]:
    """The environment of a process that cannot reach anything but this machine."""
    path = os.pathsep.join([str(Path(__file__).parent / "refusing"), str(ROOT)])
    return {**os.environ, "PYTHONPATH": path, "REFUSED_CONNECTIONS": str(log)}


def refused(log: Path) -> list[str]:
    return log.read_text("utf-8").splitlines() if log.exists() else []


def test_the_refusal_works(log: Path) -> None:
    code = "import socket; socket.create_connection(('192.0.2.1', 80), 1)"
    done = subprocess.run([sys.executable, "-c", code], env=surroundings(log), capture_output=True, check=False)
    assert done.returncode != 0
    assert any("192.0.2.1" in line for line in refused(log))


@pytest.mark.parametrize(
    ("words", "given"),
    [
        (["calc", "-", "--what-if"], json.dumps(CASE, ensure_ascii=False)),
        (["match", "尿毒症在做血透"], ""),
        (["search", "没办转诊能报吗"], ""),
        (["chat", "--jsonl"], '{"text": "我是九龙坡低保，肺癌住院花了8万"}\n{"text": "算一下"}\n'),
        (["audit"], ""),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_command_asks_nobody(words: list[str], given: str, log: Path) -> None:
    command = [sys.executable, "-m", "assistant", *words]
    done = subprocess.run(
        command, input=given, env=surroundings(log), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert refused(log) == []


@contextmanager
def served(log: Path) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with subprocess.Popen(
        command, cwd=ROOT, env=surroundings(log), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            for _ in range(300):
                assert server.poll() is None
                if answer(port, {}) == 200:
                    break
                time.sleep(0.1)
            yield port
        finally:
            server.terminate()


def answer(port: int, headers: dict[str, str], path: str = "/_stcore/health") -> int:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=5) as found:
            return int(found.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def handshake(port: int, origin: str, host: str) -> str:
    """The first line of the answer to a websocket's first words."""
    words = (
        f"GET /_stcore/stream HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), 5) as connection:
        connection.sendall(words.encode())
        return connection.recv(200).decode("ascii", "replace").splitlines()[0]


def test_the_app_asks_nobody_not_even_for_a_visitor_from_another_site(log: Path) -> None:
    with served(log) as port:
        own = f"127.0.0.1:{port}"
        assert answer(port, {"accept": "text/html"}, "/") == 200
        assert " 101 " in handshake(port, f"http://{own}", own)
        assert " 101 " not in handshake(port, "http://elsewhere.example", own)
        assert " 101 " not in handshake(port, f"http://{own}", "elsewhere.example")
        assert answer(port, {"origin": "http://elsewhere.example"}) == 403
        assert answer(port, {"host": "elsewhere.example"}) == 200
        time.sleep(1)
    assert refused(log) == []
