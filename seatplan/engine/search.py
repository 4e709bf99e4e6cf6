"""One call of the solver: stopped by a deadline or a key press, and asked what it found."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from attrs import define, field
from ortools.sat.python import cp_model

from seatplan.engine.parameters import set_parameters

Found = Callable[[float, float], None]
"""Told the value and the bound at each better plan."""


@define
class Answer:
    """What the solver said, and the solver to ask for values."""

    status: cp_model.CpSolverStatus
    solver: cp_model.CpSolver

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
        """Whether there is none, and that is proved."""
        return self.status == cp_model.INFEASIBLE


@define
class Search:
    """How to search.

    Attributes:
        deadline: on the clock `time.monotonic`.
        workers, seed: as `solve` takes them.
        interrupted: whether somebody pressed Ctrl-C; nothing is searched after that.
    """

    deadline: float
    workers: int = 1
    seed: int = 0
    interrupted: bool = field(default=False, init=False)

    @property
    def left(self) -> float:
        """The seconds that are left."""
        return 0.0 if self.interrupted else self.deadline - time.monotonic()

    def run(
        self,
        cp: cp_model.CpModel,
        *,
        presolve: bool = True,
        quick: bool = False,
        light: bool = False,
        found: Found | None = None,
        effort: float | None = None,
    ) -> Answer:
        """Solves a model within the time that is left.

        Args:
            cp: the model.
            presolve: whether the solver may rewrite the model first.
            quick: for any plan, with no goal.
            light: with little presolve, where a good plan is known.
            found: told of each better plan.
            effort: a limit on the solver's own clock, which every run reaches at the same point.

        The solver runs in a thread of its own: so a Ctrl-C is noticed at once, and what has been
        found by then is kept.
        """
        solver = cp_model.CpSolver()
        set_parameters(
            solver,
            seconds=self.left,
            workers=self.workers,
            seed=self.seed,
            presolve=presolve,
            quick=quick,
            light=light,
        )
        if effort is not None:
            solver.parameters.max_deterministic_time = effort
        callback = _Watch(found) if found is not None else None
        statuses: list[cp_model.CpSolverStatus] = []
        errors: list[BaseException] = []

        done = threading.Event()

        def work() -> None:
            try:
                statuses.append(solver.solve(cp, callback))
            except BaseException as error:  # raised again below, in the caller's thread
                errors.append(error)
            finally:
                done.set()

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        # An event, since a join that Ctrl-C breaks takes the thread for ended. A stop before the
        # search has begun is lost: so it is said again until it is heard.
        while not done.is_set():
            try:
                while not done.wait(0.05 if self.interrupted else None):
                    solver.stop_search()
            except KeyboardInterrupt:
                self.interrupted = True
        thread.join()
        if errors:
            raise errors[0]
        return Answer(statuses[0], solver)


class _Watch(cp_model.CpSolverSolutionCallback):
    def __init__(self, found: Found) -> None:
        super().__init__()
        self._found = found

    def on_solution_callback(self) -> None:
        self._found(self.objective_value, self.best_objective_bound)
