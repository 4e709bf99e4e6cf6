"""What constructors take for a value: lists for tuples, ISO text for dates, objects for their ids.

Each converter gives a value of the declared type, or, where it cannot, the very thing that it was
given: that is reported as wrong when the program is made, with all else that is wrong.
NaN and NaT, with which pandas marks what is missing, are values left out.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from fractions import Fraction
from types import FunctionType
from typing import TYPE_CHECKING, Any, Protocol, SupportsIndex, TypeVar, cast, get_type_hints

import attrs

if TYPE_CHECKING:
    from seatplan.kinds import Goal, Rule
    from seatplan.program import (
        Agency,
        CrewMember,
        DockedDays,
        Fixed,
        Flight,
        Forbidden,
        Membership,
        Outage,
        Port,
        Qualification,
        Seat,
        Spacecraft,
        Unavailable,
        Vehicle,
        Window,
    )

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Several(Protocol[T_co]):
    """A list, tuple or set of such things; a text alone is none, though it has letters."""

    def __contains__(self, value: object, /) -> bool: ...
    def __iter__(self) -> Iterator[T_co]: ...
    def __len__(self) -> int: ...


Day = date | str
"""A day, or ISO text of one: `"2030-01-15"`."""


def is_missing(value: object) -> bool:
    """Whether it is NaN, NaT or NA: nothing, as pandas writes it."""
    if value is None or type(value) in (str, int, bool, date, tuple):
        return False
    if type(value).__name__ == "NAType":
        return True
    if not isinstance(value, (float, datetime)) and type(value).__module__ != "numpy":
        return type(value).__name__ == "NaTType"
    try:
        return bool(value != value)
    except (TypeError, ValueError):  # an array
        return False


def plain_value(value: Any) -> Any:
    """What Python has for a number, a truth value or a whole day of NumPy and pandas.

    None for what is missing there. Anything else is given back as it is.
    """
    if value is None or (type(value) in (str, int, bool, date, float) and value == value):
        return value
    if is_missing(value):
        return None
    if type(value).__module__ == "numpy" and hasattr(value, "item") and not _sized(value):
        if type(value).__name__ == "datetime64":
            value = value.astype("datetime64[us]")
        value = value.item()
    if isinstance(value, datetime):
        midnight = value.replace(tzinfo=None) == datetime(value.year, value.month, value.day)
        return value.date() if midnight else value
    return value


def _sized(value: object) -> bool:
    return getattr(value, "shape", ()) != ()


def resolve(names: Mapping[str, Any], modules: Collection[str]) -> None:
    """Makes types of what the converters are annotated with, once all classes are known.

    attrs copies the annotations to the constructors, where `typing.get_type_hints` could not look
    the names up.

    Args:
        names: of the classes that are below this floor.
        modules: in which the classes are whose constructors were made already.
    """
    known = {**names, **globals()}
    for function in list(globals().values()):
        if isinstance(function, FunctionType):
            function.__annotations__ = get_type_hints(function, known)
    for cls in names.values():
        if isinstance(cls, type) and attrs.has(cls) and cls.__module__ in modules:
            start: Any = cls.__init__
            start.__annotations__ = get_type_hints(start, known)


# Single values


def day(value: Day) -> date:
    """A day: also ISO text, and midnight."""
    return cast(date, _day(value))


def maybe_day(value: Day | None) -> date | None:
    """A day or None."""
    return cast("date | None", None if is_missing(value) else _day(value))


def days(value: Several[Day]) -> tuple[date, ...]:
    """Days."""
    return cast("tuple[date, ...]", _several(value, _day))


def whole(value: SupportsIndex) -> int:
    """A whole number: also one of NumPy."""
    return cast(int, _whole(value))


def maybe_whole(value: SupportsIndex | None) -> int | None:
    """A whole number or None."""
    return cast("int | None", None if is_missing(value) else _whole(value))


def flag(value: bool) -> bool:
    """True or false: also of NumPy."""
    return cast(bool, plain_value(value) if type(value).__module__ == "numpy" else value)


def maybe_exact(value: float | str | Fraction | None) -> Fraction | None:
    """An exact number or None; a float means the decimal that it prints as."""
    if value is None or is_missing(value):
        return None
    if isinstance(value, bool):
        return cast(Fraction, value)
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        return cast(Fraction, value)


def maybe_flag(value: bool | None) -> bool | None:
    """True, false or None."""
    return None if is_missing(value) else flag(cast(bool, value))


def texts(value: Several[str]) -> tuple[str, ...]:
    """Texts."""
    return cast("tuple[str, ...]", _several(value, _same))


# Ids: an object represents its own


def agency_id(value: str | Agency) -> str:
    """The id of an agency."""
    return cast(str, _id("Agency")(value))


def vehicle_id(value: str | Vehicle) -> str:
    """The id of a vehicle."""
    return cast(str, _id("Vehicle")(value))


def flight_id(value: str | Flight) -> str:
    """The id of a flight."""
    return cast(str, _id("Flight")(value))


def member_id(value: str | CrewMember) -> str:
    """The id of a member."""
    return cast(str, _id("CrewMember")(value))


def role_name(value: str | Seat) -> str:
    """The name of a role."""
    return cast(str, _id("Seat", "role")(value))


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
    return cast("tuple[str, ...]", _several(value, _id("Agency")))


def maybe_agency_ids(value: Several[str | Agency] | None) -> tuple[str, ...] | None:
    """The ids of agencies, or None."""
    return None if value is None or is_missing(value) else agency_ids(value)


def vehicle_ids(value: Several[str | Vehicle]) -> tuple[str, ...]:
    """The ids of vehicles."""
    return cast("tuple[str, ...]", _several(value, _id("Vehicle")))


def maybe_vehicle_ids(value: Several[str | Vehicle] | None) -> tuple[str, ...] | None:
    """The ids of vehicles, or None."""
    return cast("tuple[str, ...] | None", _maybe_several(value, _id("Vehicle")))


def flight_ids(value: Several[str | Flight]) -> tuple[str, ...]:
    """The ids of flights."""
    return cast("tuple[str, ...]", _several(value, _id("Flight")))


def maybe_flight_ids(value: Several[str | Flight] | None) -> tuple[str, ...] | None:
    """The ids of flights, or None."""
    return None if value is None or is_missing(value) else flight_ids(value)


def one_or_more_flight_ids(value: str | Flight | Several[str | Flight]) -> tuple[str, ...]:
    """The ids of flights; one alone needs no list."""
    one = _id("Flight")(value)
    return (one,) if isinstance(one, str) else flight_ids(one)


def port_id(value: str | Port) -> str:
    """The id of a port."""
    return cast(str, _id("Port")(value))


def maybe_port_ids(value: Several[str | Port] | None) -> tuple[str, ...] | None:
    """The ids of ports, or None."""
    return cast("tuple[str, ...] | None", _maybe_several(value, _id("Port")))


def spacecraft_id(value: str | Spacecraft) -> str:
    """The id of a spacecraft."""
    return cast(str, _id("Spacecraft")(value))


def maybe_spacecraft_id(value: str | Spacecraft | None) -> str | None:
    """The id of a spacecraft, or None."""
    return None if value is None or is_missing(value) else spacecraft_id(value)


def member_ids(value: Several[str | CrewMember]) -> tuple[str, ...]:
    """The ids of members."""
    return cast("tuple[str, ...]", _several(value, _id("CrewMember")))


def maybe_member_ids(value: Several[str | CrewMember] | None) -> tuple[str, ...] | None:
    """The ids of members, or None."""
    return None if value is None or is_missing(value) else member_ids(value)


def maybe_role_names(value: Several[str | Seat] | None) -> tuple[str, ...] | None:
    """The names of roles, or None."""
    return cast("tuple[str, ...] | None", _maybe_several(value, _id("Seat", "role")))


def maybe_stations(value: Several[str] | None) -> tuple[str, ...] | None:
    """The names of stations, or None."""
    return cast("tuple[str, ...] | None", _maybe_several(value, _same))


def held(value: str | Several[str] | None) -> str | tuple[str, ...] | None:
    """One qualification, several of them, or None."""
    if value is None or isinstance(value, str):
        return value
    return cast("tuple[str, ...] | None", _maybe_several(value, _same))


def agency_or_memberships(
    value: str | Agency | Several[Membership],
) -> str | tuple[Membership, ...]:
    """One agency on all days, or several with their days; the one is the other where it can be."""
    given = _several(_id("Agency")(value), _same)
    if isinstance(given, tuple) and len(given) == 1 and hasattr(given[0], "since"):
        (only,) = given
        if only.since is None and only.until is None:
            return cast(str, only.id)
    return cast("str | tuple[Membership, ...]", given)


# Lists of objects


def qualifications(value: Several[Qualification | str]) -> tuple[Qualification, ...]:
    """Qualifications; a text is one that is held on all days."""
    from seatplan.program import Qualification  # its fields need this module

    return cast(
        "tuple[Qualification, ...]",
        _several(value, lambda one: Qualification(one) if isinstance(one, str) else one),
    )


def seats(value: Several[Seat | str]) -> tuple[Seat, ...]:
    """Seats; a text is one of that role, without demands."""
    from seatplan.program import Seat  # its fields need this module

    return cast(
        "tuple[Seat, ...]",
        _several(value, lambda one: Seat(one) if isinstance(one, str) else one),
    )


def maybe_seats(value: Several[Seat | str] | None) -> tuple[Seat, ...] | None:
    """Seats or None."""
    return None if value is None or is_missing(value) else seats(value)


def maybe_window(value: Window | None) -> Window | None:
    """A window or None."""
    return None if is_missing(value) else value


def maybe_docked_days(value: DockedDays | None) -> DockedDays | None:
    """How many days a flight may be docked, or None."""
    return None if is_missing(value) else value


def unavailable_days(value: Several[Unavailable]) -> tuple[Unavailable, ...]:
    """When a member is not available."""
    return cast("tuple[Unavailable, ...]", _several(value, _same))


def outages(value: Several[Outage]) -> tuple[Outage, ...]:
    """When a port cannot be used, or a spacecraft does not launch."""
    return cast("tuple[Outage, ...]", _several(value, _same))


def agencies(value: Several[Agency]) -> tuple[Agency, ...]:
    """Agencies."""
    return cast("tuple[Agency, ...]", _several(value, _same))


def vehicles(value: Several[Vehicle]) -> tuple[Vehicle, ...]:
    """Vehicles."""
    return cast("tuple[Vehicle, ...]", _several(value, _same))


def ports(value: Several[Port]) -> tuple[Port, ...]:
    """Ports."""
    return cast("tuple[Port, ...]", _several(value, _same))


def spacecraft(value: Several[Spacecraft]) -> tuple[Spacecraft, ...]:
    """Spacecraft."""
    return cast("tuple[Spacecraft, ...]", _several(value, _same))


def flights(value: Several[Flight]) -> tuple[Flight, ...]:
    """Flights."""
    return cast("tuple[Flight, ...]", _several(value, _same))


def crew(value: Several[CrewMember]) -> tuple[CrewMember, ...]:
    """Members."""
    return cast("tuple[CrewMember, ...]", _several(value, _same))


def fixed_entries(value: Several[Fixed]) -> tuple[Fixed, ...]:
    """What is fixed."""
    return cast("tuple[Fixed, ...]", _several(value, _same))


def forbidden_entries(value: Several[Forbidden]) -> tuple[Forbidden, ...]:
    """What is forbidden."""
    return cast("tuple[Forbidden, ...]", _several(value, _same))


def rules(value: Several[Rule]) -> tuple[Rule, ...]:
    """Rules."""
    return cast("tuple[Rule, ...]", _several(value, _same))


def goals(value: Several[Goal]) -> tuple[Goal, ...]:
    """Goals."""
    return cast("tuple[Goal, ...]", _several(value, _same))


def several(value: Any, one: Callable[[Any], Any] | None = None) -> Any:
    """A tuple of what is in a list or a set, each thing converted; sets have no order of theirs."""
    return _several(value, one or _same)


def _several(value: Any, one: Callable[[Any], Any]) -> Any:
    if type(value) is tuple and one is _same:
        return value
    if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable):
        return value
    found = [one(plain_value(entry)) for entry in value]
    return tuple(sorted(found, key=str) if isinstance(value, (set, frozenset)) else found)


def _maybe_several(value: Any, one: Callable[[Any], Any]) -> Any:
    return None if value is None or is_missing(value) else _several(value, one)


def _same(value: Any) -> Any:
    return value


def _day(value: Any) -> Any:
    if type(value) is date:
        return value
    if isinstance(value, str):
        try:
            # Python reads more than the one spelling that is in files: weeks, for instance.
            return date.fromisoformat(value) if _DAY.fullmatch(value) else value
        except ValueError:
            return value
    return value if is_missing(value) else plain_value(value)


def _whole(value: Any) -> Any:
    if type(value) is int or isinstance(value, (bool, str)):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    try:
        return operator.index(value) if type(value).__name__ not in ("bool", "bool_") else value
    except TypeError:
        return value


def _id(kind: str, name: str = "id") -> Callable[[Any], Any]:
    """What gives the id of an object of that class, and leaves all else as it is."""

    def found(value: Any) -> Any:
        if isinstance(value, str):
            return value
        if any(one.__name__ == kind for one in type(value).__mro__):
            return getattr(value, name)
        return value

    return found
