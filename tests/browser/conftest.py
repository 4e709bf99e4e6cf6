"""A real browser: the Chromium of the system, driven by Playwright; nothing is downloaded."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from attrs import define, field

import seatplan

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str:
    """Return the path of the browser of this system."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    assert found is not None, "no Chromium here: `apt-get install chromium`"
    return found


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark all tests in this folder as needing the browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one browser for all tests; each test has an empty profile of its own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield browser
        browser.close()


@define
class Opened:
    """A page in the browser, with its console messages and requests."""

    page: Page
    said: list[str] = field(factory=list)
    asked: list[str] = field(factory=list)

    def count(self, selector: str) -> int:
        """Return the number of visible elements."""
        return self.page.locator(selector).locator("visible=true").count()


Open = Callable[..., Opened]


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open the page of a program and a plan: `show(program, plan, place="#flight-S-1")`.

    Instead of the program it takes a whole page as text, too.

    At the end nothing may have been said on the console and nothing asked of any network.
    """
    opened: list[Opened] = []
    contexts = []

    def opening(
        program: seatplan.Program | str,
        plan: seatplan.Plan | None = None,
        *,
        place: str = "",
        compare: seatplan.Plan | None = None,
        width: int = 1280,
        **options: Any,
    ) -> Opened:
        target = tmp_path / "page.html"
        text = (
            program
            if isinstance(program, str)
            else seatplan.report_page(program, plan, compare=compare)
        )
        target.write_text(text, encoding="utf-8")
        size = {"width": width, "height": 900}
        context = browser.new_context(offline=True, viewport=size, **options)
        contexts.append(context)
        one = Opened(context.new_page())
        opened.append(one)
        one.page.on("console", lambda message: one.said.append(message.text))
        one.page.on("pageerror", lambda error: one.said.append(str(error)))
        one.page.on("dialog", lambda dialog: one.said.append(dialog.message))
        one.page.on("request", lambda request: one.asked.append(request.url))
        one.page.goto(target.as_uri() + place)
        return one

    yield opening
    for context in contexts:
        context.close()
    for one in opened:
        assert one.said == []
        assert [url for url in one.asked if not url.startswith(("file:", "data:"))] == []
        assert len([url for url in one.asked if url.startswith("file:")]) == 1
