"""Vehicles and their seats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from attrs import field, frozen

from seatplan import forgiving
from seatplan.errors import Problem
from seatplan.program.marks import ASKED, MOST_DAYS, MOST_SEATS, WITH_IDS
from seatplan.shown import Terse


@frozen
class Seat(Terse):
    """A role on a vehicle.

    Attributes:
        role: the name of the role, unique on the vehicle.
        count: the number of interchangeable seats with that role.
        requires: the qualifications that its holder must hold, all of them.
        agencies: the ids of the only agencies whose members may have it; any agency if None.
        optional: whether it may stay empty on the way up.
        critical: whether it must be taken on the way down if anyone comes down.
    """

    role: str
    count: int = field(
        default=1, converter=forgiving.whole, metadata={"least": 1, "most": MOST_SEATS}
    )
    requires: tuple[str, ...] = field(default=(), converter=forgiving.texts, metadata=ASKED)
    agencies: tuple[str, ...] | None = field(
        default=None, converter=forgiving.maybe_agency_ids, metadata={"ids": "agency"}
    )
    optional: bool = field(default=False, converter=forgiving.flag)
    critical: bool = field(default=False, converter=forgiving.flag)

    schema: ClassVar[Mapping[str, Any]] = {
        "not": {
            "required": ["optional", "critical"],
            "properties": {"optional": {"const": True}, "critical": {"const": True}},
        }
    }

    def problems(self) -> Iterable[Problem]:
        """Problems with the seat itself."""
        if self.optional and self.critical:
            message = f"role {self.role!r} cannot be both optional and critical"
            yield Problem(message, (), "drop one of the two.")


@frozen
class Vehicle(Terse):
    """A type of spacecraft.

    Attributes:
        id: the id by which flights and rules refer to it.
        operator: the id of the agency that operates it.
        training_days: the number of days before a launch on which an assigned member is busy.
        seats: its seats.
        backup_days: the number of days before a launch on which a backup is busy.
    """

    id: str
    operator: str = field(converter=forgiving.agency_id, metadata={"id": "agency"})
    training_days: int = field(
        default=0, converter=forgiving.day_count, metadata={"least": 0, "most": MOST_DAYS}
    )
    seats: tuple[Seat, ...] = field(default=(), converter=forgiving.seats, metadata=WITH_IDS)
    backup_days: int = field(
        default=0, converter=forgiving.day_count, metadata={"least": 0, "most": MOST_DAYS}
    )
