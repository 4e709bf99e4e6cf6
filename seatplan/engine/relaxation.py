"""The linear relaxation of a model, solved to its end, and a bound from it that is exact.

The solver's own linear program answers with a bound alone. Solved here by itself (GLOP, from the
same package) it tells also where it stands: which seats are taken and which are not, and on large
programs nine in ten of them are whole.

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

from attrs import frozen
from ortools.linear_solver.python import model_builder

from seatplan.engine.linear import Linear, Real
from seatplan.engine.rows import FAR
from seatplan.engine.search import Search

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
    values: Real


class Unsolvable(Exception):  # noqa: N818 - it is no error: something else will prove it
    """The linear solver says that nothing keeps all rows; in floating-point arithmetic, though."""


def relax(linear: Linear, search: Search) -> Relaxed | None:
    """The optimum of a linear program; None if time ran out, or the solver failed, before its end.

    Args:
        linear: whatever the plans of a model keep.
        search: how long.

    Raises:
        OutOfTime: if that is while it is built.
        Unsolvable: if there seems to be no solution.
    """
    model = model_builder.Model()
    columns = [
        model.new_num_var(low, high, "")
        for low, high in zip(linear.least.tolist(), linear.most.tolist(), strict=True)
    ]
    infinity = float("inf")
    sides = zip(linear.lows.tolist(), linear.highs.tolist(), strict=True)
    for (start, end), (low, high) in zip(pairwise(linear.at.tolist()), sides, strict=True):
        search.pulse()
        model.add_linear_constraint(
            model_builder.LinearExpr.weighted_sum(
                [columns[one] for one in linear.columns[start:end].tolist()],
                [float(one) for one in linear.factors[start:end].tolist()],
            ),
            low if low > -FAR else -infinity,
            high if high < FAR else infinity,
        )
    costs = [float(one) for one in linear.costs.tolist()]
    model.maximize(model_builder.LinearExpr.weighted_sum(columns, costs))
    solver = model_builder.Solver("glop")
    status = _solve(solver, model, search) if search.left > 0 else None
    if status == model_builder.SolveStatus.INFEASIBLE:
        raise Unsolvable
    if status != model_builder.SolveStatus.OPTIMAL:
        return None
    # The solver's multipliers belong to the problem turned round to a minimum or not; whichever
    # way they are meant, a bound is a bound, and the better of the two is the one.
    duals = solver.dual_values(model.get_linear_constraints())
    multipliers = [round(float(one) * SCALE) for one in duals]
    bound = min(exact_bound(linear, [sign * one for one in multipliers]) for sign in (1, -1))
    return Relaxed(bound, solver.values(model.get_variables()).to_numpy())


def exact_bound(linear: Linear, multipliers: Sequence[int]) -> int:
    """The most that the objective can be, from multipliers of the rows in units of 1 / SCALE.

    A multiplier that would lean on a side that its row has not counts as 0. Python's own whole
    numbers are as large as it takes.

    Args:
        linear: whose objective it is.
        multipliers: one for each row.
    """
    left = [SCALE * cost for cost in linear.costs.tolist()]
    total = 0
    at, columns, factors = linear.at.tolist(), linear.columns.tolist(), linear.factors.tolist()
    for row, multiplier in enumerate(multipliers):
        side = int(linear.highs[row] if multiplier > 0 else linear.lows[row])
        if not multiplier or abs(side) >= FAR:
            continue
        total += multiplier * side
        for entry in range(at[row], at[row + 1]):
            left[columns[entry]] -= multiplier * factors[entry]
    for cost, low, high in zip(left, linear.least.tolist(), linear.most.tolist(), strict=True):
        total += cost * (high if cost > 0 else low)
    return total // SCALE + linear.constant


def _solve(
    solver: model_builder.Solver, model: model_builder.Model, search: Search
) -> model_builder.SolveStatus | None:
    """Solves in a thread of its own, so that a Ctrl-C is noticed at once.

    It has no limit in seconds: see `Search`. Where it fails there is no start, and no harm.
    """
    solver.set_solver_specific_parameters(f"max_deterministic_time: {EFFORT}")
    found: list[model_builder.SolveStatus] = []

    def work() -> None:
        with suppress(RuntimeError):
            found.append(solver.solve(model))

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    while thread.is_alive():
        try:
            thread.join(0.05)
            if search.left <= 0:
                solver.stop_search()
        except KeyboardInterrupt:
            search.interrupted = True
    return found[0] if found else None
