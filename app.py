"""The web app: ``streamlit run app.py``. Serves the pages, in Chinese from the first byte."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.middleware import Middleware
from streamlit.starlette import App

from assistant.pages.gate import Gate
from assistant.pages.serving import ChineseShell, warm_up


@asynccontextmanager
async def _lifespan(_: App) -> AsyncIterator[None]:
    warm_up()
    yield


app = App(
    Path(__file__).parent / "assistant" / "pages" / "shell.py",
    lifespan=_lifespan,
    middleware=[Middleware(Gate), Middleware(ChineseShell)],
)
