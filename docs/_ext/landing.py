"""The first screen of the site: live pages in a frame, made while the site is built, and cards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import seatplan

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def _flown(name: str) -> str:
    return seatplan.report_page(seatplan.catalog.load(name), seatplan.catalog.flown(name))


def _solved() -> str:
    program = seatplan.catalog.load("iss-next")
    return seatplan.report_page(program, seatplan.solve(program), candidates=64)


def _what_if() -> str:
    program, plan = (
        seatplan.catalog.load("iss-crossflight"),
        seatplan.catalog.flown("iss-crossflight"),
    )
    cancel = seatplan.Cancel("Crew-12")
    return seatplan.report_page(seatplan.what_if(program, plan, cancel, as_of="2025-06-01"))


LIVE: dict[str, tuple[str, Callable[[], str]]] = {
    "iss-next": ("The next two years of the ISS: a plan, proved optimal", _solved),
    "crossflight": (
        "Flown: 21 flights on which agencies exchanged seats",
        lambda: _flown("iss-crossflight"),
    ),
    "what-if": ("What if Crew-12 is canceled?", _what_if),
    "27-years": ("Flown: 27 years of the ISS", lambda: _flown("iss")),
    "tiangong": ("Flown: the Chinese station", lambda: _flown("tiangong")),
}
"""By the name of the file, what it shows, and what makes it."""

CARDS = (
    (
        "tutorial.html",
        "crossflight",
        "Plan",
        "Who flies in which seat, with a proof that it is best.",
    ),
    (
        "explanations.html",
        "27-years",
        "Explain",
        "Audit a plan, or learn why there is none and what to change.",
    ),
    (
        "what-if.html",
        "what-if",
        "What if",
        "A flight slips or someone falls ill: the least that must change.",
    ),
)
"""The target, picture, title and text of each card."""


def hero() -> str:
    """A live page, how to install, and the cards, as HTML."""
    cards = "".join(
        f'<a class="card" href="{page}"><img src="_images/{picture}.png" alt="" loading="lazy">'
        f"<b>{title}</b><span>{line}</span></a>"
        for page, picture, title, line in CARDS
    )
    return (
        "```{raw} html\n"
        f'<div class="cards">{cards}</div>\n'
        '<iframe class="live" src="live/iss-next.html" loading="lazy" '
        'title="A live page: the next two years of the ISS"></iframe>\n'
        "```\n"
    )


def gallery() -> str:
    """A link to each live page."""
    links = "".join(
        f'<li><a href="live/{name}.html">{words}</a></li>' for name, (words, _) in LIVE.items()
    )
    return f"```{{raw}} html\n<ul>{links}</ul>\n```\n"


def write_live_pages(app: Sphinx, failed: Exception | None) -> None:
    """Write the live pages, and the pictures of the cards, into the site."""
    if failed is not None or app.builder.format != "html":
        return
    folder = Path(app.outdir, "live")
    folder.mkdir(exist_ok=True)
    for name, (_, page) in LIVE.items():
        (folder / f"{name}.html").write_text(page(), encoding="utf-8")
    images = Path(app.outdir, "_images")
    images.mkdir(exist_ok=True)
    for _, picture, _, _ in CARDS:
        data = Path(app.srcdir, "pictures", f"{picture}.png").read_bytes()
        (images / f"{picture}.png").write_bytes(data)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension."""
    app.connect("build-finished", write_live_pages)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
