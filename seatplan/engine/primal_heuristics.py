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
from seatplan.engine.objective_blocks import Block
from seatplan.engine.search import Answer, OutOfTime
from seatplan.engine.warm_start import warm_starts

if TYPE_CHECKING:
    from seatplan.engine.solving import Driver

ANY = 5.0
"""For any plan of a large program by local search, on the solver's own clock. 382,000 variables
take 2 of it."""

RESERVE = 0.2
"""The share of the time that is kept for finding any plan while the fewest people are asked for."""


def count_people(run: Driver, model: SeatModel, todo: list[Block]) -> list[Block]:
    """The fewest people, if that is the next goal, and the stages that it leaves."""
    first, *others = todo[0].parts
    count = usage_of(model, todo[0])
    if count is None:
        return todo

    deadline = run.search.deadline
    if run.search.left > 0:  # as long as there is no plan, some time is kept for finding any
        run.search.deadline -= RESERVE * run.search.left

    def tell(value: int | None, bound: int) -> None:
        if value is not None:
            run.search.deadline = deadline
        run.tell("search", first.goal.name, value, bound)

    def ask(effort: float, *, local: bool = False) -> Answer:
        return run.ask(model, quick=True, presolve=False, effort=effort, local=local)

    try:
        fewest = KFeasibility(model, count, run.search, ask, tell)
        fewest.run()
    finally:
        run.search.deadline = deadline
    run.best = fewest.best
    if fewest.proved:
        run.keep(model, first, fewest.low)
        return [Block(tuple(others)), *todo[1:]] if others else todo[1:]
    if run.best is not None:  # without one all may be impossible, and that is another proof
        model.add_linear(count.total, fewest.low, None)
    first = evolve(first, low=max(first.low, fewest.low))
    return [Block((first, *others)), *todo[1:]]


def begin(run: Driver, model: SeatModel, todo: list[Block]) -> list[Block]:
    """A plan of a large program, and the stages that it leaves."""
    block = todo[0] if todo else None
    # Where people were counted in vain the relaxation takes long and says less than the count.
    if run.best is not None or (block is not None and usage_of(model, block) is not None):
        return todo
    run.tell("search", block.parts[0].goal.name if block is not None else None)
    if block is None:  # where any plan will do local search has it at once, or never
        answer = run.ask(model, quick=True, presolve=False, local=True, effort=ANY)
        if answer.found:
            run.best = run.take(model, answer)
            return todo
    found = None if block is None else run.telling(block)
    most = math.inf if block is None else block.most
    best = -math.inf
    with suppress(OutOfTime):  # what is known by then is told below
        for start in warm_starts(model, block, run.search):
            if start.bound is not None:
                run.bound = start.bound
            if start.solution is not None:
                value = 0 if block is None else model.value(block.objective, start.solution)
                if value >= best:
                    run.best, best = start.solution, value
            run.must_be_within(run.bound, best)
            if found is not None:
                found(None if run.best is None else best, min(run.bound, most))
    if run.best is None or block is None:
        return todo
    if best == run.bound:
        for part in block.parts:
            run.keep(model, part, model.value(part.expression, run.best))
        run.bound = math.inf
        return todo[1:]
    left = run.skip(model, run.best, todo)
    done = block.parts[: len(run.reached)]
    run.bound -= sum(part.weight * part.gain(part.best) for part in done)
    if len(done) == len(block.parts):
        run.bound = math.inf
    return left
