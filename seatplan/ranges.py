"""The distance of a number from a range."""

from __future__ import annotations


def outside(number: int, least: int | None, most: int | None) -> int:
    """By how much a number is below `least` or above `most`; 0 if it is within the range.

    Args:
        number: the number.
        least, most: the ends of the range; None if it is open at that end.
    """
    short = least - number if least is not None else 0
    over = number - most if most is not None else 0
    return max(0, short, over)
