"""The laws, which every plan must obey whatever its rules: one law, one file.

Each law has `violations(reading)`, which checks a finished plan in plain Python, and
`constrain(model)`, which adds the same to a model. `seat-requirements`, `availability` and hard
entries of `forbidden` add no constraints: the engine calls them when it makes the variables, and
makes none for what they bar. Everything else that others need to know about a law is in its class.
"""

from __future__ import annotations

from collections.abc import Mapping

from seatplan.structure.ascent_full import ASCENT_FULL
from seatplan.structure.availability import AVAILABILITY
from seatplan.structure.critical_seat import CRITICAL_SEAT
from seatplan.structure.dates import DATES
from seatplan.structure.empty_leg import EMPTY_LEG
from seatplan.structure.fixed import FIXED
from seatplan.structure.forbidden import FORBIDDEN
from seatplan.structure.law import MOST_RANK, Law
from seatplan.structure.one_place import ONE_PLACE
from seatplan.structure.places import PLACES
from seatplan.structure.port import PORT
from seatplan.structure.return_ import RETURN
from seatplan.structure.reuse import REUSE
from seatplan.structure.seat_requirements import SEAT_REQUIREMENTS
from seatplan.structure.spacecraft import SPACECRAFT
from seatplan.structure.turnaround import TURNAROUND

LAWS: tuple[Law, ...] = (
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
"""All laws, in the order in which reports list them."""

LAW_BY_ID: Mapping[str, Law] = {law.id: law for law in LAWS}
"""The laws by id, which is the `rule` of their requirements and violations."""

__all__ = [
    "ASCENT_FULL",
    "AVAILABILITY",
    "CRITICAL_SEAT",
    "DATES",
    "EMPTY_LEG",
    "FIXED",
    "FORBIDDEN",
    "LAWS",
    "LAW_BY_ID",
    "MOST_RANK",
    "ONE_PLACE",
    "PLACES",
    "PORT",
    "RETURN",
    "REUSE",
    "SEAT_REQUIREMENTS",
    "SPACECRAFT",
    "TURNAROUND",
    "Law",
]
