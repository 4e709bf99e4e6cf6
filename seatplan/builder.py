"""Builds programs in Python, with objects instead of ids."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Any, Literal, TypeVar

import attrs

from seatplan.declared import mismatches
from seatplan.errors import Place, Problem
from seatplan.files.programs import program_from_parts
from seatplan.forgiving import Day, Several, plain_value
from seatplan.forgiving import day as day_of
from seatplan.kinds import Goal, Rule, goal_kinds, rule_kinds
from seatplan.program import (
    Agency,
    Crewed,
    CrewMember,
    DockedDays,
    Fixed,
    Flight,
    Forbidden,
    ForbiddenLegs,
    Legs,
    Membership,
    Outage,
    Port,
    Program,
    Qualification,
    Seat,
    Spacecraft,
    Unavailable,
    Vehicle,
    Window,
)

T = TypeVar("T")


class ProgramBuilder:
    """Builds a program step by step; `build` reports every problem at once.

    Each method adds one object and returns it, so that it can be used instead of its id:
    `dragon = m.vehicle("Crew Dragon", nasa)`, then `m.flight("D-1", dragon, "2030-01-15", days=9)`.
    Lists are accepted instead of tuples, and ISO text instead of dates.

    Args:
        name: the name of the program.
    """

    def __init__(self, name: str = "") -> None:
        self._parts: dict[str, Any] = {
            "name": name,
            "agencies": [],
            "vehicles": [],
            "ports": [],
            "spacecraft": [],
            "flights": [],
            "crew": [],
            "fixed": [],
            "forbidden": [],
            "rules": [],
            "goals": [],
        }
        self._problems: list[Problem] = []
        self._broken: list[Place] = []

    def __repr__(self) -> str:
        counts = ", ".join(
            f"{len(found)} {name}"
            for name, found in self._parts.items()
            if name != "name" and found
        )
        return f"<ProgramBuilder {self._parts['name']!r}: {counts or 'nothing yet'}>"

    def agency(
        self, id: str, *, qualifications: Several[str] = (), short: str = "", color: str = ""
    ) -> Agency:
        """Adds an agency; all its members hold these qualifications."""
        return self._added("agencies", Agency(id, qualifications, short, color))

    def vehicle(
        self,
        id: str,
        operator: str | Agency,
        *,
        seats: Several[Seat | str] = (),
        training_days: int = 0,
    ) -> Vehicle:
        """Adds a vehicle; text among its seats is a role without requirements."""
        return self._added("vehicles", Vehicle(id, operator, training_days, seats))

    def port(
        self,
        id: str,
        vehicles: Several[str | Vehicle],
        *,
        station: str = "ISS",
        unavailable: Several[Outage] = (),
    ) -> Port:
        """Adds a docking port that takes these vehicles."""
        return self._added("ports", Port(id, vehicles, station, unavailable))

    def spacecraft(
        self,
        id: str,
        vehicle: str | Vehicle,
        *,
        ready: Day | None = None,
        turnaround: int = 0,
        flights_before: int = 0,
        max_flights: int | None = None,
        unavailable: Several[Outage] = (),
    ) -> Spacecraft:
        """Adds a spacecraft of a vehicle; each flight of the vehicle then needs one of them."""
        made = Spacecraft(id, vehicle, ready, turnaround, flights_before, max_flights, unavailable)
        return self._added("spacecraft", made)

    def flight(
        self,
        id: str,
        vehicle: str | Vehicle,
        launch: Day,
        landing: Day | None = None,
        *,
        days: int | None = None,
        spacecraft: str | Spacecraft | None = None,
        station: str = "ISS",
        seats: Several[Seat | str] | None = None,
        ascent: Crewed = "crewed",
        descent: Crewed = "crewed",
        return_options: Several[str | Flight] = (),
        lifeboat: bool | None = None,
        lifeboat_until: Day | None = None,
        ports: Several[str | Port] | None = None,
        launch_window: Window | None = None,
        landing_window: Window | None = None,
        docked_days: DockedDays | None = None,
    ) -> Flight:
        """Adds a flight that lands on the day `landing`, or `days` days after its launch."""
        place = ("flights", len(self._parts["flights"]), "landing")
        made = Flight(
            id,
            vehicle,
            launch,
            self._landing(id, launch, landing, days, place),
            spacecraft,
            station,
            seats,
            ascent,
            descent,
            return_options,
            lifeboat,
            lifeboat_until,
            ports,
            launch_window,
            landing_window,
            docked_days,
        )
        return self._added("flights", made)

    def member(
        self,
        id: str,
        agency: str | Agency | Several[Membership],
        *,
        name: str | None = None,
        qualifications: Several[Qualification | str] = (),
        unavailable: Several[Unavailable] = (),
        flights_before: int = 0,
        days_before: int = 0,
        last_landing: Day | None = None,
        selected: Day | None = None,
    ) -> CrewMember:
        """Adds a crew member; if the name is left out, the id is the name."""
        made = CrewMember(
            id,
            agency,
            id if name is None else name,
            qualifications,
            unavailable,
            flights_before,
            days_before,
            last_landing,
            selected,
        )
        return self._added("crew", made)

    def fix(
        self,
        flight: str | Flight,
        role: str | Seat,
        member: str | CrewMember,
        *,
        leg: Legs = "both",
        weight: int | None = None,
    ) -> Fixed:
        """Adds an assignment that the plan must have, or with a weight should have."""
        return self._added("fixed", Fixed(flight, role, member, leg, weight))

    def forbid(
        self,
        flight: str | Flight,
        member: str | CrewMember,
        *,
        role: str | Seat | None = None,
        leg: ForbiddenLegs = "any",
        weight: int | None = None,
    ) -> Forbidden:
        """Adds an assignment that the plan must not have, or with a weight should not have."""
        return self._added("forbidden", Forbidden(flight, member, role, leg, weight))

    def rule(self, kind: str | Rule, **keys: Any) -> Rule:
        """Adds a rule, by its kind and keys as in a file, or as an object."""
        made: Rule = self._of_kind("rules", kind, rule_kinds(), Rule(), keys)
        return made

    def goal(self, kind: str | Goal, **keys: Any) -> Goal:
        """Adds a goal, by its kind and keys as in a file, or an object; the first counts most."""
        made: Goal = self._of_kind("goals", kind, goal_kinds(), Goal(), keys)
        return made

    def build(self) -> Program:
        """Makes the program.

        Raises:
            ProgramError: with every problem in what was added.
        """
        return program_from_parts(self._parts, self._problems, self._broken)

    def _added(self, where: str, thing: T) -> T:
        self._parts[where].append(thing)
        return thing

    def _of_kind(
        self, where: Literal["rules", "goals"], kind: Any, kinds: Any, none: Any, keys: Any
    ) -> Any:
        if isinstance(kind, type(none)) and not keys:
            return self._added(where, kind)
        cls = kinds.get(kind) if isinstance(kind, str) else None
        names = {one.alias for one in attrs.fields(cls) if one.init} if cls is not None else set()
        needed = {
            one.alias
            for one in (attrs.fields(cls) if cls is not None else ())
            if one.init and one.default is attrs.NOTHING
        }
        if cls is not None and needed <= keys.keys() <= names:
            # If a converter fails, reading below reports what is wrong.
            with suppress(TypeError, ValueError):
                none = cls(**keys)
                if not any(mismatches(none)):
                    return self._added(where, none)
        # Reading the keys as in a file reports what is wrong with them.
        self._parts[where].append({where[:-1]: kind, **{k: _as_data(v) for k, v in keys.items()}})
        return none

    def _landing(
        self, flight: str, launch: Day, landing: Day | None, days: int | None, place: Place
    ) -> Day:
        found = day_of(launch)
        start = found if type(found) is date else date(2000, 1, 1)
        number = plain_value(days)
        problem = ""
        if (landing is None) == (days is None):
            problem = "either `landing` or `days` must be given"
        elif landing is not None:
            return landing
        elif type(number) is not int:
            problem = f"days = {days!r} is not a whole number"
        elif not 0 < number <= (date.max - start).days:
            problem = f"days = {number} gives no landing after the launch"
        if not problem:
            return start + timedelta(number)
        self._problems.append(Problem(f"{problem} (Flight {flight!r})", place))
        self._broken.append(place)
        return start + timedelta(1)


def _as_data(value: Any) -> Any:
    """A value as plain data; an object of the program becomes its id."""
    identity = getattr(value, "id", None)
    if isinstance(value, (Agency, Vehicle, Port, Spacecraft, Flight, CrewMember)):
        return identity
    if isinstance(value, Mapping):
        return {_as_data(name): _as_data(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_as_data(inner) for inner in value]
    if isinstance(value, (set, frozenset)):
        return sorted((_as_data(inner) for inner in value), key=str)
    return value
