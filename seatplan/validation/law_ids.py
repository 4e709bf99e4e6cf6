"""The ids of the laws that every plan must obey, which are spelled out only here.

They are part of the validation, apart from the laws, because no rule or goal can have such an id.
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
"""The ids of all laws."""
