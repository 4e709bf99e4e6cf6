"""The answer of one solver call, and the cost of all calls of a search."""

from __future__ import annotations

import logging

from attrs import define
from ortools.sat.python import cp_model
from ortools.sat.python.cp_model import CpSolver

from seatplan.engine.solver.presets import Preset

LOG = logging.getLogger("seatplan.engine")


@define
class Answer:
    """The solver's answer, and the solver to read values from."""

    status: cp_model.CpSolverStatus
    solver: CpSolver

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
    """Work of the solver so far, over all its runs."""

    runs: int = 0
    conflicts: int = 0
    branches: int = 0
    effort: float = 0.0

    def add(
        self,
        cp: cp_model.CpModel,
        preset: Preset,
        effort: float | None,
        status: cp_model.CpSolverStatus,
        solver: CpSolver,
    ) -> None:
        """Counts one more run."""
        try:
            response = solver.response_proto
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
                solver.status_name(status),
                response.objective_value,
                response.best_objective_bound,
            )
