"""The bound of the relaxation is valid for any answer of the linear solver, and tight."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from typing import ClassVar
from unittest.mock import patch

import numpy as np
import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st
from ortools.linear_solver.python.model_builder_helper import (
    ModelBuilderHelper,
    ModelSolverHelper,
    SolveStatus,
)

from seatplan import Program
from seatplan.engine.model.building import build_model
from seatplan.engine.model.objective_blocks import blocks
from seatplan.engine.rows.rows import FAR
from seatplan.engine.solver import relaxation
from seatplan.engine.solver.linear_program import LinearProgram, linear_program_of
from seatplan.engine.solver.relaxation import (
    INTEGRAL,
    NARROW,
    SCALE,
    SHORT,
    Unsolvable,
    exact_bound,
    fixed_by_costs,
    reachable,
    relax,
    simplex_of,
)
from seatplan.engine.solver.reproduction import Case
from seatplan.engine.solver.search import Search
from seatplan.goals.fill_seats import FillSeats
from seatplan.testing import programs
from tests.build import flight, member, seat
from tests.build import program as build_program
from tests.engine.linear_programs import keeps, linears, points
from tests.engine.partials import relaxed_of, search_of
from tests.properties.effort import examples
from tests.small_programs import leaking


def three_for(seats: int, costs: list[int]) -> LinearProgram:
    """A linear program of three people with values, and a number of seats."""
    return LinearProgram(
        starts=np.array([0, 3]),
        variables=np.arange(3),
        factors=np.ones(3, dtype=np.int64),
        lows=np.array([-FAR]),
        highs=np.array([seats]),
        least=np.zeros(3, dtype=np.int64),
        most=np.ones(3, dtype=np.int64),
        costs=np.array(costs),
        constant=0,
    )


multipliers = st.lists(st.integers(-5 * SCALE, 5 * SCALE), min_size=4, max_size=4)


@given(linears(), multipliers, st.sampled_from([1, 2**45]))
@example(evolve(three_for(1, [0, 0, 0]), factors=np.zeros(3, dtype=np.int64)), [SCALE] * 4, 2**45)
@examples(150)
def test_any_multipliers_give_a_bound(linear: LinearProgram, drawn: list[int], size: int) -> None:
    """Any multipliers, however wrong or large, give a valid bound."""
    linear = evolve(linear, costs=linear.costs * size)
    bound = exact_bound(linear, [one * size for one in drawn[: len(linear)]])
    for point in points():
        if keeps(linear, point):
            assert linear.constant + (linear.costs * point).sum() <= bound


@given(linears(), st.sampled_from([1, 20, 500]))
@examples(40)
def test_the_gradient_method_has_a_bound_wherever_it_ends(linear: LinearProgram, most: int) -> None:
    """After any number of iterations its bound is valid, and the same in every run."""
    found = []
    for _ in range(2):
        try:
            found.append(relax(linear, search_of(leaking()), (("gradient", most),)))
        except Unsolvable:
            return
    bounds = [None if one is None else one.bound for one in found]
    assert bounds[0] == bounds[1]
    for point in points():
        if bounds[0] is not None and keeps(linear, point):
            assert linear.constant + int(linear.costs @ point) <= bounds[0]


def test_the_gradient_method_comes_near_the_bound() -> None:
    """Two seats for people worth 3, 5 and 1: the bound is 8; without time there is none."""
    seats = three_for(2, [3, 5, 1])
    near = relax(seats, search_of(leaking()), (("gradient", 2_000),))
    far = relax(seats, search_of(leaking(), seconds=0.0), (("gradient", 2_000),))
    assert near is not None
    assert near.bound == 8
    assert far is None


def test_the_gradient_method_has_a_bound_before_its_end() -> None:
    """After one iteration, far from the optimum."""
    early = relax(three_for(2, [3, 5, 1]), search_of(leaking()), (("gradient", 1),))
    assert early is not None
    assert early.bound >= 8


def test_the_gradient_method_is_left_alone_when_the_time_is_up() -> None:
    """It ignores interruptions, and would go on for its iterations."""
    ended = threading.Event()
    with patch.object(ModelSolverHelper, "solve", lambda *_: ended.wait(60)):
        found = relax(
            three_for(2, [3, 5, 1]), search_of(leaking(), seconds=0.05), (("gradient", 2_000),)
        )
        assert found is None
        assert not ended.is_set()
        ended.set()


def test_large_relaxations_have_no_dual_simplex() -> None:
    """It takes too long there, and the largest have a shorter primal one; the gradient method comes
    last."""
    methods = [[name for name, _ in simplex_of(1.0, columns)] for columns in (NARROW, NARROW + 1)]
    assert methods == [["dual", "primal", "gradient"], ["primal", "gradient"]]
    assert simplex_of(1.0, SHORT + 1)[0][1] < simplex_of(1.0, SHORT)[0][1]


@given(linears(), multipliers, st.booleans())
@examples(150)
def test_what_is_settled_is_so_in_every_point_that_is_worth_as_much(
    linear: LinearProgram, drawn: list[int], found: bool
) -> None:
    """Fixed columns have their values in all points of this objective, for any multipliers."""
    some: Sequence[int] = drawn[: len(linear)]
    relaxed = relaxed_of(linear, Search(time.monotonic() + 60, Case(build_program([], []))))
    if found and relaxed is not None:
        some = relaxed.multipliers
    allowed = [one for one in points() if keeps(linear, one)]
    for least in {linear.constant + int(linear.costs @ one) for one in allowed}:
        columns, values = fixed_by_costs(linear, some, least)
        low, high = reachable(linear, some, least)
        for one in allowed:
            if linear.constant + linear.costs @ one >= least:
                assert (one[columns] == values).all()
                assert ((low <= one) & (one <= high)).all()


def test_two_of_three_are_settled() -> None:
    """With one seat worth 5, 3 or 2, the objective 5 fixes who has it, and 3 only who has not."""
    linear = three_for(1, [5, 3, 2])
    columns, values = fixed_by_costs(linear, [4 * SCALE], 5)
    assert dict(zip(columns.tolist(), values.tolist(), strict=True)) == {0: 1, 1: 0, 2: 0}
    columns, values = fixed_by_costs(linear, [4 * SCALE + SCALE // 2], 3)
    assert dict(zip(columns.tolist(), values.tolist(), strict=True)) == {2: 0}


def test_sums_that_need_more_than_64_bits_are_exact() -> None:
    """Multipliers of any size give the bound that Python's integers give."""
    linear = three_for(2, [5, 3, 3])
    huge = 2**2_000 + 1
    assert exact_bound(linear, [huge]) == (2 * huge) // SCALE
    assert reachable(linear, [-huge], 0)[1].tolist() == [1, 1, 1]  # its row is open on that side


