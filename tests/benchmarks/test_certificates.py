"""The table of certificates in the docs is what the command prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.certificates import HEAD, lines
from seatplan import catalog

PAGE = Path(__file__).parents[2] / "docs" / "trust.md"


@pytest.mark.parametrize("name", ["two-flights", "commercial-station", "iss-next"])
def test_the_table_is_true(name: str) -> None:
    """Each goal with its value and whether it is certified; how many rows, the solver decides."""
    text = PAGE.read_text(encoding="utf-8").splitlines()
    start = text.index(HEAD)
    shown = [line for line in text[start : text.index("", start)] if f"| `{name}` |" in line]
    found = list(lines(name, catalog.load(name)))
    assert [line.split("|")[:5] for line in shown] == [line.split("|")[:5] for line in found]
