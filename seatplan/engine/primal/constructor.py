"""The protocol of constructors: heuristics that make a plan where there is none.

There are three: RENS (`rens.py`), relax-and-fix (`relax_and_fix.py`) and list scheduling
(`list_scheduling.py`). Whoever needs a plan calls `construct` with some of them; large neighborhood
search improves it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from seatplan.engine.solver.answer import LOG
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.search import Search


class Constructor(Protocol):
    """A heuristic that makes a plan."""

    def build(self, partial: PartialSolution, search: Search) -> bool:
        """Makes all decisions of a partial solution without any; returns whether it did.

        Then the values satisfy all rows, but may break what has no rows yet
        (`PartialSolution.broken`). Otherwise `construct` takes back what was decided.

        Args:
            partial: without any decision made.
            search: how to search.
        """


def construct(partial: PartialSolution, among: Iterable[Constructor], search: Search) -> bool:
    """Makes a plan with the first of these constructors that finds one.

    Args:
        partial: without any decision made; gets the plan.
        among: to be tried, in their order.
        search: how to search.

    Returns:
        whether any found one.
    """
    begin = partial.state()
    for one in among:
        if search.left <= 0:
            break
        found = one.build(partial, search)
        LOG.debug("%s: found %s", type(one).__name__, found)
        if found:
            return True
        partial.reopen(partial.numbers)
        partial.restore(begin)
    return False