def test_the_right_multipliers_give_the_optimum() -> None:
    """With the right multipliers, the bound is the optimum."""
    assert exact_bound(three_for(2, [5, 3, 3]), [3 * SCALE]) == 8


@given(linears())
@examples(50)
def test_the_optimum_is_no_less_than_any_point(linear: LinearProgram) -> None:
    """GLOP's bound is at least the value of every point; without a solution there is no point."""
    search = Search(time.monotonic() + 60, Case(build_program([], [])))
    allowed = [one for one in points() if keeps(linear, one)]
    try:
        relaxed = relax(linear, search)
    except Unsolvable:
        assert not allowed
        return
    assert relaxed is not None
    worth = linear.constant + float(linear.costs @ relaxed.values)
    assert worth - INTEGRAL <= relaxed.bound + 1
    assert all(linear.constant + linear.costs @ one <= relaxed.bound for one in allowed)


@given(programs(min_goals=1, max_goals=2), st.booleans())
@examples(40)
def test_no_plan_is_above_the_bound(program: Program, exclusive: bool) -> None:
    """No plan is above the bound, with or without at-most-one rows."""
    model = build_model(program)
    block = blocks(model, program.named_goals)[0]
    search = Search(time.monotonic() + 60, Case(program))
    linear = linear_program_of(model, block.objective, exclusive=exclusive)
    model.cp.maximize(model.linear(block.objective))
    answer = search.run(model.cp)
    try:
        relaxed = relax(linear, search)
    except Unsolvable:
        assert answer.infeasible
        return
    assert relaxed is not None
    assert not answer.found or round(answer.solver.objective_value) <= relaxed.bound


def test_exclusive_rows_are_left_out_where_they_are_not_wanted() -> None:
    """At-most-one rows are left out if they are not wanted."""
    flights = [flight("F1", 1, 11), flight("F2", 1, 11)]
    program = build_program(
        flights, [member("ann")], seats=[seat(optional=True)], goals=[FillSeats()]
    )
    model = build_model(program)
    objective = blocks(model, program.named_goals)[0].objective
    search = Search(time.monotonic() + 60, Case(program))
    tight, loose = (
        relax(linear_program_of(model, objective, exclusive=one), search) for one in (True, False)
    )
    assert tight is not None
    assert loose is not None
    assert loose.bound == 2 * tight.bound > 0


