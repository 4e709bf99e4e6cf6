"""How the search in a large program starts: from its linear relaxation.

The relaxation gives a bound and is nearly a plan; rounded it is one, which may break requirements
that the model has put off; mended it keeps those too. Where it is then worth as much as the bound
it is the best there is, and nothing is left to search.
"""

from __future__ import annotations

from attrs import frozen

from seatplan.checking import check
from seatplan.engine.demands import Demands
from seatplan.engine.lexicographic import Stage, stages
from seatplan.engine.mending import Mending
from seatplan.engine.model import SeatModel
from seatplan.engine.relaxation import relax
from seatplan.engine.rounding import complete, round_off
from seatplan.engine.search import Search
from seatplan.engine.translating import read_plan
from seatplan.plan import Plan


@frozen
class Start:
    """Where the search starts.

    Attributes:
        solution: the values of the model's variables in a plan that keeps all that is demanded.
        bound: no plan has an objective above it.
    """

    solution: list[int]
    bound: int


def start_from_relaxation(model: SeatModel, stage: Stage, search: Search) -> Start | None:
    """A start for the goals of a stage; None if there is none in time."""
    relaxed = relax(model, stage.objective, search)
    if relaxed is None:
        return None
    solution = round_off(model, stage.objective, relaxed, search)
    if solution is None:
        return None
    plan = read_plan(model, solution)
    broken = _broken(model, plan)
    if broken or model.value(stage.objective, solution) < relaxed.bound:
        mended = _mended(model, stage, relaxed.bound, plan, search)
        better = None if mended is None else complete(model, mended, search)
        if better is not None:
            solution = better
        elif broken:
            return None
    return Start(solution, relaxed.bound)


def _broken(model: SeatModel, plan: Plan) -> bool:
    report = check(model.program, plan, as_of=model.as_of, reference=model.reference)
    return any(one.requirement in model.put_off for one in report.violations)


def _mended(model: SeatModel, stage: Stage, bound: int, plan: Plan, search: Search) -> Plan | None:
    """The plan without what is broken, and as good as can be; None if something stays broken."""
    if not model.put_off:
        return Mending(model, stage.objective, bound, {}, search).run(plan)
    demands = Demands(assume=lambda requirement: requirement.id in model.put_off)
    whole = SeatModel(
        model.program,
        plan=model.reference,
        as_of=model.as_of,
        demands=demands,
        pulse=search.pulse,
    )
    same = stages(whole, [part.goal for part in stage.parts])[0]
    guards = {
        literal: demands.requirements[id].flights for id, literal in demands.assumptions.items()
    }
    return Mending(whole, same.objective, bound, guards, search).run(plan)
