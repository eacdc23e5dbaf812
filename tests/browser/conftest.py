"""The app as a visitor meets it: served by ``streamlit run app.py`` on a free port, looked at in Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

HOME = Path(__file__).parents[2]
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium; where there is none the group is reported as not run, on CI as failed."""
    if CHROMIUM is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI 上没有找到 Chromium：请先安装 chromium 和 fonts-wqy-zenhei。")
        pytest.skip("没有找到 Chromium，浏览器测试没有运行；安装 chromium 和 fonts-wqy-zenhei 后再试。")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(chromium: Browser) -> Iterator[str]:
    """Where the app is served."""
    port = free_port()
    with served(port):
        yield f"http://localhost:{port}"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def served(port: int) -> Iterator[None]:
    """The app, served on a port as long as the block runs."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    server = subprocess.Popen(command, cwd=HOME, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"http://localhost:{port}/_stcore/health", server)
        yield
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(health: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        if server.poll() is not None:
            pytest.fail(f"应用没有启动，退出码 {server.returncode}。")
        try:
            with urllib.request.urlopen(health, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("应用 30 秒内没有就绪。")


@pytest.fixture
def opened(chromium: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh visitor; ``indirect`` chooses the size: desktop or phone."""
    width, height = SIZES[getattr(request, "param", "desktop")]
    phone = width < 600
    context = chromium.new_context(viewport={"width": width, "height": height}, is_mobile=phone, has_touch=phone)
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()
