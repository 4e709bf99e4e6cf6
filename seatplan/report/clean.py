"""Text from files, made safe to print on a terminal."""

from __future__ import annotations

from seatplan.visible import visible


def clean(text: str) -> str:
    """Return the text on one line, with white space collapsed and control characters escaped."""
    return visible(" ".join(text.split()))
