"""The data: agencies, vehicles, flights, crew, and the program that holds them.

Values only: frozen, comparable, picklable, with no solver and no file in them. The field names
are the keys of a program file, one to one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from os import PathLike
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self, TypeVar

from attrs import Factory, evolve, field, fields, frozen

from seatplan import forgiving
from seatplan.errors import LONGEST_WORD, Problem, ProgramError, nearest
from seatplan.naming import member_meant, nearest_member
from seatplan.normal import normal
from seatplan.shown import Shown, Terse
from seatplan.validation import validate
from seatplan.visible import shortened

if TYPE_CHECKING:
    import pandas as pd

    from seatplan.kinds import Goal, Rule
    from seatplan.notices import Notice
    from seatplan.plan import Plan
    from seatplan.whatif.editing import Edit

Leg = Literal["up", "down", "backup"]
"""The way up, the way down, or a backup, who trains for a seat and does not fly in it."""

Legs = Literal["up", "down", "both", "backup"]
"""Of an entry of `fixed`: one leg, or the way up and the way down."""

ForbiddenLegs = Literal["up", "down", "both", "backup", "any"]
"""Of an entry of `forbidden`: "any" is every leg that there is."""

Crewed = Literal["crewed", "empty"]

LEGS: tuple[Leg, Leg] = ("up", "down")
"""Those that are flown."""

ALL_LEGS: tuple[Leg, Leg, Leg] = ("up", "down", "backup")
"""Those that a line of a plan may have."""

MOST_SEATS = 1000
"""Of one role on one flight."""

MOST_FLIGHTS = 10_000
"""Of one member before the program; their square is counted."""

MOST_DAYS = 1_000_000
"""Two thousand seven hundred years, of training, of rest or in space."""

LONGEST_SHORT = 4
"""Letters in the short name of an agency."""

COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
"""How a file writes a color."""

ASKED = {"asks": "qualification"}
"""A field of qualifications that someone has to hold."""

NOT_EMPTY = {"not_empty": True}
"""A list that holds at least one thing, if it is given."""

WITH_IDS = {"repeats": True}
"""A list of things with ids, or roles, which differ: they need not be compared as wholes."""

PROSE = {"prose": True}
"""A text for people: what it holds is no name of anything."""


@frozen
class Qualification(Terse):
    """A qualification that a member holds on the days `[since, until)`.

    Attributes:
        id: a word of the planner's own, such as `soyuz-commander`.
        since: the first day; unbounded if None.
        until: the first day on which it is no longer held; unbounded if None.
    """

    id: str
    since: date | None = field(default=None, converter=forgiving.maybe_day)
    until: date | None = field(default=None, converter=forgiving.maybe_day)

    def on(self, day: date) -> bool:
        """Whether it is held on that day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


@frozen
class Unavailable(Terse):
    """Days `[since, until)` on which a member can neither train for a flight nor fly.

    Attributes:
        since: the first day; unbounded if None.
        until: the first day on which the member is available again; unbounded if None.
        why: a reason, for people.
        training: whether training for a flight, as its crew or as a backup, may meet these days;
            the flight itself may not.
    """

    since: date | None = field(default=None, converter=forgiving.maybe_day)
    until: date | None = field(default=None, converter=forgiving.maybe_day)
    why: str = field(default="", metadata=PROSE)
    training: bool = field(default=False, converter=forgiving.flag)


