"""The best values by HiGHS, goal after goal, for the rows of the engine's model.

The rows are the engine's, so a rule that writes wrong rows is not caught here (enumeration of small
programs does that); the search, its bounds and its heuristics are. HiGHS comes with OR-Tools.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from ortools.math_opt.python import mathopt

from benchmarks.robustness.rows import FAR, Mixed, NotLinear, rows_of
from seatplan import Plan, Program, Status, check
from seatplan.testing import Best

SECONDS = timedelta(seconds=20)
"""The limit for each goal; if it takes longer, nothing is known."""


def best_by_rows(
    program: Program, plan: Plan | None = None, as_of: date | None = None
) -> Best | None:
    """The values that HiGHS proves; None without a proof, or if the model is not only rows."""
    try:
        mixed = rows_of(program, plan, as_of)
    except NotLinear:
        return None
    model, columns = _model(mixed)
    values: list[int] = []
    found: Plan | None = None
    for objective in mixed.objectives:
        expression = mathopt.fast_sum(
            factor * columns[column]
            for column, factor in zip(
                objective.columns.tolist(), objective.factors.tolist(), strict=True
            )
        )
        model.set_objective(expression, is_maximize=objective.sense == "max")
        result = mathopt.solve(
            model,
            mathopt.SolverType.HIGHS,
            params=mathopt.SolveParameters(
                time_limit=SECONDS, relative_gap_tolerance=0.0, absolute_gap_tolerance=0.0
            ),
        )
        reason = result.termination.reason
        if reason == mathopt.TerminationReason.INFEASIBLE and found is None:
            return Best(Status.INFEASIBLE)
        if reason != mathopt.TerminationReason.OPTIMAL:
            return None
        solution = result.variable_values()
        point = np.array([solution[column] for column in columns])
        if np.abs(point - np.rint(point)).max() > 1e-5:
            return None  # no whole numbers: nothing is proved by them
        found = mixed.plan(point)
        values.append(objective.worth(point))
        left = values[-1] - objective.constant
        model.add_linear_constraint(
            expression >= left if objective.sense == "max" else expression <= left
        )
    if found is not None:
        report = check(program, found, as_of=as_of, reference=plan)
        assert report.ok, report.violations
        assert tuple(report.values.values()) == tuple(values), f"{report.values}, not {values}"
    return Best(Status.OPTIMAL, tuple(values))


def _model(mixed: Mixed) -> tuple[mathopt.Model, list[mathopt.Variable]]:
    model = mathopt.Model()
    columns = [
        model.add_integer_variable(lb=low, ub=high)
        for low, high in zip(mixed.least.tolist(), mixed.most.tolist(), strict=True)
    ]
    at, entries, factors = mixed.at.tolist(), mixed.columns.tolist(), mixed.factors.tolist()
    sides = zip(mixed.lows.tolist(), mixed.highs.tolist(), strict=True)
    for row, (low, high) in enumerate(sides):
        constraint = model.add_linear_constraint(
            lb=low if low > -FAR else -np.inf, ub=high if high < FAR else np.inf
        )
        for entry in range(at[row], at[row + 1]):
            constraint.set_coefficient(columns[entries[entry]], factors[entry])
    return model, columns
