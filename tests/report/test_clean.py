"""Text made safe to print on a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatplan.report.clean import clean


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Anna Petrova", "Anna Petrova"),
        ("two\n lines\tand a tab ", "two lines and a tab"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("abc\u202edef", r"abc\u202edef"),
        ("\x00\x7f\x9b", r"\x00\x7f\x9b"),
        ("\ud800", r"\ud800"),
        ("क्\u200dष", "क्\u200dष"),
        ("宇宙飛行士 Sławosz", "宇宙飛行士 Sławosz"),
    ],
)
def test_signs(raw: str, shown: str) -> None:
    """Control characters are escaped; ordinary text of any script is kept."""
    assert clean(raw) == shown


@given(st.text())
def test_no_control_is_left(text: str) -> None:
    """Any text becomes one line of printable text, and cleaning it again changes nothing."""
    shown = clean(text)
    assert not {unicodedata.category(sign) for sign in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set("\u202a\u202b\u202d\u202e\u2066\u2067\u200f\ufeff") & set(shown)
    assert clean(shown) == shown
