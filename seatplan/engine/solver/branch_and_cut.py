"""Branch and cut by HiGHS, which comes with OR-Tools, as a source of plans.

Its cuts and its heuristics at the root find plans that CP-SAT misses. Its bounds and its claims of
optimality rest on floating-point numbers and do not count: a plan is rounded, and the rows are
evaluated exactly.

HiGHS cannot be interrupted. It has a limit within the time that is left; if the search is canceled,
it ends by itself, in a thread that no one waits for.

Measured in docs/decisions/0019.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt

from seatplan.engine.rows.cpsat import merged
from seatplan.engine.rows.rows import FAR
from seatplan.engine.solver.answer import LOG
from seatplan.engine.solver.linear_program import LinearProgram
from seatplan.engine.solver.search import Search

WITHIN = 0.9
"""The share of the time that is left after which it ends, so that its plan comes in time."""

LONGEST = 60.0
"""The most seconds, so that a search which no one waits for ends soon. What counts is the limit of
nodes, which take 4 to 10 s of CPU on most of the programs measured. A plan from a search that this
cuts short depends on the clock, and is dropped."""


def best_found(linear: LinearProgram, search: Search, nodes: int) -> list[int] | None:
    """The best integral solution that HiGHS finds; None if it finds none.

    Args:
        linear: the rows, and what is maximized.
        search: the time, and the seed.
        nodes: how many nodes it may search, which every run reaches at the same point.
    """
    if search.left <= 0:
        return None
    model: Any = mathopt.Model.from_model_proto(proto_of(linear, integral=True))
    within = min(WITHIN * search.left, LONGEST)
    parameters = mathopt.SolveParameters(
        node_limit=nodes,
        random_seed=search.seed,
        relative_gap_tolerance=0.0,
        absolute_gap_tolerance=0.0,
        time_limit=timedelta(seconds=within),
    )
    found: list[Any] = []

    def work() -> None:
        found.append(mathopt.solve(model, mathopt.SolverType.HIGHS, params=parameters))

    search.wait_for(work, None)  # if it fails, another way finds plans
    cut_short = (
        bool(found) and within == LONGEST and found[0].termination.limit is mathopt.Limit.TIME
    )
    if not found or cut_short or not found[0].has_primal_feasible_solution():
        LOG.debug("branch and cut: %d columns, %d nodes, nothing", len(linear.costs), nodes)
        return None
    values = found[0].variable_values()
    solution = np.rint([values[one] for one in model.variables()]).astype(np.int64)
    kept = linear.has(solution)
    worth = linear.constant + int(linear.costs @ solution)
    LOG.debug(
        "branch and cut: %d columns, %d nodes, %d%s",
        len(linear.costs),
        nodes,
        worth,
        "" if kept else ", which breaks a row",
    )
    return solution.tolist() if kept else None


def proto_of(linear: LinearProgram, *, integral: bool) -> Any:
    """The linear program for OR-Tools, perhaps with integral columns."""
    made: Any = model_pb2.ModelProto()
    count, rows = len(linear.costs), len(linear.lows)
    made.variables.ids.extend(range(count))
    made.variables.lower_bounds.extend(linear.least.astype(float).tolist())
    made.variables.upper_bounds.extend(linear.most.astype(float).tolist())
    made.variables.integers.extend([integral] * count)
    priced = np.flatnonzero(linear.costs)
    made.objective.maximize = True
    made.objective.linear_coefficients.ids.extend(priced.tolist())
    made.objective.linear_coefficients.values.extend(linear.costs[priced].astype(float).tolist())
    made.linear_constraints.ids.extend(range(rows))
    lows = np.where(linear.lows > -FAR, linear.lows.astype(float), -np.inf)
    highs = np.where(linear.highs < FAR, linear.highs.astype(float), np.inf)
    made.linear_constraints.lower_bounds.extend(lows.tolist())
    made.linear_constraints.upper_bounds.extend(highs.tolist())
    columns, factors, ends = merged(linear.at, linear.columns, linear.factors)
    made.linear_constraint_matrix.row_ids.extend(np.repeat(np.arange(rows), np.diff(ends)).tolist())
    made.linear_constraint_matrix.column_ids.extend(columns)
    made.linear_constraint_matrix.coefficients.extend(factors)
    return made
