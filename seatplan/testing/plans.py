"""Strategies for plans of a program: most keep the laws, some are broken."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from seatplan.plan import Assignment, Plan
from seatplan.program import ALL_LEGS, Flight, Program
from seatplan.program_index import ProgramIndex
from seatplan.structure.backups import required_backups
from seatplan.testing.draws import chance


@st.composite
def plans(draw: st.DrawFn, program: Program, *, broken: bool | None = None) -> Plan:
    """Plans that name only what the program has.

    Args:
        program: the program of the plans.
        broken: whether lines are added and removed at random; sometimes if None.
    """
    lines = _orderly(draw, program)
    if chance(draw, 3) if broken is None else broken:
        lines = _disturbed(draw, program, lines)
    return Plan(lines, program.name)


def _orderly(draw: st.DrawFn, program: Program) -> list[Assignment]:
    """Lines flight by flight: seats go to members who are free, who return in an allowed way."""
    lookup = ProgramIndex(program)
    free_from = {member.id: member.last_landing or date.min for member in lookup.members.values()}
    lines: list[Assignment] = []
    for flight in lookup.flights.values():
        homes = lookup.ways_home(flight)
        if flight.ascent == "empty" or not homes:
            continue
        for role, seat in lookup.seats(flight).items():
            able = lookup.may_sit(seat, flight.launch)
            for _ in range(seat.count):
                begin = flight.launch - timedelta(lookup.training_days(flight))
                free = [one for one in sorted(able) if free_from[one] <= begin]
                if not free or (seat.optional and chance(draw, 3)):
                    continue
                member = draw(st.sampled_from(free))
                home = draw(st.sampled_from(homes))
                down = role if home is flight else _role_on(draw, lookup, home)
                if down is not None:
                    lines.append(Assignment(flight.id, "up", role, member))
                    lines.append(Assignment(home.id, "down", down, member))
                    free_from[member] = home.landing
    return lines + _backups(draw, lookup, lines)


def _backups(draw: st.DrawFn, lookup: ProgramIndex, lines: list[Assignment]) -> list[Assignment]:
    """Lines of some of the required backups, chosen from those who do not go up on the flight."""
    found: list[Assignment] = []
    for flight_id, role in sorted(required_backups(lookup).roles):
        flight = lookup.flights[flight_id]
        seat = lookup.seats(flight)[role]
        aboard = {line.member for line in lines if line.flight == flight_id}
        able = lookup.may_sit(seat, flight.launch) & lookup.may_sit(seat, flight.landing) - aboard
        if able and not chance(draw, 3):
            member = draw(st.sampled_from(sorted(able)))
            found.append(Assignment(flight_id, "backup", role, member))
    return found


def _role_on(draw: st.DrawFn, lookup: ProgramIndex, home: Flight) -> str | None:
    roles = sorted(lookup.seats(home))
    return draw(st.sampled_from(roles)) if roles else None


def _disturbed(draw: st.DrawFn, program: Program, lines: list[Assignment]) -> list[Assignment]:
    """The lines with some removed and some added."""
    if lines:
        gone = draw(st.sets(st.sampled_from(lines), max_size=2))
        lines = [line for line in lines if line not in gone]
    lookup = ProgramIndex(program)
    asked = required_backups(lookup).roles
    choices = [
        Assignment(flight.id, leg, role, member)
        for flight in lookup.flights.values()
        for leg in ALL_LEGS
        for role in lookup.seats(flight)
        if leg != "backup" or (flight.id, role) in asked
        for member in lookup.members
    ]
    if choices:
        lines = lines + draw(st.lists(st.sampled_from(choices), max_size=2))
    return lines
