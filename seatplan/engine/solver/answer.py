"""The answer of one solver call, and the cost of all calls of a search."""

from __future__ import annotations

import logging
import math

from attrs import define
from ortools.sat.python import cp_model
from ortools.sat.python.cp_model import CpSolver

from seatplan.engine.solver.presets import Preset

LOG = logging.getLogger("seatplan.engine")


@define
class Answer:
    """The solver's answer, and the solver to read values from.

    Attributes:
        reported: the last bound that the solver has reported; without one, infinity.
    """

    status: cp_model.CpSolverStatus
    solver: CpSolver
    reported: float = math.inf

    @property
    def found(self) -> bool:
        """Whether there is a solution."""
        return self.status in (cp_model.OPTIMAL, cp_model.FEASIBLE)

    @property
    def proved(self) -> bool:
        """Whether the solution is optimal."""
        return self.status == cp_model.OPTIMAL

    @property
    def infeasible(self) -> bool:
        """Whether it is proved that there is no solution."""
        return self.status == cp_model.INFEASIBLE

    @property
    def bound(self) -> float:
        """What no solution of the model exceeds, where the objective is maximized.

        A search that ends before it has a solution has a bound too. It is the reported one: a
        solver that ends while it presolves gives 0 as its bound, whatever the objective.
        """
        if self.found:
            return self.solver.best_objective_bound
        return self.reported if self.status == cp_model.UNKNOWN else math.inf

    def values(self, count: int) -> list[int]:
        """The values of the first `count` variables of the model; needs a solution."""
        return list(self.solver.response_proto.solution)[:count]

    @property
    def effort(self) -> float:
        """Deterministic time of the call; 0 if the time was up before it began."""
        try:
            return self.solver.response_proto.deterministic_time
        except RuntimeError:  # the solver has no response before it has been called
            return 0.0


@define
class Counts:
    """Work of the solver so far, over all its runs, and whether someone pressed Ctrl-C."""

    runs: int = 0
    conflicts: int = 0
    branches: int = 0
    effort: float = 0.0
    interrupted: bool = False

    def add(
        self, cp: cp_model.CpModel, preset: Preset, effort: float | None, answer: Answer
    ) -> None:
        """Counts one more run."""
        try:
            response = answer.solver.response_proto
        except RuntimeError:  # it was stopped before it began
            return
        self.runs += 1
        self.conflicts += response.num_conflicts
        self.branches += response.num_branches
        self.effort += response.deterministic_time
        if LOG.isEnabledFor(logging.DEBUG):
            LOG.debug(
                "cp-sat %s: %d variables, %d constraints, effort %.3f of %s, %s, %s, bound %s",
                preset.name,
                len(cp.proto.variables),
                len(cp.proto.constraints),
                response.deterministic_time,
                "any" if effort is None else f"{effort:.3f}",
                answer.solver.status_name(answer.status),
                response.objective_value,
                response.best_objective_bound,
            )
