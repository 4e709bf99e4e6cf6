"""Near-valid texts and data: what is right, spoilt in a few places.

Strategies for Hypothesis. A file is spoilt line by line, word by word or at any letter; plain data
at any key, with values of every type.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

# fmt: off
WORDS = st.sampled_from([
    "", "null", "true", "false", "NaN", "Infinity", "inf", "[]", "{}", "[[]]", "[{}]", '""',
    "0", "-1", "10000000000000", "99999999999999999999", "9" * 500, "0x" + "f" * 400, "1_000",
    "0.1", "1e400", "1e-400", "1e399", "1.5e3", '"1/3"', '"1/0"', "1/3", "+5", "-0.0",
    "0000-00-00", "0001-01-01", "9999-12-31", "2030-02-30", "2030-01-01T10:00:00Z", "10:00:00",
    "\x00", "\ufeff", "\u202e", "\x1b[31m", "\x85", "\u2028", "\r", "\r\n", "\t", "\n", "é",
    "[", "]", "{", "}", "[[", "]]", '"', "'", '"""', "'''", "\\", "\\u0000", "\\ud800", "#",
    "=", ".", ",", ":", "a.b.c", "a." * 40, "[" * 60, "[" * 2000, '{"a":' * 60, "x" * 2000,
])
# fmt: on

TOKEN = re.compile(r'"[^"\n]*"|[\w.-]+|[^\s\w]')


def _without_a_line(draw: st.DrawFn, text: str) -> str:
    lines = text.split("\n")
    del lines[draw(st.integers(0, len(lines) - 1))]
    return "\n".join(lines)


def _with_a_line_again(draw: st.DrawFn, text: str) -> str:
    lines = text.split("\n")
    lines.insert(draw(st.integers(0, len(lines))), draw(st.sampled_from(lines)))
    return "\n".join(lines)


def _with_another_word(draw: st.DrawFn, text: str) -> str:
    tokens = list(TOKEN.finditer(text))
    if not tokens:
        return text
    token = draw(st.sampled_from(tokens))
    word = draw(WORDS | WORDS.map(lambda one: f'"{one}"') | st.sampled_from(tokens).map(str_of))
    return text[: token.start()] + word + text[token.end() :]


def _with_a_word_more(draw: st.DrawFn, text: str) -> str:
    at = draw(st.integers(0, len(text)))
    return text[:at] + draw(WORDS | st.text(max_size=4)) + text[at:]


def _with_a_gap(draw: st.DrawFn, text: str) -> str:
    at = draw(st.integers(0, len(text)))
    return text[:at] + text[at + draw(st.integers(0, 60)) :]


def _cut_off(draw: st.DrawFn, text: str) -> str:
    return text[: draw(st.integers(0, len(text)))]


def str_of(token: re.Match[str]) -> str:
    """The text of a token."""
    return token[0]


SPOILERS: tuple[Callable[[st.DrawFn, str], str], ...] = (
    _without_a_line,
    _with_a_line_again,
    _with_another_word,
    _with_a_word_more,
    _with_a_gap,
    _cut_off,
)


@st.composite
def spoilt_texts(draw: st.DrawFn, *good: str) -> str:
    """One of the texts, spoilt in one place or in a few."""
    text = draw(st.sampled_from(good))
    for spoil in draw(st.lists(st.sampled_from(SPOILERS), min_size=1, max_size=4)):
        text = spoil(draw, text)
    return text


@st.composite
def spoilt_bytes(draw: st.DrawFn, *good: str) -> bytes:
    """The bytes of such a text, with another byte somewhere, or in another encoding."""
    text = draw(spoilt_texts(*good))
    code = draw(st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16", "latin-1", "cp500"]))
    raw = text.encode(code, "replace")
    if draw(st.booleans()):
        at = draw(st.integers(0, len(raw)))
        raw = raw[:at] + bytes([draw(st.integers(0, 255))]) + raw[at + draw(st.integers(0, 1)) :]
    return raw


# fmt: off
VALUES = st.sampled_from([
    None, True, False, 0, 1, -1, 10**12, 10**19, -(10**19), 2**63, 10**400, 10**5000,
    0.5, 1e300, float("inf"), float("nan"), 1j, Decimal("NaN"), Decimal("1e999999"),
    Fraction(1, 3), Fraction(10**4400 + 1, 10**4400), Fraction(1, 10**13),
    "", "x", "NASA", "1/3", "2030-01-01", "\x00", "\ud800", "\u202e", "9" * 5000, "=1+1",
    date.min, date.max, datetime(2030, 1, 1), time(1), b"x", object(), {1}, (), (1, "a"),
    [], [None], [[]], [{}], {}, {1: 2}, {"id": "x"}, {"": {}}, {"\ud800": 1}, ["x", "x"],
])
# fmt: on


def places(data: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in the data."""
    if isinstance(data, (dict, list)):
        for step, inner in data.items() if isinstance(data, dict) else enumerate(data):
            yield (*place, step)
            yield from places(inner, (*place, step))


def at(data: Any, place: tuple[Any, ...]) -> Any:
    """What is there."""
    for step in place:
        data = data[step]
    return data


@st.composite
def spoilt_data(draw: st.DrawFn, *good: Any) -> Any:
    """The data with other values, with values from elsewhere, without some or with some more."""
    data = copy.deepcopy(draw(st.sampled_from(good)))
    for what in draw(st.lists(st.sampled_from("vvvmdak"), min_size=1, max_size=4)):
        known = list(places(data))
        if not known:
            break
        *outer, last = draw(st.sampled_from(known))
        table = at(data, tuple(outer))
        if what == "v":
            table[last] = draw(VALUES)
        elif what == "m":
            table[last] = copy.deepcopy(at(data, draw(st.sampled_from(known))))
        elif what == "d":
            del table[last]
        elif what == "a" and isinstance(table, list):
            table.insert(last, copy.deepcopy(table[last]))
        elif isinstance(table, dict):
            key = draw(st.sampled_from(["x", "", "\x00", "ID", "idd", 3, "__class__", "rule"]))
            table[key] = draw(VALUES)
    return data
