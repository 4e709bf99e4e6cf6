"""Writes the generated parts of the pages in docs/reference/: `python docs/reference.py`.

Then the meaning, unit and example of each rule, goal, key and edit can be read in a checkout. A
test compares the pages with the classes. The site is built from the same parts.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

DOCS = Path(__file__).resolve().parent
sys.path.insert(0, str(DOCS / "_ext"))

END = "<!-- end of what is generated -->"
REGION = re.compile(rf"^(<!-- generated: ([^>]*) -->)\n.*?^{END}$", re.M | re.S)


def pages() -> Iterator[tuple[Path, str, str]]:
    """Yield each page with generated parts: its path, its text, and the correct text."""
    from reference_parts import PARTS

    def filled(region: re.Match[str]) -> str:
        return f"{region[1]}\n\n{PARTS[region[2]]().strip()}\n\n{END}"

    for page in sorted((DOCS / "reference").glob("*.md")):
        text = page.read_text(encoding="utf-8")
        if REGION.search(text):
            yield page, text, REGION.sub(filled, text)


if __name__ == "__main__":
    for page, text, wanted in pages():
        if text != wanted:
            page.write_text(wanted, encoding="utf-8")
            print(f"docs/reference/{page.name}")