@frozen
class Membership(Terse):
    """The days `[since, until)` on which a member belongs to an agency.

    Attributes:
        id: of the agency.
        since: the first day; unbounded if None.
        until: the first day on which the member belongs to it no longer; unbounded if None.
    """

    id: str = field(converter=forgiving.agency_id, metadata={"id": "agency"})
    since: date | None = field(default=None, converter=forgiving.maybe_day)
    until: date | None = field(default=None, converter=forgiving.maybe_day)

    @property
    def has_days(self) -> bool:
        """Whether there is any day on which the member belongs to it."""
        return self.since is None or self.until is None or self.since < self.until

    def on(self, day: date) -> bool:
        """Whether the member belongs to it on that day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


@frozen
class Agency(Terse):
    """Who sends people.

    Attributes:
        id: what vehicles, members and rules call it by.
        qualifications: held by every member of the agency, on every day.
        short: a letter or a few for charts and tables, such as "N"; made of the id if left out.
        color: in charts and tables, as "#0072b2"; one of a palette if left out.
    """

    id: str
    qualifications: tuple[str, ...] = field(default=(), converter=forgiving.texts)
    short: str = field(default="", metadata=PROSE)
    color: str = field(default="", metadata=PROSE)

    schema: ClassVar[Mapping[str, Any]] = {
        "properties": {
            "short": {"maxLength": LONGEST_SHORT},
            # `$` would let a line break follow in some dialects.
            "color": {"pattern": r"^(#[0-9A-Fa-f]{6})?(?![\s\S])"},
        }
    }

    def problems(self) -> Iterable[Problem]:
        """A short name that is long, a color that is none."""
        if len(self.short) > LONGEST_SHORT:
            message = f"short {self.short!r} has more than {LONGEST_SHORT} letters"
            yield Problem(message, ("short",), "one letter or two.")
        if self.color and not COLOR.fullmatch(self.color):
            yield Problem(f"{self.color!r} is no color", ("color",), '"#0072b2": # and six digits.')


@frozen
class Seat(Terse):
    """A role on a vehicle.

    Attributes:
        role: its name, unique on the vehicle.
        count: how many interchangeable seats of that role there are.
        requires: qualifications, all of which its holder needs.
        agencies: the only agencies that may have it; any if None.
        optional: may stay empty on the way up.
        critical: must be taken on the way down if anyone comes down.
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
        """What is contradictory in the seat itself."""
        if self.optional and self.critical:
            message = f"role {self.role!r} cannot be both optional and critical"
            yield Problem(message, (), "dropping one of the two.")


@frozen
class Vehicle(Terse):
    """A type of spacecraft.

    Attributes:
        id: what flights and rules call it by.
        operator: the agency that flies it.
        training_days: how many days before a launch an assigned member is busy.
        seats: its roles.
        backup_days: how many days before a launch a backup is busy.
    """

    id: str
    operator: str = field(converter=forgiving.agency_id, metadata={"id": "agency"})
    training_days: int = field(
        default=0, converter=forgiving.whole, metadata={"least": 0, "most": MOST_DAYS}
    )
    seats: tuple[Seat, ...] = field(default=(), converter=forgiving.seats, metadata=WITH_IDS)
    backup_days: int = field(
        default=0, converter=forgiving.whole, metadata={"least": 0, "most": MOST_DAYS}
    )


