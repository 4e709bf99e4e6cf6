"""Variables and rows over them, the basis of every constraint; independent of any program.

No solver here. CP-SAT is filled from the rows on first use (`cpsat.py`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Sequence
from copy import copy
from operator import mul
from typing import TYPE_CHECKING, TypeVar, cast

import numpy as np

from seatplan.engine.rows.overflow import must_count
from seatplan.engine.rows.rows import RowForm, Rows, Whole
from seatplan.modelling import ALWAYS, LinearConstraint, LinearExpr, Variable

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from seatplan.engine.rows.cpsat import CpSat

T = TypeVar("T")

ExpressionKey = tuple[tuple[tuple[int, int], ...], int]
"""A key for a linear expression, the same for equal sums: its terms in order, and its constant."""


class RowModel:
    """Variables and rows. Variables are numbers from 0; number 0 is the constant 1.

    Attributes:
        rows: the constraints.
        known: variables and rows that are made on first use, by what they are for.
    """

    def __init__(self, pulse: Callable[[], None] | None = None) -> None:
        """
        Args:
            pulse: called now and then; it may raise an exception to stop.
        """
        self.rows: Rows = Rows()
        self._pulse: Callable[[], None] = pulse if pulse is not None else lambda: None
        self._low = [1]
        self._high = [1]
        self._cpsat: CpSat | None = None
        self.known: dict[Hashable, object] = {}

    # New variables

    @property
    def size(self) -> int:
        """How many variables there are."""
        return len(self._low)

    def literal(self) -> Variable:
        return self._enter(0, 1)

    def number(self, low: int, high: int) -> Variable:
        must_count(low, high)
        return self._enter(low, high)

    def _enter(self, low: int, high: int) -> Variable:
        self._pulse()
        self._low.append(low)
        self._high.append(high)
        return len(self._low) - 1

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was made for a key, made on first use: a variable, or an expression of some."""
        if key not in self.known:
            self.known[key] = make()
        return cast(T, self.known[key])

    def auxiliary(self, expression: LinearExpr) -> LinearExpr:
        if len(expression.variables) < 2:
            return expression
        low, high = self.certain_range(expression)
        if low == high:
            return LinearExpr(constant=low)
        # Days of tours of equal length are a number of tours: that is the number to branch on.
        step = math.gcd(*expression.factors)
        begin = expression.constant % step
        variable = self.number((low - begin) // step, (high - begin) // step)
        made = LinearExpr([variable], step, begin)
        self.add_linear(expression - made, 0, 0)
        return made

    def any_of(self, literals: Iterable[Variable], *, most: int | None = None) -> Variable:
        literals = list(dict.fromkeys(literals))
        if ALWAYS in literals:
            return ALWAYS
        if len(literals) == 1:
            return literals[0]
        some = self.literal()
        self._follows(literals, some, most)
        return some

    def _follows(self, literals: Sequence[Variable], some: Variable, most: int | None) -> None:
        """Requires `some` if any of these is true; one row if at most `most` of them are."""
        if most is None:
            for literal in literals:
                self.clause([some], [literal])
        else:
            self.add_linear(
                LinearExpr(literals) - LinearExpr([some], min(most, len(literals))), None, 0
            )

    # CP-SAT

    def _filled(self) -> CpSat:
        """CP-SAT's model, up to date; the solver loads on first use."""
        if self._cpsat is None:
            from seatplan.engine.rows.cpsat import CpSat

            self._cpsat = CpSat()
        self._cpsat.fill(self.rows, self._low, self._high, self._pulse)
        return self._cpsat

    @property
    def cp(self) -> cp_model.CpModel:
        """CP-SAT's own model. Anything added to it directly is not a row."""
        return self._filled().cp

    @property
    def variables(self) -> Sequence[cp_model.IntVar]:
        """CP-SAT's own variables, by number."""
        return self._filled().variables

    def linear(self, expression: LinearExpr) -> cp_model.LinearExprT:
        """The expression for CP-SAT."""
        return self._filled().linear(expression)

    # Constraints

    def range(self, expression: LinearExpr) -> tuple[int, int]:
        low = high = expression.constant
        if not expression.variables:
            return low, high
        # Most sums are long and all of one sign, so avoid a loop in Python.
        if min(expression.factors) > 0 or max(expression.factors) < 0:
            factors, variables = expression.factors, expression.variables
            one = sum(map(mul, factors, map(self._low.__getitem__, variables)))
            other = sum(map(mul, factors, map(self._high.__getitem__, variables)))
            return low + min(one, other), high + max(one, other)
        for variable, factor in zip(expression.variables, expression.factors, strict=True):
            if factor > 0:
                low += factor * self._low[variable]
                high += factor * self._high[variable]
            else:
                low += factor * self._high[variable]
                high += factor * self._low[variable]
        return low, high

    def certain_range(self, expression: LinearExpr) -> tuple[int, int]:
        """As `range`, or narrower if rows that hold in any case imply that."""
        return self.range(expression)

    def ranges(self) -> tuple[Whole, Whole]:
        """The bounds of each variable."""
        return np.array(self._low, dtype=np.int64), np.array(self._high, dtype=np.int64)

    def value(self, expression: LinearExpr, solution: Sequence[int]) -> int:
        """The value of an expression in a solution."""
        pairs = zip(expression.variables, expression.factors, strict=True)
        return expression.constant + sum(factor * solution[at] for at, factor in pairs)

    def add(self, constraint: LinearConstraint) -> None:
        self.add_linear(
            constraint.expression, constraint.least, constraint.most, given=constraint.given
        )

    def add_linear(
        self,
        expression: LinearExpr,
        least: int | None,
        most: int | None,
        *,
        given: Variable = ALWAYS,
    ) -> None:
        """Requires that an expression lies in a range, if `given` is true."""
        low, high = self.range(expression)
        floor = low if least is None else least
        ceiling = high if most is None else most
        if floor <= low and high <= ceiling:
            return
        factors, begin = expression.factors, expression.constant
        must_count(low - begin, high - begin)
        step = 1 if 1 in factors or -1 in factors else math.gcd(*factors)
        if step > 1:  # then the sides are rounded, which cuts off fractional solutions
            factors = [one // step for one in factors]
            low, high = (low - begin) // step, (high - begin) // step
            floor, ceiling = -((begin - floor) // step), (ceiling - begin) // step
            begin = 0
        if floor > min(high, ceiling) or ceiling < low:
            self.rows.add((), (), 1, None, form=RowForm.CLAUSE, guard=given)  # infeasible
            return
        self._pulse()
        self.rows.add(
            expression.variables,
            factors,
            None if floor <= low else floor - begin,
            None if high <= ceiling else ceiling - begin,
            guard=given,
        )

    def all_of(self, literals: Iterable[Variable]) -> Variable:
        """A literal that is true if all of these are; it may also be true otherwise."""
        some = tuple(sorted(set(literals) - {ALWAYS}))
        if len(some) < 2:
            return some[0] if some else ALWAYS

        def make() -> Variable:
            every = self.literal()
            self.clause([every], some)
            return every

        return self.once(("all", some), make)

    # Rows of literals: constraints of the solver's own, which stay out of its linear program

    def clause(self, literals: Sequence[Variable], others: Sequence[Variable] = ()) -> None:
        """Requires that one of these is true, or one of the others is false."""
        self._of_literals(RowForm.CLAUSE, 1, None, literals, others)

    def only_if(self, literal: Variable, literals: Sequence[Variable]) -> None:
        if ALWAYS not in literals:
            self.clause(literals, [literal])

    def at_most_one(self, literals: Sequence[Variable], *, given: Variable = ALWAYS) -> None:
        """Requires that at most one of these is true."""
        if given == ALWAYS:
            self._of_literals(RowForm.AT_MOST_ONE, None, 1, literals)
        else:
            self.add_linear(LinearExpr(literals), None, 1, given=given)

    def at_most_one_of(self, owner: Variable, literals: Sequence[Variable]) -> None:
        """Requires at most one of these if `owner` is true, and otherwise none."""
        self._of_literals(RowForm.AT_MOST_ONE, None, 1, literals, [owner])

    def exactly_one(self, literals: Sequence[Variable], *, owner: Variable | None = None) -> None:
        """Requires that exactly one of these is true; if there is an owner that is false, none."""
        self._of_literals(RowForm.EXACTLY_ONE, 1, 1, literals, [] if owner is None else [owner])

    def forbid(self, literal: Variable, *, given: Variable = ALWAYS) -> None:
        """Requires that a literal is false."""
        if given == ALWAYS:
            self.add_linear(LinearExpr([literal]), None, 0)
        else:
            self.clause([], [given, literal])

    def _of_literals(
        self,
        form: RowForm,
        low: int | None,
        high: int | None,
        literals: Sequence[Variable],
        negated: Sequence[Variable] = (),
    ) -> None:
        """Bounds how many of these literals are true; of the negated ones, how many are false."""
        self._pulse()
        sides = (None if side is None else side - len(negated) for side in (low, high))
        factors = [1] * len(literals) + [-1] * len(negated)
        self.rows.add([*literals, *negated], factors, *sides, form=form)

    def own(self, rows: Sequence[int], owners: Sequence[Variable]) -> None:
        """Strengthens "at most one of these" rows: none of them if the row's owner is false."""
        if rows:
            self.rows.own(rows, owners)
            self._cpsat = None  # it is filled again on its next use

    def on_trial(self) -> Callable[[], None]:
        """Begins a trial; the returned function ends it and removes everything posted since.

        If it is not called, the rows stay.
        """
        cpsat, rows = self._filled(), len(self.rows)
        kept = {name: copy(own) for name, own in vars(self).items() if isinstance(own, dict | list)}
        self._cpsat = cpsat.copy()

        def forget() -> None:
            vars(self).update(kept, _cpsat=cpsat)
            self.rows.forget(rows)

        return forget
