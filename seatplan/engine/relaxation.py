"""The linear relaxation of a model, solved to its end, and a bound from it that is exact.

The solver's own linear program answers with a bound alone. Solved here by itself (GLOP, from the
same package) it also finds where it is: which seats are taken and which are not, and on large
programs nine in ten of them are whole.

The bound is not believed as it comes out of floating-point arithmetic. Every choice of multipliers
for the rows gives a bound (weak duality; Neumaier and Shcherbina, "Safe bounds in linear and
mixed-integer programming", Mathematical Programming 99, 2004): the multipliers that were found are
rounded to whole numbers, and it is added up again from them without any rounding.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Literal

import numpy as np
from attrs import frozen
from ortools.linear_solver.python.model_builder_helper import (
    ModelBuilderHelper,
    ModelSolverHelper,
    SolveStatus,
)
from ortools.sat.python import cp_model

from seatplan.engine.answer import LOG
from seatplan.engine.linear_program import LinearProgram, Real, glop_model
from seatplan.engine.model import SeatModel
from seatplan.engine.rows import FAR, Whole
from seatplan.engine.search import Search
from seatplan.modelling import LinearExpr

SCALE = 2**24
"""Of the multipliers when they are rounded to whole numbers."""

WHOLE = 1e-6
"""How far from a whole number the value of a literal may be to count as one."""

Simplex = tuple[Literal["primal", "dual"], float]
"""Which simplex, and how long on the linear solver's own clock."""

EFFORTS: tuple[Simplex, ...] = (
    ("primal", 5.0),
    ("dual", 5.0),
    ("primal", 20.0),
    ("dual", 20.0),
    ("primal", 60.0),
)
"""Which of the two is the faster one cannot be foreseen: on one program, goal by goal, each takes
up to four times as long as the other, or does not end. So both are tried, with growing limits that
every run reaches at the same point."""


@frozen(eq=False)
class Relaxed:
    """The optimum of the relaxation.

    Attributes:
        bound: no plan has an objective above it.
        values: of the columns.
        multipliers: of the rows, from which the bound follows, in units of 1 / SCALE.
    """

    bound: int
    values: Real
    multipliers: Sequence[int] = ()


class Unsolvable(Exception):  # noqa: N818 - it is no error: something else will prove it
    """The linear solver claims that nothing keeps all rows; in floating-point arithmetic,
    though."""


def relax(
    linear: LinearProgram, search: Search, efforts: Sequence[Simplex] = EFFORTS
) -> Relaxed | None:
    """The optimum of a linear program; None if time ran out, or the solver failed, before its end.

    Args:
        linear: whatever the plans of a model keep.
        search: how long.
        efforts: the simplex methods that are tried, one after the other.

    Raises:
        OutOfTime: if that is while it is built.
        Unsolvable: if there seems to be no solution.
    """
    model = glop_model(linear, search.pulse)
    failed: set[str] = set()
    for simplex, effort in efforts:
        if simplex in failed:
            continue
        solver = ModelSolverHelper("glop")
        solver.set_solver_specific_parameters(
            f"max_deterministic_time: {effort} "
            f"use_dual_simplex: {'true' if simplex == 'dual' else 'false'}"
        )
        begin = time.perf_counter()
        status = _solve(solver, model, search) if search.left > 0 else None
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
        if status == SolveStatus.OPTIMAL:
            break
        if status != SolveStatus.NOT_SOLVED:  # more time would not help
            failed.add(simplex)
    else:
        return None
    # The solver's multipliers belong to the problem turned round to a minimum or not; whichever
    # way they are meant, a bound is a bound, and the better of the two is the one.
    multipliers = [round(one * SCALE) for one in solver.dual_values().tolist()]
    signed = [[sign * one for one in multipliers] for sign in (1, -1)]
    bound, multipliers = min((exact_bound(linear, each), each) for each in signed)
    return Relaxed(bound, np.asarray(solver.variable_values()), multipliers)


def exact_bound(linear: LinearProgram, multipliers: Sequence[int]) -> int:
    """The most that the objective can be, from multipliers of the rows in units of 1 / SCALE.

    Args:
        linear: whose objective it is.
        multipliers: one for each row. One that would lean on a side that its row has not counts
            as 0.
    """
    total, _ = added_up(linear, multipliers)
    return total // SCALE + linear.constant


