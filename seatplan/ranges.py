"""How far a number lies outside a range of which one end may be open."""

from __future__ import annotations


def outside(number: int, least: int | None, most: int | None) -> int:
    """How much a number is below `least` or above `most`; 0 if it is within.

    Args:
        number: whatever is counted.
        least, most: the ends; None where the range is open.
    """
    short = least - number if least is not None else 0
    over = number - most if most is not None else 0
    return max(0, short, over)
