"""Solves a program in a tool within a limit of CPU time: the goals in order, with bounds.

Each function runs in a separate process. It loads and builds, starts the meter, reports each better
value and bound, and ends with the status and the goals; `check` verifies the plan. The other
solvers get the engine's rows, and the time to build these does not count for them.
"""

from __future__ import annotations

import importlib
import pickle
import sys
import time
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from attrs import frozen

import seatplan
from benchmarks.robustness.clock import Meter
from benchmarks.robustness.rows import Mixed, Objective, rows_of
from seatplan import CancelToken, Plan, Program, Progress

Reached = list[list[Any]]
"""The id, value and bound of each goal."""


@frozen(eq=False)
class Found:
    """The result of one search.

    Attributes:
        values: the values of the columns, if there is a plan.
        bound: a bound that no plan can beat; None if the solver has none.
        proved: whether the plan is proved to be optimal.
        infeasible: whether it is proved that there is no plan.
    """

    values: npt.NDArray[np.float64] | None
    bound: int | None
    proved: bool
    infeasible: bool = False


class Solver(Protocol):
    """A solver that holds the rows of a program."""

    def optimize(self, objective: Objective, meter: Meter) -> Found:
        """Searches for the best plan with all held goals; ends soon after the meter's limit."""

    def hold(self, objective: Objective, value: int) -> None:
        """Adds the constraint that a goal is not worse than a value."""


ROWS = {
    "CP-SAT": ("cpsat", "CpSat"),
    "HiGHS": ("highs", "Highs"),
    "SCIP": ("scip", "Scip"),
}
"""The module and class of each tool that gets the engine's rows, by name."""


def finish(meter: Meter, program: Program, plan: Plan | None, status: str, goals: Reached) -> None:
    """Reports the end of a run, and the errors in its answer; unproved values become exact."""
    seconds = meter.cpu
    wrong = ""
    if plan is not None:
        report = seatplan.check(program, plan)
        if not report.ok:
            wrong = f"breaks a hard rule: {report.violations[0].message}"
        for reached in goals:
            name, value, bound = reached
            if report.values[name] == value:
                continue
            if value == bound:
                wrong = f"{name} is {report.values[name]}, not {value}"
            # A counting variable may be larger than necessary until its goal is proved.
            reached[1] = report.values[name]
    meter.tell(
        done=True,
        seconds=round(seconds, 3),
        status=status,
        goals=goals,
        wrong=wrong,
        plan=plan is not None,
    )


def own(program_file: str, limit: float, workers: int) -> None:
    """Runs seatplan as a user does, except that its clock shows CPU time."""
    import seatplan.engine.answers.solving

    program = seatplan.load(program_file)
    meter, token = Meter(limit), CancelToken()

    def told(moment: Progress) -> None:
        if moment.phase == "search":
            meter.tell(goal=moment.goal, value=moment.value, bound=moment.bound)

    time.monotonic = time.process_time
    meter.begin()
    meter.watch(token.cancel, late=0.5)  # for the phases that do not look at the clock
    result = seatplan.solve(
        program, time_limit=limit, workers=workers, on_progress=told, cancel=token
    )
    goals = [[goal.id, goal.value, goal.bound] for goal in result.goals]
    finish(meter, program, result.plan, result.status.value, goals)


def write_rows(program_file: str, written: str) -> None:
    """Builds the rows of a program for the other solvers."""
    mixed = rows_of(seatplan.load(program_file))
    Path(written).write_bytes(pickle.dumps(mixed))


def on_rows(tool: str, program_file: str, rows_file: str, limit: float) -> None:
    """Runs another solver on the rows of a program, one goal after the other."""
    program = seatplan.load(program_file)
    mixed: Mixed = pickle.loads(Path(rows_file).read_bytes())
    objectives = mixed.in_order([goal.name for goal in program.named_goals])
    module, kind = ROWS[tool]
    solver: Solver = getattr(importlib.import_module(f"benchmarks.robustness.{module}"), kind)(
        mixed
    )
    assert tool != "HiGHS" or "ortools" not in sys.modules  # they have crashed together
    meter = Meter(limit)
    meter.begin()
    status, goals = "optimal", []
    best: npt.NDArray[np.float64] | None = None
    for objective in objectives or [Objective.nothing()]:
        found = solver.optimize(objective, meter)
        if found.values is not None:
            best = found.values
        if found.infeasible:
            status = "infeasible" if best is None else "contradiction"
        elif best is None:
            status = "unknown"
        elif found.values is None or not found.proved:
            status = "feasible"
        if found.values is not None and objectives:
            value = objective.worth(found.values)
            goals.append([objective.name, value, value if found.proved else found.bound])
            solver.hold(objective, value)
        if status != "optimal":
            break
    finish(meter, program, None if best is None else mixed.plan(best), status, goals)
