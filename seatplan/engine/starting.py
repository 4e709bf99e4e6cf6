"""How the search in a large program starts: with a plan and a bound from its linear relaxation.

Up to some size the relaxation is solved as it is: it is nearly a plan, and rounded it is one.
Beyond that it would take longer than all else. There it is for the bound alone: it goes without the
rows that keep people from being in two places at once, and those who are alike count together
(`folding.py`). On all programs that were measured the bound is the same. The plan is made piece by
piece in the order of launches, and better window by window (`windows.py`).

Either plan may break requirements that the model has put off, or be worth less than the bound.
Mended it keeps them, and mostly it is as good as the bound: then it is the best there is, and
nothing is left to search.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from seatplan.engine.draft import Draft
from seatplan.engine.folding import alike, fold
from seatplan.engine.lexicographic import Stage
from seatplan.engine.linear import linear_of
from seatplan.engine.mending import Mending
from seatplan.engine.model import SeatModel
from seatplan.engine.relaxation import Relaxed, Unsolvable, relax
from seatplan.engine.rolling import FEW, Rolling
from seatplan.engine.rounding import round_off
from seatplan.engine.search import Search
from seatplan.engine.stretches import Stretches
from seatplan.engine.windows import Windows
from seatplan.modelling import Sum, Variable

ROUNDED = 50_000
"""Up to so many variables the whole relaxation is solved; from there on its time explodes (30,000
variables take 8 s, 87,000 take 77 s)."""


@frozen
class Start:
    """Where the search starts.

    Attributes:
        solution: the values of the model's variables in a plan that keeps all that is demanded;
            None while there is none.
        bound: no plan has an objective above it; None while that is not known.
    """

    solution: list[int] | None
    bound: int | None


def starts(model: SeatModel, stage: Stage | None, search: Search) -> Iterator[Start]:
    """One start after the other, each better than those before it.

    Args:
        model: all of whose demands are rows.
        stage: the goals that come first; None where any plan will do.
        search: how to search.

    Raises:
        OutOfTime: if the time is up while something is built.
    """
    objective = Sum() if stage is None else stage.objective
    worth: dict[Variable, int] = {}
    for one, factor in zip(objective.variables, objective.factors, strict=True):
        worth[one] = worth.get(one, 0) + factor
    draft = Draft(model)
    relaxed: Relaxed | None = None
    planned = False
    if stage is not None:
        whole = len(model.variables) <= ROUNDED
        try:
            relaxed = _relaxed(draft, objective, search, whole=whole)
        except Unsolvable:  # what proves that there is no plan is the search of the whole
            return
        if relaxed is not None:
            yield Start(None, relaxed.bound)
        if relaxed is not None and whole:
            planned = round_off(draft, relaxed, worth, search)
            if not planned:
                draft = Draft(model)
    if not planned:
        stretches = Stretches(draft, worth, FEW)
        if relaxed is not None:
            stretches.turns.expect(relaxed.values)
        if not Rolling(stretches, search).run():
            return
        yield Start(draft.solution(search), None)
        if stage is not None:
            bound = None if relaxed is None else relaxed.bound
            for _ in Windows(stretches, objective, search).run(bound):
                yield Start(draft.solution(search), None)
    if relaxed is not None and Mending(draft, objective, relaxed, search).run():
        yield Start(draft.solution(search), relaxed.bound)


def _relaxed(draft: Draft, objective: Sum, search: Search, *, whole: bool) -> Relaxed | None:
    """The relaxation, as it is or with all who are alike counted together."""
    linear = linear_of(draft.model, objective, exclusive=whole)
    if whole:
        return relax(linear, search)
    folded = fold(linear, alike(draft.model, draft.decisions, linear))
    relaxed = relax(folded.linear, search)
    return relaxed and evolve(relaxed, values=folded.spread(relaxed.values), multipliers=())
