"""From the README's start command to the first page that a person sees, in a real browser.

    python benchmarks/first_page.py [TIMES]

Wall seconds from starting `run.py app` (installed before) until Chromium shows the first question; the browser is
already open, as a person's is. Needs Chromium and the test requirements.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

HOME = Path(__file__).parents[1]
GOAL = "goal: ≤ 3 s"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def until_shown(browser: Browser) -> tuple[float, float]:
    """Seconds until the server answers, and until the first question stands on the page."""
    port = free_port()
    page = browser.new_context().new_page()
    start = time.perf_counter()
    command = [sys.executable, "run.py", "app", "--server.port", str(port)]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, cwd=HOME, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        answering = wait_for_answer(f"http://localhost:{port}/_stcore/health", server) - start
        page.goto(f"http://localhost:{port}/")
        page.get_by_role("button", name="重庆市九龙坡区").wait_for()
        return answering, time.perf_counter() - start
    finally:
        os.killpg(server.pid, signal.SIGTERM)  # the start command and the server that it started
        server.wait(10)
        page.context.close()


def wait_for_answer(health: str, server: "subprocess.Popen[bytes]") -> float:
    while server.poll() is None:
        try:
            with urllib.request.urlopen(health, timeout=1):
                return time.perf_counter()
        except OSError:
            time.sleep(0.02)
    raise SystemExit("the app did not start")


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        found = [until_shown(browser) for _ in range(times)]
        browser.close()
    answering, shown = zip(*found, strict=True)
    print(f"server answers      median {median(answering):.2f} s")
    print(f"first page visible  median {median(shown):.2f} s, worst {max(shown):.2f} s   {GOAL}")


if __name__ == "__main__":
    main()
