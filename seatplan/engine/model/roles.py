"""Merges identical roles into one role with more seats: keeping them apart only multiplies plans.

"diver-1" and "diver-2" with the same requirements are two names for one thing. If a model has both,
every flight doubles the number of equivalent plans, and no bound can distinguish them. So identical
roles are merged before the model is made, and a plan gets its roles back afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, fields, frozen, has

from seatplan.plan import Assignment, Plan
from seatplan.program import Flight, Leg, Program, Seat
from seatplan.program_index import ProgramIndex
from seatplan.structure.backups import required_backups

Group = tuple[tuple[str, int], ...]
"""The merged roles, and how many seats each has."""


@frozen(eq=False)
class Roles:
    """A program with identical roles merged.

    Attributes:
        program: the smaller one.
        groups: by flight and merged role, the roles that it represents.
    """

    program: Program
    groups: Mapping[tuple[str, str], Group]

    def split(self, plan: Plan) -> Plan:
        """A plan of the smaller program with the roles of the larger one."""
        if not self.groups:
            return plan
        waiting: dict[tuple[str, str], dict[str, set[Leg]]] = {}
        lines: list[Assignment] = []
        for line in plan.assignments:
            if (line.flight, line.role) in self.groups:
                here = waiting.setdefault((line.flight, line.role), {})
                here.setdefault(line.member, set()).add(line.leg)
            else:
                lines.append(line)
        for key, members in waiting.items():
            lines += _given_out(key[0], self.groups[key], members)
        return evolve(plan, assignments=tuple(lines))

    def merge(self, plan: Plan) -> Plan:
        """A plan of the larger program with the roles of the smaller one."""
        if not self.groups:
            return plan
        names = {
            (flight, role): merged
            for (flight, merged), group in self.groups.items()
            for role, _ in group
        }
        return evolve(
            plan,
            assignments=tuple(
                evolve(line, role=names.get((line.flight, line.role), line.role))
                for line in plan.assignments
            ),
        )


def merged_roles(program: Program) -> Roles:
    """The program with all roles merged that nothing in it distinguishes.

    A role is not merged if a rule, a goal or an entry of the program names it, if a rule requires
    backups in it, or if its seat is critical. Rules of other packages may use any role: with them,
    no role is merged.
    """
    said = (*program.rules, *program.goals, *program.fixed, *program.forbidden)
    if any(not type(one).__module__.startswith("seatplan.") for one in said):
        return Roles(program, {})
    named = set(_texts(said))
    named.update(role for _, role in required_backups(ProgramIndex(program)).roles)
    merged = {one.id: _merged(one.seats, named) for one in program.vehicles}
    vehicles = tuple(evolve(one, seats=merged[one.id][0]) for one in program.vehicles)
    flights: list[Flight] = []
    groups: dict[tuple[str, str], Group] = {}
    for one in program.flights:
        own = None if one.seats is None else _merged(one.seats, named)
        flights.append(one if own is None else evolve(one, seats=own[0]))
        here = merged[one.vehicle] if own is None else own
        groups.update(((one.id, role), group) for role, group in here[1].items())
    if not groups:
        return Roles(program, {})
    return Roles(evolve(program, vehicles=vehicles, flights=tuple(flights)), groups)


def _merged(seats: Sequence[Seat], named: set[str]) -> tuple[tuple[Seat, ...], dict[str, Group]]:
    """The seats with identical ones merged, and the merged roles by their new name."""
    alike: dict[object, list[Seat]] = {}
    for seat in seats:
        apart = seat.role in named or seat.critical
        key = seat.role if apart else evolve(seat, role="", count=1)
        alike.setdefault(key, []).append(seat)
    made: list[Seat] = []
    groups: dict[str, Group] = {}
    for group in alike.values():
        first = group[0]
        made.append(evolve(first, count=sum(seat.count for seat in group)))
        if len(group) > 1:
            groups[first.role] = tuple((seat.role, seat.count) for seat in group)
    return tuple(made), groups


def _given_out(flight: str, group: Group, members: Mapping[str, set[Leg]]) -> Iterator[Assignment]:
    """Assigns the seats of merged roles: a member with several legs has one role on all of them."""
    left: dict[str, dict[str, int]] = {}
    for member, legs in sorted(members.items(), key=lambda one: (-len(one[1]), one[0])):
        for leg in legs:
            left.setdefault(leg, dict(group))
        role = next((role for role, _ in group if all(left[leg][role] > 0 for leg in legs)), None)
        for leg in sorted(legs):
            free = (one for one, _ in group if left[leg][one] > 0)
            mine = role or next(free, group[0][0])  # the check reports it if they are too many
            left[leg][mine] -= 1
            yield Assignment(flight, leg, mine, member)


def _texts(thing: Any) -> Iterator[str]:
    """Every text anywhere inside a value."""
    if isinstance(thing, str):
        yield thing
    elif has(type(thing)):
        for one in fields(type(thing)):
            yield from _texts(getattr(thing, one.name))
    elif isinstance(thing, Mapping):
        yield from _texts(tuple(thing.items()))
    elif isinstance(thing, tuple | list | frozenset | set):
        for one in thing:
            yield from _texts(one)
