"""Equivalent programs: renamed, shuffled, shifted in time, with roles split."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeVar

import attrs
from attrs import evolve
from hypothesis import strategies as st

from seatplan import Forbidden, Program, Seat
from seatplan.rules.backup import Backup

T = TypeVar("T")


def rewritten(value: Any, leaf: Callable[[Any], Any]) -> Any:
    """The same tables and lists, with every single value replaced by what `leaf` makes of it."""
    if attrs.has(type(value)):
        fields = [field.name for field in attrs.fields(type(value)) if field.init]
        return evolve(value, **{name: rewritten(getattr(value, name), leaf) for name in fields})
    if isinstance(value, tuple):
        return tuple(rewritten(one, leaf) for one in value)
    return leaf(value)


def names_in(program: Program) -> list[str]:
    """Every id, qualification, role and station."""
    names: dict[str, None] = {}
    for agency in program.agencies:
        names |= dict.fromkeys((agency.id, *agency.qualifications))
    for vehicle in program.vehicles:
        names[vehicle.id] = None
    for flight in program.flights:
        names |= dict.fromkeys((flight.id, flight.station))
    for seat in seats_in(program):
        names |= dict.fromkeys((seat.role, *seat.requires))
    for member in program.crew:
        names |= dict.fromkeys((member.id, *(held.id for held in member.qualifications)))
    return list(names)


def seats_in(program: Program) -> list[Seat]:
    """The seats of all vehicles, and those that flights have of their own."""
    tables = [one.seats for one in program.vehicles]
    tables += [one.seats or () for one in program.flights]
    return [seat for table in tables for seat in table]


@st.composite
def renamings(draw: st.DrawFn, program: Program) -> dict[str, str]:
    """A new name for every old one, in another order."""
    names = names_in(program)
    order = draw(st.permutations(range(len(names))))
    return {name: f"name {number:03}" for name, number in zip(names, order, strict=True)}


def renamed(thing: T, names: dict[str, str]) -> T:
    """A program or a plan with other names."""
    new: T = rewritten(thing, lambda one: names.get(one, one) if isinstance(one, str) else one)
    return new


def shifted(thing: T, days: int) -> T:
    """A program shifted in time."""
    step = timedelta(days)
    new: T = rewritten(thing, lambda one: one + step if isinstance(one, date) else one)
    return new


@st.composite
def shuffles(draw: st.DrawFn, program: Program) -> Program:
    """The program with its lists in another order, except for the goals."""

    def mixed(entries: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(draw(st.permutations(entries)))

    return evolve(
        program,
        agencies=mixed(
            tuple(evolve(a, qualifications=mixed(a.qualifications)) for a in program.agencies)
        ),
        vehicles=mixed(tuple(evolve(v, seats=mixed(v.seats)) for v in program.vehicles)),
        flights=mixed(
            tuple(
                evolve(
                    f,
                    seats=None if f.seats is None else mixed(f.seats),
                    return_options=mixed(f.return_options),
                )
                for f in program.flights
            )
        ),
        crew=mixed(
            tuple(
                evolve(c, qualifications=mixed(c.qualifications), unavailable=mixed(c.unavailable))
                for c in program.crew
            )
        ),
        fixed=mixed(program.fixed),
        forbidden=mixed(program.forbidden),
        rules=mixed(program.rules),
    )


def splittable(program: Program) -> list[str]:
    """The roles with two seats on some flight that no `fixed` entry names.

    An entry cannot say "in one of the two roles", so a fixed role cannot be split. All else can:
    whoever returns on the flight that took them up keeps one of the two halves as they kept the
    whole, and the others find the free halves; `critical` and not optional mean all seats of a
    role, so they mean both halves; a forbidden role is two forbidden halves. A wish counts once,
    however it is missed, so it cannot be split either; nor can a role with backups, of which each
    half would need its own.
    """
    fixed = {entry.role for entry in program.fixed}
    fixed |= {entry.role or "" for entry in program.forbidden if entry.weight is not None}
    backed_up = {rule.roles for rule in program.rules if isinstance(rule, Backup)}
    if None in backed_up:
        return []
    fixed |= {role for roles in backed_up for role in roles or ()}
    return sorted({seat.role for seat in seats_in(program) if seat.count > 1} - fixed)


def split(program: Program, role: str) -> Program:
    """The program in which every seat beyond the first of that role has a role of its own."""
    half = f"{role} too"

    def halves(seats: tuple[Seat, ...]) -> tuple[Seat, ...]:
        made: list[Seat] = []
        for seat in seats:
            if seat.role == role and seat.count > 1:
                made.append(evolve(seat, count=1))
                made.append(evolve(seat, role=half, count=seat.count - 1))
            else:
                made.append(seat)
        return tuple(made)

    vehicles = tuple(evolve(one, seats=halves(one.seats)) for one in program.vehicles)
    flights = tuple(
        one if one.seats is None else evolve(one, seats=halves(one.seats))
        for one in program.flights
    )
    seats_of = {one.id: one.seats for one in vehicles}
    seats_on = {
        one.id: seats_of[one.vehicle] if one.seats is None else one.seats for one in flights
    }
    forbidden: list[Forbidden] = []
    for entry in program.forbidden:
        forbidden.append(entry)
        if entry.role == role and half in {seat.role for seat in seats_on[entry.flight]}:
            forbidden.append(evolve(entry, role=half))

    def both(value: Any) -> Any:
        """The same, with the new role wherever the old one is named."""
        if isinstance(value, tuple):
            return tuple(map(both, value))
        if not attrs.has(type(value)):
            return value
        names = [field.name for field in attrs.fields(type(value)) if field.init]
        fields = {name: both(getattr(value, name)) for name in names}
        if role in (fields.get("roles") or ()):
            fields["roles"] += (half,)
        return evolve(value, **fields)

    rules, goals = both(program.rules), both(program.goals)
    return evolve(
        program,
        vehicles=vehicles,
        flights=flights,
        forbidden=tuple(forbidden),
        rules=rules,
        goals=goals,
    )
