"""Completion: the values of all variables in a plan that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seatplan.engine.active_requirements import TRUE
from seatplan.engine.model import SeatModel
from seatplan.engine.objective_blocks import block_of
from seatplan.engine.plan_values import hint_plan
from seatplan.engine.presets import PROVE
from seatplan.plan import Plan
from seatplan.program import Leg

if TYPE_CHECKING:
    from seatplan.engine.solving import Driver

EFFORT = 2.0
"""On the solver's own clock: nearly all is decided, and presolve does the rest."""


def complete(run: Driver, model: SeatModel, plan: Plan) -> list[int] | None:
    """The values of all variables in a plan, with the goals as good as they are in it.

    The model's seats are fixed as in the plan; what follows from them is searched, since a variable
    that only counts may be larger than it has to be. None if the time is up, or if the model has no
    seats for this plan; then the plan is hinted at.

    Raises:
        EngineError: if the solver claims that there is no such plan.
    """
    cp = model.cp.clone()
    try:
        plan = run.roles.merge(plan)
        taken = {(line.flight, line.leg, line.role, line.member) for line in plan.assignments}
        seats: dict[tuple[str, Leg, str, str], list[int]] = {}
        for places in model.candidates.places.values():
            for place in places:
                key = (place.flight.id, place.leg, place.role, place.member.id)
                seats.setdefault(key, []).append(place.literal)
        days = model.dates.literals_of(model.dates.dates_in(plan))
        if not taken <= seats.keys() or days is None:
            return None
        for day in days:
            cp.add(model.variables[day] == 1)
        for key, literals in seats.items():
            if TRUE not in literals:
                own = [model.variables[one] for one in dict.fromkeys(literals)]
                if key in taken:
                    cp.add_exactly_one(own)
                else:
                    for one in own:
                        cp.add(one == 0)
        cp.clear_objective()
        if run.todo:
            cp.maximize(model.linear(block_of(run.todo).objective))
        answer = run.search.run(cp, PROVE, effort=EFFORT)
        if answer.infeasible:
            run.verifier.must_be_infeasible()
            raise run.search.contradiction(
                "the solver has a plan of the hard rules, and says that there is none with what "
                "is soft"
            )
        return run.take(model, answer) if answer.found else None
    finally:
        hint_plan(model, plan)
