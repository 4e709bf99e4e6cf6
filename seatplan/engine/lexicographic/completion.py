"""The values of all variables in a plan of which only the seats, dates and ships are known.

Auxiliary variables are searched, since a counting variable may be larger than necessary; nearly
everything else is decided, and presolve does the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from ortools.sat.python import cp_model

from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import Term, block_of
from seatplan.engine.model.variables import line_of
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.presets import PROVE
from seatplan.engine.solver.submodel import submodel_of
from seatplan.engine.solver.verification import Verifier
from seatplan.modelling import ALWAYS, LinearExpr
from seatplan.plan import Assignment, Plan

COMPLETION = 2.0
"""The effort to find these values, in deterministic time."""


def values_in(
    model: SeatModel, plan: Plan, todo: Sequence[Term], verifier: Verifier
) -> list[int] | None:
    """The values of all variables, with the best values of the goals.

    Args:
        model: of the plan.
        plan: with the roles of the model.
        todo: the goals.
        verifier: of the plan.

    Returns:
        None if no values are found in time, or if the model has no seats for this plan.

    Raises:
        EngineError: if the solver claims that there is no such plan.
        OutOfTime: if the time is up.
    """
    goal = block_of(todo).objective if todo else LinearExpr()
    if not model.rows.complete:
        return _searched(model, plan, goal, verifier)
    partial, search = PartialSolution(model), verifier.search
    covers = partial.decide(plan)
    search.must_have_time()
    if covers is None:
        return None
    opened = np.flatnonzero(~partial.known)
    submodel = submodel_of(partial, opened, goal.coefficients(), hinted=False, covers=covers)
    answer = search.run(submodel.cp, PROVE, effort=COMPLETION)
    if answer.found:
        submodel.decide(partial, answer)
    if answer.infeasible or (answer.found and not partial.kept):
        return _searched(model, plan, goal, verifier)  # the sub-model may lack what it allows
    return partial.values.tolist() if answer.found else None


def _searched(
    model: SeatModel, plan: Plan, goal: LinearExpr, verifier: Verifier
) -> list[int] | None:
    """The values that a search of the whole model finds, with the seats fixed."""
    search = verifier.search
    cp = _with_seats_of(model, plan, search.pulse)
    if cp is None:
        return None
    if goal.variables:
        cp.maximize(model.linear(goal))
    answer = search.run(cp, PROVE, effort=COMPLETION)
    if answer.infeasible:
        verifier.must_be_infeasible()
        raise search.contradiction(
            "the solver has a plan of the hard rules, but claims that there is none with what is "
            "soft"
        )
    return answer.values(model.size) if answer.found else None


def _with_seats_of(
    model: SeatModel, plan: Plan, pulse: Callable[[], None]
) -> cp_model.CpModel | None:
    """The model with its seats fixed as in a plan, and no goal; None if it lacks a seat.

    Raises:
        OutOfTime: if the time is up.
    """
    taken = set(plan.assignments)
    seats: dict[Assignment, list[int]] = {}
    for seat in model.candidates.seats:
        pulse()
        seats.setdefault(line_of(seat), []).append(seat.literal)
    days = model.day_literals_of(model.dates_in(plan))
    if not taken <= seats.keys() or days is None:
        return None
    cp, variables = model.cp.clone(), model.variables
    for day in days:
        cp.add(variables[day] == 1)
    for line, literals in seats.items():
        pulse()
        if ALWAYS not in literals:
            own = [variables[one] for one in dict.fromkeys(literals)]
            cp.add(cp_model.LinearExpr.sum(own) == int(line in taken))
    cp.clear_objective()
    return cp
