"""Writes tables and pictures to `docs/benchmarks.md`, and a summary of one table to README.md.

The text around them is written by hand.
"""

from __future__ import annotations

import re

from benchmarks import plots, tables
from benchmarks.alone import CHECKOUT
from benchmarks.results import ROBUSTNESS, read

DOCS = CHECKOUT / "docs"
PAGE = DOCS / "benchmarks.md"
README = CHECKOUT / "README.md"

TABLES = {
    "robustness": {
        "robustness": tables.robustness,
        "robustness of each tool": tables.robust_tools,
        "robustness of each program": tables.robust_programs,
    },
    "phases": {
        "starts": tables.starts,
        "phases": tables.phases,
        "memory": tables.memory,
        "shares": tables.shares,
    },
    "peers": {"peers": tables.peers},
    "published": {"published": tables.published},
    "settings": {"settings": tables.settings},
}
"""The tables of each part; `<!-- table: NAME -->` marks the place of each on the page."""


CLAIM = "robustness in a sentence"
"""The name of the only place in the README."""

PICTURES = {"phases": plots.growth, "published": plots.proved}


def write(*, show: bool = False) -> None:
    """Writes the measurements to the page and draws the pictures; prints them too on request."""
    text = PAGE.read_text(encoding="utf-8")
    for name in TABLES:
        part = read(name)
        if part is None:
            continue
        filled = {f"machine of {name}": tables.machine(part)}
        filled |= {table: made(part) for table, made in TABLES[name].items()}
        for table, markdown in filled.items():
            text = _filled(text, table, markdown)
            if show:
                print(f"\n{table}\n\n{markdown}")
        if name in PICTURES:
            PICTURES[name](part, DOCS / "pictures")
    PAGE.write_text(text, encoding="utf-8")
    part = read(ROBUSTNESS)
    if part is not None:
        claimed = _filled(README.read_text(encoding="utf-8"), CLAIM, tables.robust_claim(part))
        README.write_text(claimed, encoding="utf-8")


def _filled(text: str, name: str, markdown: str) -> str:
    """The text of a page with this Markdown between the two comments of the name."""
    place = re.compile(rf"(<!-- table: {re.escape(name)} -->\n).*?(<!-- end -->)", re.S)
    if not place.search(text):
        raise ValueError(f"there is no place for the table {name!r}")
    return place.sub(lambda found: f"{found[1]}{markdown}\n{found[2]}", text)
