"""Converts results and explanations to plain data for a journal, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import asdict

from seatplan.declared import mismatches
from seatplan.errors import Enough, ProgramError
from seatplan.explanation import Explanation, Requirements
from seatplan.plan import Assignment, ChosenSpacecraft, Docking, FlightDates, Plan
from seatplan.program import ALL_LEGS, Program
from seatplan.requirement import Requirement
from seatplan.result import GoalValue, Result, Status
from seatplan.whatif.changes import Change
from seatplan.whatif.outcome import Outcome

OF_FLIGHTS: Mapping[str, type] = {
    "dates": FlightDates,
    "docking": Docking,
    "spacecraft": ChosenSpacecraft,
}
"""The fields of a plan that are about flights, and the classes of their entries."""


def record_of(outcome: Outcome) -> dict[str, Any]:
    """The part of an outcome that cannot be recomputed: the result, relative to the old plan."""
    result = outcome.result
    return {
        **({"error": outcome.error} if outcome.error is not None else {}),
        "status": result.status.value,
        "seconds": round(result.seconds, 3),
        "goals": [_goal_row(goal) for goal in result.goals],
        "changes": None if result.plan is None else [_row(one) for one in outcome.changes],
        **({} if result.plan is None else _of_flights(result.plan, outcome.plan)),
        "given_up": [_plain(one) for one in result.given_up],
        "explanation": None if outcome.explanation is None else _plain(outcome.explanation),
    }


def _of_flights(new: Plan, old: Plan) -> dict[str, Any]:
    """By flight, the entries of a plan about it that differ from the old plan, as JSON.

    The list is empty if the plan has no entries for a flight that the old plan has.
    """
    kept: dict[str, Any] = {}
    for name in OF_FLIGHTS:
        was, now = (_by_flight(plan, name) for plan in (old, new))
        told = new.to_dict().get(name, [])
        changed = sorted(flight for flight in {*was, *now} if was.get(flight) != now.get(flight))
        if changed:
            kept[name] = {
                flight: [row for row in told if row["flight"] == flight] for flight in changed
            }
    return kept


def _by_flight(plan: Plan, name: str) -> dict[str, list[Any]]:
    """The entries of one field of a plan, by flight."""
    found: dict[str, list[Any]] = {}
    for one in getattr(plan, name):
        found.setdefault(one.flight, []).append(one)
    return found


def _plain(thing: Explanation | Requirement) -> dict[str, Any]:
    """The fields as plain data, without the subjects of requirements, which are never compared."""
    return asdict(
        thing,
        filter=lambda at, _: at.name != "subject",
        value_serializer=lambda _, __, value: str(value) if isinstance(value, date) else value,
    )


def result_from(record: Mapping[str, Any], plan: Plan, program: Program) -> Result:
    """Read a result from its record.

    Args:
        record: the plain data of the result.
        plan: the old plan.
        program: the edited program.

    Raises:
        KeyError, TypeError, ValueError, InputError: if it is not such a record.
    """
    goals = tuple(_goal(*row) for row in record["goals"])
    seconds = record["seconds"]
    if not isinstance(seconds, (int, float)):
        raise TypeError(f"{seconds!r} is not a number")
    new = None
    if record["changes"] is not None:
        lines = set(plan.assignments)
        for kind, *fields in record["changes"]:
            if kind != "moved":  # the dates of the plan have a key of their own
                (lines.add if kind == "added" else lines.remove)(Assignment(*fields))
        _must_be_known(lines.difference(plan.assignments), program)
        told = {name: _entries(record, name, plan) for name in OF_FLIGHTS}
        new = Plan(lines, program.name, **told)
    given_up = _requirements(record.get("given_up", ()))
    return Result(Status(record["status"]), new, goals, seconds, given_up=given_up)


def _entries(record: Mapping[str, Any], name: str, plan: Plan) -> tuple[Any, ...]:
    """Read the entries of one field: the changed ones, and the rest from the old plan."""
    cls: Any = OF_FLIGHTS[name]
    found = _by_flight(plan, name)
    changed = record.get(name, {})
    if not isinstance(changed, Mapping):
        raise TypeError(f"{name}: {changed!r} is not by flight")
    found |= {flight: [cls(**row) for row in rows] for flight, rows in changed.items()}
    return tuple(one for mine in found.values() for one in mine)


def explanation_from(record: Mapping[str, Any]) -> Explanation | None:
    """Read the explanation of a record, if any; raises the same errors as `result_from`."""
    kept = record["explanation"]
    if kept is None:
        return None
    made: Explanation = _read(Explanation, kept)
    return made


def goals_of(record: Mapping[str, Any]) -> tuple[GoalValue, ...]:
    """Read the goals of a record; raises the same errors as `result_from`."""
    return tuple(_goal(*row) for row in record["goals"])


def changes_of(record: Mapping[str, Any]) -> tuple[Change, ...] | None:
    """Read the changes of a record, None without a plan; raises the same as `result_from`."""
    if record["changes"] is None:
        return None
    rows = record["changes"]
    made = tuple(map(_change, rows))
    for problem in (problem for one in made for problem in mismatches(one)):
        raise TypeError(str(problem))
    return made


def given_up_of(record: Mapping[str, Any]) -> Requirements:
    """Read the requirements that were given up; raises the same errors as `result_from`."""
    return _requirements(record.get("given_up", ()))


def _must_be_known(lines: Iterable[Assignment], program: Program) -> None:
    """Raise a KeyError if a line names something that the program does not have."""
    flights = {flight.id for flight in program.flights}
    members = {member.id for member in program.crew}
    for line in lines:
        if line.flight not in flights or line.leg not in ALL_LEGS or line.member not in members:
            raise KeyError(str(line))


def _goal(name: Any, value: Any, bound: Any, best: Any = None) -> GoalValue:
    best = value if best is None else best
    if [type(name), type(value), type(bound), type(best)] != [str, int, int, int]:
        raise TypeError(f"{[name, value, bound, best]!r} is not a goal with its value and bound")
    return GoalValue(name, value, bound, best)


def _goal_row(goal: GoalValue) -> list[str | int]:
    """The id, value and bound of a goal, and the best value if it differs from the value."""
    best = [goal.best] if goal.best != goal.value else []
    return [goal.id, goal.value, goal.bound, *best]


def _requirements(rows: Iterable[Mapping[str, Any]]) -> Requirements:
    """Read a set of requirements."""
    return tuple(_read(Requirement, row) for row in rows)


def _read(cls: type, data: Any) -> Any:
    """Read what `_plain` has written, with all that is nested in it."""
    from seatplan.files.reading import Reader  # only needed for a journal that is read again

    reader = Reader()
    try:
        made = reader.read(cls, data, ())
    except Enough:
        made = None
    if reader.problems:
        raise ProgramError(reader.problems)
    return made


def _row(change: Change) -> list[str]:
    days = [str(day) for day in (change.day_before, change.day) if day is not None]
    return [change.kind, change.flight, change.leg, *(days or [change.role, change.member])]


def _change(row: Sequence[Any]) -> Change:
    kind, flight, leg, *rest = row
    if kind == "moved":
        before, now = map(date.fromisoformat, rest)
        return Change(flight, leg, "", "", kind, before, now)
    role, member = rest
    return Change(flight, leg, role, member, kind)
