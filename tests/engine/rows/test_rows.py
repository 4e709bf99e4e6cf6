"""Rows are equivalent to the solver's model, and are removed with it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from seatplan import Program
from seatplan.engine.model.building import build_model
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.usage import own_tours
from seatplan.engine.rows.rows import FAR, RowForm, Rows, Table, spans, sums
from seatplan.modelling import ALWAYS, LinearExpr
from seatplan.requirement import requirement_id
from seatplan.structure import LAWS
from seatplan.testing import programs
from tests.build import program as build_program
from tests.engine.partials import best, model_of, objective_of, search_of, unkept, values_of
from tests.properties.effort import examples

LITERALS = 4

Post = Callable[[SeatModel, list[int]], Any]


class _All(cp_model.CpSolverSolutionCallback):
    def __init__(self, model: SeatModel) -> None:
        super().__init__()
        self.model = model
        self.found: set[tuple[int, ...]] = set()

    def on_solution_callback(self) -> None:
        self.found.add(tuple(self.value(one) for one in self.model.variables))


def owned(model: SeatModel, owner: int, tours: list[int]) -> None:
    """Post "at most one of these tours", and then add an owner."""
    model.exclude("ann", tours, given=ALWAYS)
    own_tours(model, model.exclusive_rows, {"ann": owner}, {"ann": set(tours)})


@st.composite
def posts(draw: st.DrawFn) -> Post:
    """A constraint on a few literals; number 0 is the constant 1."""
    some = draw(st.lists(st.integers(0, LITERALS), min_size=1, max_size=4, unique=True))
    owner = draw(st.integers(0, LITERALS))
    others = [one for one in some if one != owner]
    factors = draw(st.lists(st.integers(-3, 3), min_size=len(some), max_size=len(some)))
    low = draw(st.none() | st.integers(-4, 4))
    high = draw(st.none() | st.integers(-4, 4))
    constant = draw(st.integers(-2, 2))
    twice = some + some[: draw(st.integers(0, 1))]
    made: dict[str, Post] = {
        "between": lambda model, at: model.add_linear(
            LinearExpr([at[one] for one in some], factors, constant), low, high
        ),
        "clause": lambda model, at: model.clause([at[owner]], [at[one] for one in others]),
        "only_if": lambda model, at: model.only_if(at[owner], [at[one] for one in others]),
        "at_most_one": lambda model, at: model.at_most_one([at[one] for one in twice]),
        "owned": lambda model, at: owned(model, at[owner], [at[one] for one in others]),
        "at_most_one_of": lambda model, at: model.at_most_one_of(
            at[owner], [at[one] for one in others]
        ),
        "exactly_one": lambda model, at: model.exactly_one([at[one] for one in some]),
        "exactly_one, owned": lambda model, at: model.exactly_one(
            [at[one] for one in others], owner=at[owner]
        ),
        "never": lambda model, at: model.forbid(at[some[0]]),
        "never, given": lambda model, at: model.forbid(at[some[0]], given=at[owner]),
    }
    return made[draw(st.sampled_from(sorted(made)))]


def empty_model() -> SeatModel:
    """A model of no one and nothing."""
    return build_model(build_program([], []))


@given(st.lists(posts(), min_size=1, max_size=4))
@examples(80)
def test_rows_allow_what_the_solver_allows(some: list[Post]) -> None:
    """Rows and solver allow the same values of a few literals."""
    model = empty_model()
    at = [0] + [model.literal() for _ in range(LITERALS)]
    for post in some:
        post(model, at)
    assert model.rows.complete
    solver = cp_model.CpSolver()
    solver.parameters.enumerate_all_solutions = True
    solver.parameters.num_workers = 1
    told = _All(model)
    solver.solve(model.cp, told)
    allowed = {
        (1, *values)
        for values in product((0, 1), repeat=LITERALS)
        if not unkept(model.rows, (1, *values))
    }
    assert told.found == allowed


def test_a_row_under_a_guard_asks_for_nothing_by_itself() -> None:
    """A row under a guard makes the rows incomplete, and is open in the table."""
    model = empty_model()
    one, two, three = (model.literal() for _ in range(3))
    end = model.on_trial()
    model.add_linear(LinearExpr([one, two]), 1, None, given=three)
    table = model.rows.table()
    assert not model.rows.complete
    assert (table.lows.tolist(), table.highs.tolist()) == ([-FAR], [FAR])
    assert model.rows.row(0) == ({one: 1, two: 1}, 1, None)
    assert model.rows.guard(0) == three
    end()
    assert model.rows.complete


@given(programs(max_rules=3))
@examples(25)
def test_each_row_says_what_it_belongs_to(program: Program) -> None:
    """Each row belongs to a requirement, a law, a rule or a goal."""
    model = build_model(program)
    objective_of(model)
    names = {law.id for law in LAWS} | {goal.name for goal in program.named_goals}
    rules = {rule.name for rule in program.named_rules}
    heads = tuple(f"{requirement_id(name)}:" for name in names | rules)
    for row in range(len(model.rows)):
        about = model.rows.about_row(row)
        assert about
        for one in about:
            assert one in names | rules | set(map(requirement_id, rules)) or one.startswith(heads)


@given(programs(max_rules=3), st.booleans())
@examples(25)
def test_a_solution_keeps_all_rows(program: Program, patient: bool) -> None:
    """A solution of the solver keeps all rows, even after deferred ones are posted."""
    model = model_of(program, patient=patient)
    objective = objective_of(model)
    search = search_of(program)
    answer = best(model, objective, search, {})
    if answer.found:
        assert not unkept(model.rows, values_of(model, answer))
    lazy_rows = list(model.lazy_rows)
    model.separate(lazy_rows)
    answer = best(model, objective, search, {})
    if answer.found:
        assert not unkept(model.rows, values_of(model, answer))


def same(one: Table, two: Table) -> bool:
    """Whether two tables have the same rows."""
    return all(
        np.array_equal(getattr(one, name), getattr(two, name))
        for name in ("starts", "variables", "factors", "lows", "highs", "exclusive")
    )


some_rows = st.lists(
    st.tuples(
        st.lists(st.tuples(st.integers(0, 9), st.integers(-3, 3)), max_size=4),
        st.none() | st.integers(-3, 3),
        st.none() | st.integers(-3, 3),
        st.booleans(),
    ),
    max_size=8,
)


def noted(rows: Rows, drawn: list[Any]) -> Rows:
    """The rows, followed by the drawn rows."""
    for entries, low, high, exclusive in drawn:
        variables, factors = [one for one, _ in entries], [two for _, two in entries]
        form = RowForm.AT_MOST_ONE if exclusive else RowForm.SUM
        rows.add(variables, factors, low, high, form=form)
    return rows


@given(some_rows, some_rows, some_rows)
@examples(40)
def test_what_is_forgotten_has_not_been(first: list[Any], then: list[Any], last: list[Any]) -> None:
    """After removing rows, the table is as if they had never been there."""
    rows = noted(Rows(), first)
    noted(rows, then)
    rows.forget(len(first))
    assert same(rows.table(), noted(Rows(), first).table())
    assert same(noted(rows, last).table(), noted(Rows(), first + last).table())


@given(some_rows, some_rows, some_rows, st.lists(st.integers(0, 9), unique=True))
@examples(40)
def test_a_table_finds_rows_and_entries(
    first: list[Any], then: list[Any], last: list[Any], asked: list[int]
) -> None:
    """Rows and entries are found in tables made in one step or in two."""
    rows = noted(Rows(), first)
    early = rows.table()
    middle = noted(rows, then).table(early)
    table = noted(rows, last).table(middle)
    drawn = first + then + last
    assert same(table, rows.table())
    assert len(table) == len(rows) == len(drawn)
    wanted = np.array(sorted(asked), dtype=np.int64)
    entries = [
        row for row, (some, *_) in enumerate(drawn) for variable, _ in some if variable in asked
    ]
    assert sorted(table.rows_of_entries(wanted).tolist()) == entries
    assert np.flatnonzero(table.with_any_of(wanted)).tolist() == sorted(set(entries))
    numbers = np.arange(len(drawn), dtype=np.int64)[::2]
    at, variables, factors = table.entries(numbers)
    for place, number in enumerate(numbers.tolist()):
        part = slice(at[place], at[place + 1])
        pairs = list(zip(variables[part].tolist(), factors[part].tolist(), strict=True))
        assert pairs == drawn[number][0]
        _, low, high, exclusive = drawn[number]
        assert table.lows[number] == (-FAR if low is None else low)
        assert table.highs[number] == (FAR if high is None else high)
        assert table.exclusive[number] == (exclusive and high == 1)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 4)), max_size=6))
@examples(40)
def test_ranges_in_a_row(drawn: list[tuple[int, int]]) -> None:
    """Concatenated ranges have the right numbers, starts and sums."""
    starts = np.array([start for start, _ in drawn], dtype=np.int64)
    ends = starts + np.array([length for _, length in drawn], dtype=np.int64)
    at, numbers = spans(starts, ends)
    naive = [list(range(start, start + length)) for start, length in drawn]
    assert numbers.tolist() == [one for part in naive for one in part]
    assert at.tolist() == [sum(map(len, naive[:k])) for k in range(len(naive) + 1)]
    assert sums(numbers, at).tolist() == [sum(part) for part in naive]


@given(programs(min_rules=1, max_rules=2), st.booleans())
@examples(20)
def test_a_trial_leaves_nothing_behind(program: Program, patient: bool) -> None:
    """After a trial, rows, variables and deferred requirements are as before."""
    model = model_of(program, patient=patient)
    before, lazy_rows, separated = model.rows.table(), dict(model.lazy_rows), dict(model.separated)
    count, cp = len(model.variables), str(model.cp.proto)
    end = model.on_trial()
    model.separate(list(model.lazy_rows))
    some = [model.literal() for _ in range(3)]
    model.add_linear(LinearExpr(some), 1, 2)
    model.at_most_one(some)
    for flight in model.lookup.flights.values():
        model.carries(flight, "up")
    end()
    assert same(model.rows.table(), before)
    assert (model.lazy_rows, model.separated) == (lazy_rows, separated)
    assert len(model.variables) == len(model.ranges()[0]) == count
    assert str(model.cp.proto) == cp
