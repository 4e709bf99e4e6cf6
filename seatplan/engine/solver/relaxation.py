"""The linear relaxation of a model, solved to optimality, with an exact bound.

CP-SAT's internal linear program gives only a bound. Solved separately with GLOP, from the same
package, it also gives the solution: which seats are taken and which are not. On large programs nine
in ten of these values are integral.

The bound from floating-point arithmetic is not trusted. Any multipliers for the rows give a bound
(weak duality; Neumaier and Shcherbina, "Safe bounds in linear and mixed-integer programming",
Mathematical Programming 99, 2004): the multipliers found are rounded to integers, and the bound is
computed from them again, exactly.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from functools import partial
from typing import Literal

import numpy as np
from attrs import frozen
from ortools.linear_solver.python.model_builder_helper import (
    ModelBuilderHelper,
    ModelSolverHelper,
    SolveStatus,
)

from seatplan.engine.rows.rows import FAR, Whole
from seatplan.engine.solver.answer import LOG
from seatplan.engine.solver.linear_program import LinearProgram, Real, glop_model
from seatplan.engine.solver.search import Search

SCALE = 2**24
"""The scale of the multipliers when they are rounded to integers."""

WHOLE = 1e-6
"""The tolerance for the value of a literal to count as integral."""

Simplex = tuple[Literal["primal", "dual", "gradient"], float]
"""A method, and its limit: of the primal and the dual simplex in GLOP's deterministic time, of the
primal-dual gradient method (PDLP) in iterations. The last one ends with whatever it has: near the
optimum if not there, and its multipliers imply a bound."""

EFFORTS: tuple[Simplex, ...] = (
    ("primal", 5.0),
    ("dual", 5.0),
    ("primal", 20.0),
    ("dual", 20.0),
    ("primal", 60.0),
)
"""The faster of the two cannot be predicted: even among the goals of one program, each takes up to
four times as long as the other or does not end. So both are tried, with growing deterministic
limits."""


SIMPLEX = 3.0
"""The effort of a relaxation per slice: the linear solver's deterministic clock is slower."""

PRIMAL = 8.0
"""The same for the primal simplex, after the dual has failed. On `iss-2011-2020` it needs between 3
and 8, two seconds, where the dual takes twelve, and it brings the bound of longest-waiting from
1,699,270 to 320,332. Measured in docs/decisions/0021."""

WITHOUT_DUAL, SHORT, SHORTER = 15_000, 25_000, 5.0
"""With more columns than the first, there is no dual simplex: it ends without an answer on all that
were measured. With more than the second, the effort of the primal is the third."""

ITERATIONS = 3_000
"""The iterations of the gradient method per slice, which comes when the others have failed.
Measured in docs/decisions/0023."""

LARGEST_SIMPLEX: tuple[Simplex, ...] = (("primal", SHORTER), ("gradient", ITERATIONS))
"""The same for the largest programs. On two-decades, whose hard rules have 42,000 variables, the
dual takes four seconds for a goal and the primal half a second. Measured in docs/decisions/0018."""


def simplex_of(effort: float, columns: int) -> tuple[Simplex, ...]:
    """The methods to try for a relaxation in a slice, with their limits."""
    primal: Simplex = ("primal", (SHORTER if columns > SHORT else PRIMAL) * effort)
    gradient: Simplex = ("gradient", ITERATIONS * effort)
    if columns > WITHOUT_DUAL:
        return primal, gradient
    return ("dual", SIMPLEX * effort), primal, gradient


@frozen(eq=False)
class Relaxed:
    """The optimum of the relaxation.

    Attributes:
        bound: no plan has an objective above it.
        values: of the columns.
        multipliers: of the rows, which imply the bound, in units of 1 / SCALE.
        simplex: the method that found it.
    """

    bound: int
    values: Real
    multipliers: Sequence[int] = ()
    simplex: Literal["primal", "dual", "gradient"] = "dual"


class Unsolvable(Exception):  # noqa: N818 - it is no error: something else will prove it
    """The linear solver claims that the rows are infeasible, but only in floating-point
    arithmetic."""


