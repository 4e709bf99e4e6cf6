"""Converters for ids, which also accept the object that has the id."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from seatplan.forgiving.values import Several, is_missing, maybe_several, several

if TYPE_CHECKING:
    from seatplan.kinds import Rule
    from seatplan.program import (
        Agency,
        CrewMember,
        Flight,
        Membership,
        Port,
        Seat,
        Spacecraft,
        Vehicle,
    )


def id_of(kind: str, name: str = "id") -> Callable[[Any], Any]:
    """A function that returns the id of an object of a class, and any other value unchanged."""

    def found(value: Any) -> Any:
        if isinstance(value, str):
            return value
        if any(one.__name__ == kind for one in type(value).__mro__):
            return getattr(value, name)
        return value

    return found


def agency_id(value: str | Agency) -> str:
    """The id of an agency."""
    return cast(str, id_of("Agency")(value))


def vehicle_id(value: str | Vehicle) -> str:
    """The id of a vehicle."""
    return cast(str, id_of("Vehicle")(value))


def flight_id(value: str | Flight) -> str:
    """The id of a flight."""
    return cast(str, id_of("Flight")(value))


def member_id(value: str | CrewMember) -> str:
    """The id of a member."""
    return cast(str, id_of("CrewMember")(value))


def role_name(value: str | Seat) -> str:
    """The name of a role."""
    return cast(str, id_of("Seat", "role")(value))


def maybe_role_name(value: str | Seat | None) -> str | None:
    """The name of a role, or None."""
    return None if value is None or is_missing(value) else role_name(value)


def rule_id(value: str | Rule) -> str:
    """The id of a rule."""
    if isinstance(value, str):
        return value
    return value.name if any(one.__name__ == "Rule" for one in type(value).__mro__) else value  # type: ignore[return-value]


def agency_ids(value: Several[str | Agency]) -> tuple[str, ...]:
    """The ids of agencies."""
    return cast("tuple[str, ...]", several(value, id_of("Agency")))


def maybe_agency_ids(value: Several[str | Agency] | None) -> tuple[str, ...] | None:
    """The ids of agencies, or None."""
    return None if value is None or is_missing(value) else agency_ids(value)


def vehicle_ids(value: Several[str | Vehicle]) -> tuple[str, ...]:
    """The ids of vehicles."""
    return cast("tuple[str, ...]", several(value, id_of("Vehicle")))


def maybe_vehicle_ids(value: Several[str | Vehicle] | None) -> tuple[str, ...] | None:
    """The ids of vehicles, or None."""
    return cast("tuple[str, ...] | None", maybe_several(value, id_of("Vehicle")))


def flight_ids(value: Several[str | Flight]) -> tuple[str, ...]:
    """The ids of flights."""
    return cast("tuple[str, ...]", several(value, id_of("Flight")))


def maybe_flight_ids(value: Several[str | Flight] | None) -> tuple[str, ...] | None:
    """The ids of flights, or None."""
    return None if value is None or is_missing(value) else flight_ids(value)


def one_or_more_flight_ids(value: str | Flight | Several[str | Flight]) -> tuple[str, ...]:
    """The ids of flights; a single one need not be in a list."""
    one = id_of("Flight")(value)
    return (one,) if isinstance(one, str) else flight_ids(one)


def port_id(value: str | Port) -> str:
    """The id of a port."""
    return cast(str, id_of("Port")(value))


def maybe_port_ids(value: Several[str | Port] | None) -> tuple[str, ...] | None:
    """The ids of ports, or None."""
    return cast("tuple[str, ...] | None", maybe_several(value, id_of("Port")))


def spacecraft_id(value: str | Spacecraft) -> str:
    """The id of a spacecraft."""
    return cast(str, id_of("Spacecraft")(value))


def maybe_spacecraft_id(value: str | Spacecraft | None) -> str | None:
    """The id of a spacecraft, or None."""
    return None if value is None or is_missing(value) else spacecraft_id(value)


def member_ids(value: Several[str | CrewMember]) -> tuple[str, ...]:
    """The ids of members."""
    return cast("tuple[str, ...]", several(value, id_of("CrewMember")))


def maybe_member_ids(value: Several[str | CrewMember] | None) -> tuple[str, ...] | None:
    """The ids of members, or None."""
    return None if value is None or is_missing(value) else member_ids(value)


def maybe_role_names(value: Several[str | Seat] | None) -> tuple[str, ...] | None:
    """The names of roles, or None."""
    return cast("tuple[str, ...] | None", maybe_several(value, id_of("Seat", "role")))


def maybe_stations(value: Several[str] | None) -> tuple[str, ...] | None:
    """The names of stations, or None."""
    return cast("tuple[str, ...] | None", maybe_several(value))


def held(value: str | Several[str] | None) -> str | tuple[str, ...] | None:
    """One qualification, several of them, or None."""
    if value is None or isinstance(value, str):
        return value
    return cast("tuple[str, ...] | None", maybe_several(value))


def agency_or_memberships(
    value: str | Agency | Several[Membership],
) -> str | tuple[Membership, ...]:
    """The id of an agency, or memberships; a single unbounded membership becomes an id."""
    given = several(id_of("Agency")(value))
    if isinstance(given, tuple) and len(given) == 1 and hasattr(given[0], "since"):
        (only,) = given
        if only.since is None and only.until is None:
            return cast(str, only.id)
    return cast("str | tuple[Membership, ...]", given)
