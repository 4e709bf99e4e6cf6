"""Limits of numbers, and what the fields of the classes declare in their metadata."""

from __future__ import annotations

MOST_SEATS = 1000
"""Of one role on one flight."""

MOST_FLIGHTS = 10_000
"""Of one member before the program; their square is counted."""

MOST_DAYS = 1_000_000
"""Two thousand seven hundred years, of training, of rest or in space."""

ASKED = {"asks": "qualification"}
"""A field of qualifications that someone has to hold."""

NOT_EMPTY = {"not_empty": True}
"""A list that holds at least one thing, if it is given."""

WITH_IDS = {"repeats": True}
"""A list of things with ids, or roles, which differ: they need not be compared as wholes."""

PROSE = {"prose": True}
"""A text for people: what it holds is no name of anything."""
