"""Reads the numbers in a file exactly as they are written."""

from __future__ import annotations

import re
from fractions import Fraction

from attrs import frozen

LARGEST_EXPONENT = 400
"""Largest exponent; a Fraction of 1e999999999 would fill the memory with its digits."""

LONGEST = 1000
"""Maximum length of a number in characters; longer ones are not read."""

_EXPONENT = re.compile(r"[eE]([+-]?[0-9_]+)$")

_THOUSANDS = re.compile(
    "([+-]?[0-9]{1,3}(?:[.,'\u2019 \u00a0\u2009\u202f][0-9]{3}){1,5})(?:[.,]0{1,2})?"
)


@frozen
class NotExact:
    """The value of a number without an exact value: `inf`, `nan`, 1e999999."""

    text: str


def exact(text: str) -> Fraction | NotExact:
    """The exact value of a decimal: `0.766` is 383/500."""
    if len(text) > LONGEST:
        return NotExact(text)
    exponent = _EXPONENT.search(text)
    try:
        if exponent is not None and abs(int(exponent[1])) > LARGEST_EXPONENT:
            return NotExact(text)
        return Fraction(text)
    except ValueError:  # inf, nan, or more digits than Python's limit
        return NotExact(text)


def whole(text: str) -> int | NotExact:
    """The exact value of an integer."""
    try:
        return int(text)
    except ValueError:  # more digits than Python's limit
        return NotExact(text)


def number_hint(text: str) -> str:
    """A hint for a text that is nearly a whole number; empty if it is not."""
    if re.fullmatch(r"[+-]?[0-9]{1,18}", text):
        return f"{text}, without quotes."
    if text.isdecimal() and len(text) <= 18:
        return f"{int(text)}."
    if match := _THOUSANDS.fullmatch(text):
        return f"{re.sub(r'[^0-9+-]', '', match[1])}, without separators?"
    match = re.fullmatch(r"([+-]?[0-9]{1,18})\s*[^\W\d]+", text)
    return f"{match[1]}, without the word." if match else ""


def plain(value: Fraction) -> int | float | str:
    """A fraction as it is written to a file: an integer or decimal if exact, else `"1/3"`."""
    if value.denominator == 1:
        return value.numerator
    try:
        decimal = float(value)
    except OverflowError:
        return str(value)
    return decimal if Fraction(repr(decimal)) == value else str(value)
