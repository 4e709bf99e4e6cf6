"""The values of all variables in a plan of which only the seats, dates and ships are known.

Auxiliary variables are searched, since a counting variable may be larger than necessary; nearly
everything else is decided, and presolve does the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from ortools.sat.python import cp_model

from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import Term, block_of
from seatplan.engine.solver.narrowing import fix
from seatplan.engine.solver.partial_solution import Cover, PartialSolution
from seatplan.engine.solver.presets import PROVE
from seatplan.engine.solver.submodel import submodel_of
from seatplan.engine.solver.verification import Verifier
from seatplan.modelling import LinearExpr
from seatplan.plan import Plan

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
    partial, search = PartialSolution(model), verifier.search
    covers = partial.decide(plan)
    search.must_have_time()
    if covers is None:
        return None
    if model.rows.complete:
        opened = np.flatnonzero(~partial.known)
        submodel = submodel_of(partial, opened, goal.coefficients(), hinted=False, covers=covers)
        answer = search.run(submodel.cp, PROVE, effort=COMPLETION)
        if answer.found:
            submodel.decide(partial, answer)
        if not answer.infeasible and (partial.kept or not answer.found):
            return partial.values.tolist() if answer.found else None
    # A sub-model may lack what the whole model allows.
    cp = _whole(partial, covers)
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


def _whole(partial: PartialSolution, covers: Sequence[Cover]) -> cp_model.CpModel:
    """The whole model with the decisions that are made, and no goal."""
    cp, variables = partial.model.cp.clone(), partial.model.variables
    cp.clear_objective()
    decided = np.flatnonzero(partial.chosen)
    fix(cp, partial.model, decided, partial.values[decided])
    for seats, least in covers:
        own = [variables[one] for one in partial.numbers[seats].tolist()]
        cp.add(cp_model.LinearExpr.sum(own) >= least)
    return cp
