"""CP-SAT's model, filled from rows in bulk.

Measured in docs/decisions/0012.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from seatplan.engine.rows.rows import FAR, RowForm, Rows, Table, Whole
from seatplan.modelling import LinearExpr

CHUNK = 4_000
"""How many rows are converted to Python numbers at a time; these take five times the memory of the
rows."""


_LITERALS: dict[int, Callable[[Any], Any]] = {
    RowForm.AT_MOST_ONE: lambda made: made.at_most_one.literals,
    RowForm.EXACTLY_ONE: lambda made: made.exactly_one.literals,
    RowForm.CLAUSE: lambda made: made.bool_or.literals,
}
"""Where the solver has the literals of a constraint."""


class CpSat:
    """A CP-SAT model that follows the rows of a model.

    Attributes:
        cp: the solver's model.
        variables: the solver's variables, by number; number 0 is the constant 1.
    """

    def __init__(self) -> None:
        self.cp: cp_model.CpModel = cp_model.CpModel()
        self.variables: list[cp_model.IntVar] = [self.cp.new_constant(1)]
        self._rows = 0

    def copy(self) -> CpSat:
        """A copy that changes independently from now on."""
        made = CpSat.__new__(CpSat)
        made.cp = self.cp.clone()
        made.variables = list(self.variables)
        made._rows = self._rows
        return made

    def fill(
        self,
        rows: Rows,
        lows: Sequence[int],
        highs: Sequence[int],
        pulse: Callable[[], None] | None = None,
    ) -> None:
        """Adds the variables and rows that are missing.

        Args:
            rows: of the model.
            lows, highs: the bounds of its variables.
            pulse: called now and then; if it raises, the next call continues from there.
        """
        for low, high in zip(
            lows[len(self.variables) :], highs[len(self.variables) :], strict=True
        ):
            if pulse is not None:
                pulse()
            literal = low == 0 and high == 1
            new = self.cp.new_bool_var("") if literal else self.cp.new_int_var(low, high, "")
            self.variables.append(new)
        if len(rows) == self._rows:
            return
        least, most = np.array(lows, dtype=np.int64), np.array(highs, dtype=np.int64)
        constraints = self.cp.proto.constraints
        for begin in range(self._rows, len(rows), CHUNK):
            before = len(constraints)
            try:
                posted = rows.posted(begin, min(begin + CHUNK, len(rows)))
                post(self.cp, posted, least, most, pulse)
            finally:
                self._rows += len(constraints) - before

    def linear(self, expression: LinearExpr) -> cp_model.LinearExprT:
        """The expression as the solver's own."""
        variables = [self.variables[variable] for variable in expression.variables]
        total = cp_model.LinearExpr.weighted_sum(variables, expression.factors)
        return total + expression.constant if expression.constant else total


def post(
    cp: cp_model.CpModel,
    table: Table,
    low: Whole,
    high: Whole,
    pulse: Callable[[], None] | None = None,
) -> None:
    """Adds rows to a model; `low` and `high` are the bounds of its variables."""
    vars_, factors, ends = merged(*_sums_of(table))
    least, most = _sides(table, low, high)
    starts = table.starts.tolist()
    negated = -table.variables - 1
    literals = np.where(table.factors > 0, table.variables, negated).tolist()
    constraints = cp.proto.constraints
    rows = zip(table.forms.tolist(), table.guards.tolist(), strict=True)
    for row, (form, guard) in enumerate(rows):
        if pulse is not None:
            pulse()
        part = slice(starts[row], starts[row + 1])
        made = constraints.add()
        if form != RowForm.SUM:
            _LITERALS[form](made).extend(literals[part])
        else:
            entries = slice(ends[row], ends[row + 1])
            made.linear.vars.extend(vars_[entries])
            made.linear.coeffs.extend(factors[entries])
            made.linear.domain.extend((least[row], most[row]))
        if guard:
            made.enforcement_literal.append(guard)


def merged(
    starts: Whole, variables: Whole, factors: Whole
) -> tuple[list[int], list[int], list[int]]:
    """The entries of all rows, each variable once and in order, and where each row begins."""
    count = len(starts) - 1
    row = np.repeat(np.arange(count), np.diff(starts))
    order = np.lexsort((variables, row))
    row, variables, factors = row[order], variables[order], factors[order]
    first = np.ones(len(row), dtype=np.bool_)
    first[1:] = (row[1:] != row[:-1]) | (variables[1:] != variables[:-1])
    if len(row):
        factors = np.add.reduceat(factors, np.flatnonzero(first))
    row, variables = row[first], variables[first]
    some = factors != 0
    ends = np.searchsorted(row[some], np.arange(count + 1))
    return variables[some].tolist(), factors[some].tolist(), ends.tolist()


def _sums_of(table: Table) -> tuple[Whole, Whole, Whole]:
    """The rows that are sums, with their entries: nothing else is merged."""
    counts = np.diff(table.starts)
    is_sum = table.forms == RowForm.SUM
    entries = np.repeat(is_sum, counts)
    starts = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts * is_sum)))
    return starts, table.variables[entries], table.factors[entries]


def _sides(table: Table, low: Whole, high: Whole) -> tuple[list[int], list[int]]:
    """The bounds of each sum; where a row is open, those that its variables imply, or wider ones.

    So no side is beyond the other, even where no value of the variables satisfies the row.
    """
    least, most = table.least_and_most(low, high)
    return (
        np.where(table.lows == -FAR, np.minimum(least, table.highs), table.lows).tolist(),
        np.where(table.highs == FAR, np.maximum(most, table.lows), table.highs).tolist(),
    )


def maximize(cp: cp_model.CpModel, worth: Mapping[int, int]) -> None:
    """Sets the objective: coefficients by variable index; no objective if empty."""
    if worth:
        objective = cp.proto.objective
        objective.vars.extend(list(worth))
        objective.coeffs.extend([-one for one in worth.values()])
        objective.scaling_factor = -1.0


def hint(cp: cp_model.CpModel, variables: Iterable[int], values: Iterable[int]) -> None:
    """Sets the solver's hint; variables by index."""
    cp.proto.solution_hint.vars.extend(list(variables))
    cp.proto.solution_hint.values.extend(list(values))
