"""The legs of a flight, and the words for them in files."""

from __future__ import annotations

from typing import Literal

Leg = Literal["up", "down", "backup"]
"""The way up, the way down, or `backup`: someone who trains for a seat without flying in it."""

Legs = Literal["up", "down", "both", "backup"]
"""The legs of an entry of `fixed`; "both" is the way up and the way down."""

ForbiddenLegs = Literal["up", "down", "both", "backup", "any"]
"""The legs of an entry of `forbidden`; "any" is all of them."""

Crewed = Literal["crewed", "empty"]

LEGS: tuple[Leg, Leg] = ("up", "down")
"""The legs that are flown."""

ALL_LEGS: tuple[Leg, Leg, Leg] = ("up", "down", "backup")
"""All legs that an assignment can have."""