def test_no_time_no_answer() -> None:
    """Without time, there is no answer."""
    program = build_program([flight("F1", 1, 11)], [member("ann")])
    model = build_model(program)
    late = Search(time.monotonic() - 1, Case(program))
    assert relax(linear_program_of(model, model.penalty), late) is None


class Recorder(ModelSolverHelper):
    """A solver that notes how it is set up."""

    parameters: ClassVar[list[str]] = []

    def set_solver_specific_parameters(self, parameters: str) -> None:
        self.parameters.append(parameters)
        super().set_solver_specific_parameters(parameters)


NOT_SOLVED, ABNORMAL, OPTIMAL = (
    SolveStatus.NOT_SOLVED,
    SolveStatus.ABNORMAL,
    SolveStatus.OPTIMAL,
)


@pytest.mark.parametrize(
    ("ends", "tried"),
    [
        ([OPTIMAL], "p20"),
        ([NOT_SOLVED, OPTIMAL], "p20 d20"),
        ([NOT_SOLVED] * 2 + [OPTIMAL], "p20 d20 p60"),
        ([ABNORMAL, NOT_SOLVED], "p20 d20"),
        ([NOT_SOLVED, ABNORMAL, OPTIMAL], "p20 d20 p60"),
        ([ABNORMAL, ABNORMAL], "p20 d20"),
        ([None, None], "p20 d20"),
    ],
)
def test_one_simplex_after_the_other(
    ends: list[SolveStatus | None],
    tried: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """With growing limits, without one that has failed for good, until one ends; each has a line in
    the log."""
    caplog.set_level(logging.DEBUG, "seatplan.engine")
    left = iter(ends)

    class Ending(Recorder):
        """It solves, and ends as drawn; None is an error."""

        def solve(self, model: ModelBuilderHelper) -> None:
            super().solve(model)
            self.end = next(left)
            if self.end is None:
                raise RuntimeError

        def status(self) -> SolveStatus:
            assert self.end is not None
            return self.end

    monkeypatch.setattr(Recorder, "parameters", [])
    monkeypatch.setattr(relaxation, "ModelSolverHelper", Ending)
    found = relax(three_for(2, [5, 3, 2]), search_of(build_program([], [])))
    assert (found is not None) == (ends[-1] == OPTIMAL)
    assert found is None or found.bound == 8
    expected = [(one[0] == "d", float(one[1:])) for one in tried.split()]
    assert Recorder.parameters == [
        f"max_deterministic_time: {limit} use_dual_simplex: {str(dual).lower()}"
        for dual, limit in expected
    ]
    assert [record.getMessage().rpartition(", ")[0] for record in caplog.records] == [
        f"glop {'dual' if dual else 'primal'}: 3 columns, 1 rows, limit {limit:g}, "
        f"{'stopped' if end is None else end.name}"
        for (dual, limit), end in zip(expected, ends, strict=False)
    ]


def test_a_search_that_is_stopped_has_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The solver is told to stop once the time is up; Ctrl-C is remembered; its failure is no
    error, since something else will find a plan."""
    linear, told = three_for(2, [5, 3, 2]), []
    search = search_of(build_program([], []))

    class Endless(ModelSolverHelper):
        """It solves until it is interrupted."""

        def solve(self, _: ModelBuilderHelper) -> None:
            search.deadline = 0.0
            while not told:
                time.sleep(0.001)
            raise RuntimeError

        def interrupt_solve(self) -> bool:
            told.append("stop")
            return True

    monkeypatch.setattr(relaxation, "ModelSolverHelper", Endless)
    assert relax(linear, search, [("dual", 5.0)]) is None
    assert told
    assert not search.interrupted


def test_ctrl_c_while_the_linear_solver_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """The call goes on to its end, and the search knows of it."""
    search = search_of(build_program([], []))
    join = threading.Thread.join
    pressed = []

    def once(thread: threading.Thread, timeout: float | None = None) -> None:
        if not pressed:
            pressed.append(True)
            raise KeyboardInterrupt
        join(thread, timeout)

    monkeypatch.setattr(threading.Thread, "join", once)
    relax(three_for(2, [5, 3, 2]), search)
    assert search.interrupted is bool(pressed)
