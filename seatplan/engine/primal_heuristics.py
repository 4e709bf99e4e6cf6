"""Primal heuristics: a large program gets a plan and a bound before it is searched as a whole.

Measured in docs/decisions/0007.
"""

from __future__ import annotations

import math
from contextlib import suppress

from seatplan.engine.k_feasibility import usage_of
from seatplan.engine.model import SeatModel
from seatplan.engine.objective_blocks import Term, block_of
from seatplan.engine.presets import LOCAL_RAW
from seatplan.engine.run import Run
from seatplan.engine.search import OutOfTime
from seatplan.engine.warm_start import warm_starts

ANY = 5.0
"""For any plan of a large program by local search, on the solver's own clock. 382,000 variables
take 2 of it."""

WIDEST = 32
"""In bits, of the sum of goals in a relaxation: what is wider, and carries a goal
of many values behind others, the linear program does not bear."""


def begin(run: Run, model: SeatModel, todo: list[Term]) -> list[Term]:
    """A plan of a large program, and the goals that it leaves."""
    block = block_of(todo, WIDEST) if todo else None
    # Where people were counted in vain the relaxation is slow and weaker than the count.
    if block is not None and usage_of(model, block) is not None:
        return todo
    if block is None:  # where any plan will do local search has it at once, or never
        answer = run.ask(model, LOCAL_RAW, effort=ANY)
        if answer.found:
            run.offer(model, run.take(model, answer))
        return todo
    run.tell_goal(block.parts[0])
    bound = math.inf
    best: list[int] | None = None
    with suppress(OutOfTime):  # what is known by then is reported below
        for start in warm_starts(model, block, run.search):
            if start.bound is not None:
                bound = start.bound
                run.raise_bounds(block, bound)
            if start.solution is not None:
                value = model.value(block.objective, start.solution)
                if best is None or value >= model.value(block.objective, best):
                    best = start.solution
                run.must_be_within(bound, value)
                run.offer(model, start.solution)
            run.tell_goal(block.parts[0])
    if best is not None and model.value(block.objective, best) == bound:
        for part in block.parts:
            run.keep(model, part, model.value(part.expression, best))
        return run.todo
    return todo
