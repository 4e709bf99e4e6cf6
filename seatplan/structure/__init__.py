"""What every plan obeys, whatever its rules: one law, one file.

Each law has `violations(reading)`, which reads a finished plan with plain Python, and
`constrain(model)`, which posts the same on a model; `seat-requirements`, `availability` and the
demands of `forbidden` have nothing to post, since what they bar never becomes a literal: the engine
calls them while it makes the literals. What else others need to know of a law is in the law itself.
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
"""In the order of the contract."""

LAW_BY_ID: Mapping[str, Law] = {law.id: law for law in LAWS}
"""Each law by its id, which is the `rule` of its requirements and violations."""

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
