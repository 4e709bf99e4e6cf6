"""Words that look alike, and typing errors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatplan.spelling import SHORTEST, difference, folded, is_slip
from tests.properties.effort import examples

letters = st.text("abcdefgh", min_size=SHORTEST, max_size=12)


@pytest.mark.parametrize(
    ("one", "two", "what"),
    [
        ("MS-22", "ms-22", "case"),
        ("éva", "eva", "accents"),
        ("MS-22", "MS\N{NON-BREAKING HYPHEN}22", "the kind of hyphen or space"),
        ("MS-22", "MS\N{EN DASH}22", "the kind of hyphen or space"),
        ("a b", "a\N{NO-BREAK SPACE}b", "the kind of hyphen or space"),
        ("a b", "a_b", "the kind of hyphen or space"),
        ("a b", "a  b ", "the kind of hyphen or space"),
        ("MC-1", "\N{CYRILLIC CAPITAL LETTER EM}\N{CYRILLIC CAPITAL LETTER ES}-1",
         "signs that look alike"),
        ("ab", "a\N{ZERO WIDTH JOINER}b", "signs that look alike"),
    ],
)  # fmt: skip
def test_alike(one: str, two: str, what: str) -> None:
    """They fold to one word, and the difference is named."""
    assert folded(one) == folded(two)
    assert is_slip(one, two)
    assert difference(one, two) == difference(two, one) == what


@given(letters, st.data())
@examples(100)
def test_one_slip(word: str, data: st.DataObject) -> None:
    """A doubled, missing or swapped letter after the first is a typing error."""
    at = data.draw(st.integers(1, len(word) - 1))
    assert is_slip(word, word[:at] + word[at] + word[at:])
    swapped = word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
    assert is_slip(word, swapped)
    assert len(word) == SHORTEST or is_slip(word, word[:at] + word[at + 1 :])


@given(letters, letters)
@examples(100)
def test_it_goes_both_ways(one: str, two: str) -> None:
    """The order of the two words does not matter."""
    assert is_slip(one, two) == is_slip(two, one)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("rs", "us"),
        ("ISS", "CSS"),
        ("eva-1", "eva-2"),
        ("crew-10", "crew-100"),
        ("dragon-a", "dragon-b"),
        ("Salyut 6", "Salyut 7"),
        ("soyuz", "soyuz-commander"),
        ("pilot", "commander"),
        ("usos", "rs"),
    ],
)
def test_both_meant(one: str, two: str) -> None:
    """Short words, and words with another number or final letter, are different on purpose."""
    assert not is_slip(one, two)
