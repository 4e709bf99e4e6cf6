"""Converters for lists of objects: the tables of a program, and nested tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from seatplan.forgiving.values import Several, is_missing, several

if TYPE_CHECKING:
    from seatplan.kinds import Goal, Rule
    from seatplan.program import (
        Agency,
        CrewMember,
        DockedDays,
        Fixed,
        Flight,
        Forbidden,
        Outage,
        Port,
        Qualification,
        Seat,
        Spacecraft,
        Unavailable,
        Vehicle,
        Window,
    )


def qualifications(value: Several[Qualification | str]) -> tuple[Qualification, ...]:
    """Qualifications; text is a qualification that is held on all days."""
    from seatplan.program import Qualification  # its fields need this module

    return cast(
        "tuple[Qualification, ...]",
        several(value, lambda one: Qualification(one) if isinstance(one, str) else one),
    )


def seats(value: Several[Seat | str]) -> tuple[Seat, ...]:
    """Seats; text is a seat with that role, without requirements."""
    from seatplan.program import Seat  # its fields need this module

    return cast(
        "tuple[Seat, ...]",
        several(value, lambda one: Seat(one) if isinstance(one, str) else one),
    )


def maybe_seats(value: Several[Seat | str] | None) -> tuple[Seat, ...] | None:
    """Seats or None."""
    return None if value is None or is_missing(value) else seats(value)


def maybe_window(value: Window | None) -> Window | None:
    """A window or None."""
    return None if is_missing(value) else value


def maybe_docked_days(value: DockedDays | None) -> DockedDays | None:
    """The allowed numbers of docked days, or None."""
    return None if is_missing(value) else value


def unavailable_days(value: Several[Unavailable]) -> tuple[Unavailable, ...]:
    """Absences of a member."""
    return cast("tuple[Unavailable, ...]", several(value))


def outages(value: Several[Outage]) -> tuple[Outage, ...]:
    """Outages of a port or spacecraft."""
    return cast("tuple[Outage, ...]", several(value))


def agencies(value: Several[Agency]) -> tuple[Agency, ...]:
    """Agencies."""
    return cast("tuple[Agency, ...]", several(value))


def vehicles(value: Several[Vehicle]) -> tuple[Vehicle, ...]:
    """Vehicles."""
    return cast("tuple[Vehicle, ...]", several(value))


def ports(value: Several[Port]) -> tuple[Port, ...]:
    """Ports."""
    return cast("tuple[Port, ...]", several(value))


def spacecraft(value: Several[Spacecraft]) -> tuple[Spacecraft, ...]:
    """Spacecraft."""
    return cast("tuple[Spacecraft, ...]", several(value))


def flights(value: Several[Flight]) -> tuple[Flight, ...]:
    """Flights."""
    return cast("tuple[Flight, ...]", several(value))


def crew(value: Several[CrewMember]) -> tuple[CrewMember, ...]:
    """Members."""
    return cast("tuple[CrewMember, ...]", several(value))


def fixed_entries(value: Several[Fixed]) -> tuple[Fixed, ...]:
    """Entries of `fixed`."""
    return cast("tuple[Fixed, ...]", several(value))


def forbidden_entries(value: Several[Forbidden]) -> tuple[Forbidden, ...]:
    """Entries of `forbidden`."""
    return cast("tuple[Forbidden, ...]", several(value))


def rules(value: Several[Rule]) -> tuple[Rule, ...]:
    """Rules."""
    return cast("tuple[Rule, ...]", several(value))


def goals(value: Several[Goal]) -> tuple[Goal, ...]:
    """Goals."""
    return cast("tuple[Goal, ...]", several(value))
