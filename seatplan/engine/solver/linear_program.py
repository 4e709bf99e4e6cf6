"""A linear program in plain arrays: the relaxation of a model, and what follows from its rows.

Bound propagation gives columns the ranges that single rows leave them. A linear program may take a
third of a tour whose days exceed a limit three times; in whole numbers it is 0. CP-SAT finds that
in presolve, but the relaxation is solved without it.

In the *elastic* relaxation, a row may be missed at a price (Brown and Graves, 1975; Chinneck). That
shows how far a linear relaxation is from having a solution, and which rows prevent one: those with
a nonzero multiplier.

Measured in docs/decisions/0026.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from attrs import evolve, field, frozen
from ortools.linear_solver.python.model_builder_helper import ModelBuilderHelper, Variable

from seatplan.engine.model.model import SeatModel
from seatplan.engine.rows.cpsat import merged
from seatplan.engine.rows.rows import FAR, Matrix, Whole, sums
from seatplan.modelling import LinearExpr

Real = npt.NDArray[np.float64]

ROUNDS = 50
"""The most passes over all rows. Most programs need 2 to 15, and up to 31 were seen; integers with
large ranges could go on for as long as these."""

ROOM = 2**40
"""How far a row may be missed: more than any row ever is."""


@frozen(eq=False)
class LinearProgram(Matrix):
    """Maximizes constant + Σ cost · column, with every row and every column within its bounds.

    Attributes:
        least, most: of the columns, which are the variables.
        costs: of the columns.
        constant: of the objective.
        numbers: of the rows in the model; empty if they are not rows of a model.
    """

    least: Whole
    most: Whole
    costs: Whole
    constant: int
    numbers: Whole = field(factory=lambda: np.zeros(0, dtype=np.int64))

    def has(self, solution: Whole) -> bool:
        """Whether a solution satisfies all rows and ranges, exactly."""
        totals = sums(self.factors * solution[self.variables], self.starts)
        within = (self.least <= solution) & (solution <= self.most)
        return bool(within.all() and ((self.lows <= totals) & (totals <= self.highs)).all())


def linear_program_of(
    model: SeatModel,
    objective: LinearExpr,
    *,
    exclusive: bool = True,
    without: Collection[str] = (),
) -> LinearProgram:
    """The rows of a model, with its variables as columns.

    Constraints that hold only on a condition, or that are not linear, are left out. What remains is
    a relaxation.

    Args:
        model: with the rows.
        objective: a sum over its variables.
        exclusive: whether to include at-most-one rows.
        without: ids of requirements and rules whose rows are left out.
    """
    table = model.rows.table()
    numbers = np.flatnonzero((table.exclusive <= exclusive) & ~table.guarded)
    if without:
        about = model.rows.about_row
        wanted = [row for row in numbers.tolist() if not any(one in without for one in about(row))]
        numbers = np.array(wanted, dtype=np.int64)
    least, most = model.ranges()
    costs = np.zeros(len(least), dtype=np.int64)
    np.add.at(costs, objective.variables, objective.factors)
    rows = table.part(numbers)
    return LinearProgram(
        *(rows.starts, rows.variables, rows.factors, rows.lows, rows.highs),
        *(least, most, costs, objective.constant, numbers),
    )


def propagated(linear: LinearProgram) -> LinearProgram:
    """The same integral solutions, with tighter ranges of the columns.

    If a range turns out to be empty, there is no integral solution; the program is returned as it
    was, since a search has to prove that.
    """
    return tightened(linear) or linear


def tightened(linear: LinearProgram, changed: Whole | None = None) -> LinearProgram | None:
    """The same; None if a range turns out to be empty, so that there is no integral solution.

    Args:
        linear: with the ranges.
        changed: the columns whose ranges are new. The rows without them leave the others theirs.
            Without it, all are.
    """
    least, most = linear.least, linear.most
    for _ in range(ROUNDS):
        rows: Matrix = linear
        if changed is not None:
            is_new = np.zeros(len(least), dtype=np.bool_)
            is_new[changed] = True
            touched = sums(is_new[linear.variables], linear.starts) > 0
            rows = linear.sides(np.flatnonzero(touched))
        low, high = _once(rows, least, most)
        if (low > high).any():
            return None
        changed = np.flatnonzero((low != least) | (high != most))
        if not len(changed):
            break
        least, most = low, high
    return evolve(linear, least=least, most=most)


def _once(rows: Matrix, least: Whole, most: Whole) -> tuple[Whole, Whole]:
    """The ranges that each row leaves if all other columns have theirs."""
    columns, steps, up = rows.variables, np.abs(rows.factors), rows.factors > 0
    fewest, largest = rows.least_and_most(least, most)
    width = steps * (most - least)[columns]
    low, high = least.copy(), most.copy()
    # By so much may one entry be above its least, or below its most.
    above = np.where(rows.highs < FAR, rows.highs - fewest, FAR)[rows.rows]
    below = np.where(rows.lows > -FAR, largest - rows.lows, FAR)[rows.rows]
    for room, falls in ((above, up), (below, ~up)):
        cut = (width > room) & (steps > 0)  # nothing follows for a column whose factor is 0
        for at, is_high in ((cut & falls, True), (cut & ~falls, False)):
            mine, moves = columns[at], room[at] // steps[at]
            if is_high:
                np.minimum.at(high, mine, least[mine] + moves)
            else:
                np.maximum.at(low, mine, most[mine] - moves)
    return low, high


def elastic(linear: LinearProgram) -> LinearProgram:
    """The same rows, each of which may be missed at a price of 1 per unit; nothing else is priced.

    If the optimum is 0, all rows have a common solution; otherwise the multipliers are those of a
    contradiction between the rows.
    """
    rows = np.arange(len(linear))
    short, beyond = rows[linear.lows > -FAR], rows[linear.highs < FAR]
    more = len(short) + len(beyond)
    first = len(linear.least)
    of_rows = np.concatenate((linear.rows, short, beyond))
    order = np.argsort(of_rows, kind="stable")
    columns = np.concatenate((linear.variables, np.arange(first, first + more)))
    signs = np.repeat((1, -1), (len(short), len(beyond)))
    ends = np.cumsum(np.bincount(of_rows, minlength=len(rows)))
    return evolve(
        linear,
        starts=np.concatenate((np.zeros(1, np.int64), ends)),
        variables=columns[order],
        factors=np.concatenate((linear.factors, signs))[order],
        least=np.concatenate((linear.least, np.zeros(more, np.int64))),
        most=np.concatenate((linear.most, np.full(more, ROOM))),
        costs=np.concatenate((np.zeros(first, np.int64), -np.ones(more, np.int64))),
        constant=0,
    )


def glop_model(linear: LinearProgram, pulse: Callable[[], None]) -> ModelBuilderHelper:
    """The linear solver's model, filled in bulk; `pulse` is called now and then."""
    model = ModelBuilderHelper()
    count = len(linear.costs)
    add: Any = model.add_var_array_with_bounds  # its stub knows only arrays without a shape
    least, most = linear.least.astype(np.float64), linear.most.astype(np.float64)
    add(least, most, np.zeros(count, dtype=np.bool_), "")
    own = [Variable(model, number) for number in range(count)]
    columns, factors, at = merged(linear.starts, linear.variables, linear.factors)
    sides = zip(linear.lows.tolist(), linear.highs.tolist(), strict=True)
    for (start, end), (low, high) in zip(pairwise(at), sides, strict=True):
        pulse()
        row = model.add_linear_constraint()
        if low > -FAR:
            model.set_constraint_lower_bound(row, low)
        if high < FAR:
            model.set_constraint_upper_bound(row, high)
        entries = [own[one] for one in columns[start:end]]
        model.add_terms_to_constraint(row, entries, [float(one) for one in factors[start:end]])
    priced = np.flatnonzero(linear.costs)
    costs = linear.costs[priced].astype(np.float64)
    model.set_objective_coefficients(priced.tolist(), costs.tolist())
    model.set_maximize(True)
    return model
