"""How much room text needs, estimated: the script measures it again in the browser."""

from __future__ import annotations

import unicodedata

LETTER = 6.2
"""Pixels of a letter on average, at the size that charts write in."""

WIDE = 11.5
"""Pixels of a letter of a wide script, such as a Chinese one."""

READABLE = 36
"""Pixels that the shortest readable label needs."""


def pixels(text: str) -> float:
    """The width of a text on a chart; never much less than what a browser needs."""
    return sum(map(_letter, text))


def _letter(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0.0
    return WIDE if unicodedata.east_asian_width(sign) in "WF" else LETTER


def words(text: str) -> int:
    """How often the room of the shortest label must double before this text fits."""
    least = -(-int(pixels(text) + 8) // READABLE)
    return max(0, least - 1).bit_length()


def shortened(text: str, room: float) -> str:
    """The beginning of a text, with an ellipsis where it does not fit."""
    if pixels(text) <= room:
        return text
    end = len(text)
    while end > 1 and pixels(text[:end]) + LETTER > room:
        end -= 1
    return f"{text[:end].rstrip()}…"
