"""Estimates of the width of text; the script measures it again in the browser."""

from __future__ import annotations

import unicodedata

LETTER = 6.2
"""The average width of a letter at the text size of the charts, in pixels."""

WIDE = 11.5
"""The width of a letter of a wide script, such as Chinese, in pixels."""

READABLE = 36
"""The width of the shortest readable label, in pixels."""


def pixels(text: str) -> float:
    """Return the width of a text on a chart, which a browser rarely exceeds by much."""
    return sum(map(_letter, text))


def _letter(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0.0
    return WIDE if unicodedata.east_asian_width(sign) in "WF" else LETTER


def words(text: str) -> int:
    """Return how often the room of the shortest label must double until the text fits."""
    least = -(-int(pixels(text) + 8) // READABLE)
    return max(0, least - 1).bit_length()


def shortened(text: str, room: float) -> str:
    """Return the text, cut and ended with an ellipsis if it is wider than `room` pixels."""
    if pixels(text) <= room:
        return text
    end = len(text)
    while end > 1 and pixels(text[:end]) + LETTER > room:
        end -= 1
    return f"{text[:end].rstrip()}…"