def settled(linear: LinearProgram, multipliers: Sequence[int], worth: int) -> tuple[Whole, Whole]:
    """The columns that are the same wherever the objective is that much or more, and what they are.

    A column that is one off the side on which it adds the most takes from the bound what it adds;
    where that is too much, it stays there (reduced cost fixing: Dantzig, Fulkerson and Johnson,
    "Solution of a large-scale traveling-salesman problem", Operations Research 2, 1954).

    Args:
        linear: whatever the plans of a model keep.
        multipliers: of its rows, as `exact_bound` takes them; the nearer the bound, the more of
            the columns are settled.
        worth: of the plans that are looked at.
    """
    total, left = added_up(linear, multipliers)
    room = total + (linear.constant - worth) * SCALE
    open_ = (linear.least < linear.most).tolist()
    found = [at for at, one in enumerate(left) if open_[at] and abs(one) > room]
    columns = np.array(found, dtype=np.int64)
    upper = np.array([left[at] > 0 for at in found], dtype=np.bool_)
    return columns, np.where(upper, linear.most[columns], linear.least[columns])


def tight_rows(
    linear: LinearProgram, multipliers: Sequence[int], worth: int
) -> list[tuple[int, int]]:
    """The rows that are at one of their sides wherever the objective is that much, and the side.

    A row of whole numbers that is one off the side it leans on takes its multiplier from the bound.
    Rows with equal sides are left out: they are tight in any case.
    """
    total, _ = added_up(linear, multipliers)
    room = total + (linear.constant - worth) * SCALE
    found = []
    sides = zip(linear.lows.tolist(), linear.highs.tolist(), strict=True)
    for row, (multiplier, (low, high)) in enumerate(zip(multipliers, sides, strict=True)):
        side = high if multiplier > 0 else low
        if abs(multiplier) > room and abs(side) < FAR and low != high:
            found.append((row, side))
    return found


def added_up(
    linear: LinearProgram, multipliers: Sequence[int], scale: int = SCALE
) -> tuple[int, list[int]]:
    """The bound without the constant, and what each column adds to it for each one that it is.

    Multipliers and both of these are in units of 1 / `scale`, and exact: Python's own whole numbers
    are as large as it takes, and are taken where others might not be large enough.
    """
    weights = np.zeros(len(linear.costs), dtype=np.int64)
    np.add.at(weights, linear.columns, np.abs(linear.factors))
    steepest = max((abs(one) for one in multipliers), default=0)
    dearest = int(np.abs(linear.costs).max(initial=0))
    most = scale * dearest + steepest * int(weights.max(initial=0))
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


def face_of(
    model: SeatModel, linear: LinearProgram, relaxed: Relaxed, objective: LinearExpr, bound: int
) -> cp_model.CpModel:
    """The optimal face of the relaxation: the model with only the plans that reach the bound.

    By complementary slackness, added up in whole numbers, a column whose reduced cost is more than
    the room between the bound of the multipliers and the bound that is to be reached stays at its
    side, and a row whose multiplier is more than that is tight. What remains is small, every plan
    in it is the best, and if there is none the bound is lower by one. It has no objective.

    Args:
        model: whose plans they are; rows that were separated since the relaxation hold too.
        linear: the relaxation of the model.
        relaxed: its optimum, with the multipliers.
        objective: of the relaxation, to be maximized.
        bound: what it must be.
    """
    cp = model.cp.clone()
    cp.clear_objective()
    cp.clear_hints()
    columns, values = settled(linear, relaxed.multipliers, bound)
    for column, fixed in zip(columns.tolist(), values.tolist(), strict=True):
        domain = cp.proto.variables[model.variables[column].index].domain
        domain.clear()
        domain.extend([fixed, fixed])
    for row, side in tight_rows(linear, relaxed.multipliers, bound):
        entries = slice(int(linear.at[row]), int(linear.at[row + 1]))
        own = [model.variables[one] for one in linear.columns[entries].tolist()]
        cp.add(cp_model.LinearExpr.weighted_sum(own, linear.factors[entries].tolist()) == side)
    cp.add(model.linear(objective) == bound)
    return cp


def _solve(
    solver: ModelSolverHelper, model: ModelBuilderHelper, search: Search
) -> SolveStatus | None:
    """Solves in a thread of its own, so that a Ctrl-C is noticed at once.

    It has no limit in seconds: see `Search`. Where it fails there is no start, and no harm.
    """
    found: list[SolveStatus] = []

    def work() -> None:
        with suppress(RuntimeError):
            solver.solve(model)
            found.append(solver.status())

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    while thread.is_alive():
        try:
            thread.join(0.05)
            if search.left <= 0:
                solver.interrupt_solve()
        except KeyboardInterrupt:
            search.interrupted = True
    return found[0] if found else None
