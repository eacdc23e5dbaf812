"""What a request meets first: other sites, other people's downloads, figures about the server, headers."""

from types import SimpleNamespace

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from assistant.pages import gate

PAPER = "/media/0123abcd.pdf"


async def _page(_: object) -> HTMLResponse:
    return HTMLResponse("<p>页面</p>")


async def _plain(_: object) -> PlainTextResponse:
    return PlainTextResponse("ok")


async def _socket(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("open")
    await socket.close()


@pytest.fixture
def visitor() -> TestClient:
    routes = [
        Route("/", _page),
        Route("/{path:path}", _plain, methods=["GET", "PUT"]),
        WebSocketRoute("/_stcore/stream", _socket),
    ]
    return TestClient(gate.Gate(Starlette(routes=routes)), base_url="http://desk.example:8501")


class _Server:
    """Stands for the framework: two open pages, of which one holds a paper; and what each has uploaded."""

    def __init__(self) -> None:
        self.media_file_mgr = SimpleNamespace(read_file=self.read_file)
        self.uploaded_file_mgr = MemoryUploadedFileManager("/_stcore/upload_file")
        self.open = {"mine": "browser-1", "other": "browser-2"}

    def read_file(self, file_id: str) -> object:
        return SimpleNamespace(content=b"paper") if file_id == "0123abcd" else None

    def is_active_session(self, session: str) -> bool:
        return session in self.open

    def get_client(self, session: str) -> object:
        if session not in self.open:
            return None
        return SimpleNamespace(client_context=SimpleNamespace(cookies={gate.COOKIE: self.open[session]}))


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> _Server:
    found = _Server()
    monkeypatch.setattr(gate.runtime, "exists", lambda: True)
    monkeypatch.setattr(gate.runtime, "get_instance", lambda: found)
    monkeypatch.setattr(gate, "_made_for", {})
    monkeypatch.setattr(gate, "get_script_run_ctx", lambda: SimpleNamespace(session_id="mine"))
    assert gate.for_this_page(lambda: b"paper")() == b"paper"
    return found


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/static/app.js", "/nowhere"])
def test_every_answer_bears_the_headers(visitor: TestClient, path: str) -> None:
    answer = visitor.get(path)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_figures_about_the_server_are_closed(visitor: TestClient) -> None:
    assert visitor.get("/_stcore/metrics").status_code == 404


def test_a_page_of_another_site_is_refused(visitor: TestClient) -> None:
    assert visitor.get("/_stcore/health", headers={"origin": "http://desk.example:8501"}).status_code == 200
    for origin in (
        "http://elsewhere.example",
        "http://desk.example",
        "null",
        "http://desk.example:8501.elsewhere",
        "http://[",
        "http://[::1",
    ):
        assert visitor.get("/_stcore/health", headers={"origin": origin}).status_code == 403, origin


def test_a_connection_from_another_site_is_closed_before_the_framework_sees_it(visitor: TestClient) -> None:
    own = {"host": "desk.example:8501", "origin": "http://desk.example:8501"}
    with visitor.websocket_connect("/_stcore/stream", headers=own) as connection:
        assert connection.receive_text() == "open"
    other = {**own, "origin": "http://elsewhere.example"}
    with pytest.raises(WebSocketDisconnect), visitor.websocket_connect("/_stcore/stream", headers=other):
        pass


def test_a_browser_gets_its_number_once_and_scripts_cannot_read_it(visitor: TestClient) -> None:
    given = visitor.get("/").headers["set-cookie"]
    assert given.startswith(gate.COOKIE)
    assert "HttpOnly" in given
    assert "SameSite=Strict" in given
    assert "set-cookie" not in visitor.get("/").headers


@pytest.mark.parametrize(("browser", "status"), [("browser-1", 200), ("browser-2", 404), ("", 404), (None, 404)])
def test_a_paper_is_given_to_its_own_browser(
    visitor: TestClient, server: _Server, browser: str | None, status: int
) -> None:
    headers = {} if browser is None else {"cookie": f"{gate.COOKIE}={browser}"}
    assert visitor.get(PAPER, headers=headers).status_code == status


def test_the_framework_s_own_fonts_are_for_everybody(visitor: TestClient, server: _Server) -> None:
    assert visitor.get("/static/media/font.woff2").status_code == 200


def test_a_paper_is_gone_with_its_page(visitor: TestClient, server: _Server) -> None:
    del server.open["mine"]
    assert visitor.get(PAPER, headers={"cookie": f"{gate.COOKIE}=browser-1"}).status_code == 404


def test_nothing_is_remembered_of_pages_that_are_closed(server: _Server) -> None:
    server.open = {"later": "browser-3"}
    gate.for_this_page(lambda: b"another")()
    assert b"paper" not in {one for pages in gate._made_for.values() for one in pages}
    assert gate.sha256(b"paper").digest() not in gate._made_for


def test_the_files_of_one_page_are_limited_together(visitor: TestClient, server: _Server) -> None:
    put = "/_stcore/upload_file/mine/second"
    assert visitor.put(put, content=b"x" * 2000).status_code == 200
    held = UploadedFileRec("first", "a.xlsx", "", b"x" * (gate.MOST_UPLOADED - 1000))
    server.uploaded_file_mgr.add_file("mine", held)
    refused = visitor.put(put, content=b"x" * 2000)
    assert refused.status_code == 413
    assert "40 MB" in refused.text
    assert visitor.put("/_stcore/upload_file/other/second", content=b"x" * 2000).status_code == 200
