"""The answer of the solver: what it has proved, and what all calls together have cost."""

from __future__ import annotations

import logging
import math

import pytest
from ortools.sat.python import cp_model

from seatplan.engine.solver.answer import Answer, Counts
from seatplan.engine.solver.presets import PROVE


def model(*, most: int = 5, least: int = 0) -> tuple[cp_model.CpModel, cp_model.CpSolver]:
    """Three numbers, the sum of which is to be as large as possible."""
    cp = cp_model.CpModel()
    numbers = [cp.new_int_var(0, 2, f"x{one}") for one in range(3)]
    cp.add_linear_constraint(sum(numbers), least, most)
    cp.maximize(sum(numbers))
    return cp, cp_model.CpSolver()


@pytest.mark.parametrize(
    ("status", "facts"),
    [
        (cp_model.OPTIMAL, (True, True, False)),
        (cp_model.FEASIBLE, (True, False, False)),
        (cp_model.INFEASIBLE, (False, False, True)),
        (cp_model.UNKNOWN, (False, False, False)),
        (cp_model.MODEL_INVALID, (False, False, False)),
    ],
)
def test_each_status(status: cp_model.CpSolverStatus, facts: tuple[bool, bool, bool]) -> None:
    """A solution is found, perhaps proved to be the best; or there is proved to be none."""
    answer = Answer(status, cp_model.CpSolver())
    assert (answer.found, answer.proved, answer.infeasible) == facts


def test_values_are_those_of_the_solver() -> None:
    """The values of the first variables, as the solver itself reads them."""
    cp, solver = model()
    answer = Answer(solver.solve(cp), solver)
    assert answer.proved
    assert sum(answer.values(3)) == 5
    assert answer.values(2) == answer.values(3)[:2]
    assert answer.values(3) == [
        solver.value(cp.get_int_var_from_proto_index(one)) for one in range(3)
    ]


@pytest.mark.parametrize(
    ("status", "bound"),
    [(cp_model.OPTIMAL, 5), (cp_model.UNKNOWN, 7), (cp_model.INFEASIBLE, math.inf)],
)
def test_the_bound(status: cp_model.CpSolverStatus, bound: float) -> None:
    """With a solution it is the solver's, without one the last that was reported; what has no
    solution has none."""
    cp, solver = model()
    solver.solve(cp)
    assert Answer(status, solver, 7.0).bound == bound
    assert Answer(cp_model.UNKNOWN, solver).bound == math.inf


def test_a_solver_that_was_not_called_has_cost_nothing() -> None:
    """The time was up before it began: no effort, and no run is counted."""
    cp, solver = model()
    assert Answer(cp_model.UNKNOWN, solver).effort == 0.0
    counts = Counts()
    counts.add(cp, PROVE, None, Answer(cp_model.UNKNOWN, solver))
    assert counts == Counts()


def test_counts_add_up(caplog: pytest.LogCaptureFixture) -> None:
    """All runs together: their number, and the sum of each figure; each has a line in the log."""
    caplog.set_level(logging.DEBUG, "seatplan.engine")
    counts, answers = Counts(), []
    for least in (0, 6):
        cp, solver = model(least=least)
        answers.append(Answer(solver.solve(cp), solver))
        counts.add(cp, PROVE, 0.5, answers[-1])
    found = [one.solver.response_proto for one in answers]
    assert [one.infeasible for one in answers] == [False, True]
    assert counts.runs == 2
    assert counts.conflicts == sum(one.num_conflicts for one in found)
    assert counts.branches == sum(one.num_branches for one in found)
    assert counts.effort == sum(one.effort for one in answers)
    first, second = (one.getMessage() for one in caplog.records)
    assert first.startswith("cp-sat prove: 3 variables, 1 constraints, effort ")
    assert ", OPTIMAL, 5.0, bound 5.0" in first
    assert "INFEASIBLE" in second
