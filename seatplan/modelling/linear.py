"""Linear expressions of variables, and the constraints that comparisons of them make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from attrs import frozen

Variable = int
"""A variable of the model, usually a literal: 0 or 1."""


ALWAYS: Variable = 0
"""The literal that is true in every plan."""


class LinearExpr:
    """A linear expression with whole coefficients; comparing it makes a constraint.

    Its unit is the unit that its variables count: persons, seats or days. As in OR-Tools and
    linopy, `taken >= 2` is a `LinearConstraint`, which is neither true nor false.

    Example:
        taken = LinearExpr(seat.literal for seat in model.seat_variables(flight, "up"))
        days = LinearExpr([tour.literal for tour in tours], [tour.days for tour in tours])
        model.require(self, here, taken >= 2, days <= 365 * taken, settled=flight.launch)
    """

    __slots__ = ("constant", "factors", "variables")

    def __init__(
        self,
        variables: Iterable[Variable] = (),
        factors: Iterable[int] | int = 1,
        constant: int = 0,
    ) -> None:
        self.variables: list[Variable] = list(variables)
        self.factors: list[int] = (
            [factors] * len(self.variables) if isinstance(factors, int) else list(factors)
        )
        self.constant: int = constant

    @classmethod
    def _of(cls, variables: list[Variable], factors: list[int], constant: int) -> LinearExpr:
        """The expression of lists that no one else changes: sums of these are most of a model."""
        made = cls.__new__(cls)
        made.variables, made.factors, made.constant = variables, factors, constant
        return made

    @staticmethod
    def total(sums: Iterable[LinearExpr]) -> LinearExpr:
        """The sum of several expressions, in one pass.

        Raises:
            TypeError: if one of them is no expression, such as a literal, which is an integer.
        """
        total = LinearExpr()
        one: object = None
        try:
            for one in sums:
                total.variables += one.variables
                total.factors += one.factors
                total.constant += one.constant
        except AttributeError:
            if isinstance(one, LinearExpr):
                raise
            raise TypeError(
                f"{one!r} is not a LinearExpr. Maybe LinearExpr(literals, factors): literals are"
                " integers, so `literal * days` is a product of integers."
            ) from None
        return total

    def __add__(self, other: LinearExpr | int) -> LinearExpr:
        if isinstance(other, int):
            return self._of(self.variables[:], self.factors[:], self.constant + other)
        return self._of(
            self.variables + other.variables,
            self.factors + other.factors,
            self.constant + other.constant,
        )

    __radd__ = __add__

    def __neg__(self) -> LinearExpr:
        return self._of(self.variables[:], [-one for one in self.factors], -self.constant)

    def __sub__(self, other: LinearExpr | int) -> LinearExpr:
        if isinstance(other, int):
            return self._of(self.variables[:], self.factors[:], self.constant - other)
        return self._of(
            self.variables + other.variables,
            self.factors + [-one for one in other.factors],
            self.constant - other.constant,
        )

    def __rsub__(self, other: int) -> LinearExpr:
        return self._of(self.variables[:], [-one for one in self.factors], other - self.constant)

    def __mul__(self, factor: int) -> LinearExpr:
        return self._of(
            self.variables[:], [factor * one for one in self.factors], self.constant * factor
        )

    __rmul__ = __mul__

    def __le__(self, most: LinearExpr | int) -> LinearConstraint:
        if isinstance(most, int):
            return LinearConstraint(self, None, most)
        return LinearConstraint(self - most, None, 0)

    def __ge__(self, least: LinearExpr | int) -> LinearConstraint:
        if isinstance(least, int):
            return LinearConstraint(self, least, None)
        return LinearConstraint(self - least, 0, None)

    def __eq__(self, value: LinearExpr | int) -> LinearConstraint:  # type: ignore[override]
        if isinstance(value, int):
            return LinearConstraint(self, value, value)
        return LinearConstraint(self - value, 0, 0)

    __hash__: ClassVar[None]  # type: ignore[assignment]

    def coefficients(self) -> dict[Variable, int]:
        """The factor of each variable, which may occur several times in the expression."""
        found: dict[Variable, int] = {}
        for variable, factor in zip(self.variables, self.factors, strict=True):
            found[variable] = found.get(variable, 0) + factor
        return found

    def within(self, least: int | None, most: int | None) -> LinearConstraint:
        """The constraint that the expression lies in `[least, most]`; None is no bound."""
        return LinearConstraint(self, least, most)

    def __repr__(self) -> str:
        terms = [f"{f}*v{v}" for f, v in zip(self.factors, self.variables, strict=True)]
        return " + ".join([*terms, str(self.constant)])


@frozen(eq=False)
class LinearConstraint:
    """The constraint that a linear expression lies in a range; made by comparing a `LinearExpr`.

    Attributes:
        expression: the expression that is bounded.
        least, most: the bounds, in the unit of the expression; None for no bound.
        given: the constraint must hold only if this literal is true.
    """

    expression: LinearExpr
    least: int | None
    most: int | None
    given: Variable = ALWAYS

    def where(self, literal: Variable) -> LinearConstraint:
        """The same constraint, required only if a literal is true."""
        return LinearConstraint(self.expression, self.least, self.most, literal)

    def excesses(self) -> Iterator[LinearExpr]:
        """Yield expressions for how far the value is below and above the range; inside, at most
        0."""
        if self.least is not None:
            yield self.least - self.expression
        if self.most is not None:
            yield self.expression - self.most

    def __bool__(self) -> bool:
        raise TypeError(
            "a LinearConstraint is neither true nor false before there is a plan."
            " Maybe give it to model.require or model.add."
        )


def must_be_constraints(constraints: Iterable[object]) -> None:
    """Checks what a rule requires.

    Raises:
        TypeError: if something is no constraint, such as a comparison of literals.
    """
    for one in constraints:
        if not isinstance(one, LinearConstraint):
            raise TypeError(
                f"{one!r} is not a LinearConstraint. Maybe LinearExpr(literals) <= 1: literals are"
                " integers, so comparing them is not a constraint."
            )


def may_be(case: LinearExpr) -> bool:
    """Whether an expression that is 0 or 1 can be 1 at all."""
    return bool(case.variables) or case.constant > 0
