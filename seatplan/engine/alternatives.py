"""Alternatives: other plans that are worth as much, for a board that wants a choice."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from datetime import date

from attrs import evolve, frozen
from ortools.sat.python import cp_model

from seatplan.checking import check, must_be_known
from seatplan.engine.counting import counted
from seatplan.engine.model import SeatModel
from seatplan.engine.search import Search
from seatplan.engine.translating import hint_plan, read_plan
from seatplan.errors import EngineError, PlanError, Problem, ProgramError, nearest
from seatplan.goals.least_change import LeastChange
from seatplan.lookup import Lookup
from seatplan.modelling import Sum
from seatplan.plan import Plan
from seatplan.program import Program


@frozen
class Alternatives:
    """Plans to choose from.

    Attributes:
        plans: each differs from the given plan and from each other.
        complete: it is proved that there is no further one; false where as many as asked for were
            found, or time ran out.
    """

    plans: tuple[Plan, ...]
    complete: bool

    def __iter__(self) -> Iterator[Plan]:
        return iter(self.plans)

    def __len__(self) -> int:
        return len(self.plans)

    def __getitem__(self, index: int) -> Plan:
        return self.plans[index]


def alternatives(
    program: Program,
    plan: Plan,
    count: int = 5,
    at_least: int = 2,
    *,
    slack: Mapping[str, int] | None = None,
    as_of: date | None = None,
    time_limit: float = 60.0,
    workers: int = 1,
    seed: int = 0,
) -> Alternatives:
    """Other plans that keep every hard rule and are as good as a given one, the nearest first.

    In no goal is any of them worse than the given plan by more than the slack of that goal. A goal
    `least-change` does not count: alternatives are meant to differ.

    Args:
        program: what is known and wanted.
        plan: one that keeps the hard rules, mostly the best.
        count: how many are asked for.
        at_least: of any two, the given one included, one has so many assignments that the other
            has not.
        slack: by goal id, how much worse a plan may be in it.
        as_of: every leg before that day is as in the plan.
        time_limit: in seconds, for all of them.
        workers, seed: of the solver.

    Raises:
        PlanError: if the plan breaks a hard rule, or names what the program does not have.
        ProgramError: if `slack` names a goal that the program does not have.
        ValueError: if `count` or `at_least` is not positive.
        EngineError: if the solver and the check disagree.
    """
    if count < 1 or at_least < 1:
        raise ValueError("count and at_least are 1 or more")
    allowed = dict(slack or {})
    goals = tuple(one for one in program.named_goals if not isinstance(one, LeastChange))
    names = [goal.name for goal in goals]
    unknown = [name for name in allowed if name not in names]
    if unknown:
        raise ProgramError(
            [
                Problem(f"unknown goal {name!r}", ("slack", name), nearest(name, names))
                for name in unknown
            ]
        )
    search = Search(time.monotonic() + time_limit, workers, seed)
    wanted = evolve(program, goals=goals)
    report = check(wanted, plan, as_of=as_of)
    if not report.ok:
        broken = next(one for one in report.violations if one.hard)
        message = f"this plan breaks a hard rule, so it has no alternatives: {broken.message}"
        raise PlanError(message)
    must_be_known(Lookup(wanted), plan)
    model = SeatModel(wanted, plan=plan, as_of=as_of)
    least: dict[str, int] = {}
    for goal in goals:
        value, room = report.values[goal.name], allowed.get(goal.name, 0)
        with counted(goal):
            expression = goal.expression(model)
            if goal.sense == "max":
                model.between(expression, value - room, None)
            else:
                model.between(expression, None, value + room)
        least[goal.name] = value - room if goal.sense == "max" else -(value + room)
    found: list[Plan] = []
    shared, _ = _shared(model, plan)
    model.cp.maximize(model.linear(shared))  # the nearest first
    hint_plan(model, plan)
    _must_differ(model, plan, at_least)
    while len(found) < count:
        if search.left <= 0:
            return Alternatives(tuple(found), complete=False)
        answer = search.run(model.cp)
        if answer.infeasible and search.left > 0 and search.run(model.cp, presolve=False).found:
            raise EngineError("the solver finds a plan without presolve, and none with it")
        if answer.status == cp_model.MODEL_INVALID:
            raise EngineError(f"the solver refuses the model: {model.cp.validate()}")
        if search.interrupted:
            raise KeyboardInterrupt
        if not answer.found:
            return Alternatives(tuple(found), complete=answer.infeasible)
        solution = [answer.solver.value(variable) for variable in model.variables]
        new = read_plan(model, solution)
        _must_be_as_good(wanted, new, as_of, least)
        found.append(new)
        _must_differ(model, new, at_least)
    return Alternatives(tuple(found), complete=False)


def _must_differ(model: SeatModel, plan: Plan, at_least: int) -> None:
    """Demands that one of two plans has so many lines that the other has not."""
    shared, every = _shared(model, plan)
    lost = len(plan.assignments) - shared
    gained = every - shared
    either = model.literal()
    model.between(lost, at_least, None, given=either)
    other = model.literal()
    model.between(Sum([either, other]), 1, None)
    model.between(gained, at_least, None, given=other)


def _shared(model: SeatModel, plan: Plan) -> tuple[Sum, Sum]:
    """How many lines a new plan has in common with this one, and how many it has at all."""
    old = {(line.flight, line.leg, line.role, line.member) for line in plan.assignments}
    shared: list[int] = []
    every: list[int] = []
    for places in model.candidates.places.values():
        for place in places:
            every.append(place.literal)
            if (place.flight.id, place.leg, place.role, place.member.id) in old:
                shared.append(place.literal)
    return Sum(shared), Sum(every)


def _must_be_as_good(
    program: Program, plan: Plan, as_of: date | None, least: dict[str, int]
) -> None:
    """Reads a plan again in plain Python."""
    report = check(program, plan, as_of=as_of)
    wrong = [one.message for one in report.violations if one.hard]
    for goal in program.named_goals:
        value = report.values[goal.name]
        if (value if goal.sense == "max" else -value) < least[goal.name]:
            wrong.append(f"{goal.name} is {value}")
    if wrong:
        raise EngineError("the solver's alternative fails the check: " + "; ".join(wrong))
