"""The bound of an aggregated program is no tighter than that of the original."""

from __future__ import annotations

import time
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from seatplan import catalog
from seatplan.engine.model.building import build_model
from seatplan.engine.model.objective_blocks import blocks
from seatplan.engine.model.plan_values import decisions
from seatplan.engine.rows.rows import Whole
from seatplan.engine.solver.aggregation import Aggregated, aggregate, identical
from seatplan.engine.solver.linear_program import LinearProgram, linear_program_of
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.reproduction import Case
from seatplan.engine.solver.search import Search
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fill_seats import FillSeats
from seatplan.program import Program
from seatplan.testing import programs
from tests.build import flight, member, seat
from tests.build import program as build_program
from tests.engine.linear_programs import keeps, linears, points
from tests.engine.partials import relaxed_of
from tests.properties.effort import examples


def together(folded: Aggregated, point: Whole) -> Whole:
    """The values of the aggregated columns that represent a point."""
    sums = np.zeros(len(folded.linear.costs), dtype=np.int64)
    np.add.at(sums, folded.column, point)
    return sums


@given(linears(), st.data())
@examples(150)
def test_whatever_keeps_the_rows_keeps_their_sums(
    linear: LinearProgram, data: st.DataObject
) -> None:
    """Every feasible point has an aggregated point that is feasible and has the same value."""
    count = len(linear)
    drawn = data.draw(st.lists(st.integers(0, count - 1), min_size=count, max_size=count))
    folded = aggregate(linear, np.unique(drawn, return_inverse=True)[1])
    for whole in points():
        if keeps(linear, whole):
            small = together(folded, whole)
            assert keeps(folded.linear, small)
            assert (folded.linear.costs * small).sum() == (linear.costs * whole).sum()


@given(linears())
@examples(50)
def test_each_row_by_itself_is_the_same_program(linear: LinearProgram) -> None:
    """If no rows are added, only identical columns are merged, without loss."""
    folded = aggregate(linear, np.arange(len(linear)))
    for whole in points():
        same = [set(whole[folded.column == one].tolist()) for one in set(folded.column.tolist())]
        if all(len(one) == 1 for one in same):
            assert keeps(linear, whole) == keeps(folded.linear, together(folded, whole))
            assert (folded.spread(together(folded, whole).astype(np.float64)) == whole).all()


def bounds(program: Program) -> tuple[int | None, int | None, Aggregated]:
    """The bound with separate members, the bound with aggregated members, and the aggregation."""
    model = build_model(program)
    linear = linear_program_of(
        model, blocks(model, program.named_goals)[0].objective, exclusive=False
    )
    folded = aggregate(linear, identical(PartialSolution(model), linear))
    search = Search(time.monotonic() + 60, Case(program))
    found = [relaxed_of(one, search) for one in (linear, folded.linear)]
    each, all_ = (None if one is None else one.bound for one in found)
    return each, all_, folded


@given(programs(min_goals=1, max_goals=2))
@examples(30)
def test_the_bound_is_never_below_the_one_of_each_member(program: Program) -> None:
    """Aggregation only relaxes: the bound is never below the one with separate members."""
    each, all_, _ = bounds(program)
    assert each is None or (all_ is not None and all_ >= each)


@given(programs(min_goals=1, max_goals=2))
@examples(25)
def test_rows_that_are_added_up_say_the_same_of_each_member(program: Program) -> None:
    """The same sides, and the same seats and tours with the same factors, unless a row counts for
    its member alone; rows about several members, or about none, stay as they are."""
    model = build_model(program)
    objective = blocks(model, program.named_goals)[0].objective
    linear = linear_program_of(model, objective, exclusive=False)
    made = decisions(model)
    meant: dict[int, set[tuple[str, ...]]] = {}
    for tour in model.tours:
        meant.setdefault(tour.literal, set()).add((tour.up.id, tour.down.id))
    for (flight_id, leg), seats in model.candidates.places.items():
        for one in seats:
            meant.setdefault(one.literal, set()).add((flight_id, leg, one.role))
    entries = [
        list(
            zip(
                linear.variables[start:end].tolist(),
                linear.factors[start:end].tolist(),
                strict=True,
            )
        )
        for start, end in pairwise(linear.starts.tolist())
    ]
    whose = [{made[column].member for column, _ in row if column in made} for row in entries]
    rows_with: dict[int, list[set[str]]] = {}
    for row, members in zip(entries, whose, strict=True):
        for column, _ in row:
            rows_with.setdefault(column, []).append(members)

    def private(column: int) -> bool:
        rows = rows_with[column]
        return column not in made and len(rows[0]) == 1 and all(one == rows[0] for one in rows)

    def said(row: int) -> object:
        if len(whose[row]) != 1:
            return row
        sides = linear.lows[row], linear.highs[row]
        if any(private(column) for column, _ in entries[row]):
            return sides
        named = [
            (str(sorted(meant.get(one, {(str(one),)}))), factor) for one, factor in entries[row]
        ]
        return sides, tuple(sorted(named))

    sums: dict[int, set[object]] = {}
    for row, number in enumerate(identical(PartialSolution(model), linear).tolist()):
        sums.setdefault(number, set()).add(said(row))
    assert all(len(one) == 1 for one in sums.values())


def test_people_who_are_alike_are_one_column_a_flight() -> None:
    """Five identical members have one column for each flight and each turn, plus the constant."""
    program = build_program(
        [flight("F1", 1, 11), flight("F2", 21, 31)],
        [member(name) for name in ("ann", "bob", "cid", "dan", "eve")],
        seats=[seat(optional=True)],
        goals=[FillSeats(), EvenTurns()],
    )
    each, all_, folded = bounds(program)
    assert each == all_
    assert len(folded.column) == 5 * 4 + 1
    assert len(folded.linear.costs) == 5


def test_what_ties_one_flight_says_nothing_about_another() -> None:
    """Who goes up on one comes down on it or on the next, and a seat home on the first serves no
    one else: two who are alike count together, and the bound is that of each by himself."""
    flights = [
        flight("F1", 1, 21, return_options=("F2",)),
        flight("F2", 11, 31, return_options=("F3",)),
        flight("F3", 25, 41),
    ]
    program = build_program(
        flights,
        [member("ann"), member("bob"), member("cid")],
        seats=[seat(optional=True)],
        goals=[FillSeats(), EvenTurns()],
    )
    each, all_, folded = bounds(program)
    assert each == all_
    assert len(folded.linear.costs) < len(folded.column)


def test_the_bound_of_the_real_history_is_that_of_each_member() -> None:
    """For `iss`, the aggregated bound is 1805, the same as with separate members."""
    model = build_model(catalog.load("iss"), patient=True)
    (block,) = blocks(model, model.program.named_goals)
    linear = linear_program_of(model, block.objective, exclusive=False)
    folded = aggregate(linear, identical(PartialSolution(model), linear))
    relaxed = relaxed_of(folded.linear, Search(time.monotonic() + 60, Case(model.program)))
    assert relaxed is not None
    assert block.parts[0].value(relaxed.bound) == 1805


def test_who_differs_in_agency_or_training_is_apart() -> None:
    """Members who differ in agency or qualifications are not aggregated."""
    crew = [member("ann"), member("bob"), member("jun", "JAXA"), member("eva", "NASA", "eva")]
    program = build_program([flight("F1", 1, 11)], crew, goals=[EvenTurns()])
    _, _, folded = bounds(program)
    model = build_model(program)
    ann, bob, jun, eva = (folded.column[model.tours_of(one.id)[0].literal] for one in program.crew)
    assert ann == bob
    assert len({ann, jun, eva}) == 3
