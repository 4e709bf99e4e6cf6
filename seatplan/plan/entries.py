"""The entries of a plan: assignments, dates, ports and spacecraft of flights."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import Any, TypeVar

from attrs import field, frozen

from seatplan import forgiving
from seatplan.declared import is_not, mismatches, shown
from seatplan.errors import PlanError, Problem
from seatplan.program import Leg


@frozen(order=True)
class Assignment:
    """One assignment of a plan: a member has a role on one leg of a flight.

    Attributes:
        flight: the id of the flight.
        leg: "up", "down" or "backup".
        role: a role on the flight.
        member: the id of the member.
    """

    flight: str
    leg: Leg
    role: str
    member: str


@frozen
class FlightDates:
    """The launch day and landing day of a flight in a plan.

    Attributes:
        flight: the id of the flight.
        launch, landing: the days. Days that the program does not allow break the law `dates`.
    """

    flight: str
    launch: date = field(converter=forgiving.day)
    landing: date = field(converter=forgiving.day)


@frozen
class Docking:
    """The port of a flight in a plan, from a day on.

    Attributes:
        flight: the id of the flight.
        port: the id of the port.
        since: the day of a change of port; the launch if None.
    """

    flight: str
    port: str
    since: date | None = field(default=None, converter=forgiving.maybe_day)


@frozen
class ChosenSpacecraft:
    """The spacecraft that a plan chooses for a flight.

    Attributes:
        flight: the id of the flight.
        spacecraft: the id of the spacecraft.
    """

    flight: str
    spacecraft: str


E = TypeVar("E", FlightDates, Docking, ChosenSpacecraft)

_fields = attrgetter("flight", "leg", "role", "member")


def sorted_lines(assignments: Iterable[Assignment]) -> tuple[Assignment, ...]:
    """The assignments without repetitions, sorted.

    Raises:
        PlanError: if some are not assignments; it has a problem for each of them.
    """
    if not isinstance(assignments, Iterable):
        message = f"{shown(assignments)} is not a list of Assignments"
        raise PlanError([Problem(message, ("assignments",))])
    lines = tuple(assignments)
    if not _are_texts(lines):
        raise PlanError(
            Problem(f"{shown(line)} is not an Assignment of four texts", ("assignments", index))
            for index, line in enumerate(lines)
            if not _are_texts((line,))
        )
    # With a key, because attrs makes two tuples for each comparison.
    return tuple(sorted(set(lines), key=_fields))


def _are_texts(lines: tuple[Assignment, ...]) -> bool:
    return set(map(type, lines)) <= {Assignment} and set(
        map(type, chain.from_iterable(map(_fields, lines)))
    ) <= {str}


def _entries(name: str, cls: type[E], given: Any) -> tuple[E, ...]:
    """Entries about flights without repetitions, sorted by flight and day.

    Raises:
        PlanError: if some are of another class or contradict each other; it has every problem.
    """
    if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
        message = f"{shown(given)} is not a list of {cls.__name__} entries"
        raise PlanError([Problem(message, (name,))])
    problems: list[Problem] = []
    found: dict[tuple[str, date], tuple[int, E]] = {}
    for index, entry in enumerate(given):
        if not isinstance(entry, cls):
            problems.append(Problem(f"{shown(entry)} {is_not(cls.__name__)}", (name, index)))
            continue
        wrong = list(mismatches(entry, (name, index), cls.__name__))
        problems += wrong
        if wrong:
            continue
        # A port without a day is the port of arrival.
        key = (entry.flight, (entry.since or date.min) if isinstance(entry, Docking) else date.min)
        at, known = found.setdefault(key, (index, entry))
        if known != entry:
            message = f"{entry.flight!r} is already in {name}[{at}], with other values"
            problems.append(Problem(message, (name, index)))
    if problems:
        raise PlanError(problems)
    return tuple(found[key][1] for key in sorted(found))


def dates(given: Iterable[FlightDates]) -> tuple[FlightDates, ...]:
    """Converts the dates of flights."""
    return _entries("dates", FlightDates, given)


def docking(given: Iterable[Docking]) -> tuple[Docking, ...]:
    """Converts the ports of flights."""
    return _entries("docking", Docking, given)


def spacecraft(given: Iterable[ChosenSpacecraft]) -> tuple[ChosenSpacecraft, ...]:
    """Converts the spacecraft of flights."""
    return _entries("spacecraft", ChosenSpacecraft, given)
