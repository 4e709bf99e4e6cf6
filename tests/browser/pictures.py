"""Make the pictures in docs/pictures again: `python -m tests.browser.pictures [NAME ...]`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

import seatplan

from .conftest import FLAGS, chromium

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"


def crossflight() -> str:
    program = seatplan.catalog.load("iss-crossflight")
    return seatplan.report_page(program, seatplan.catalog.flown("iss-crossflight"))


def what_if() -> str:
    program = seatplan.catalog.load("iss-crossflight")
    flown = seatplan.catalog.flown("iss-crossflight")
    cancel = seatplan.Cancel("Crew-12")
    return seatplan.report_page(seatplan.what_if(program, flown, cancel, as_of="2025-06-01"))


def history() -> str:
    program = seatplan.catalog.load("iss")
    return seatplan.report_page(program, seatplan.catalog.flown("iss"))


def tutorial() -> str:
    program = seatplan.catalog.load("two-flights")
    return seatplan.report_page(program, seatplan.solve(program))


def tutorial_what_if() -> str:
    program = seatplan.catalog.load("two-flights")
    plan = seatplan.solve(program).plan
    assert plan is not None
    return seatplan.report_page(seatplan.what_if(program, plan, seatplan.Forbid("Swift-1", "ada")))


PAGES: dict[str, tuple[Callable[[], str], str]] = {
    "crossflight": (crossflight, "light"),
    "27-years": (history, "dark"),
    "what-if": (what_if, "light"),
    "two-flights": (tutorial, "light"),
    "two-flights-what-if": (tutorial_what_if, "light"),
}
"""By the name of the picture, what makes its page, and the color scheme."""


def main(names: Sequence[str]) -> None:
    """Write each picture over the old one."""
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        for name in names or PAGES:
            make, scheme = PAGES[name]
            target = Path(folder) / f"{name}.html"
            target.write_text(make(), encoding="utf-8")
            page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
            page.goto(target.as_uri())
            page.wait_for_timeout(500)
            page.screenshot(path=PICTURES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
