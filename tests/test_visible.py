"""Text from outside is printed without any effect on the terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatplan.visible import is_barred, shortened, visible


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31m", r"\x1b[31m"),
        ("a\nb", r"a\nb"),
        ("\u202egnirts", r"\u202egnirts"),
        ("\u2028", r"\u2028"),
        ("\ud800", r"\ud800"),
        ("\U000e0041", r"\U000e0041"),
        ("<script>[red] é 宇宙 क्\u200dष", "<script>[red] é 宇宙 क्\u200dष"),
    ],
)
def test_what_acts_is_spelt_out(raw: str, shown: str) -> None:
    """As Python spells it; what people write stays as it is."""
    assert visible(raw) == shown


@given(st.text())
def test_nothing_is_left_that_acts(text: str) -> None:
    """One line of characters that can be seen, and no other character is touched."""
    shown = visible(text)
    assert not any(map(is_barred, shown))
    assert visible(shown) == shown
    assert all(unicodedata.category(sign) not in ("Cc", "Cs", "Zl", "Zp") for sign in shown)
    if not any(map(is_barred, text)):
        assert shown == text


@given(st.text(max_size=30), st.integers(1, 30))
def test_long_text_is_cut(text: str, most: int) -> None:
    """Text that fits stays; what does not is its beginning, and a sign that it goes on."""
    cut = shortened(text, most)
    assert len(cut) <= most
    assert cut == text or (cut[-1] == "…" and text.startswith(cut[:-1]))
