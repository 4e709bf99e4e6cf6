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
from typing import Any, Literal

import numpy as np
from attrs import frozen
from ortools.linear_solver.python.model_builder_helper import (
    ModelSolverHelper,
    SolveStatus,
)

from seatplan.engine.rows.rows import FAR, Whole
from seatplan.engine.solver.answer import LOG
from seatplan.engine.solver.linear_program import LinearProgram, Real, glop_model
from seatplan.engine.solver.search import Search

SCALE = 2**24
"""The scale of the multipliers when they are rounded to integers."""

SAFE = 2.0**61
"""Sums below this are added up in integers of 64 bits, whatever the estimate is off by rounding."""

INTEGRAL = 1e-6
"""The tolerance for the value of a literal to count as integral."""

Simplex = tuple[Literal["primal", "dual", "gradient"], float]
"""A method, and its limit: of the primal and the dual simplex in GLOP's deterministic time, of the
primal-dual gradient method (PDLP) in iterations. The last one ends with whatever it has: near the
optimum if not there, and its multipliers imply a bound."""

EFFORTS: tuple[Simplex, ...] = (
    ("primal", 20.0),
    ("dual", 20.0),
    ("primal", 60.0),
)
"""Where everything waits for the relaxation, both are tried, with growing deterministic limits: the
primal is nearly always faster, but either may not end. Measured in docs/decisions/0038."""

DUAL, NARROW = 3.0, 4_000
"""The limit of the dual simplex per slice: the linear solver's deterministic clock is slower. It
comes first up to this many columns, where either method takes less than 0.3 s.
Measured in docs/decisions/0030 and 0038."""

PRIMAL = 8.0
"""The same for the primal simplex. On `iss-2011-2020` it needs between 3 and 8, two seconds, and
brings the bound of longest-waiting from 1,699,270 to 320,332. Measured in docs/decisions/0021."""

SHORT, SHORTER = 25_000, 5.0
"""With more columns than the first, that limit is the second. Measured in docs/decisions/0023."""

ITERATIONS = 3_000
"""The iterations of the gradient method per slice, which comes when the simplex has failed.
Measured in docs/decisions/0023."""

IDENTICAL = 15_000
"""With more columns, identical members are one at first. Measured in docs/decisions/0036."""


def simplex_of(effort: float, columns: int) -> tuple[Simplex, ...]:
    """The methods to try for a relaxation in a slice, with their limits; the last one never fails.

    With many columns there is no dual simplex: where both end, the primal takes a third of its
    time. Measured in docs/decisions/0038.
    """
    primal: Simplex = ("primal", (SHORTER if columns > SHORT else PRIMAL) * effort)
    gradient: Simplex = ("gradient", ITERATIONS * effort)
    if columns > NARROW:
        return primal, gradient
    return ("dual", DUAL * effort), primal, gradient


@frozen(eq=False)
class Relaxed:
    """The optimum of the relaxation.

    Attributes:
        bound: no plan has an objective above it.
        values: of the columns.
        multipliers: of the rows, which imply the bound, in units of 1 / SCALE.
    """

    bound: int
    values: Real
    multipliers: Sequence[int] = ()


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
        status: SolveStatus | None = None
        if search.left > 0:
            if gradient and search.left < math.inf:
                solver.set_time_limit_in_seconds(search.left)
            work = partial(solver.solve, model)
            # PDLP ignores interruptions: it is left alone when the time is up, and ends by itself.
            if search.wait_for(work, None if gradient else solver.interrupt_solve):
                status = solver.status()
        LOG.debug(
            "glop %s: %d columns, %d rows, limit %g, %s, %.2f s",
            simplex,
            len(linear.costs),
            len(linear),
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
    return Relaxed(bound, np.asarray(solver.variable_values()), multipliers)


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


def fixed_by_costs(
    linear: LinearProgram, multipliers: Sequence[int], worth: int
) -> tuple[Whole, Whole]:
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
    least, most = reachable(linear, multipliers, worth)
    columns = np.flatnonzero((least == most) & (linear.least < linear.most))
    return columns, least[columns]


def reachable(linear: LinearProgram, multipliers: Sequence[int], worth: int) -> tuple[Whole, Whole]:
    """The ranges of the columns in all solutions of at least that objective.

    Those of integers with more than two values may become narrower and not be fixed. Nothing is
    narrowed if there is no such solution.
    """
    total, left = added_up(linear, multipliers)
    room = total + (linear.constant - worth) * SCALE
    if room < 0:
        return linear.least, linear.most
    steep = np.abs(left)
    priced = np.flatnonzero(steep * (linear.most - linear.least) > room)
    if not len(priced):  # the room may have more than 64 bits
        return linear.least, linear.most
    steps = (room // steep[priced]).astype(np.int64)
    least, most = linear.least.copy(), linear.most.copy()
    upper = left[priced] > 0
    least[priced[upper]] = most[priced[upper]] - steps[upper]
    most[priced[~upper]] = least[priced[~upper]] + steps[~upper]
    return least, most


def added_up(
    linear: LinearProgram, multipliers: Sequence[int], scale: int = SCALE
) -> tuple[int, Any]:
    """The bound without the constant, and the reduced cost of each column, in an array.

    Multipliers and both results are in units of 1 / `scale`, and exact: Python's integers, which
    have no limit, are used where those of 64 bits might not be large enough.
    """
    most = _most(linear, multipliers, scale)
    exact = np.array(multipliers, dtype=np.int64 if most < SAFE else object)
    sides = np.where(exact > 0, linear.highs, linear.lows)
    exact[np.abs(sides) >= FAR] = 0
    left = linear.costs.astype(exact.dtype) * scale
    np.subtract.at(left, linear.variables, exact[linear.rows] * linear.factors)
    total = exact @ sides + left @ np.where(left > 0, linear.most, linear.least)
    return int(total), left


def _most(linear: LinearProgram, multipliers: Sequence[int], scale: int) -> float:
    """No number that is used while such a program is added up is above that, but for rounding."""
    ends = max(multipliers, default=0), -min(multipliers, default=0)
    if max(scale, *ends) >= SAFE:  # perhaps no float has them
        return math.inf
    sizes = np.abs(np.array(multipliers, dtype=np.float64))
    sides = np.maximum(
        *(np.abs(np.where(np.abs(one) < FAR, one, 0)) for one in (linear.lows, linear.highs))
    )
    left = np.abs(linear.costs) * float(scale)
    np.add.at(left, linear.variables, sizes[linear.rows] * np.abs(linear.factors))
    widest = np.maximum(np.abs(linear.least), np.abs(linear.most))
    return float(
        max(
            left.max(initial=0.0),
            sizes @ sides + left @ np.maximum(widest, 1),
        )
    )
