"""Feasibility jump: CP-SAT's local search, for any plan; it finds one at once or never.

Luteberget and Sartor, "Feasibility Jump: an LP-free Lagrangian MIP heuristic", Mathematical
Programming Computation 15, 2023.
"""

from __future__ import annotations

from seatplan.engine.primal.constructor import Constructor
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.presets import LOCAL_RAW
from seatplan.engine.solver.search import Search


class FeasibilityJump(Constructor):
    """Looks for any plan, without a goal."""

    def __init__(self, effort: float) -> None:
        """
        Args:
            effort: of one run, in deterministic time.
        """
        self._effort = effort

    def build(self, partial: PartialSolution, search: Search) -> bool:
        """Makes all decisions, again as long as what they break is posted."""
        model = partial.model
        model.cp.clear_objective()
        while True:
            answer = search.run(model.cp, LOCAL_RAW, effort=self._effort)
            if not answer.found:
                return False
            partial.fill(answer.values(len(model.variables)))
            if not partial.separate(partial.broken()):
                return True
