"""Variables and rows over them, the basis of every constraint; independent of any program.

No solver here. CP-SAT is filled from the rows on first use (`cpsat.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from operator import mul
from typing import TYPE_CHECKING, TypeVar, cast

import numpy as np

from seatplan.engine.rows.active_requirements import TRUE
from seatplan.engine.rows.overflow import must_count
from seatplan.engine.rows.rows import Form, Rows, Whole
from seatplan.modelling import LinearConstraint, LinearExpr, Variable

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from seatplan.engine.rows.cpsat import CpSat

T = TypeVar("T")

Key = tuple[tuple[tuple[int, int], ...], int]
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
        self._pulse = pulse
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
        """A new whole number in that range."""
        must_count(low, high)
        return self._enter(low, high)

    def _enter(self, low: int, high: int) -> Variable:
        if self._pulse is not None:
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
        low, high = self.range(expression)
        variable = self.number(low, high)
        self.add_linear(expression - LinearExpr([variable]), 0, 0)
        return LinearExpr([variable])

    def any_of(self, literals: Iterable[Variable], *, most: int | None = None) -> Variable:
        literals = list(dict.fromkeys(literals))
        if TRUE in literals:
            return TRUE
        if len(literals) == 1:
            return literals[0]
        some = self.literal()
        self._follows(literals, some, most)
        return some

    def _follows(self, literals: Sequence[Variable], some: Variable, most: int | None) -> None:
        """Requires `some` if any of these is true; one row if at most `most` of them are."""
        if most is None:
            for literal in literals:
                self.implies(literal, some)
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
        """The bounds of an expression, from the bounds of its variables."""
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

    def ranges(self) -> tuple[Whole, Whole]:
        """The bounds of each variable."""
        return np.array(self._low, dtype=np.int64), np.array(self._high, dtype=np.int64)

    def value(self, expression: LinearExpr, solution: Sequence[int]) -> int:
        """The value of an expression in a solution."""
        pairs = zip(expression.variables, expression.factors, strict=True)
        return expression.constant + sum(factor * solution[at] for at, factor in pairs)

    def implies(self, literal: Variable, other: Variable) -> None:
        """Requires `other` if `literal` is true."""
        self.rows.add((literal, other), (-1, 1), 0, None, form=Form.IMPLIES)

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
        given: Variable = TRUE,
    ) -> None:
        """Requires that an expression lies in a range, if `given` is true."""
        if self._pulse is not None:
            self._pulse()
        low, high = self.range(expression)
        floor = low if least is None else least
        ceiling = high if most is None else most
        if floor <= low and high <= ceiling:
            return
        if floor > min(high, ceiling) or ceiling < low:
            self.rows.add((), (), 1, None, guard=given)  # infeasible
            return
        must_count(low - expression.constant, high - expression.constant)
        self.rows.add(
            expression.variables,
            expression.factors,
            None if floor <= low else floor - expression.constant,
            None if high <= ceiling else ceiling - expression.constant,
            guard=given,
        )

    def both(self, one: Variable, other: Variable) -> Variable:
        """A literal that is true if both of these are; it may also be true otherwise."""
        if TRUE in (one, other) or one == other:
            return max(one, other)
        pair = (min(one, other), max(one, other))
        return self.once(("both", *pair), lambda: self._made_both(pair))

    def _made_both(self, pair: tuple[Variable, Variable]) -> Variable:
        both = self.literal()
        self.clause([both], pair)
        return both

    def exactly_one(self, literals: Sequence[Variable]) -> None:
        """Requires that exactly one of these is true."""
        self.rows.add(literals, None, 1, 1)

    def clause(self, literals: Sequence[Variable], others: Sequence[Variable] = ()) -> None:
        """Requires that one of these is true, or one of the others is false."""
        factors = [*[1] * len(literals), *[-1] * len(others)]
        self.rows.add([*literals, *others], factors, 1 - len(others), None)

    def only_if(self, literal: Variable, literals: Sequence[Variable]) -> None:
        """A clause that stays out of the linear program, unlike `add_linear`."""
        if TRUE not in literals:
            factors = (-1, *[1] * len(literals))
            self.rows.add((literal, *literals), factors, 0, None, form=Form.CLAUSE)

    def at_most_one(self, literals: Sequence[Variable], *, given: Variable = TRUE) -> None:
        """Requires that at most one of these is true."""
        if given == TRUE:
            self.rows.add(literals, None, None, 1, form=Form.AT_MOST_ONE)
        else:
            self.add_linear(LinearExpr(literals), None, 1, given=given)

    def own(self, rows: Sequence[int], owners: Sequence[Variable]) -> None:
        """Strengthens "at most one of these" rows: none of them if the row's owner is false."""
        if rows:
            self.rows.own(rows, owners)
            self._cpsat = None  # it is filled again on its next use

    def at_most_one_of(self, owner: Variable, literals: Iterable[Variable]) -> None:
        """Requires at most one of these if `owner` is true, and otherwise none."""
        if self._pulse is not None:
            self._pulse()
        literals = list(literals)
        factors = (-1, *[1] * len(literals))
        self.rows.add((owner, *literals), factors, None, 0, form=Form.AT_MOST_ONE_OWNED)

    def exactly_one_of(self, owner: Variable, literals: Iterable[Variable]) -> None:
        """Requires that exactly one of these is true if `owner` is, and otherwise none."""
        if self._pulse is not None:
            self._pulse()
        literals = list(literals)
        factors = (-1, *[1] * len(literals))
        self.rows.add((owner, *literals), factors, 0, 0, form=Form.EXACTLY_ONE_OWNED)

    def forbid(self, literal: Variable, *, given: Variable = TRUE) -> None:
        """Requires that a literal is false."""
        if given == TRUE:
            self.add_linear(LinearExpr([literal]), None, 0)
        else:
            self.rows.add((given, literal), None, None, 1, form=Form.EXCLUDES)

    def on_trial(self) -> Callable[[], None]:
        """Begins a trial; the returned function ends it and removes everything posted since.

        If it is not called, the rows stay.
        """
        cpsat, size, rows, known = self._filled(), self.size, len(self.rows), dict(self.known)
        self._cpsat = cpsat.copy()

        def forget() -> None:
            self._cpsat, self.known = cpsat, known
            self.rows.forget(rows)
            for entries in (self._low, self._high):
                del entries[size:]

        return forget
