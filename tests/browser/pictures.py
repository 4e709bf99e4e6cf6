"""Makes the pictures of docs/pictures anew: `python -m tests.browser.pictures`."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

import seatplan

from .conftest import FLAGS, chromium

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"

SHOTS = {
    "crossflight": ("iss-crossflight", "light", "#person-rubio"),
    "27-years": ("iss", "dark", ""),
}
"""The program, the colours, and what is picked."""


def main() -> None:
    """Writes each picture in place of the old one."""
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        for name, (program, scheme, place) in SHOTS.items():
            target = Path(folder) / f"{name}.html"
            program, plan = seatplan.catalog.load(program), seatplan.catalog.flown(program)
            target.write_text(seatplan.report_page(program, plan), encoding="utf-8")
            page = browser.new_page(viewport={"width": 1280, "height": 1000}, color_scheme=scheme)
            page.goto(target.as_uri() + place)
            page.evaluate("scrollTo(0, 0)")
            page.wait_for_timeout(500)
            page.screenshot(path=PICTURES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
