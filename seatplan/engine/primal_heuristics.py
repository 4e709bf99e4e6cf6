"""Primal heuristics that run before the search of the whole model.

A goal that wants few people is asked for number by number. A large program gets a plan and a bound
before it is searched as a whole.
"""

from __future__ import annotations

import math
from contextlib import suppress
from typing import TYPE_CHECKING

from attrs import evolve

from seatplan.engine.k_feasibility import KFeasibility, usage_of
from seatplan.engine.model import SeatModel
from seatplan.engine.objective_blocks import Block, Term, block_of
from seatplan.engine.presets import FEASIBLE_RAW, LOCAL_RAW
from seatplan.engine.search import Answer, OutOfTime
from seatplan.engine.warm_start import warm_starts

if TYPE_CHECKING:
    from seatplan.engine.solving import Driver

ANY = 5.0
"""For any plan of a large program by local search, on the solver's own clock. 382,000 variables
take 2 of it."""

WIDEST = 32
"""In bits, of the sum of goals that a relaxation is asked about: what is wider, and carries a goal
of many values behind others, the linear program does not bear."""

RESERVE = 0.2
"""The share of the time that is kept for finding any plan while the fewest people are asked for."""


def count_people(run: Driver, model: SeatModel, todo: list[Term]) -> list[Term]:
    """The fewest people, if that is the next goal, and the goals that it leaves."""
    first, *others = todo
    count = usage_of(model, Block((first,)))
    if count is None:
        return todo

    deadline = run.search.deadline
    if run.incumbent is None and run.search.left > 0:  # some time is kept for finding any plan
        run.search.deadline -= RESERVE * run.search.left

    def tell(value: int | None, bound: int) -> None:
        if value is not None:
            run.search.deadline = deadline
        run.raise_bound(first, bound)
        run.tell_goal(first)

    def ask(effort: float, *, local: bool = False) -> Answer:
        return run.ask(model, LOCAL_RAW if local else FEASIBLE_RAW, effort=effort)

    try:
        fewest = KFeasibility(model, count, run.search, ask, tell)
        fewest.run()
    finally:
        run.search.deadline = deadline
    if fewest.best is not None:
        run.offer(model, fewest.best)
    if fewest.proved:
        run.keep(model, first, fewest.low)
        return others
    if run.incumbent is not None:  # without one all may be impossible, and that is another proof
        model.add_linear(count.total, fewest.low, None)
        run.raise_bound(first, fewest.low)
    return [evolve(first, low=max(first.low, fewest.low)), *others]


def begin(run: Driver, model: SeatModel, todo: list[Term]) -> list[Term]:
    """A plan of a large program, and the goals that it leaves."""
    block = block_of(todo, WIDEST) if todo else None
    # Where people were counted in vain the relaxation takes long and says less than the count.
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
    with suppress(OutOfTime):  # what is known by then is told below
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
        return todo[len(block.parts) :]
    return todo
