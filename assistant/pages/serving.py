"""The page that carries the app, as it leaves the server: in Chinese, with its own scripts and no others."""

import re
import sys
from base64 import b64encode
from hashlib import sha256
from threading import Thread
from time import sleep

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.pages.scripts import ALL

#: What the framework's own page says, and what ours says.
_REPLACED = (
    (b'<html lang="en">', b'<html lang="zh-CN">'),
    (b"<title>Streamlit</title>", "<title>医疗救助自助测算</title>".encode()),
)
_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


class ChineseShell:
    """Rewrites the language of the HTML page that the framework serves; everything else passes untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self.app(scope, receive, send)
            return
        request = {**scope, "headers": [(k, v) for k, v in scope["headers"] if k not in _NOT_ASKED]}
        await self.app(request, receive, _Rewriting(send))


#: The page must come whole and plain to be rewritten: neither compressed nor "not modified".
_NOT_ASKED = frozenset({b"accept-encoding", b"if-none-match", b"if-modified-since"})


class _Rewriting:
    """Collects an HTML answer, rewrites it and sends it on."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message["headers"]))
            if headers.get("content-type", "").startswith("text/html"):
                self._start = message
                return
        elif message["type"] == "http.response.body" and self._start is not None:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._start)
            return
        await self._send(message)

    async def _finish(self, start: Message) -> None:
        body = self._body
        for old, new in _REPLACED:
            body = body.replace(old, new)
        headers = MutableHeaders(raw=list(start["headers"]))
        del headers["etag"]
        headers["content-length"] = str(len(body))
        headers["content-security-policy"] = _content_policy(body)
        await self._send({**start, "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": body, "more_body": False})


def _content_policy(page: bytes) -> str:
    """Only this server, only its own scripts: the page's inline ones and ours are named by their hashes."""
    scripts = [*_INLINE_SCRIPT.findall(page), *(script.encode() for script in ALL)]
    hashes = " ".join(f"'sha256-{b64encode(sha256(script).digest()).decode()}'" for script in scripts)
    return (
        f"default-src 'self'; script-src 'self' 'wasm-unsafe-eval' {hashes}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; "
        "frame-ancestors 'none'; object-src 'none'; base-uri 'self'; form-action 'self'"
    )


#: While the browser draws the first page (seconds), nothing else is loaded: one interpreter does both.
_FIRST_PAGE = 2.5


def tell_left_out() -> None:
    """Say at the start, for whoever keeps the documents, which of them are not used and what to do."""
    from knowledge.folders import doubled
    from rules.checks.folder import doubled_faults
    from rules.policies import left_out

    for why in (*left_out().values(), *(fault for name in doubled() for fault in doubled_faults(name))):
        print(f"没有采用的文件：{why}", file=sys.stderr)


def warm_up() -> None:
    """Load pages, documents, figures and vocabulary beside the serving, so that no visitor waits for them."""
    Thread(target=_load, daemon=True).start()


def _load() -> None:
    """First what the first page needs, while the browser still fetches the framework; the rest once it is drawn."""
    from assistant.pages import library, outreach, self_check, window  # noqa: F401  # imported to be there
    from assistant.talk.turn import start, turn

    start()
    tell_left_out()
    sleep(_FIRST_PAGE)
    from assistant.talk.hearing import hear
    from knowledge import library as documents
    from rules.policies import policy_ids

    for place in dict.fromkeys(documents.facts(name).area.names[0] for name in policy_ids()):
        talk, reply = start()
        turn(talk, hear(f"我是{place}的低保户，得了胃癌住院，花了8万", talk, reply))
    turn(talk, hear("一年最多能报多少？", talk, reply))
