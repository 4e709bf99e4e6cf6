"""Text from files, made harmless for a terminal."""

from __future__ import annotations

from seatplan.visible import visible


def clean(text: str) -> str:
    """The text on one line: white space is one blank, and what would act is spelt out."""
    return visible(" ".join(text.split()))
