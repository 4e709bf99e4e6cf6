"""The ids of the laws, which every plan obeys: the one place in which they are text.

They are here, above the laws themselves, since no rule and no goal may take one of them.
"""

from __future__ import annotations

PLACES = "places"
ASCENT_FULL = "ascent-full"
EMPTY_LEG = "empty-leg"
CRITICAL_SEAT = "critical-seat"
SEAT_REQUIREMENTS = "seat-requirements"
RETURN = "return"
ONE_PLACE = "one-place"
AVAILABILITY = "availability"
FIXED = "fixed"
FORBIDDEN = "forbidden"
DATES = "dates"
PORT = "port"
SPACECRAFT = "spacecraft"
TURNAROUND = "turnaround"
REUSE = "reuse"

STRUCTURE = (
    PLACES,
    ASCENT_FULL,
    EMPTY_LEG,
    CRITICAL_SEAT,
    SEAT_REQUIREMENTS,
    RETURN,
    ONE_PLACE,
    AVAILABILITY,
    FIXED,
    FORBIDDEN,
    DATES,
    PORT,
    SPACECRAFT,
    TURNAROUND,
    REUSE,
)
"""The ids of what every plan obeys, in the order of the contract."""
