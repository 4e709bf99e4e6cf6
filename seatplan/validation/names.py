"""Ids that are taken in every program."""

from __future__ import annotations

STRUCTURE = (
    "places",
    "ascent-full",
    "empty-leg",
    "critical-seat",
    "seat-requirements",
    "return",
    "one-place",
    "availability",
    "fixed",
    "forbidden",
)
"""The ids of what every plan obeys; no rule and no goal may take one of them."""

IMPLIED = "keep-rules"
"""The kind, and so the id, of the goal that a program with soft rules has without listing it."""
