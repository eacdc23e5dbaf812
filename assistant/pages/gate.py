"""Who may ask the server for what: the first thing that a request meets, before the framework sees it.

- A page of another site may not speak to this server: to compare, the framework would look its own address up outside.
- What a visitor downloads is given to the browser that asked for it, while its page is open, and to nobody else.
- The files that one page has uploaded are limited together, not only one by one.
- Figures about the server's running are nobody's business.
- Every answer bears the headers that a browser should obey.
"""

import logging
import re
import secrets
from collections.abc import Callable
from hashlib import sha256
from threading import Lock
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config, runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

_LOG = logging.getLogger(__name__)
#: The browser's own number, so that its downloads can be told from those of others. It dies with the browser.
COOKIE = "assistant_browser"
#: What all files that one page holds at a time may take together (bytes).
MOST_UPLOADED = 40 * 1024 * 1024
#: What a visitor downloads; the framework's own fonts stand under ``static``.
_DOWNLOAD = re.compile(r"(?<!/static)/media/[^/]*$")
_CLOSED = ("/_stcore/metrics",)
_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "content-security-policy": "default-src 'self'; frame-ancestors 'none'; object-src 'none'",
}


class Gate:
    """Lets through what a visitor's own page asks for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request or one connection."""
        if scope["type"] == "websocket":
            if is_foreign(Headers(scope=scope)):
                await _refuse_connection(receive, send)
                return
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, _with_headers(send, _browser(Headers(scope=scope)) is None))
        else:
            await self.app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers, path = Headers(scope=scope), scope["path"]
        refused = None
        if path.endswith(_CLOSED):
            refused = PlainTextResponse("没有这个地址。", 404)
        elif is_foreign(headers):
            refused = PlainTextResponse("这个请求来自别的网站，没有受理。", 403)
        elif _DOWNLOAD.search(path) and not _is_own_file(path, _browser(headers)):
            refused = PlainTextResponse("这份材料只能在生成它的页面里下载，请回到页面重新下载。", 404)
        elif "/_stcore/upload_file/" in path and scope["method"] == "PUT" and not _has_room(path, headers):
            most = MOST_UPLOADED // 1024 // 1024
            refused = PlainTextResponse(f"本页上传的文件合计超过 {most} MB，请先删去不用的文件。", 413)
        await (refused or self.app)(scope, receive, send)


def is_foreign(headers: Headers) -> bool:
    """Whether a request comes from a page of another site: its ``Origin`` is neither ours nor one that is allowed."""
    origin = headers.get("origin")
    if origin is None:
        return False
    try:
        host = urlsplit(origin).netloc
    except ValueError:  # http://[ is no address
        host = ""
    allowed = {urlsplit(one).netloc or one for one in config.get_option("server.corsAllowedOrigins")}
    if host and (host == headers.get("host") or host in allowed):
        return False
    _LOG.warning(
        "来自 %s 的请求没有受理：页面的地址与请求的 Host（%s）不同。"
        "用 nginx 等转发时请设置 proxy_set_header Host $host。",
        origin[:200],
        str(headers.get("host"))[:200],
    )
    return True


async def _refuse_connection(receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "websocket.close", "code": 1008})


def _browser(headers: Headers) -> str | None:
    """The browser's own number; None where it has none yet."""
    return cookie_parser(headers.get("cookie", "")).get(COOKIE)


def _with_headers(send: Send, is_new: bool) -> Send:
    """``send``, with the headers that the answer lacks; a new browser gets its number with the page."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message["headers"]))
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            if is_new and headers.get("content-type", "").startswith("text/html"):
                number = secrets.token_urlsafe(24)
                headers.append("set-cookie", f"{COOKIE}={number}; Path=/; HttpOnly; SameSite=Strict")
            message = {**message, "headers": headers.raw}
        await send(message)

    return sending


#: Of each file that was made for a page: the digest of its content, and the pages it was made for.
_made_for: dict[bytes, set[str]] = {}
_lock = Lock()


def for_this_page(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """``make``, for a download button: what it makes is given to the page that is being drawn, and to no other.

    The framework remembers whose a file is only while its button is unchanged.
    """
    context = get_script_run_ctx()

    def making() -> bytes:
        made = make()
        if context is not None:
            with _lock:
                _forget_closed_pages()
                _made_for.setdefault(sha256(made).digest(), set()).add(context.session_id)
        return made

    return making


def _forget_closed_pages() -> None:
    for digest, pages in list(_made_for.items()):
        pages -= {page for page in pages if not runtime.get_instance().is_active_session(page)}
        if not pages:
            del _made_for[digest]


def _is_own_file(path: str, browser: str | None) -> bool:
    """Whether a file was made for an open page of this browser."""
    if browser is None or not runtime.exists():
        return False
    server = runtime.get_instance()
    file = server.media_file_mgr.read_file(path.rpartition("/")[2].partition(".")[0])
    if file is None:
        return False
    with _lock:
        pages = set(_made_for.get(sha256(file.content).digest(), ()))
    clients = (server.get_client(page) for page in pages)
    contexts = (client.client_context for client in clients if client is not None)
    return any(context is not None and context.cookies.get(COOKIE) == browser for context in contexts)


def _has_room(path: str, headers: Headers) -> bool:
    """Whether one more file fits beside those that the page holds already."""
    files = runtime.get_instance().uploaded_file_mgr if runtime.exists() else None
    if not isinstance(files, MemoryUploadedFileManager):
        return True
    session = path.rpartition("/_stcore/upload_file/")[2].partition("/")[0]
    held = sum(len(one.data) for one in list(files.file_storage.get(session, {}).values()))
    coming = headers.get("content-length", "")
    return held + (int(coming) if coming.isdigit() else 0) <= MOST_UPLOADED
