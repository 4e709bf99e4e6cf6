"""The literals of one launch or landing: one for each day, and where there are many, for each run.

"On one of these days" is a sum of literals that is 1 or 0. For a few days it is the sum of their
literals. For many days, each day has a second literal, "on this day or later", and a run of
neighboring days is one literal, made on first use, so a sum has few terms however wide the window
is. Rows that compare the days of two events, one for each day, then grow linearly with the days
rather than quadratically.

`shares_of` multiplies a sum with such cases: how much of the sum counts in each.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from itertools import groupby

from seatplan.engine.rows.row_model import ExpressionKey, RowModel
from seatplan.modelling import ALWAYS, LinearExpr, Variable

DayLiteral = tuple[date, Variable]
"""A day, and the literal that is true if that day is chosen."""

NEVER, CERTAIN = LinearExpr(), LinearExpr(constant=1)

FEW_DAYS = 8
"""For up to this many days, the plain sum is no longer than its replacement.

Measured in docs/decisions/0022.
"""


class DayLiterals:
    """The possible days of one event.

    Attributes:
        days: each with its literal, in order; exactly one is true. A single day is the constant 1.
        range: the first and the last possible day; the base day if there are none.
        first, last: the same as ordinals.
    """

    def __init__(self, model: RowModel, days: Sequence[date], base: date) -> None:
        self._model = model
        self.range: tuple[date, date] = (days[0], days[-1]) if days else (base, base)
        self.first: int
        self.last: int
        self.first, self.last = (day.toordinal() for day in self.range)
        self._ordinals = [day.toordinal() for day in days]
        self._since: list[Variable] = []
        if len(days) == 1:
            self.days: tuple[DayLiteral, ...] = ((days[0], ALWAYS),)
            return
        self.days = tuple((day, model.literal()) for day in days)
        model.exactly_one([literal for _, literal in self.days])
        if len(days) > FEW_DAYS:
            self._since = [ALWAYS, *(model.literal() for _ in days[1:])]
            for at, (_, literal) in enumerate(self.days):
                later = self._since[at + 1 : at + 2]
                rest = LinearExpr([self._since[at]]) - LinearExpr([literal, *later])
                model.add_linear(rest, 0, 0)

    def on(self, picked: Callable[[date], bool]) -> LinearExpr:
        """1 if the event is on one of the picked days."""
        if len(self.days) == 1:
            return CERTAIN if picked(self.days[0][0]) else NEVER
        neighbors = groupby(range(len(self.days)), lambda at: picked(self.days[at][0]))
        runs = [list(numbers) for some, numbers in neighbors if some]
        return LinearExpr.total(self._run(run[0], run[-1] + 1) for run in runs)

    def since(self, ordinal: int) -> LinearExpr:
        """1 if the event is on that day, given as an ordinal, or later."""
        return self._run(bisect_left(self._ordinals, ordinal), len(self.days))

    def before(self, ordinal: int) -> LinearExpr:
        """1 if the event is before that day, given as an ordinal."""
        return self._run(0, bisect_left(self._ordinals, ordinal))

    def _run(self, start: int, end: int) -> LinearExpr:
        """1 if the event is on one of the days from one number until another."""
        if start == end:
            return NEVER
        if end - start == len(self.days):
            return CERTAIN
        if not self._since or end - start < 3:
            return LinearExpr([literal for _, literal in self.days[start:end]])
        if end == len(self.days):
            return LinearExpr([self._since[start]])
        key = ("run", self._since[start], self._since[end])
        return self._model.once(key, lambda: self._made_run(start, end))

    def _made_run(self, start: int, end: int) -> LinearExpr:
        run = LinearExpr([self._model.literal()])
        later = LinearExpr([self._since[start]]) - LinearExpr([self._since[end]])
        self._model.add_linear(run - later, 0, 0)
        return run


def shares_of(
    model: RowModel, expression: LinearExpr, most: int, cases: Sequence[LinearExpr]
) -> list[LinearExpr]:
    """For each case, an expression that equals a sum if the case holds, else 0.

    Exactly one case holds, so the shares add up to the sum. Each sum and set of cases has one set
    of variables.

    Args:
        model: the model.
        expression: the sum, from 0 to `most`.
        most: its upper bound.
        cases: expressions that are 0 or 1.
    """
    key = _key(expression)
    made = [
        model.once(("share", key, _key(case)), partial(_made_share, model, most, case))
        for case in cases
    ]
    together = ("shares", key, *sorted(map(_key, cases)))
    model.once(together, lambda: model.add_linear(LinearExpr.total(made) - expression, 0, 0))
    return made


def _made_share(model: RowModel, high: int, case: LinearExpr) -> LinearExpr:
    """How much of a sum up to `high` counts in one case."""
    share = LinearExpr([model.literal() if high == 1 else model.number(0, high)])
    model.add_linear(share - high * case, None, 0)
    return share


def _key(expression: LinearExpr) -> ExpressionKey:
    """A key that is the same for equal sums."""
    return tuple(sorted(expression.coefficients().items())), expression.constant
