"""A proof that a linear program has no solution, from the basis at which the dual simplex stopped.

GLOP returns no ray when it finds that a program is infeasible. But the dual simplex stops at a row
of its tableau that contradicts the ranges of the columns, and the multipliers of that row are a
solution of a system with the basis (Farkas, "Theorie der einfachen Ungleichungen", Journal für die
reine und angewandte Mathematik 124, 1902). The system is solved in floating-point numbers; the
multipliers are rounded, and the contradiction is derived from them again, in integers.

Measured in docs/decisions/0031.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from attrs import evolve, frozen
from ortools.math_opt import solution_pb2

from seatplan.engine.rows.rows import FAR, Flags, Whole
from seatplan.engine.solver.linear_program import LinearProgram, Real
from seatplan.engine.solver.relaxation import INTEGRAL, SAFE, SCALE, exact_bound

ROWS = 100
"""The rows of the tableau that are tried, those that are broken most first. With 8, two of five
proofs were missed."""

BASIC = solution_pb2.BASIS_STATUS_BASIC
UPPER = solution_pb2.BASIS_STATUS_AT_UPPER_BOUND


def is_infeasible(linear: LinearProgram, basis: Any) -> bool:
    """Whether a program is proved to have no solution, even a fractional one.

    Args:
        linear: the program.
        basis: that of the solver at its end, with a status for each column and each row.
    """
    last = _Basis.of(linear, basis)
    if last is None:
        return False
    nothing = evolve(linear, costs=np.zeros_like(linear.costs), constant=0)
    for multipliers in last.contradictions(linear):
        if not (np.abs(multipliers) < SAFE / SCALE).all():  # too large for 64 bits, or no numbers
            continue
        for sign in (1, -1):
            rounded = np.rint(sign * multipliers * SCALE).astype(np.int64)
            if exact_bound(nothing, rounded.tolist()) < 0:
                return True
    return False


@frozen(eq=False)
class _Basis:
    """The basic columns, as many rows whose sides they are at, and the matrix of both.

    Attributes:
        columns, rows: their numbers.
        matrix: square.
        values: of all columns; wrong for the basic ones.
        sides: of all rows.
    """

    columns: Whole
    rows: Whole
    matrix: Real
    values: Real
    sides: Real

    @classmethod
    def of(cls, linear: LinearProgram, basis: Any) -> _Basis | None:
        """The basis of a solver; None if it is none."""
        of_columns = _statuses(basis.variable_status, len(linear.costs))
        of_rows = _statuses(basis.constraint_status, len(linear.lows))
        columns, rows = np.flatnonzero(of_columns == BASIC), np.flatnonzero(of_rows != BASIC)
        if len(columns) != len(rows) or not len(columns):
            return None
        values = np.where(of_columns == UPPER, linear.most, linear.least).astype(np.float64)
        values[columns] = 0.0
        upper = ((of_rows == UPPER) | (linear.lows <= -FAR)) & (linear.highs < FAR)
        sides = np.where(upper, linear.highs, linear.lows).astype(np.float64)
        row_at, column_at = np.full(len(linear.lows), -1), np.full(len(linear.costs), -1)
        row_at[rows], column_at[columns] = np.arange(len(rows)), np.arange(len(columns))
        at = row_at[linear.rows], column_at[linear.columns]
        within = (at[0] >= 0) & (at[1] >= 0)
        matrix = np.zeros((len(rows), len(columns)))
        np.add.at(matrix, (at[0][within], at[1][within]), linear.factors[within])
        return cls(columns, rows, matrix, values, sides)

    def contradictions(self, linear: LinearProgram) -> list[Real]:
        """Multipliers of the rows that may prove that there is no solution, the best first."""
        try:
            return self._broken(linear)
        except np.linalg.LinAlgError:  # rounding has made the basis singular
            return []

    def _broken(self, linear: LinearProgram) -> list[Real]:
        values = self.values.copy()
        left = self.sides - _totals(linear, values)
        values[self.columns] = _solved(self.matrix, left[self.rows, None])[:, 0]
        totals = _totals(linear, values)
        of_columns = np.maximum(linear.least - values, values - linear.most)
        of_rows = np.maximum(linear.lows - totals, totals - linear.highs)
        broken = np.concatenate((of_columns, of_rows))
        worst = np.argsort(-broken, kind="stable")[:ROWS]
        worst = worst[broken[worst] > INTEGRAL]
        wanted = np.zeros((len(self.columns), len(worst)))
        own = np.zeros((len(linear.lows), len(worst)))
        for at, number in enumerate(worst.tolist()):
            row = number - len(linear.costs)
            if row < 0:
                wanted[self.columns == number, at] = 1.0
                continue
            own[row, at] = 1.0
            entries = slice(linear.at[row], linear.at[row + 1])
            dense = np.zeros(len(linear.costs))
            np.add.at(dense, linear.columns[entries], linear.factors[entries])
            wanted[:, at] = -dense[self.columns]
        own[self.rows] += _solved(self.matrix.T, wanted)
        return list(own.T)


def _solved(matrix: Real, wanted: Real) -> Real:
    """The solution of a square system for several right-hand sides.

    Most rows of a basis get one unknown after another, and most other unknowns are in one row that
    is left; what remains is small.

    Raises:
        LinAlgError: if it is singular.
    """
    present = matrix != 0
    rows, columns = (np.ones(len(matrix), dtype=np.bool_) for _ in range(2))
    first = _peeled(present, rows, columns)
    last = _peeled(present.T, columns, rows)
    found = np.zeros_like(wanted)
    for row, column in first:
        _substitute(matrix, wanted, found, row, column)
    if rows.any():
        left = wanted[rows] - matrix[rows] @ found
        found[columns] = np.linalg.solve(matrix[np.ix_(rows, columns)], left)
    for column, row in reversed(last):
        _substitute(matrix, wanted, found, row, column)
    return found


def _peeled(present: Flags, rows: Flags, columns: Flags) -> list[tuple[Whole, Whole]]:
    """Rows with one column that is left, and these columns, in turns; both are left no more."""
    counts = present[:, columns].sum(axis=1)
    turns: list[tuple[Whole, Whole]] = []
    while True:
        single = np.flatnonzero(rows & (counts == 1))
        if not len(single):
            return turns
        only = (present[single] & columns).argmax(axis=1)
        only, at = np.unique(only, return_index=True)
        turns.append((single[at], only))
        rows[single[at]] = False
        columns[only] = False
        counts = counts - present[:, only].sum(axis=1)


def _substitute(matrix: Real, wanted: Real, found: Real, row: Whole, column: Whole) -> None:
    """Gives these unknowns the values that these rows leave them."""
    left = wanted[row] - matrix[row] @ found
    found[column] = left / matrix[row, column][:, None]


def _statuses(found: Any, count: int) -> Whole:
    statuses = np.zeros(count, dtype=np.int64)
    statuses[np.array(found.ids, dtype=np.int64)] = found.values
    return statuses


def _totals(linear: LinearProgram, values: Real) -> Real:
    totals = np.zeros(len(linear.lows))
    np.add.at(totals, linear.rows, linear.factors * values[linear.columns])
    return totals
