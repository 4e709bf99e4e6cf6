"""Ids that are taken in every program, beside those of the laws."""

from __future__ import annotations

IMPLIED = "keep-rules"
"""The kind, and so the id, of the goal that a program with soft rules has without listing it."""
