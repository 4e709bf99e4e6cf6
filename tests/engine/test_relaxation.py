"""The bound of the linear relaxation holds whatever the linear solver says, and is tight."""

from __future__ import annotations

import time
from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from seatplan.engine.evidence import Case
from seatplan.engine.lexicographic import stages
from seatplan.engine.model import SeatModel
from seatplan.engine.relaxation import SCALE, exact_bound, relax
from seatplan.engine.rows import Row, Rows
from seatplan.engine.search import Search
from seatplan.goals.fill_seats import FillSeats
from seatplan.program import Program
from seatplan.testing import programs
from tests.build import flight, member, seat
from tests.build import program as build_program
from tests.properties.effort import examples

VARIABLES = 3


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """A row over a few variables, open on either side or on none."""
    factors = draw(st.lists(st.integers(-4, 4), min_size=VARIABLES, max_size=VARIABLES))
    low = draw(st.none() | st.integers(-6, 6))
    high = draw(st.none() | st.integers(-6 if low is None else low, 12))
    return list(range(VARIABLES)), factors, low, high


def keeps(row: Row, point: tuple[int, ...]) -> bool:
    """Whether a point lies between the sides of a row."""
    variables, factors, low, high = row
    assert factors is not None
    total = sum(factor * point[at] for at, factor in zip(variables, factors, strict=True))
    return (low is None or low <= total) and (high is None or total <= high)


def bound_of(
    some: list[Row], lows: list[int], highs: list[int], costs: list[int], multipliers: list[int]
) -> int:
    """The bound from these multipliers, one for each row."""
    table = Rows()
    for row in some:
        table.add(*row)
    return exact_bound(
        table.table(),
        np.arange(len(some)),
        np.array(lows),
        np.array(highs),
        np.array(costs),
        multipliers,
    )


@given(
    st.lists(rows(), max_size=4),
    st.lists(st.integers(-3, 3), min_size=VARIABLES, max_size=VARIABLES),
    st.lists(st.integers(-5 * SCALE, 5 * SCALE), min_size=4, max_size=4),
)
@examples(100)
def test_any_multipliers_give_a_bound(
    some: list[Row], costs: list[int], multipliers: list[int]
) -> None:
    """No point that keeps the rows is worth more, however wrong the multipliers are."""
    lows, highs = [-1] * VARIABLES, [2] * VARIABLES
    bound = bound_of(some, lows, highs, costs, multipliers[: len(some)])
    for point in product(range(-1, 3), repeat=VARIABLES):
        if all(keeps(row, point) for row in some):
            assert sum(cost * at for cost, at in zip(costs, point, strict=True)) <= bound


def test_the_right_multipliers_give_the_optimum() -> None:
    """Two seats for three people: the multiplier of the row is the worth of one more seat."""
    row: Row = ([0, 1, 2], [1, 1, 1], None, 2)
    assert bound_of([row], [0] * 3, [1] * 3, [5, 3, 3], [3 * SCALE]) == 8


@given(programs(min_goals=1, max_goals=2))
@examples(25)
def test_no_plan_is_above_the_bound(program: Program) -> None:
    """The values of the relaxation, rounded or not, never promise less than a plan has."""
    model = SeatModel(program)
    stage = stages(model, program.named_goals)[0]
    search = Search(time.monotonic() + 60, Case(program))
    relaxed = relax(model, stage.objective, search)
    if relaxed is None:  # it has no solution, so the program has no plan
        assert search.run(model.cp).infeasible
        return
    model.cp.maximize(model.linear(stage.objective))
    answer = search.run(model.cp)
    assert not answer.found or round(answer.solver.objective_value) <= relaxed.bound


@given(programs(min_goals=1, max_goals=2))
@examples(20)
def test_fewer_rows_say_less(program: Program) -> None:
    """Without the exclusive rows the bound holds too, and is not below the one with them."""
    model = SeatModel(program)
    stage = stages(model, program.named_goals)[0]
    search = Search(time.monotonic() + 60, Case(program))
    loose = relax(model, stage.objective, search, exclusive=False)
    tight = relax(model, stage.objective, search)
    model.cp.maximize(model.linear(stage.objective))
    answer = search.run(model.cp)
    if loose is None:
        assert tight is None
        assert answer.infeasible
        return
    assert not answer.found or round(answer.solver.objective_value) <= loose.bound
    assert tight is None or tight.bound <= loose.bound


def test_exclusive_rows_are_left_out_where_they_are_not_wanted() -> None:
    """Two flights at once: with the rows the one member flies once, without them twice."""
    flights = [flight("F1", 1, 11), flight("F2", 1, 11)]
    program = build_program(
        flights, [member("ann")], seats=[seat(optional=True)], goals=[FillSeats()]
    )
    model = SeatModel(program)
    objective = stages(model, program.named_goals)[0].objective
    search = Search(time.monotonic() + 60, Case(program))
    tight, loose = (relax(model, objective, search, exclusive=one) for one in (True, False))
    assert tight is not None
    assert loose is not None
    assert loose.bound == 2 * tight.bound > 0


def test_no_time_no_answer() -> None:
    """Where the time is over nothing is said."""
    program = build_program([flight("F1", 1, 11)], [member("ann")])
    model = SeatModel(program)
    assert relax(model, model.penalty, Search(time.monotonic() - 1, Case(program))) is None
