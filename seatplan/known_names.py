"""Whether the program has what a plan or a caller names: flights, legs, roles, members, goals."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from seatplan.dates import dates_of, days_of
from seatplan.docked import ship_problems
from seatplan.errors import (
    MOST_PROBLEMS,
    Place,
    PlanError,
    Problem,
    ProgramError,
    nearest,
    nearest_of_all,
)
from seatplan.foreign import foreign
from seatplan.kinds import Goal
from seatplan.naming import nearest_member
from seatplan.plan import Assignment, Plan
from seatplan.program import ALL_LEGS, Program
from seatplan.program_index import ProgramIndex
from seatplan.words import listed

MOST_LINES = 5
"""A message lists at most this many line numbers; if there are more, it gives their number."""


def must_be_known(
    lookup: ProgramIndex,
    plan: Plan,
    *,
    before: date | None = None,
    lines: Mapping[Assignment, int] | None = None,
    indexes: Mapping[Assignment, int] | None = None,
) -> None:
    """Checks that a plan names only flights, legs, roles and members that the program has.

    Args:
        lookup: the index of the program.
        plan: the plan.
        before: if given, only legs before this day are checked.
        lines: the line of each assignment in the plan's file, if it was read from a table.
        indexes: its index in the list of the plan's file, if it was read from JSON.

    Raises:
        PlanError: if something is unknown; it names each unknown thing once.
    """
    other = foreign(lookup, plan) if before is None else None
    if other is not None:
        raise PlanError([other])
    days = dates_of(plan)
    found: dict[tuple[str, str, str], list[Assignment]] = {}
    for line in sorted(plan.assignments, key=lambda line: _in_order(line, lines or indexes)):
        flight = lookup.flights.get(line.flight)
        known_leg = line.leg in ALL_LEGS
        if before is not None and (
            flight is None or not known_leg or days_of(flight, days)[line.leg == "down"] >= before
        ):
            continue
        unknown: list[tuple[str, str, str]] = []
        if flight is None:
            hint = nearest(line.flight, lookup.flights)
            unknown.append((f"unknown flight {line.flight!r}", hint, "unknown-flight"))
        elif line.role not in lookup.seats(flight):
            message = f"unknown role {line.role!r} on {line.flight!r}"
            unknown.append((message, nearest(line.role, lookup.seats(flight)), "unknown-role"))
        if not known_leg:
            hint = nearest(str(line.leg), ALL_LEGS)
            unknown.append((f"unknown leg {line.leg!r}", hint, "unknown-leg"))
        if line.member not in lookup.members:
            hint = nearest_member(line.member, lookup.members.values())
            unknown.append((f"unknown member {line.member!r}", hint, "unknown-member"))
        for one in unknown:
            found.setdefault(one, []).append(line)
        if len(found) >= MOST_PROBLEMS:
            break
    problems = [_unknown(*what, where, lines, indexes) for what, where in found.items()]
    if before is None:
        named = {line.flight for where in found.values() for line in where} - {*lookup.flights}
        problems += _unknown_flights(lookup.flights, plan, named=named)
    problems += ship_problems(lookup, plan, before)
    if problems:
        kept, complete = problems[:MOST_PROBLEMS], len(problems) < MOST_PROBLEMS
        raise PlanError(kept, complete=complete)


def past_must_be_known(program: Program, plan: Plan | None, as_of: date | None) -> None:
    """Checks that there is a plan for what is past, and that the program has what it names.

    Raises:
        PlanError: if there is a day but no plan, or a leg before it names something unknown.
    """
    if as_of is not None:
        if plan is None:
            raise PlanError("as_of needs a plan: the plan whose past is kept")
        must_be_known(ProgramIndex(program), plan, before=as_of)


def goals_must_be_known(goals: Iterable[Goal], asked: Mapping[Place, str]) -> None:
    """Checks that there are goals with these names; each comes with its place in the arguments.

    Raises:
        ProgramError: if one is unknown.
    """
    names = [goal.name for goal in goals]
    unknown = [
        Problem(f"unknown goal {name!r}", place, nearest_of_all(name, names))
        for place, name in asked.items()
        if name not in names
    ]
    if unknown:
        raise ProgramError(unknown)


def must_be_dated(program: Program, plan: Plan) -> None:
    """Checks that a plan dates only flights of the program.

    Raises:
        PlanError: if it dates unknown flights; it names each of them.
    """
    problems = list(_unknown_flights({one.id for one in program.flights}, plan, ("dates",)))
    if problems:
        raise PlanError(problems)


def _unknown_flights(
    known: Collection[str],
    plan: Plan,
    names: Iterable[str] = ("dates", "docking", "spacecraft"),
    *,
    named: Collection[str] = (),
) -> Iterator[Problem]:
    """Problems for unknown flights in these fields of a plan, except for `named` ones."""
    for name in names:
        for index, one in enumerate(getattr(plan, name)):
            if one.flight not in known and one.flight not in named:
                message = f"unknown flight {one.flight!r}"
                yield Problem(message, (name, index, "flight"), nearest(one.flight, known))


def _in_order(line: Assignment, lines: Mapping[Assignment, int] | None) -> tuple[Any, ...]:
    """A sort key: the line in the file, if known; else flight, then leg with the way up first."""
    if lines is not None:
        return (lines.get(line, 0),)
    leg = ALL_LEGS.index(line.leg) if line.leg in ALL_LEGS else len(ALL_LEGS)
    return line.flight, leg, line.role, line.member


def _unknown(
    message: str,
    hint: str,
    code: str,
    where: list[Assignment],
    lines: Mapping[Assignment, int] | None,
    indexes: Mapping[Assignment, int] | None,
) -> Problem:
    """The problem for one unknown word, with its place in the plan."""
    # A plan sorts its assignments, so an index would not lead to the line; its text does.
    first, *more = where
    text = f"{message} in the line {first.flight},{first.leg},{first.role},{first.member}"
    if lines is None:
        place: Place = ()
        if indexes is not None and first in indexes:
            place = ("assignments", indexes[first], code.removeprefix("unknown-"))
        return Problem(text + _more_lines(len(more)), place, hint, code=code)
    numbers = [str(lines[line]) for line in more if line in lines]
    if 0 < len(numbers) <= MOST_LINES:
        also = f" and in {'lines' if len(numbers) > 1 else 'line'} {listed(numbers)}"
    else:
        also = _more_lines(len(more))
    return Problem(text + also, (), hint, lines.get(first), code)


def _more_lines(count: int) -> str:
    return f" and in {count} more {'line' if count == 1 else 'lines'}" if count else ""
