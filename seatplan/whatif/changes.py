"""The difference of two plans: line by line, member by member, and flight by flight in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import ClassVar, Literal

from attrs import frozen

from seatplan.arguments import Arguments
from seatplan.dates import dated
from seatplan.plan import Assignment, Plan
from seatplan.program import ALL_LEGS, Flight, Leg, Program
from seatplan.program_index import ProgramIndex, leg_day, names_told_apart
from seatplan.traffic import PortStay, spacecraft_in, stays_of
from seatplan.words import listed, many


@frozen
class Change:
    """One line that only one of two plans has, or one launch or landing on another day.

    Attributes:
        flight, leg, role, member: the line; role and member are empty where a flight has moved.
        kind: "removed" if only the old plan has it, "added" if only the new one has; "moved" for a
            launch (leg "up") or a landing (leg "down") on another day.
        day_before, day: the days of a launch or landing that has moved, in the old plan and in the
            new one; None of a line.
    """

    flight: str
    leg: Leg
    role: str
    member: str
    kind: Literal["removed", "added", "moved"]
    day_before: date | None = None
    day: date | None = None

    @property
    def line(self) -> Assignment:
        """The line as a plan has it."""
        return Assignment(self.flight, self.leg, self.role, self.member)


@frozen
class Move:
    """One member on one leg: the line that is gone and the one that came in its place.

    Attributes:
        member: the id.
        leg: "up", "down" or "backup".
        source: where the member was, or None.
        target: where the member is now, or None.
    """

    member: str
    leg: Leg
    source: Assignment | None
    target: Assignment | None


@frozen
class FlightChange:
    """What changes on one flight.

    Attributes:
        flight: its id.
        changes: its lines that only one of the plans has.
        sentence: the same in words.
    """

    flight: str
    changes: tuple[Change, ...]
    sentence: str


@frozen
class DateChange:
    """A flight on other days.

    Attributes:
        flight: its id.
        launch_before, landing_before: the days in the old plan.
        launch, landing: the days in the new one.
    """

    also_says: ClassVar[tuple[str, ...]] = ("sentence",)

    flight: str
    launch_before: date
    landing_before: date
    launch: date
    landing: date

    @property
    def changes(self) -> tuple[Change, ...]:
        """The same leg by leg."""
        legs: tuple[tuple[Leg, date, date], ...] = (
            ("up", self.launch_before, self.launch),
            ("down", self.landing_before, self.landing),
        )
        return tuple(
            Change(self.flight, leg, "", "", "moved", was, now)
            for leg, was, now in legs
            if was != now
        )

    @property
    def sentence(self) -> str:
        """`Crew-9: launches on 2024-09-28 instead of 2024-08-18 (41 days later).`"""
        found = [
            f"{verb} on {now} instead of {was} ({by_days((now - was).days)})"
            for verb, was, now in (
                ("launches", self.launch_before, self.launch),
                ("lands", self.landing_before, self.landing),
            )
            if now != was
        ]
        return f"{self.flight}: {' and '.join(found)}."


@frozen
class ShipChange:
    """A flight at other ports, or made by another spacecraft.

    Attributes:
        flight: its id.
        ports_before, ports: its stays at ports in the old plan and in the new one, in order.
        spacecraft_before, spacecraft: the ids; None where none is named.
    """

    also_says: ClassVar[tuple[str, ...]] = ("sentence",)

    flight: str
    ports_before: tuple[PortStay, ...] = ()
    ports: tuple[PortStay, ...] = ()
    spacecraft_before: str | None = None
    spacecraft: str | None = None

    @property
    def sentence(self) -> str:
        """`Crew-8: at IDA-3 zenith instead of IDA-2 forward; on Endurance instead of Freedom.`"""
        found = []
        if _ports(self.ports) != _ports(self.ports_before):
            found.append(f"at {_ports(self.ports)} instead of {_ports(self.ports_before)}")
        if self.spacecraft != self.spacecraft_before:
            now, was = (one or "none" for one in (self.spacecraft, self.spacecraft_before))
            found.append(f"on {now} instead of {was}")
        return f"{self.flight}: {'; '.join(found)}."


def _ports(stays: Sequence[PortStay]) -> str:
    """`Poisk, from 2023-03-28 Prichal`; arrivals go without their day."""
    told = [f"from {stay.since} {stay.port}" if at else stay.port for at, stay in enumerate(stays)]
    return ", ".join(told) or "no port"


def by_days(days: int) -> str:
    """`3 days later`, `1 day earlier`."""
    return f"{many(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


@frozen
class SeatChange:
    """One member who leaves a seat of a flight, or takes one.

    Attributes:
        flight, role, member: the seat and who.
        legs: the ways on which that is so.
        kind: "removed" or "added".
        elsewhere: the other flights on which the member is on these legs now, or was before.
    """

    flight: str
    role: str
    member: str
    legs: tuple[Leg, ...]
    kind: Literal["removed", "added"]
    elsewhere: tuple[str, ...] = ()


def lines_in(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The lines among them, without the flights that have moved."""
    return tuple(one for one in changes if one.kind != "moved")


