"""Estimates of the width of text."""

from __future__ import annotations

from seatplan.report.page.letters import pixels, shortened, words


def test_room() -> None:
    """Longer texts and wide letters need more room; a combining accent needs none."""
    assert pixels("abcd") == 4 * pixels("a")
    assert pixels("\u6f22") > pixels("a")
    assert pixels("e\u0301") == pixels("e")
    assert [words("MS-1"), words("Crew-13"), words("MS-22 to MS-23")] == [0, 1, 2]


def test_shortened() -> None:
    """A text that fits is unchanged; any other is cut to fit and ends with an ellipsis."""
    assert shortened("Soyuz", 100) == "Soyuz"
    short = shortened("Commercial Crew Vehicle", 80)
    assert short.endswith("\u2026")
    assert pixels(short) <= 80
