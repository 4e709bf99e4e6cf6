"""The protocol of constructors: heuristics that make a plan where there is none.

There are four: RENS (`rens.py`), relax-and-fix (`relax_and_fix.py`), list scheduling
(`list_scheduling.py`) and feasibility jump. Whoever needs a plan calls `construct` with some of
them; large neighborhood search improves it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from attrs import frozen

from seatplan.engine.solver.answer import LOG
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.presets import LOCAL_RAW
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


@frozen
class FeasibilityJump:
    """CP-SAT's local search, for any plan, without a goal; it finds one at once or never.

    Luteberget and Sartor, "Feasibility Jump: an LP-free Lagrangian MIP heuristic", Mathematical
    Programming Computation 15, 2023.

    Attributes:
        effort: of one run, in deterministic time.
    """

    effort: float

    def build(self, partial: PartialSolution, search: Search) -> bool:
        """Makes all decisions, again as long as what they break is posted."""
        model = partial.model
        model.cp.clear_objective()
        while True:
            answer = search.run(model.cp, LOCAL_RAW, effort=self.effort)
            if not answer.found:
                return False
            partial.fill(answer.values(len(model.variables)))
            if not partial.separate(partial.broken()):
                return True
