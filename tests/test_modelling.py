"""Expressions of a model, and the constraints that comparing them makes."""

import pytest

from seatplan.modelling import ALWAYS, LinearConstraint, LinearExpr
from seatplan.modelling.linear import must_be_constraints


def excesses(constraint: LinearConstraint, values: dict[int, int]) -> list[int]:
    """The value of each side at some values of the variables."""
    return [
        one.constant + sum(f * values[v] for v, f in zip(one.variables, one.factors, strict=True))
        for one in constraint.excesses()
    ]


@pytest.mark.parametrize("value", range(-1, 5))
def test_comparisons(value: int) -> None:
    """A comparison holds exactly where no side is above 0, with a number and an expression."""
    taken, other = LinearExpr([1]), LinearExpr([2]) + 1
    at = {1: value, 2: 1}
    for constraint, holds in (
        (taken >= 2, value >= 2),
        (taken <= 2, value <= 2),
        (taken == 2, value == 2),
        (taken >= other, value >= 2),
        (taken <= other, value <= 2),
        (taken == other, value == 2),
        (taken.within(1, 3), 1 <= value <= 3),
        (taken.within(None, None), True),
    ):
        assert all(one <= 0 for one in excesses(constraint, at)) == holds


def test_the_factor_of_a_variable_that_occurs_twice() -> None:
    """Factors of one variable are added up, even to 0."""
    assert LinearExpr([1, 2, 1, 2], [3, 4, 5, -4]).coefficients() == {1: 8, 2: 0}


def test_the_condition() -> None:
    """A constraint holds always, or only where its literal is true."""
    constraint = LinearExpr([1]) <= 3
    assert constraint.given == ALWAYS
    assert constraint.where(7).given == 7
    assert (constraint.where(7).least, constraint.where(7).most) == (None, 3)


def test_literals_are_no_expressions() -> None:
    """Literals are integers: their products and comparisons are refused, with what to write."""
    with pytest.raises(TypeError, match=r"6 is not a LinearExpr\. Maybe LinearExpr\(literals"):
        LinearExpr.total([LinearExpr([1]), 2 * 3])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="True is not a LinearConstraint"):
        must_be_constraints([LinearExpr([1]) <= 1, 1 + 2 <= 3])


def test_no_truth_value() -> None:
    """A constraint in an `if` is a mistake, and shows what to do with it."""
    with pytest.raises(TypeError, match=r"Maybe give it to model\.require"):
        assert LinearExpr([1]) == LinearExpr([1])
