"""The difference between two plans: by line, by member, and by flight in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from seatplan.arguments import Arguments
from seatplan.dates import dated
from seatplan.plan import Assignment, Plan
from seatplan.program import ALL_LEGS, Flight, Leg, Program
from seatplan.program_index import ProgramIndex, leg_day, names_told_apart
from seatplan.traffic import spacecraft_in, stays_of
from seatplan.whatif.change import (
    Change,
    DateChange,
    FlightChange,
    Move,
    SeatChange,
    ShipChange,
    by_days,
    lines_in,
    port_ids,
    seats_changed,
)
from seatplan.whatif.change_sentences import Sentences
from seatplan.words import many

__all__ = [
    "Change",
    "DateChange",
    "Difference",
    "FlightChange",
    "Move",
    "SeatChange",
    "ShipChange",
    "by_days",
    "compare",
    "lines_in",
    "seats_changed",
]


class Difference:
    """The changes from one plan to the next, with the dates and names of two programs.

    Attributes:
        changes: `lines` and each leg of the flights in `dates` that has moved, by day.
        lines: every line that only one plan has, by day: the symmetric difference of the plans.
        moves: the same changes by member.
        flights: the same changes by flight, in order of launch.
        old_flights, new_flights: the flights of the two programs by id, on the dates of the plans.
        dates: the flights that have moved, in order of launch, if they have windows or one of the
            plans has dates for them; a flight that an edit moves in a program without windows is
            not included.
        ships: the flights of both programs at other ports or with another spacecraft, in order of
            launch; only flights for which the old plan has any.
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
        self.lines: tuple[Change, ...] = tuple(sorted(found, key=self._when))
        self.moves: tuple[Move, ...] = tuple(self._moves())
        self.flights: tuple[FlightChange, ...] = tuple(self._by_flight())
        may_move = {one.flight for one in (*old.dates, *new.dates)}
        may_move |= {one.id for one in (*before.flights, *after.flights) if one.has_window}
        self.dates: tuple[DateChange, ...] = tuple(self._on_other_days(may_move))
        moved = (one for change in self.dates for one in change.changes)
        self.changes: tuple[Change, ...] = tuple(sorted((*self.lines, *moved), key=self._when))
        self.ships: tuple[ShipChange, ...] = tuple(self._of_ships(old, new, before, after))

    def __repr__(self) -> str:
        members = {one.member for one in self.moves}
        parts = ((self.changes, "line"), (self.flights, "flight"), (members, "member"))
        return f"<Difference {', '.join(many(len(found), thing) for found, thing in parts)}>"

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
        """Yield those of these flights that are in both programs and have moved."""
        for now in sorted(self.new_flights.values(), key=lambda one: (one.launch, one.id)):
            was = self.old_flights.get(now.id)
            if was is None or now.id not in may_move:
                continue
            if (was.launch, was.landing) != (now.launch, now.landing):
                yield DateChange(now.id, was.launch, was.landing, now.launch, now.landing)

    def _of_ships(
        self, old: Plan, new: Plan, before: Program, after: Program
    ) -> Iterator[ShipChange]:
        """Yield the flights whose ports or spacecraft change, if the old plan has these."""
        if not (after.ports or after.spacecraft):
            return
        was, now = ProgramIndex(dated(before, old)), ProgramIndex(dated(after, new))
        at_before, at = stays_of(was, old), stays_of(now, new)
        made_before, made = spacecraft_in(was, old), spacecraft_in(now, new)
        for flight in now.flights:
            ports = at_before.get(flight, ()), at.get(flight, ())
            crafts = made_before.get(flight), made.get(flight)
            moved = ports[0] and port_ids(ports[0]) != port_ids(ports[1])
            if flight in was.flights and (moved or (crafts[0] and crafts[0] != crafts[1])):
                yield ShipChange(flight, *ports, *crafts)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The changes in words: a sentence for each flight, each moved flight and each ship."""
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
                # If the numbers differ, lines on the same flight are paired first.
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

        sentences = Sentences(
            self.lines, self.moves, self.old_flights, self.new_flights, self._names
        )
        for flight_id in sorted(ids, key=launch):
            mine = tuple(change for change in self.lines if change.flight == flight_id)
            yield FlightChange(flight_id, mine, sentences.of(flight_id))

    def seats(self, flight_id: str) -> tuple[SeatChange, ...]:
        """The members who leave and take the seats of a flight, role by role, as in a diff."""
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


def compare(program: Program, old: Plan, new: Plan, *, before: Program | None = None) -> Difference:
    """Find the differences between two plans: by line, by member and by flight.

    Args:
        program: the program of the new plan, which provides names and dates.
        old, new: the plans. They may name things that the program does not have.
        before: the program of the old plan, if it is another one.

    Raises:
        ArgumentError: naming each wrong argument.
    """
    with Arguments("compare") as given:
        given.program(program)
        old = given.plan(old, before or program, "old")
        new = given.plan(new, program, "new")
        if before is not None:
            given.program(before, "before")
    return Difference(old, new, before or program, program)


def _change(line: Assignment, kind: Literal["removed", "added"]) -> Change:
    return Change(line.flight, line.leg, line.role, line.member, kind)
