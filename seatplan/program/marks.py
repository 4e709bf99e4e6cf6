"""Limits of numbers, and metadata of the fields of the data classes."""

from __future__ import annotations

MOST_SEATS = 1000
"""Maximum number of seats of one role on one flight."""

MOST_FLIGHTS = 10_000
"""Maximum number of flights before the program; some goals square it."""

MOST_DAYS = 1_000_000
"""Maximum number of days, of training, rest or in space: about 2,700 years."""

ASKED = {"asks": "qualification"}
"""Metadata of a field of qualifications that someone must hold."""

NOT_EMPTY = {"not_empty": True}
"""Metadata of a list that must not be empty if it is given."""

WITH_IDS = {"repeats": True}
"""Metadata of a list of objects with different ids or roles, which are not compared as wholes."""

PROSE = {"prose": True}
"""Metadata of a text for people, which is not the name of anything."""