def seats_changed(changes: Iterable[Change]) -> int:
    """How many seats change hands, each leg counted by itself; a swap is one seat, not two."""
    counts: dict[tuple[str, Leg, str], Counter[str]] = {}
    for one in lines_in(changes):
        counts.setdefault((one.flight, one.leg, one.role), Counter())[one.kind] += 1
    return sum(max(kinds.values()) for kinds in counts.values())


class Difference:
    """What changes from one plan to the next, with the dates and names of two programs.

    Attributes:
        changes: `lines`, and each leg of the flights in `dates` that has moved, by day.
        lines: every line that only one plan has, by day; together they are the symmetric
            difference of the plans.
        moves: the same member by member.
        flights: the same flight by flight, by launch.
        old_flights, new_flights: the flights of the two programs, by id, on the dates of the plans.
        dates: the flights on other days, by launch, of those that have windows or that one of the
            plans dates: a flight that is moved in a program without windows is not among them.
        ships: the flights of both programs at other ports or on other spacecraft, by launch, where
            the old plan has any.
    """

    def __init__(self, old: Plan, new: Plan, before: Program, after: Program) -> None:
        self.new_flights: Mapping[str, Flight] = {
            flight.id: flight for flight in dated(after, new).flights
        }
        self.old_flights: Mapping[str, Flight] = {
            flight.id: flight for flight in dated(before, old).flights
        }
        self._flights = {**self.old_flights, **self.new_flights}
        people = {member.id: member.name for member in (*before.crew, *after.crew)}
        self._names = names_told_apart(people)
        had, has = set(old.assignments), set(new.assignments)
        found = [_change(line, "removed") for line in had - has]
        found += [_change(line, "added") for line in has - had]
        self.lines = tuple(sorted(found, key=self._when))
        self.moves = tuple(self._moves())
        self.flights = tuple(self._by_flight())
        may_move = {one.flight for one in (*old.dates, *new.dates)}
        may_move |= {one.id for one in (*before.flights, *after.flights) if one.has_window}
        self.dates = tuple(self._on_other_days(may_move))
        moved = (one for change in self.dates for one in change.changes)
        self.changes = tuple(sorted((*self.lines, *moved), key=self._when))
        self.ships = tuple(self._of_ships(old, new, before, after))

    def _when(self, change: Change) -> tuple[date, str, bool, str, bool, str]:
        return (
            self._day(change.line),
            change.flight,
            change.leg == "down",
            change.role,
            change.kind == "added",
            change.member,
        )

    def _day(self, line: Assignment) -> date:
        flight = self._flights.get(line.flight)
        return leg_day(flight, line.leg) if flight is not None else date.min

    def _on_other_days(self, may_move: Collection[str]) -> Iterator[DateChange]:
        """The flights of both programs that have moved, of these."""
        for now in sorted(self.new_flights.values(), key=lambda one: (one.launch, one.id)):
            was = self.old_flights.get(now.id)
            if was is None or now.id not in may_move:
                continue
            if (was.launch, was.landing) != (now.launch, now.landing):
                yield DateChange(now.id, was.launch, was.landing, now.launch, now.landing)

    def _of_ships(
        self, old: Plan, new: Plan, before: Program, after: Program
    ) -> Iterator[ShipChange]:
        """The flights whose ports or spacecraft change, of those that the old plan has."""
        if not (after.ports or after.spacecraft):
            return
        was, now = ProgramIndex(dated(before, old)), ProgramIndex(dated(after, new))
        at_before, at = stays_of(was, old), stays_of(now, new)
        made_before, made = spacecraft_in(was, old), spacecraft_in(now, new)
        for flight in now.flights:
            ports = at_before.get(flight, ()), at.get(flight, ())
            crafts = made_before.get(flight), made.get(flight)
            moved = ports[0] and _ports(ports[0]) != _ports(ports[1])
            if flight in was.flights and (moved or (crafts[0] and crafts[0] != crafts[1])):
                yield ShipChange(flight, *ports, *crafts)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What changes: a sentence for each flight, for each that moves, and for each ship."""
        return (
            *(one.sentence for one in self.flights),
            *(one.sentence for one in self.dates),
            *(one.sentence for one in self.ships),
        )

    def _moves(self) -> Iterator[Move]:
        for member in sorted({change.member for change in self.lines}):
            for leg in ALL_LEGS:
                mine = [one for one in self.lines if (one.member, one.leg) == (member, leg)]
                gone = [one.line for one in mine if one.kind == "removed"]
                come = [one.line for one in mine if one.kind == "added"]
                # Where there is more of one than of the other, what stays on a flight pairs first.
                for line in list(gone):
                    same = next((one for one in come if one.flight == line.flight), None)
                    if same is not None:
                        gone.remove(line)
                        come.remove(same)
                        yield Move(member, leg, line, same)
                for at in range(max(len(gone), len(come))):
                    source = gone[at] if at < len(gone) else None
                    target = come[at] if at < len(come) else None
                    yield Move(member, leg, source, target)

    def _by_flight(self) -> Iterator[FlightChange]:
        ids = {change.flight for change in self.lines}

        def launch(flight_id: str) -> tuple[date, str]:
            flight = self._flights.get(flight_id)
            return (flight.launch if flight is not None else date.min), flight_id

        for flight_id in sorted(ids, key=launch):
            mine = tuple(change for change in self.lines if change.flight == flight_id)
            yield FlightChange(flight_id, mine, self._sentence(flight_id))

    def seats(self, flight_id: str) -> tuple[SeatChange, ...]:
        """Who leaves which seat of a flight and who takes it, role by role, as a diff shows it."""
        found: dict[tuple[str, str, str], list[Leg]] = {}
        for change in self.lines:
            if change.flight == flight_id:
                legs = found.setdefault((change.role, change.kind, change.member), [])
                legs.append(change.leg)
        order = {"removed": 0, "added": 1}
        return tuple(
            SeatChange(
                flight_id,
                role,
                member,
                tuple(leg for leg in ALL_LEGS if leg in legs),
                "removed" if kind == "removed" else "added",
                self._other_flights(member, flight_id, legs, kind),
            )
            for (role, kind, member), legs in sorted(
                found.items(), key=lambda item: (item[0][0], order[item[0][1]], item[0][2])
            )
        )

    def _other_flights(
        self, member: str, flight_id: str, legs: Sequence[Leg], kind: str
    ) -> tuple[str, ...]:
        here: Literal["source", "target"] = "source" if kind == "removed" else "target"
        there: Literal["source", "target"] = "target" if kind == "removed" else "source"
        flights: list[str] = []
        for move in self.moves:
            mine: Assignment | None = getattr(move, here)
            other: Assignment | None = getattr(move, there)
            if move.member != member or move.leg not in legs or mine is None or other is None:
                continue
            if mine.flight == flight_id and other.flight != flight_id:
                flights.append(other.flight)
        return tuple(dict.fromkeys(flights))

    # Words

    def _sentence(self, flight_id: str) -> str:
        """`Crew-9: Nick Hague flies as commander instead of Zena Cardman.`"""
        head = flight_id
        if flight_id not in self.new_flights:
            head += " (no longer in the program)"
        elif flight_id not in self.old_flights:
            head += " (new)"
        leaving: dict[tuple[str, tuple[Leg, ...]], list[str]] = {}
        joining: dict[tuple[str, tuple[Leg, ...]], list[str]] = {}
        clauses: list[str] = []
        for member in self._in_order(flight_id):
            was, now = (
                self._roles(flight_id, member, "source"),
                self._roles(flight_id, member, "target"),
            )
            if len(was) == len(now) == 1 and was[0][1] == now[0][1]:
                (old, legs), (new, _) = was[0], now[0]
                name = self._name(member)
                clauses.append(f"{name} {_verb(legs)} as {new}, not as {old}")
                continue
            for key in was:
                leaving.setdefault(key, []).append(member)
            for key in now:
                joining.setdefault(key, []).append(member)
        for key in dict.fromkeys([*leaving, *joining]):
            clauses += self._swaps(flight_id, key, leaving.get(key, []), joining.get(key, []))
        return f"{head}: {'; '.join(clauses)}."

    def _in_order(self, flight_id: str) -> list[str]:
        """The members who leave or join a flight, by role."""
        mine = [change for change in self.lines if change.flight == flight_id]
        return list(dict.fromkeys(change.member for change in mine))

    def _roles(
        self, flight_id: str, member: str, side: Literal["source", "target"]
    ) -> list[tuple[str, tuple[Leg, ...]]]:
        """The roles that a member leaves, or takes, on a flight, each with its legs."""
        legs: dict[tuple[str, bool], list[Leg]] = {}
        for move in self.moves:
            line: Assignment | None = getattr(move, side)
            if move.member == member and line is not None and line.flight == flight_id:
                # Flying and being a backup are two things, each with a clause of its own.
                key = line.role, move.leg == "backup"
                legs.setdefault(key, []).append(move.leg)
        return [(role, tuple(found)) for (role, _), found in legs.items()]

    def _swaps(
        self,
        flight_id: str,
        key: tuple[str, tuple[Leg, ...]],
        leaving: Sequence[str],
        joining: Sequence[str],
    ) -> Iterator[str]:
        role, legs = key
        pairs = min(len(leaving), len(joining))
        for gone, come in zip(leaving, joining, strict=False):
            origin = self._elsewhere(come, flight_id, role, legs, "source")
            target = self._elsewhere(gone, flight_id, role, legs, "target")
            yield (
                f"{self._name(come)}{origin} {_verb(legs)} as {role} "
                f"instead of {self._name(gone)}{target}"
            )
        for gone in leaving[pairs:]:
            target = self._elsewhere(gone, flight_id, role, legs, "target")
            yield f"{self._name(gone)} no longer {_verb(legs)} as {role}{target}"
        for come in joining[pairs:]:
            origin = self._elsewhere(come, flight_id, role, legs, "source")
            yield f"{self._name(come)}{origin} {_verb(legs)} as {role}"

    def _elsewhere(
        self,
        member: str,
        flight_id: str,
        role: str,
        legs: Iterable[Leg],
        side: Literal["source", "target"],
    ) -> str:
        """` (now on MS-24)`, ` (until now on MS-22 as pilot)`, or nothing."""
        other: Literal["source", "target"] = "target" if side == "source" else "source"
        found: list[str] = []
        for move in self.moves:
            here: Assignment | None = getattr(move, other)
            there: Assignment | None = getattr(move, side)
            if (
                move.member == member
                and move.leg in legs
                and here is not None
                and here.flight == flight_id
                and there is not None
                and there.flight != flight_id
            ):
                found.append(there.flight + (f" as {there.role}" if there.role != role else ""))
        if not found:
            return ""
        word = "now" if side == "target" else "until now"
        return f" ({word} on {listed(dict.fromkeys(found))})"

    def _name(self, member: str) -> str:
        return self._names.get(member, member)


def compare(program: Program, old: Plan, new: Plan, *, before: Program | None = None) -> Difference:
    """What differs between two plans: line by line, member by member, flight by flight.

    Args:
        program: what the new plan is for; names and dates are its.
        old, new: the plans. They may name what the program does not have.
        before: what the old plan is for, where that is another program.

    Raises:
        ArgumentError: with each argument that is not what it should be.
    """
    with Arguments("compare") as given:
        given.program(program)
        given.plan(old, "old")
        given.plan(new, "new")
        if before is not None:
            given.program(before, "before")
    return Difference(old, new, before or program, program)


def _change(line: Assignment, kind: Literal["removed", "added"]) -> Change:
    return Change(line.flight, line.leg, line.role, line.member, kind)


def _verb(legs: Sequence[Leg]) -> str:
    if "backup" in legs:
        return "is a backup"
    if len(legs) == 2:
        return "flies"
    return "goes up" if legs == ("up",) else "comes down"
