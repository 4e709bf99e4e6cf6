"""The linear relaxation of a model, solved to its end, and a bound from it that is exact.

The solver's own linear program answers with a bound alone. Solved here by itself (GLOP, from the
same package) it tells also where it stands: which seats are taken and which are not, and on large
programs nine in ten of them are whole. Constraints that hold only on a condition are left out, and
so is any kind that is not linear: what remains is a relaxation all the same.

The bound is not believed as it comes out of floating-point arithmetic. Every choice of multipliers
for the rows gives a bound (weak duality; Neumaier and Shcherbina, "Safe bounds in linear and
mixed-integer programming", Mathematical Programming 99, 2004): the multipliers that were found are
rounded to whole numbers, and it is added up again from them without any rounding.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from attrs import frozen
from ortools.linear_solver.python import model_builder

from seatplan.engine.model import SeatModel
from seatplan.engine.rows import FAR, Table, Whole
from seatplan.engine.search import Search
from seatplan.modelling import Sum

SCALE = 2**24
"""Of the multipliers when they are rounded to whole numbers."""

WHOLE = 1e-6
"""How far from a whole number the value of a literal may be to count as one."""

EFFORT = 60.0
"""A limit on the linear solver's own clock, which every run reaches at the same point."""


@frozen(eq=False)
class Relaxed:
    """The optimum of the relaxation.

    Attributes:
        bound: no plan has an objective above it.
        values: of the model's variables, by number.
    """

    bound: int
    values: npt.NDArray[np.float64]


def relax(
    model: SeatModel, objective: Sum, search: Search, *, exclusive: bool = True
) -> Relaxed | None:
    """The relaxation under an objective that is maximised; None if time ran out before its end.

    Args:
        model: what is relaxed.
        objective: a sum over its variables.
        search: how long.
        exclusive: whether it has the rows that say that at most one of some literals is true.
            Without them it is a relaxation still, and much faster.

    Raises:
        OutOfTime: if that is while it is built.
    """
    table = model.rows.table()
    numbers = np.flatnonzero(table.exclusive <= exclusive)
    lows, highs = model.ranges()
    costs = np.zeros(len(lows), dtype=np.int64)
    np.add.at(costs, objective.variables, objective.factors)
    linear = model_builder.Model()
    columns = [
        linear.new_num_var(low, high, "")
        for low, high in zip(lows.tolist(), highs.tolist(), strict=True)
    ]
    infinity = float("inf")
    at, variables, factors = table.entries(numbers)
    for row, (start, end) in enumerate(pairwise(at.tolist())):
        search.pulse()
        low, high = int(table.lows[numbers[row]]), int(table.highs[numbers[row]])
        linear.add_linear_constraint(
            model_builder.LinearExpr.weighted_sum(
                [columns[one] for one in variables[start:end].tolist()],
                [float(one) for one in factors[start:end].tolist()],
            ),
            low if low > -FAR else -infinity,
            high if high < FAR else infinity,
        )
    linear.maximize(
        model_builder.LinearExpr.weighted_sum(columns, [float(one) for one in costs.tolist()])
    )
    solver = model_builder.Solver("glop")
    if search.left <= 0 or not _solved(solver, linear, search):
        return None
    # The solver's multipliers belong to the problem turned round to a minimum or not; whichever
    # way they are meant, a bound is a bound, and the better of the two is the one.
    duals = solver.dual_values(linear.get_linear_constraints())
    multipliers = [round(float(one) * SCALE) for one in duals]
    bound = min(
        exact_bound(table, numbers, lows, highs, costs, [sign * one for one in multipliers])
        for sign in (1, -1)
    )
    values = solver.values(linear.get_variables()).to_numpy()
    return Relaxed(bound + objective.constant, values)


def exact_bound(
    table: Table,
    numbers: Whole,
    lows: Whole,
    highs: Whole,
    costs: Whole,
    multipliers: Sequence[int],
) -> int:
    """The most that Σ cost · variable can be, from multipliers of rows in units of 1 / SCALE.

    A multiplier that would lean on a side that its row has not counts as 0. Python's own whole
    numbers are as large as it takes.

    Args:
        table: the rows.
        numbers: of those rows that have a multiplier.
        lows, highs: the least and the most that each variable can be.
        costs: of each variable.
        multipliers: one for each of `numbers`.
    """
    left = [SCALE * cost for cost in costs.tolist()]
    total = 0
    at, variables, factors = (one.tolist() for one in table.entries(numbers))
    for place, (row, multiplier) in enumerate(zip(numbers.tolist(), multipliers, strict=True)):
        side = int(table.highs[row] if multiplier > 0 else table.lows[row])
        if not multiplier or abs(side) >= FAR:
            continue
        total += multiplier * side
        for entry in range(at[place], at[place + 1]):
            left[variables[entry]] -= multiplier * factors[entry]
    for cost, low, high in zip(left, lows.tolist(), highs.tolist(), strict=True):
        total += cost * (high if cost > 0 else low)
    return total // SCALE


def _solved(solver: model_builder.Solver, linear: model_builder.Model, search: Search) -> bool:
    """Solves in a thread of its own, so that a Ctrl-C is noticed at once.

    It has no limit in seconds: see `Search`. Where it fails there is no start, and no harm.
    """
    solver.set_solver_specific_parameters(f"max_deterministic_time: {EFFORT}")
    found: list[model_builder.SolveStatus] = []

    def work() -> None:
        with suppress(RuntimeError):
            found.append(solver.solve(linear))

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    while thread.is_alive():
        try:
            thread.join(0.05)
            if search.left <= 0:
                solver.stop_search()
        except KeyboardInterrupt:
            search.interrupted = True
    return found == [model_builder.SolveStatus.OPTIMAL]