def relax(
    linear: LinearProgram, search: Search, efforts: Sequence[Simplex] = EFFORTS
) -> Relaxed | None:
    """The optimum of a linear program; None if time ran out or the solver failed.

    Args:
        linear: the rows that every plan satisfies.
        search: the time.
        efforts: the methods to try, one after the other.

    Raises:
        OutOfTime: if time runs out while the program is built.
        Unsolvable: if there seems to be no solution.
    """
    model = glop_model(linear, search.pulse)
    failed: set[str] = set()
    for simplex, effort in efforts:
        if simplex in failed:
            continue
        gradient = simplex == "gradient"
        solver = ModelSolverHelper("pdlp" if gradient else "glop")
        solver.set_solver_specific_parameters(
            f"termination_criteria {{ iteration_limit: {round(effort)} }}"
            if gradient
            else f"max_deterministic_time: {effort} "
            f"use_dual_simplex: {'true' if simplex == 'dual' else 'false'}"
        )
        begin = time.perf_counter()
        found: list[SolveStatus] = []
        if search.left > 0:
            if gradient and search.left < math.inf:
                solver.set_time_limit_in_seconds(search.left)
            work = partial(_solve, solver, model, found)
            # PDLP ignores interruptions: it is left alone when the time is up, and ends by itself.
            search.wait_for(work, None if gradient else solver.interrupt_solve)
        status = found[0] if found else None
        LOG.debug(
            "glop %s: %d columns, %d rows, limit %g, %s, %.2f s",
            simplex,
            len(linear.costs),
            len(linear.lows),
            effort,
            "stopped" if status is None else status.name,
            time.perf_counter() - begin,
        )
        if status == SolveStatus.INFEASIBLE:
            raise Unsolvable
        if status == SolveStatus.OPTIMAL or (gradient and _has_multipliers(solver, status, search)):
            break
        if status != SolveStatus.NOT_SOLVED:  # more time would not help
            failed.add(simplex)
    else:
        return None
    # The solver's multipliers may have either sign, depending on whether it minimizes. Both signs
    # give a valid bound; the better one is used.
    multipliers = [round(one * SCALE) for one in solver.dual_values().tolist()]
    signed = [[sign * one for one in multipliers] for sign in (1, -1)]
    bound, multipliers = min((exact_bound(linear, each), each) for each in signed)
    return Relaxed(bound, np.asarray(solver.variable_values()), multipliers, simplex)


def _has_multipliers(solver: ModelSolverHelper, status: SolveStatus | None, search: Search) -> bool:
    """Whether the gradient method has used its iterations, so that every run has the same."""
    if status != SolveStatus.NOT_SOLVED or search.left <= 0:
        return False
    found = np.concatenate((solver.dual_values(), solver.variable_values()))
    return bool(len(found) and np.isfinite(found).all())


def exact_bound(linear: LinearProgram, multipliers: Sequence[int]) -> int:
    """An upper bound of the objective, from multipliers of the rows in units of 1 / SCALE.

    Args:
        linear: with the objective.
        multipliers: one for each row. A multiplier for a side on which its row is open counts
            as 0.
    """
    total, _ = added_up(linear, multipliers)
    return total // SCALE + linear.constant


def settled(linear: LinearProgram, multipliers: Sequence[int], worth: int) -> tuple[Whole, Whole]:
    """The columns with the same value in all solutions of at least that objective, and the values.

    Moving a column by one from its best side lowers the bound by its reduced cost. If that is too
    much, the column is fixed there (reduced cost fixing: Dantzig, Fulkerson and Johnson,
    "Solution of a large-scale traveling-salesman problem", Operations Research 2, 1954).

    Args:
        linear: the rows that every plan satisfies.
        multipliers: of its rows, as `exact_bound` takes them; the tighter their bound, the more
            columns are fixed.
        worth: the least objective considered.
    """
    total, left = added_up(linear, multipliers)
    room = total + (linear.constant - worth) * SCALE
    open_ = (linear.least < linear.most).tolist()
    found = [at for at, one in enumerate(left) if open_[at] and abs(one) > room]
    columns = np.array(found, dtype=np.int64)
    upper = np.array([left[at] > 0 for at in found], dtype=np.bool_)
    return columns, np.where(upper, linear.most[columns], linear.least[columns])


def added_up(
    linear: LinearProgram, multipliers: Sequence[int], scale: int = SCALE
) -> tuple[int, list[int]]:
    """The bound without the constant, and the reduced cost of each column.

    Multipliers and both results are in units of 1 / `scale`, and exact: Python's integers, which
    have no limit, are used where others might not be large enough.
    """
    weights = np.zeros(len(linear.costs), dtype=np.int64)
    np.add.at(weights, linear.columns, np.abs(linear.factors))
    steepest = max((abs(one) for one in multipliers), default=0)
    dearest = int(np.abs(linear.costs).max(initial=0))
    most = scale * dearest + steepest * int(weights.max(initial=1))  # at least each multiplier
    sides = [
        high if multiplier > 0 else low
        for multiplier, low, high in zip(
            multipliers, linear.lows.tolist(), linear.highs.tolist(), strict=True
        )
    ]
    counted = [
        0 if abs(side) >= FAR else multiplier
        for multiplier, side in zip(multipliers, sides, strict=True)
    ]
    exact = np.array(counted, dtype=np.int64 if most < FAR else object)
    left = linear.costs.astype(exact.dtype) * scale
    np.subtract.at(left, linear.columns, exact[linear.rows] * linear.factors)
    found: list[int] = left.tolist()
    total = sum(multiplier * side for multiplier, side in zip(counted, sides, strict=True))
    for one, low, high in zip(found, linear.least.tolist(), linear.most.tolist(), strict=True):
        total += one * (high if one > 0 else low)
    return total, found


def _solve(solver: ModelSolverHelper, model: ModelBuilderHelper, found: list[SolveStatus]) -> None:
    """Solves without a limit in seconds (see `Search`); if it fails, nothing is found."""
    solver.solve(model)
    found.append(solver.status())
