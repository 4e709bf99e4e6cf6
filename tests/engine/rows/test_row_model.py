"""Variables and rows: what each constraint allows, and what is made for expressions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import product
from operator import mul

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from seatplan.engine.rows.overflow import LARGEST_SUM, UncountableError
from seatplan.engine.rows.row_model import RowModel
from seatplan.modelling import ALWAYS, LinearExpr
from tests.properties.effort import examples

Values = tuple[int, ...]

LITERALS = 4
LOW, HIGH = -2, 2

signs = st.lists(st.integers(-3, 3), min_size=LITERALS, max_size=LITERALS)
side = st.none() | st.integers(-4, 4)
picks = st.lists(st.integers(1, LITERALS), min_size=1, max_size=3, unique=True)


class _All(cp_model.CpSolverSolutionCallback):
    def __init__(self, variables: Iterable[cp_model.IntVar]) -> None:
        super().__init__()
        self.variables = list(variables)
        self.found: set[Values] = set()

    def on_solution_callback(self) -> None:
        self.found.add(tuple(map(self.value, self.variables)))


def allowed(model: RowModel) -> set[Values]:
    """The values of the first few literals, with the constant 1, that the solver allows."""
    solver = cp_model.CpSolver()
    solver.parameters.enumerate_all_solutions = True
    solver.parameters.num_workers = 1
    told = _All(model.variables[: LITERALS + 1])
    solver.solve(model.cp, told)
    return told.found


def fresh() -> RowModel:
    """A model with a few literals, numbered from 1."""
    model = RowModel()
    assert [model.literal() for _ in range(LITERALS)] == list(range(1, LITERALS + 1))
    return model


def those(keeps: Callable[[Values], bool]) -> set[Values]:
    """The values of the literals, with the constant 1, that a condition allows."""
    every = ((1, *values) for values in product((0, 1), repeat=LITERALS))
    return {values for values in every if keeps(values)}


@given(signs, st.integers(-2, 2), side, side, st.integers(0, LITERALS))
@examples(60)
def test_a_sum_lies_in_its_range_if_its_condition_is_true(
    factors: list[int], constant: int, least: int | None, most: int | None, guard: int
) -> None:
    """The solver allows exactly the values that a condition false or a sum in its range has."""
    model = fresh()
    expression = LinearExpr(range(1, LITERALS + 1), factors, constant)
    model.add_linear(expression, least, most, given=guard)

    def keeps(values: Values) -> bool:
        total = constant + sum(map(mul, factors, values[1:]))
        low, high = total if least is None else least, total if most is None else most
        return not values[guard] or low <= total <= high

    assert allowed(model) == those(keeps)


@given(picks, picks, st.integers(0, LITERALS))
@examples(16)
def test_rows_of_literals_are_what_they_say(some: list[int], others: list[int], one: int) -> None:
    """Clauses and rows of literals allow exactly what their docstrings say."""

    def count(values: Values) -> int:
        return sum(values[at] for at in some)

    posts: list[tuple[Callable[[RowModel], None], Callable[[Values], bool]]] = [
        (
            lambda model: model.clause(some, others),
            lambda values: count(values) > 0 or not all(values[at] for at in others),
        ),
        (lambda model: model.only_if(one, some), lambda values: not values[one] or count(values)),
        (
            lambda model: model.at_most_one(some, given=one),
            lambda values: not values[one] or count(values) <= 1,
        ),
        (
            lambda model: model.at_most_one_of(one, some),
            lambda values: count(values) <= values[one],
        ),
        (
            lambda model: model.exactly_one(some, owner=one),
            lambda values: count(values) == values[one],
        ),
        (lambda model: model.exactly_one(some), lambda values: count(values) == 1),
        (
            lambda model: model.forbid(some[0], given=one),
            lambda values: not (values[one] and values[some[0]]),
        ),
    ]
    for post, keeps in posts:
        model = fresh()
        post(model)
        assert allowed(model) == those(lambda values, keeps=keeps: bool(keeps(values)))  # type: ignore[misc]


def test_a_row_gets_its_owner_later() -> None:
    """A row "at most one of these" with an owner allows none of them where the owner is false."""
    model = fresh()
    model.at_most_one([1, 2])
    assert len(allowed(model)) == 12
    model.own([len(model.rows) - 1], [3])
    assert allowed(model) == those(lambda values: values[1] + values[2] <= values[3])


@given(signs, st.integers(-2, 2), st.data())
@examples(40)
def test_the_range_of_a_sum_is_reached(factors: list[int], off: int, data: st.DataObject) -> None:
    """The bounds of an expression are its least and greatest value over all values."""
    model = RowModel()
    ends = [sorted(data.draw(st.tuples(*[st.integers(LOW, HIGH)] * 2))) for _ in factors]
    expression = LinearExpr([model.number(*pair) for pair in ends], factors, off)
    corners = [model.value(expression, (1, *values)) for values in product(*ends)]
    assert model.range(expression) == (min(corners), max(corners))


@given(st.lists(st.integers(0, LITERALS), min_size=1, max_size=4), st.none() | st.integers(2, 4))
@examples(30)
def test_any_of_some_literals(some: list[int], most: int | None) -> None:
    """It is true where one of them is, in one row or in several; no literal is made in vain."""
    model = fresh()
    if most is not None and len(set(some)) > most:
        model.add_linear(LinearExpr(set(some) - {ALWAYS}), None, most)
    made = model.any_of(some, most=most)
    if ALWAYS in some or len(set(some)) == 1:
        assert made == min(some)
        assert model.size == LITERALS + 1
        return
    before = allowed(model)
    model.forbid(made)
    assert allowed(model) == {one for one in before if not any(one[at] for at in some)}


def test_made_once() -> None:
    """A pair has one literal in either order, and a sum of one variable needs no number."""
    model = fresh()
    both = model.all_of((1, 2))
    assert model.all_of((2, 1)) == both == LITERALS + 1
    assert (model.all_of((ALWAYS, 2)), model.all_of((2, ALWAYS)), model.all_of((2, 2))) == (2, 2, 2)
    model.forbid(both)
    assert allowed(model) == those(lambda values: not (values[1] and values[2]))
    single = LinearExpr([3], [2], 5)
    assert model.auxiliary(single) is single
    (number,) = model.auxiliary(LinearExpr([1, 2, 3], [1, 2, -1], 4)).variables
    assert [ends[number] for ends in model.ranges()] == [3, 7]
    model.add(LinearExpr([number]) == 6)
    assert allowed(model) == those(lambda values: values[2] and not values[1] + values[3])


def test_multiples_have_a_number_of_their_own() -> None:
    """Ten and thirty days of two tours are a number of tens; a sum of one value is a constant."""
    model = fresh()
    days = model.auxiliary(LinearExpr([1, 2], [10, 30], 25))
    assert (days.factors, days.constant) == ([10], 5)
    assert [ends[days.variables[0]] for ends in model.ranges()] == [2, 6]
    model.add(days >= 50)
    assert allowed(model) == those(lambda values: bool(values[2]))
    nothing = model.auxiliary(LinearExpr([1, 2], [0, 0], 7))
    assert (nothing.variables, nothing.constant) == ([], 7)


@given(st.lists(st.integers(-2, 2), min_size=2, max_size=4), st.integers(2, 3), side, side)
@examples(30)
def test_sides_are_rounded(
    factors: list[int], step: int, low: int | None, high: int | None
) -> None:
    """A row of multiples of a number has sides that are values of it, and allows the same."""
    model = fresh()
    factors = [step * one for one in factors]
    expression = LinearExpr(range(1, len(factors) + 1), factors, 1)
    model.add_linear(expression, low, high)
    assert allowed(model) == those(
        lambda values: (
            (low is None or model.value(expression, values) >= low)
            and (high is None or model.value(expression, values) <= high)
        )
    )
    for row in range(len(model.rows)):
        own, *_ = model.rows.row(row)
        assert not own or max(map(abs, own.values())) <= 2


def test_numbers_that_are_not_exact_are_refused() -> None:
    """A number or a sum beyond the limit is an error when it is made, not when it is solved."""
    model = RowModel()
    large = model.number(0, LARGEST_SUM)
    with pytest.raises(UncountableError):
        model.number(0, LARGEST_SUM + 1)
    with pytest.raises(UncountableError):
        model.add_linear(LinearExpr([large], [2]), None, 5)
