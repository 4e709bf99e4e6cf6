"""The legs of a flight, by the words for them in files."""

from __future__ import annotations

from typing import Literal

Leg = Literal["up", "down", "backup"]
"""The way up, the way down, or a backup, who trains for a seat and does not fly in it."""

Legs = Literal["up", "down", "both", "backup"]
"""Of an entry of `fixed`: one leg, or the way up and the way down."""

ForbiddenLegs = Literal["up", "down", "both", "backup", "any"]
"""Of an entry of `forbidden`: "any" is every leg that there is."""

Crewed = Literal["crewed", "empty"]

LEGS: tuple[Leg, Leg] = ("up", "down")
"""Those that are flown."""

ALL_LEGS: tuple[Leg, Leg, Leg] = ("up", "down", "backup")
"""Those that a line of a plan may have."""
