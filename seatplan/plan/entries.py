"""What a plan consists of: lines, dates of flights, ports and spacecraft, each kept sorted."""

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
    """One line of a plan: a member has a role on one leg of a flight.

    Attributes:
        flight: its id.
        leg: the way up or down, or "backup".
        role: one of the flight's.
        member: the id.
    """

    flight: str
    leg: Leg
    role: str
    member: str


@frozen
class FlightDates:
    """The days on which a plan lets a flight launch and land.

    Attributes:
        flight: its id.
        launch, landing: the days. A pair that the program does not allow breaks the law `dates`.
    """

    flight: str
    launch: date = field(converter=forgiving.day)
    landing: date = field(converter=forgiving.day)


@frozen
class Docking:
    """The port at which a plan docks a flight, from a day on.

    Attributes:
        flight: its id.
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
        flight: its id.
        spacecraft: the id of the spacecraft.
    """

    flight: str
    spacecraft: str


E = TypeVar("E", FlightDates, Docking, ChosenSpacecraft)

_fields = attrgetter("flight", "leg", "role", "member")


def sorted_lines(assignments: Iterable[Assignment]) -> tuple[Assignment, ...]:
    """The lines, each once.

    Raises:
        PlanError: with each that is no line.
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
    # By key: attrs would make two tuples for each comparison.
    return tuple(sorted(set(lines), key=_fields))


def _are_texts(lines: tuple[Assignment, ...]) -> bool:
    return set(map(type, lines)) <= {Assignment} and set(
        map(type, chain.from_iterable(map(_fields, lines)))
    ) <= {str}


def _entries(name: str, cls: type[E], given: Any) -> tuple[E, ...]:
    """The entries of a plan about its flights: each once, sorted by flight and day.

    Raises:
        PlanError: with every entry that is none, and with those that contradict each other.
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
        # Whatever its day, a port without one is that of the launch.
        key = (entry.flight, (entry.since or date.min) if isinstance(entry, Docking) else date.min)
        at, known = found.setdefault(key, (index, entry))
        if known != entry:
            message = f"{entry.flight!r} is in {name}[{at}] already, and differs there"
            problems.append(Problem(message, (name, index)))
    if problems:
        raise PlanError(problems)
    return tuple(found[key][1] for key in sorted(found))


def dates(given: Iterable[FlightDates]) -> tuple[FlightDates, ...]:
    """When flights launch and land."""
    return _entries("dates", FlightDates, given)


def docking(given: Iterable[Docking]) -> tuple[Docking, ...]:
    """Where flights dock."""
    return _entries("docking", Docking, given)


def spacecraft(given: Iterable[ChosenSpacecraft]) -> tuple[ChosenSpacecraft, ...]:
    """Which spacecraft flights use."""
    return _entries("spacecraft", ChosenSpacecraft, given)
