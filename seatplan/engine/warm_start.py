"""Warm starts of a large program: a plan and a bound from its linear relaxation.

Up to some size the relaxation is solved as it is: it is nearly a plan, and rounded it is one.
Beyond that it would take longer than all else. There it is for the bound alone: it goes without the
rows that keep people from being in two places at once, and those who are alike count together
(`aggregation.py`). On all programs that were measured the bound is the same. The plan is made
by relax-and-fix in the order of launches, and better window by window (`lns_time_windows.py`).

Either plan may break requirements that the model has put off, or be worth less than the bound.
Mended it keeps them, and usually it is as good as the bound: then it is the best there is, and
nothing is left to search.

Measured in docs/decisions/0004.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from seatplan.engine.aggregation import aggregate, identical
from seatplan.engine.flight_windows import FlightWindows
from seatplan.engine.linear_program import linear_program_of
from seatplan.engine.lns_related_members import RelatedMembersSearch
from seatplan.engine.lns_time_windows import TimeWindowSearch
from seatplan.engine.model import SeatModel
from seatplan.engine.objective_blocks import Block
from seatplan.engine.partial_solution import PartialSolution
from seatplan.engine.relax_and_fix import FEW, RelaxAndFix
from seatplan.engine.relaxation import Relaxed, Unsolvable, relax
from seatplan.engine.rens import rens
from seatplan.engine.search import Search
from seatplan.modelling import LinearExpr, Variable

ROUNDED = 50_000
"""Up to this many variables the whole relaxation is solved; from there on its time explodes (30,000
variables take 8 s, 87,000 take 77 s)."""


@frozen
class WarmStart:
    """Where the search starts.

    Attributes:
        solution: the values of the model's variables in a plan that keeps all that is demanded;
            None while there is none.
        bound: no plan has an objective above it; None while that is not known.
    """

    solution: list[int] | None
    bound: int | None


def warm_starts(model: SeatModel, block: Block | None, search: Search) -> Iterator[WarmStart]:
    """One start after the other, each better than those before it.

    Args:
        model: all of whose demands are rows.
        stage: the goals that come first; None where any plan will do.
        search: how to search.

    Raises:
        OutOfTime: if the time is up while something is built.
    """
    objective = LinearExpr() if block is None else block.objective
    worth: dict[Variable, int] = {}
    for one, factor in zip(objective.variables, objective.factors, strict=True):
        worth[one] = worth.get(one, 0) + factor
    partial = PartialSolution(model)
    relaxed: Relaxed | None = None
    planned = False
    if block is not None:
        whole = len(model.variables) <= ROUNDED
        try:
            relaxed = _relaxed(partial, objective, search, whole=whole)
        except Unsolvable:  # what proves that there is no plan is the search of the whole
            return
        if relaxed is not None:
            yield WarmStart(None, relaxed.bound)
        if relaxed is not None and whole:
            planned = rens(partial, relaxed, worth, search)
            if not planned:
                partial = PartialSolution(model)
    if not planned:
        stretches = FlightWindows(partial, worth, FEW)
        if relaxed is not None:
            stretches.turns.expect(relaxed.values)
        if not RelaxAndFix(stretches, search).run():
            return
        yield WarmStart(partial.solution(search), None)
        if block is not None:
            bound = None if relaxed is None else relaxed.bound
            for _ in TimeWindowSearch(stretches, objective, search).run(bound):
                yield WarmStart(partial.solution(search), None)
    if relaxed is not None and RelatedMembersSearch(partial, objective, relaxed, search).run():
        yield WarmStart(partial.solution(search), relaxed.bound)


def _relaxed(
    partial: PartialSolution, objective: LinearExpr, search: Search, *, whole: bool
) -> Relaxed | None:
    """The relaxation, as it is or with all who are alike counted together."""
    linear = linear_program_of(partial.model, objective, exclusive=whole)
    if whole:
        return relax(linear, search)
    folded = aggregate(linear, identical(partial.model, partial.decisions, linear))
    relaxed = relax(folded.linear, search)
    return relaxed and evolve(relaxed, values=folded.spread(relaxed.values), multipliers=())
