"""Makes the pictures of docs/pictures anew: `python -m tests.browser.pictures`."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

import seatplan

from .conftest import FLAGS, chromium

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"


def pages() -> dict[str, tuple[str, str]]:
    """By the name of the picture, a page and its color scheme."""
    near, far = seatplan.catalog.load("iss-crossflight"), seatplan.catalog.load("iss")
    flown = seatplan.catalog.flown("iss-crossflight")
    outcome = seatplan.what_if(near, flown, seatplan.Cancel("Crew-12"), as_of="2025-06-01")
    return {
        "crossflight": (seatplan.report_page(near, flown), "light"),
        "27-years": (seatplan.report_page(far, seatplan.catalog.flown("iss")), "dark"),
        "what-if": (seatplan.report_page(outcome), "light"),
    }


def main() -> None:
    """Writes each picture over the old one."""
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        for name, (text, scheme) in pages().items():
            target = Path(folder) / f"{name}.html"
            target.write_text(text, encoding="utf-8")
            page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
            page.goto(target.as_uri())
            page.wait_for_timeout(500)
            page.screenshot(path=PICTURES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
