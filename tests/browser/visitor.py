"""What a visitor does on the page, and what the browser saw meanwhile."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import ConsoleMessage, Page

#: Where screenshots are left; ``SCREENSHOTS=docs/screenshots`` renews those of the documentation.
SHOTS = os.environ.get("SCREENSHOTS")
#: Screenshots are kept small.
_COLOURS = 128
_IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'


@dataclass
class Visitor:
    """Drives one page; keeps foreign requests and console errors."""

    page: Page
    address: str
    turns: int = 0
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("console", self._logged)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _asked(self, url: str) -> None:
        host = self.address.removeprefix("http://")
        if not url.startswith(("data:", "blob:", f"http://{host}", f"ws://{host}")):
            self.foreign.append(url)

    def _logged(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def open(self, path: str = "/") -> None:
        """Open a page and wait until it is drawn."""
        self.page.goto(self.address + path)
        self.page.wait_for_selector("h1")
        self.settle()

    def settle(self) -> None:
        """Wait until the script has run and the page stands still."""
        self.page.wait_for_selector(_IDLE)
        self.page.wait_for_timeout(80)

    def click(self, name: str, exact: bool = False) -> None:
        """Click a button that ends a turn."""
        self.page.get_by_role("button", name=name, exact=exact).first.click()
        self.next_turn()

    def next_turn(self) -> None:
        """Wait for the next turn to be drawn."""
        self.turns += 1
        self.page.wait_for_selector(f'i[data-turn="{self.turns}"]', state="attached")
        self.settle()

    def pick(self, *names: str) -> None:
        """Take choices of which several can be taken, and go on."""
        for name in names:
            self.page.get_by_role("button", name=name, exact=True).click()
            self.settle()
        self.click("选好了")

    def fill(self, amounts: dict[str, str]) -> None:
        """Fill a form by its labels and send it."""
        for label, text in amounts.items():
            self.page.get_by_label(label).fill(text)
        self.click("填好了")

    def say(self, text: str) -> None:
        """Type a message and send it."""
        box = self.page.get_by_test_id("stChatInputTextArea")
        box.fill(text)
        box.press("Enter")
        self.next_turn()

    @property
    def text(self) -> str:
        """All that is on the page."""
        return self.page.locator('[data-testid="stMain"]').inner_text()

    @property
    def phone(self) -> bool:
        """Whether the window is as narrow as a phone."""
        return (self.page.viewport_size or {"width": 0})["width"] < 600

    @property
    def faults(self) -> list[str]:
        """What the browser complained of; on a page's own address the framework first looks for its files beside it."""
        return [line for line in self.errors if "404" not in line]

    def shot(self, name: str, folder: Path, whole: bool = False) -> None:
        """A screenshot by name, in ``folder`` or where those of the documentation are."""
        target = Path(SHOTS) if SHOTS else folder
        target.mkdir(parents=True, exist_ok=True)
        self.picture(target / f"{name}.png", whole)

    def whole_height(self) -> int:
        """How high the page would be without scrolling."""
        return int(self.page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight"))

    def picture(self, path: Path, whole: bool = False) -> None:
        """A screenshot; ``whole`` as if the window were as high as the page."""
        size = self.page.viewport_size or {"width": 390, "height": 844}
        if whole:
            self.page.set_viewport_size({"width": size["width"], "height": self.whole_height() + 8})
            self.settle()
        self.page.screenshot(path=path)
        with Image.open(path) as taken:
            taken.convert("RGB").quantize(_COLOURS).save(path, optimize=True)
        self.page.set_viewport_size(size)
