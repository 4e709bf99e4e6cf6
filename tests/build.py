"""Small programs and plans in a few words, for all tests.

Days are numbers: day 1 is 2030-01-01. Unless stated otherwise there is one vehicle, `ship`, with
    one
seat, `pilot`, and everyone is of NASA.

    crew = [member("ann"), member("bob", "JAXA")]
    one = program([flight("F1", 1, 11), flight("F2", 11, 21)], crew)
    two = plan(tour("ann", "F1"), tour("bob", "F2"))
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from seatplan import (
    Agency,
    Assignment,
    CrewMember,
    Fixed,
    Flight,
    Forbidden,
    Goal,
    Membership,
    Plan,
    Program,
    Qualification,
    Rule,
    Seat,
    Status,
    Unavailable,
    Vehicle,
    check,
    solve,
)
from seatplan.engine.model.building import build_model
from seatplan.engine.model.requirement_model import ActiveRequirements, never_given_up
from seatplan.requirement import Finding
from seatplan.structure import LAWS
from seatplan.timeline import PlanIndex

AGENCIES = (Agency("NASA"), Agency("Roscosmos"), Agency("JAXA"))


def day(number: int) -> date:
    """Day 1 is 2030-01-01."""
    return date(2029, 12, 31) + timedelta(days=number)


def maybe_day(number: int | None) -> date | None:
    """Return a day, or None."""
    return None if number is None else day(number)


def seat(role: str = "pilot", count: int = 1, **keys: Any) -> Seat:
    """Return a seat; `requires="eva"` stands for one qualification."""
    if isinstance(keys.get("requires"), str):
        keys["requires"] = (keys["requires"],)
    return Seat(role, count, **keys)


def vehicle(name: str, operator: str = "NASA", training_days: int = 0, *seats: Seat) -> Vehicle:
    """Return a vehicle, with one seat for a pilot unless stated otherwise."""
    return Vehicle(name, operator, training_days, seats or (seat(),))


def flight(name: str, launch: int, landing: int, craft: str = "ship", **keys: Any) -> Flight:
    """Return a flight, given by numbers of days."""
    return Flight(name, craft, day(launch), day(landing), **keys)


def held(name: str, since: int | None = None, until: int | None = None) -> Qualification:
    """Return a qualification, perhaps only for some days."""
    return Qualification(name, maybe_day(since), maybe_day(until))


def away(since: int | None, until: int | None) -> Unavailable:
    """Return days on which a member is unavailable."""
    return Unavailable(maybe_day(since), maybe_day(until))


def of(agency: str, since: int | None = None, until: int | None = None) -> Membership:
    """Return days on which a member belongs to an agency."""
    return Membership(agency, maybe_day(since), maybe_day(until))


def member(
    member_id: str,
    agency: str | tuple[Membership, ...] = "NASA",
    *has: str | Qualification,
    **keys: Any,
) -> CrewMember:
    """Return a member with qualifications; `last_landing` and `selected` are numbers of days."""
    for key in ("last_landing", "selected"):
        if key in keys:
            keys[key] = day(keys[key])
    qualifications = tuple(held(one) if isinstance(one, str) else one for one in has)
    return CrewMember(member_id, agency, qualifications=qualifications, **keys)


def program(
    flights: Iterable[Flight],
    crew: Iterable[CrewMember | str],
    *,
    seats: Sequence[Seat] | None = None,
    vehicles: Sequence[Vehicle] | None = None,
    agencies: Sequence[Agency] = AGENCIES,
    rules: Sequence[Rule] = (),
    goals: Sequence[Goal] = (),
    fixed: Sequence[Fixed] = (),
    forbidden: Sequence[Forbidden] = (),
) -> Program:
    """Return a program; `seats` are those of the one vehicle, a name is a member of NASA."""
    if vehicles is None:
        vehicles = (Vehicle("ship", "NASA", seats=(seat(),) if seats is None else tuple(seats)),)
    return Program(
        agencies=tuple(agencies),
        vehicles=tuple(vehicles),
        flights=tuple(flights),
        crew=tuple(member(one) if isinstance(one, str) else one for one in crew),
        rules=tuple(rules),
        goals=tuple(goals),
        fixed=tuple(fixed),
        forbidden=tuple(forbidden),
    )


def up(who: str, name: str, role: str = "pilot") -> Assignment:
    """Return a leg up."""
    return Assignment(name, "up", role, who)


def down(who: str, name: str, role: str = "pilot") -> Assignment:
    """Return a leg down."""
    return Assignment(name, "down", role, who)


def backup(who: str, name: str, role: str = "pilot") -> Assignment:
    """Return a backup."""
    return Assignment(name, "backup", role, who)


def tour(
    who: str, name: str, home: str | None = None, *, role: str = "pilot", back: str | None = None
) -> tuple[Assignment, Assignment]:
    """Return legs up and down, on the same flight in the same role unless stated otherwise."""
    return up(who, name, role), down(who, home or name, back or role)


def plan(*parts: Assignment | Iterable[Assignment]) -> Plan:
    """Return a plan of tours and single lines."""
    lines: list[Assignment] = []
    for part in parts:
        lines += [part] if isinstance(part, Assignment) else part
    return Plan(lines)


def broken(what: Program, how: Plan, as_of: int | None = None) -> dict[str, int]:
    """Return the amounts of violations by rule id, hard and soft."""
    amounts: dict[str, int] = {}
    for one in check(what, how, as_of=maybe_day(as_of)).violations:
        amounts[one.rule] = amounts.get(one.rule, 0) + one.amount
    return amounts


def findings(what: Program, how: Plan) -> list[Finding]:
    """Return the findings of laws and rules; a model has requirements in the same words."""
    reading = PlanIndex(what, how)
    found = [one for part in (*LAWS, *what.named_rules) for one in part.violations(reading)]
    active = ActiveRequirements(assume=True)
    build_model(what, active=active)
    for one in found:
        if not never_given_up(one.requirement.rule, one.requirement.id):
            assert active.requirements[one.requirement.id] == one.requirement
    return found


def value(what: Program, how: Plan, reference: Plan | None = None) -> int:
    """Return the value of the plan in the first goal."""
    return next(iter(check(what, how, reference=reference).values.values()))


def solved(what: Program, how: Plan | None = None, as_of: int | None = None) -> list[int] | None:
    """Return the proved goal values of the best plan; None if there is no plan."""
    result = solve(what, how, as_of=maybe_day(as_of))
    if result.status is Status.INFEASIBLE:
        return None
    assert result.status is Status.OPTIMAL
    return [goal.value for goal in result.goals]


def flying(what: Program, how: Plan | None = None, as_of: int | None = None) -> dict[str, str]:
    """Return who goes up on which flight in the best plan, names separated by blanks."""
    result = solve(what, how, as_of=maybe_day(as_of))
    assert result.plan is not None
    names: dict[str, list[str]] = {}
    for line in result.plan.assignments:
        if line.leg == "up":
            names.setdefault(line.flight, []).append(line.member)
    return {name: " ".join(sorted(who)) for name, who in names.items()}
