"""The reserved id that is not the id of a law."""

from __future__ import annotations

IMPLIED = "keep-rules"
"""The kind, and thus the id, of the goal that preferences imply."""
