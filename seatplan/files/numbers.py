"""Numbers of a file, exactly as written."""

from __future__ import annotations

import re
from fractions import Fraction

from attrs import frozen

LARGEST_EXPONENT = 400
"""Beyond every float; a Fraction of 1e999999999 would fill the memory with its digits."""

LONGEST = 1000
"""Digits and signs of a number; what is longer is not looked at."""

_EXPONENT = re.compile(r"[eE]([+-]?[0-9_]+)$")


@frozen
class NotExact:
    """Replaces a number that has no exact value: `inf`, `nan`, 1e999999."""

    text: str


def exact(text: str) -> Fraction | NotExact:
    """The decimal as it is written: `0.766` is 383/500."""
    if len(text) > LONGEST:
        return NotExact(text)
    exponent = _EXPONENT.search(text)
    try:
        if exponent is not None and abs(int(exponent[1])) > LARGEST_EXPONENT:
            return NotExact(text)
        return Fraction(text)
    except ValueError:  # inf, nan, or more digits than Python reads at once
        return NotExact(text)


def whole(text: str) -> int | NotExact:
    """The integer as it is written."""
    try:
        return int(text)
    except ValueError:  # more digits than Python reads at once
        return NotExact(text)


def plain(value: Fraction) -> int | float | str:
    """What a file holds for a fraction: an integer or a decimal if exact, else `"1/3"`."""
    if value.denominator == 1:
        return value.numerator
    try:
        decimal = float(value)
    except OverflowError:
        return str(value)
    return decimal if Fraction(repr(decimal)) == value else str(value)