@frozen
class Outage(Terse):
    """Days `[since, until)` on which no ship may be at a port, or a spacecraft does not launch.

    Attributes:
        since: the first day; unbounded if None.
        until: the first day after them; unbounded if None.
        why: a reason, for people.
    """

    since: date | None = field(default=None, converter=forgiving.maybe_day)
    until: date | None = field(default=None, converter=forgiving.maybe_day)
    why: str = field(default="", metadata=PROSE)

    def on(self, day: date) -> bool:
        """Whether that day is one of them."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


@frozen
class Port(Terse):
    """A docking port of a station: one ship at a time.

    Attributes:
        id: what flights and plans call it by.
        vehicles: the vehicles that it takes.
        station: where it is.
        unavailable: days on which no ship may be at it.
    """

    id: str
    vehicles: tuple[str, ...] = field(converter=forgiving.vehicle_ids, metadata={"ids": "vehicle"})
    station: str = field(default="ISS", metadata={"id": "station"})
    unavailable: tuple[Outage, ...] = field(default=(), converter=forgiving.outages)

    def usable_on(self, day: date) -> bool:
        """Whether a ship may be at it on that day."""
        return not any(one.on(day) for one in self.unavailable)


@frozen
class Spacecraft(Terse):
    """A spacecraft that flies more than once: a capsule.

    Attributes:
        id: its name, by which flights and plans call it.
        vehicle: what type it is.
        ready: the first day on which it may launch; any day if None.
        turnaround: how many days lie at least between a landing and its next launch.
        flights_before: flights flown that the program does not list.
        max_flights: how many flights it may make in all, those before included; any number if None.
        unavailable: days on which it does not launch: it is grounded.
    """

    id: str
    vehicle: str = field(converter=forgiving.vehicle_id, metadata={"id": "vehicle"})
    ready: date | None = field(default=None, converter=forgiving.maybe_day)
    turnaround: int = field(
        default=0, converter=forgiving.whole, metadata={"least": 0, "most": MOST_DAYS}
    )
    flights_before: int = field(
        default=0, converter=forgiving.whole, metadata={"least": 0, "most": MOST_FLIGHTS}
    )
    max_flights: int | None = field(
        default=None,
        converter=forgiving.maybe_whole,
        metadata={"least": 0, "most": MOST_FLIGHTS},
    )
    unavailable: tuple[Outage, ...] = field(default=(), converter=forgiving.outages)

    def may_launch_on(self, day: date) -> bool:
        """Whether it is ready on that day, and not grounded."""
        ready = self.ready is None or self.ready <= day
        return ready and not any(one.on(day) for one in self.unavailable)


@frozen
class Window(Terse):
    """The days on which a launch or a landing may be, instead of the one day of its flight.

    These are the days of `[since, until)` that lie a whole number of steps from the flight's own
    day, which must be one of them.

    Attributes:
        since: the first day of the window.
        until: the first day after it.
        step: how many days lie from one possible day to the next.
    """

    since: date = field(converter=forgiving.day)
    until: date = field(converter=forgiving.day)
    step: int = field(
        default=1, converter=forgiving.whole, metadata={"least": 1, "most": MOST_DAYS}
    )

    def days_around(self, day: date) -> range:
        """The possible days, as ordinals (`date.toordinal`), in order.

        Args:
            day: the flight's own.
        """
        own, since, until = day.toordinal(), self.since.toordinal(), self.until.toordinal()
        return range(since + (own - since) % self.step, until, self.step)


@frozen
class DockedDays(Terse):
    """How many days may lie between the launch and the landing of a flight.

    Attributes:
        min: at least so many; as few as there can be if None.
        max: at most so many; without a bound if None.
    """

    min: int | None = field(
        default=None, converter=forgiving.maybe_whole, metadata={"least": 0, "most": MOST_DAYS}
    )
    max: int | None = field(
        default=None, converter=forgiving.maybe_whole, metadata={"least": 0, "most": MOST_DAYS}
    )

    schema: ClassVar[Mapping[str, Any]] = {
        "anyOf": [
            {"required": [name], "properties": {name: {"type": "integer"}}}
            for name in ("min", "max")
        ]
    }

    def problems(self) -> Iterable[Problem]:
        """What is contradictory in it alone."""
        if self.min is None and self.max is None:
            yield Problem("docked_days without min and max says nothing", (), "leave it out.")

    def hold(self, launch: date, landing: date) -> bool:
        """Whether so many days lie between these two."""
        days = (landing - launch).days
        return (self.min is None or self.min <= days) and (self.max is None or days <= self.max)


@frozen
class Flight(Terse):
    """One spacecraft from launch to landing, docked on the days `[launch, landing)`.

    Attributes:
        id: what plans and rules call it by.
        launch: the day on which it goes up.
        landing: the day on which it comes down, after the launch.
        vehicle: the vehicle's id; its operator is the flight's.
        spacecraft: the reused capsule, if it matters; where the vehicle has spacecraft in the
            program and none is named here, the plan chooses one.
        station: where it goes.
        seats: in place of the vehicle's, if not None.
        ascent, descent: "crewed", or "empty": nobody goes up, or comes down, on it.
        return_options: other flights on which people who went up on this one may come down.
        lifeboat: whether its seats count as lifeboat; if None, they do where it comes down crewed.
        lifeboat_until: its seats count only on the days before this one; on all days if None.
        ports: the only ports that it may be at; any that takes its vehicle if None.
        launch_window: the days on which it may launch; `launch` alone if None.
        landing_window: the days on which it may land; `landing` alone if None.
        docked_days: how many days may lie between its launch and its landing.
    """

    id: str
    vehicle: str = field(converter=forgiving.vehicle_id, metadata={"id": "vehicle"})
    launch: date = field(converter=forgiving.day)
    landing: date = field(converter=forgiving.day)
    spacecraft: str | None = field(default=None, converter=forgiving.maybe_spacecraft_id)
    station: str = "ISS"
    seats: tuple[Seat, ...] | None = field(
        default=None, converter=forgiving.maybe_seats, metadata=WITH_IDS
    )
    ascent: Crewed = "crewed"
    descent: Crewed = "crewed"
    return_options: tuple[str, ...] = field(
        default=(), converter=forgiving.flight_ids, metadata={"id": "flight"}
    )
    lifeboat: bool | None = field(default=None, converter=forgiving.maybe_flag)
    lifeboat_until: date | None = field(default=None, converter=forgiving.maybe_day)
    ports: tuple[str, ...] | None = field(
        default=None, converter=forgiving.maybe_port_ids, metadata={"ids": "port"}
    )
    launch_window: Window | None = field(default=None, converter=forgiving.maybe_window)
    landing_window: Window | None = field(default=None, converter=forgiving.maybe_window)
    docked_days: DockedDays | None = field(default=None, converter=forgiving.maybe_docked_days)

    @property
    def has_window(self) -> bool:
        """Whether its launch or its landing has a window."""
        return self.launch_window is not None or self.landing_window is not None

    @property
    def launch_days(self) -> range:
        """The days on which it may launch, as ordinals (`date.toordinal`), in order."""
        return _days_of(self.launch_window, self.launch)

    @property
    def landing_days(self) -> range:
        """The days on which it may land, as ordinals (`date.toordinal`), in order."""
        return _days_of(self.landing_window, self.landing)


def _days_of(window: Window | None, day: date) -> range:
    if window is None:
        return range(day.toordinal(), day.toordinal() + 1)
    return window.days_around(day)


@frozen
class CrewMember(Terse):
    """A person who may fly.

    Attributes:
        id: what plans and rules call the member by.
        agency: whose member it is; where that changes, the agencies and their days, which do not
            overlap.
        name: for people; the id where it is left out.
        qualifications: held besides those of the agency.
        unavailable: days on which the member neither trains nor flies.
        flights_before: flights flown that the program does not list.
        days_before: days in space on those flights.
        last_landing: of those flights; it may lie after the program's first launch.
        selected: when the member joined the corps.
    """

    id: str
    agency: str | tuple[Membership, ...] = field(
        converter=forgiving.agency_or_memberships, metadata={"id": "agency"}
    )
    name: str = field(default=Factory(lambda self: self.id, takes_self=True), metadata=PROSE)
    qualifications: tuple[Qualification, ...] = field(
        default=(), converter=forgiving.qualifications
    )
    unavailable: tuple[Unavailable, ...] = field(default=(), converter=forgiving.unavailable_days)
    flights_before: int = field(
        default=0, converter=forgiving.whole, metadata={"least": 0, "most": MOST_FLIGHTS}
    )
    days_before: int = field(
        default=0, converter=forgiving.whole, metadata={"least": 0, "most": MOST_DAYS}
    )
    last_landing: date | None = field(default=None, converter=forgiving.maybe_day)
    selected: date | None = field(default=None, converter=forgiving.maybe_day)

    schema: ClassVar[Mapping[str, Any]] = {
        "anyOf": [
            {"properties": {"last_landing": {"type": "null"}}},
            {"required": ["flights_before"], "properties": {"flights_before": {"minimum": 1}}},
        ],
        "properties": {"agency": {"minItems": 1, "uniqueItems": True}},
    }

    @property
    def memberships(self) -> tuple[Membership, ...]:
        """The agencies, each with its days."""
        return (Membership(self.agency),) if isinstance(self.agency, str) else self.agency

    def agency_on(self, day: date) -> str | None:
        """The agency to which the member belongs on that day; None if to none."""
        if isinstance(self.agency, str):
            return self.agency
        return next((one.id for one in self.agency if one.on(day)), None)

    def problems(self) -> Iterable[Problem]:
        """What is contradictory in the member alone."""
        if self.agency == ():
            yield Problem("an empty list names no agency", ("agency",), "at least one agency.")
        yield from _overlapping(self.memberships)
        if self.last_landing is not None and self.flights_before == 0:
            message = f"{self.id!r} landed on {self.last_landing} without flights_before"
            yield Problem(message, ("last_landing",), "flights_before = 1?")


def _overlapping(memberships: tuple[Membership, ...]) -> Iterator[Problem]:
    """What two of the memberships say of the same day."""
    days = sorted(
        (one.since or date.min, one.until or date.max, index)
        for index, one in enumerate(memberships)
        if one.has_days
    )
    for (_, until, first), (since, _, second) in pairwise(days):
        if since < until:
            one, two = memberships[first], memberships[second]
            message = f"the days of {two.id!r} overlap with those of {one.id!r}"
            hint = "one `until` is the next `since`?"
            yield Problem(message, ("agency", second), hint)


@frozen
class Fixed(Terse):
    """An assignment that must be so, or is wished for.

    Attributes:
        flight: its id.
        role: one of the flight's.
        member: the id.
        leg: on the way up, down, or both; or as a backup.
        weight: what it costs in the goal `keep-rules` if it is not so, however many of its legs
            are missed; it must be so if None.
    """

    flight: str = field(converter=forgiving.flight_id, metadata={"id": "flight"})
    role: str = field(converter=forgiving.role_name)
    member: str = field(converter=forgiving.member_id, metadata={"id": "member"})
    leg: Legs = "both"
    weight: int | None = field(default=None, converter=forgiving.maybe_whole, metadata={"least": 1})

    @property
    def legs(self) -> tuple[Leg, ...]:
        """The legs that it is about."""
        return LEGS if self.leg == "both" else (self.leg,)


@frozen
class Forbidden(Terse):
    """An assignment that must not be so, or is not wished for.

    Attributes:
        flight: its id.
        member: the id.
        role: one of the flight's; any role if None.
        leg: on the way up, down, both, as a backup, or on any leg that there is.
        weight: what it costs in the goal `keep-rules` if it is so, on however many of its legs; it
            must not be so if None.
    """

    flight: str = field(converter=forgiving.flight_id, metadata={"id": "flight"})
    member: str = field(converter=forgiving.member_id, metadata={"id": "member"})
    role: str | None = field(default=None, converter=forgiving.maybe_role_name)
    leg: ForbiddenLegs = "any"
    weight: int | None = field(default=None, converter=forgiving.maybe_whole, metadata={"least": 1})

    @property
    def legs(self) -> tuple[Leg, ...]:
        """The legs that it is about."""
        if self.leg == "any":
            return ALL_LEGS
        return LEGS if self.leg == "both" else (self.leg,)


@frozen(repr=False)
class Program(Shown):
    """Everything that is known and wanted.

    Attributes:
        name: for people; a plan says whose plan it is.
        agencies: who sends people.
        vehicles: the types of spacecraft.
        ports: where ships dock; a vehicle that no port of a station takes needs none there.
        spacecraft: the capsules; a vehicle of which none is listed needs none.
        flights: from launch to landing.
        crew: the people who may fly.
        fixed: assignments that must be so.
        forbidden: assignments that must not be so.
        rules: what a plan should keep, hard or soft.
        goals: what is optimised; the first is worth more than all that follow.
        format: of the file: 1, the only one so far.

    Raises:
        ProgramError: on construction, with every contradiction in it.
    """

    name: str = field(default="", metadata=PROSE)
    agencies: tuple[Agency, ...] = field(
        default=(), converter=forgiving.agencies, metadata=WITH_IDS
    )
    vehicles: tuple[Vehicle, ...] = field(
        default=(), converter=forgiving.vehicles, metadata=WITH_IDS
    )
    ports: tuple[Port, ...] = field(
        default=(), converter=forgiving.ports, metadata=WITH_IDS, kw_only=True
    )
    spacecraft: tuple[Spacecraft, ...] = field(
        default=(), converter=forgiving.spacecraft, metadata=WITH_IDS, kw_only=True
    )
    flights: tuple[Flight, ...] = field(default=(), converter=forgiving.flights, metadata=WITH_IDS)
    crew: tuple[CrewMember, ...] = field(default=(), converter=forgiving.crew, metadata=WITH_IDS)
    fixed: tuple[Fixed, ...] = field(default=(), converter=forgiving.fixed_entries)
    forbidden: tuple[Forbidden, ...] = field(default=(), converter=forgiving.forbidden_entries)
    rules: tuple[Rule, ...] = field(default=(), converter=forgiving.rules, metadata=WITH_IDS)
    goals: tuple[Goal, ...] = field(default=(), converter=forgiving.goals, metadata=WITH_IDS)
    format: int = 1

    schema: ClassVar[Mapping[str, Any]] = {"properties": {"format": {"const": 1}}}

    def __attrs_post_init__(self) -> None:
        for one in fields(type(self)):
            value = getattr(self, one.name)
            composed = normal(value)
            if composed is not value:
                object.__setattr__(self, one.name, composed)
        validate(self)

    @property
    def named_rules(self) -> tuple[Rule, ...]:
        """The rules, each with the id that the contract makes up where none was given."""
        return named(self.rules)

    @property
    def named_goals(self) -> tuple[Goal, ...]:
        """The goals to optimise, in order, each with its id; `keep-rules` first if implied."""
        return goals_in_order(self.rules, self.goals, (*self.fixed, *self.forbidden))

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What in it is allowed and rarely meant: words that match nothing, ids that look alike."""
        from seatplan.notices import notices_of  # it reads rules, which stand below this floor

        return notices_of(self)

    def flight(self, flight_id: str) -> Flight:
        """The flight of that id.

        Raises:
            ProgramError: if there is none, with the nearest.
        """
        return one_called(self.flights, flight_id, "flight")

    def member(self, member_id: str) -> CrewMember:
        """The member of that id, or of that name where only one has it.

        Raises:
            ProgramError: if there is none, with the nearest.
        """
        hint = nearest_member(str(member_id), self.crew)
        known = member_meant(member_id, self.crew) if isinstance(member_id, str) else member_id
        return one_called(self.crew, known, "member", hint)

    def vehicle(self, vehicle_id: str) -> Vehicle:
        """The vehicle of that id.

        Raises:
            ProgramError: if there is none, with the nearest.
        """
        return one_called(self.vehicles, vehicle_id, "vehicle")

    def agency(self, agency_id: str) -> Agency:
        """The agency of that id.

        Raises:
            ProgramError: if there is none, with the nearest.
        """
        return one_called(self.agencies, agency_id, "agency")

    def port(self, port_id: str) -> Port:
        """The port of that id.

        Raises:
            ProgramError: if there is none, with the nearest.
        """
        return one_called(self.ports, port_id, "port")

    def rule(self, rule_id: str) -> Rule:
        """The rule of that id, its own or made up, as `named_rules` has it.

        Raises:
            ProgramError: if there is none, with the nearest.
        """
        found = {rule.name: rule for rule in self.named_rules}
        name = normal(rule_id) if isinstance(rule_id, str) else rule_id
        if name not in found:
            raise unknown("rule", rule_id, found)
        return found[name]

    # What follows stands in `seatplan.dates`, `seatplan.whatif` and `seatplan.files`, below this
    # floor: hence the late imports.

    def at(self, plan: Plan) -> Self:
        """The program with the plan's dates as its launches and landings, and without windows.

        A plan keeps, breaks and is worth in this program what it does in the one with windows;
        only the goal `longest-waiting` counts with the program's own dates. A flight that the
        plan does not date keeps its own. `docked_days` that these dates do not keep are left out.

        Raises:
            ArgumentError: if the plan is none.
            PlanError: if the plan dates a flight that the program does not have.
            ProgramError: if the dates contradict each other: a landing that is not after its
                launch, two flights of one spacecraft that overlap.
        """
        from seatplan.arguments import Arguments
        from seatplan.checking import must_be_dated
        from seatplan.dates import dated

        with Arguments("at") as given:
            given.plan(plan)
        must_be_dated(self, plan)
        made = dated(self, plan)
        validate(made)
        return made

    def apply(self, *edits: Edit) -> Self:
        """The program after these edits, one after the other; this one stays as it is.

        Raises:
            ArgumentError: if one of them is no edit.
            ProgramError: with every name that an edit does not find, or with what contradicts
                itself once all of them are made.
        """
        from seatplan.arguments import Arguments
        from seatplan.whatif.editing import Edit, edited

        with Arguments("apply") as given:
            given.each(edits, Edit, "edits", "edits one by one: program.apply(*edits).", "edit")
        return edited(self, edits)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """A program from plain data, shaped as in a file.

        Raises:
            ProgramError: with every problem and its place.
        """
        from seatplan.files import program_from_dict

        return program_from_dict(data, cls, python=True)

    @classmethod
    def from_frames(
        cls,
        *,
        flights: pd.DataFrame | None = None,
        crew: pd.DataFrame | None = None,
        agencies: pd.DataFrame | None = None,
        vehicles: pd.DataFrame | None = None,
        ports: pd.DataFrame | None = None,
        spacecraft: pd.DataFrame | None = None,
        seats: pd.DataFrame | None = None,
        fixed: pd.DataFrame | None = None,
        forbidden: pd.DataFrame | None = None,
        rules: pd.DataFrame | Sequence[Rule | Mapping[str, Any]] | None = None,
        goals: pd.DataFrame | Sequence[Goal | Mapping[str, Any]] | None = None,
        name: str | None = None,
    ) -> Program:
        """A program from pandas frames, a row for each thing and a column for each key.

        Missing values (NaN, NaT, NA, None) are keys left out. A cell of a list may be a list, or a
        text with semicolons, as in a crew list.

        Args:
            flights, crew, agencies, vehicles, ports, spacecraft, fixed, forbidden: the columns are
                the fields of `Flight` and its like.
            seats: the fields of `Seat`, and in `vehicle` or `flight` whose it is.
            rules, goals: objects or tables as in a file, or a frame of such tables.
            name: of the program; if None, the one that `to_frames` has put on the frames.

        Raises:
            ProgramError: with every problem, its row and the id.
        """
        from seatplan.notebook.program_frames import program_of_frames

        tables = {
            "agencies": agencies,
            "vehicles": vehicles,
            "ports": ports,
            "spacecraft": spacecraft,
            "flights": flights,
            "crew": crew,
            "fixed": fixed,
            "forbidden": forbidden,
        }
        return program_of_frames(tables, rules, goals, seats, name)

    def to_frames(self) -> dict[str, Any]:
        """The program as pandas frames, by table; `Program.from_frames(**frames)` reads them.

        Raises:
            ImportError: if pandas is not there (the extra `seatplan[pandas]`).
        """
        from seatplan.notebook.program_frames import frames_of

        return frames_of(self)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, shaped as in a file, without what has its default."""
        from seatplan.files import program_to_dict

        return program_to_dict(self)

    def save(self, path: str | PathLike[str]) -> None:
        """Writes a `.toml` or `.json` file, whole or not at all."""
        from seatplan.files import save_program

        save_program(self, path)


T = TypeVar("T", Flight, CrewMember, Vehicle, Agency, Port)


def one_called(things: Iterable[T], word: str, what: str, hint: str = "") -> T:
    """The thing of that id.

    Raises:
        ProgramError: if there is none.
    """
    found = {thing.id: thing for thing in things}
    name = normal(word) if isinstance(word, str) else word
    if name not in found:
        raise unknown(what, word, found, hint)
    return found[name]


def unknown(what: str, word: object, known: Iterable[str], hint: str = "") -> ProgramError:
    """The error for an id that nothing has."""
    if not isinstance(word, str):
        owner = getattr(word, "id", None)
        return ProgramError([Problem(f"{word!r} is no id", hint=f"{owner!r}." if owner else "")])
    message = f"unknown {what} {shortened(repr(word), LONGEST_WORD)}"
    return ProgramError([Problem(message, hint=hint or nearest(word, known))])


def goals_in_order(
    rules: tuple[Rule, ...],
    goals: tuple[Goal, ...],
    entries: tuple[Fixed | Forbidden, ...] = (),
) -> tuple[Goal, ...]:
    """The goals, each with its id; `keep-rules` first where soft rules or wishes imply it.

    Args:
        rules, goals: of a program.
        entries: what is fixed and forbidden in it.
    """
    if any(one.weight is not None for one in (*rules, *entries)) and not any(
        goal.kind == "keep-rules" for goal in goals
    ):
        from seatplan.goals.keep_rules import KeepRules  # a goal knows the program's data

        goals = (KeepRules(), *goals)
    return named(goals)


def named(things: tuple[Any, ...]) -> tuple[Any, ...]:
    """Rules or goals, each with its id: its own, else its kind, numbered where that comes twice."""
    kinds = Counter(thing.kind for thing in things)
    seen: dict[str, int] = {}
    named = []
    for thing in things:
        seen[thing.kind] = seen.get(thing.kind, 0) + 1
        made_up = thing.kind if kinds[thing.kind] == 1 else f"{thing.kind}-{seen[thing.kind]}"
        named.append(thing if thing.id is not None else evolve(thing, id=made_up))
    return tuple(named)
