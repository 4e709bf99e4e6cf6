"""From a solution of the linear relaxation to a plan: what is whole stays, the rest is searched.

On large programs the relaxation is nearly a plan, and the search among what it leaves open is
small (Berthold, "RENS: the optimal rounding", Mathematical Programming Computation 6, 2014). On
`iss` it takes half a second to a plan that is worth as much as the bound.
"""

from __future__ import annotations

from collections.abc import Mapping

from ortools.sat.python import cp_model

from seatplan.engine.demands import TRUE
from seatplan.engine.model import SeatModel
from seatplan.engine.relaxation import WHOLE, Relaxed
from seatplan.engine.search import Search
from seatplan.modelling import Sum, Variable
from seatplan.plan import Plan

EFFORT = 5.0
"""A limit on the solver's own clock; `iss` takes 0.5."""


def decisions(model: SeatModel) -> dict[Variable, str]:
    """The literals of all places and ways that are open, and whose they are."""
    owners = {
        place.literal: place.member.id
        for places in model.candidates.places.values()
        for place in places
    }
    owners.update((way.literal, way.member.id) for way in model.ways)
    owners.pop(TRUE, None)
    return owners


def round_off(
    model: SeatModel, objective: Sum, relaxed: Relaxed, search: Search
) -> list[int] | None:
    """The values of all variables in the best plan that agrees with what is whole; None if none."""
    fixed = {}
    for literal in decisions(model):
        value = relaxed.values[literal]
        if abs(value - round(value)) <= WHOLE:
            fixed[literal] = round(value)
    return solve_with(model, fixed, objective, search, EFFORT)


def complete(model: SeatModel, plan: Plan, search: Search) -> list[int] | None:
    """The values of all variables in a given plan; None if it breaks what the model demands."""
    taken = {(line.flight, line.leg, line.role, line.member) for line in plan.assignments}
    chosen: dict[Variable, int] = {}
    for places in model.candidates.places.values():
        for place in places:
            key = (place.flight.id, place.leg, place.role, place.member.id)
            if key not in taken and place.literal != TRUE:
                chosen[place.literal] = 0  # of several places in one role at most one is taken
    return solve_with(model, chosen, None, search, None)


def with_fixed(model: SeatModel, fixed: Mapping[Variable, int]) -> cp_model.CpModel:
    """A copy of the solver's model, without hints, in which these literals are as given."""
    cp = model.cp.clone()
    cp.clear_hints()
    if fixed:
        # One row for all of them: its most is reached only where each is as given.
        signs = [1 if value else -1 for value in fixed.values()]
        cp.add(model.linear(Sum(fixed, signs)) >= sum(fixed.values()))
    return cp


def solve_with(
    model: SeatModel,
    fixed: Mapping[Variable, int],
    objective: Sum | None,
    search: Search,
    effort: float | None,
) -> list[int] | None:
    """The values of all variables where these literals are as given."""
    cp = with_fixed(model, fixed)
    if objective is not None:
        cp.maximize(model.linear(objective))
    answer = search.run(cp, effort=effort)
    if not answer.found:
        return None
    return [answer.solver.value(variable) for variable in model.variables]
