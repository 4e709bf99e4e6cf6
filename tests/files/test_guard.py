"""Texts that TOML's reader takes too long over are found beforehand, and no others."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatplan.catalog import names, text
from seatplan.errors import ProgramError
from seatplan.files.guard import LONGEST_WORD, MOST_PARTS, must_be_sound

from .examples import PROGRAM, SCENARIOS


def refused(toml: str) -> bool:
    """Whether the text is refused."""
    try:
        must_be_sound(toml, "", ProgramError)
    except ProgramError:
        return True
    return False


@pytest.mark.parametrize("toml", [PROGRAM, SCENARIOS, *map(text, names())])
def test_what_people_write_passes(toml: str) -> None:
    """Shipped programs and the examples are accepted."""
    assert not refused(toml)


PART = st.sampled_from(["a", "b-c", '"x.y"', "'.'", "7", '"\\""', '""'])
DOT = st.sampled_from([".", " .", ". ", "\t.\t"])


@given(st.lists(st.tuples(PART, DOT), max_size=2 * MOST_PARTS), PART)
def test_keys_of_many_parts(parts: list[tuple[str, str]], last: str) -> None:
    """However they are spelt, they are counted; also in a header and within a table in braces."""
    key = "".join(map("".join, parts)) + last
    for toml in (f"{key} = 1", f"[{key}]", f"x = {{ {key} = 1 }}", f'y = """\n"""\n[[{key}]]'):
        assert tomllib.loads(toml)
        assert refused(toml) == (len(parts) >= MOST_PARTS)


@pytest.mark.parametrize("quotes", ['"', "'", '"""', "'''", "# "])
def test_text_and_comments_may_hold_anything(quotes: str) -> None:
    """Text in quotes, or after #, is neither a key nor a number."""
    long = "a." * 100 + "9" * 2 * LONGEST_WORD
    end = "" if quotes == "# " else quotes
    toml = f"x = 1 {quotes}{long}" if quotes == "# " else f"x = {quotes}{long}{end}"
    assert tomllib.loads(toml)
    assert not refused(toml)


@pytest.mark.parametrize("word", ["9", "f", "_1", "a", "-", "1:"])
def test_words_without_end(word: str) -> None:
    """A number, or what looks like one, has not more than this many characters."""
    assert not refused("x = " + word * (LONGEST_WORD // len(word)))
    assert refused("x = 1\ny = " + word * LONGEST_WORD + "1")


@pytest.mark.parametrize("start", ['"""', "'''", '"', "'", '"""\\', "a.", '""" """', "'a'.\"b"])
def test_quotes_that_never_close(start: str) -> None:
    """A text that is no TOML at all is left to the reader of TOML."""
    for rest in ('\\"' * 500, '"' * 500, "'" * 500, "\\" * 501, "x\n" * 500):
        must_be_sound(start + rest, "", ProgramError)
