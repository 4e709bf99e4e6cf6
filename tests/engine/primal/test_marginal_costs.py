"""Marginal costs: the price of a tour is what it adds to the goal."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Program, Seat, check
from seatplan.engine.model.objective_blocks import blocks
from seatplan.engine.primal.flight_windows import FlightWindows
from seatplan.engine.primal.marginal_costs import MarginalCosts
from seatplan.engine.solver.linear_program import linear_program_of
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.keep_rules import KeepRules
from seatplan.goals.longest_waiting import LongestWaiting
from seatplan.modelling import LinearExpr
from seatplan.rules.quota import Quota
from seatplan.testing import programs
from tests.build import away, flight, member
from tests.build import program as build_program
from tests.engine.partials import (
    best,
    model_of,
    objective_of,
    relaxed_of,
    search_of,
    values_of,
    worth_of,
)
from tests.properties.effort import examples


def even(flights: int) -> Program:
    """A program with Ann, who has flown twice, Bob, and successive flights."""
    launches = [
        flight(f"F{number}", 1 + 20 * number, 11 + 20 * number) for number in range(flights)
    ]
    crew = [member("ann", flights_before=2), member("bob")]
    return build_program(launches, crew, goals=[EvenTurns()])


def test_the_price_of_the_next_turn() -> None:
    """A tour costs (k + 1)² - k² after k flights, including those in the plan."""
    model = model_of(even(3))
    worth = worth_of(objective_of(model))
    partial = PartialSolution(model)
    turns = MarginalCosts(partial, worth)
    mine = {one.id: [way.literal for way in model.tours_of(one.id)] for one in model.program.crew}
    assert turns.prices()[mine["ann"]].tolist() == [-5, -5, -5]
    assert turns.prices()[mine["bob"]].tolist() == [-1, -1, -1]
    partial.values[mine["bob"][:2]] = 1
    assert turns.prices()[mine["bob"]].tolist() == [-1, -1, -1]
    partial.choose(np.array(mine["bob"][:2]))
    assert turns.prices()[mine["bob"]].tolist() == [-5, -5, -5]
    partial.values[mine["bob"][2]] = 1
    partial.choose(np.array(mine["bob"][2:]))
    assert turns.prices()[mine["bob"]].tolist() == [0, 0, 0]  # there is no fourth


def test_what_is_no_turn() -> None:
    """Literals that occur in other rows, or that gain something, are not turns."""
    flights = [flight("F1", 1, 11), flight("F2", 31, 41)]
    model = model_of(build_program(flights, ["ann", "bob"], goals=[LongestWaiting()]))
    worth = worth_of(objective_of(model))
    turns = MarginalCosts(PartialSolution(model), worth)
    assert not turns.aside.any()


def test_what_one_tour_more_than_a_rule_allows_costs() -> None:
    """The second of two tours of which a rule allows one costs as much as the rule weighs, the
    first one nothing."""
    flights = [flight("F1", 1, 11), flight("F2", 31, 41)]
    rule = Quota(members=["ann"], max=1, weight=7)
    model = model_of(build_program(flights, ["ann", "bob"], rules=[rule], goals=[KeepRules()]))
    partial = PartialSolution(model)
    turns = MarginalCosts(partial, worth_of(objective_of(model)))
    mine = [way.literal for way in model.tours_of("ann")]
    assert turns.prices()[mine].tolist() == [0, 0]
    partial.values[mine[0]] = 1
    partial.choose(np.array(mine[:1]))
    assert turns.prices()[mine].tolist() == [-7, -7]


def test_a_tour_that_is_twice_in_a_row() -> None:
    """Rows in which a tour takes two turns at once have no prices, and are left out."""
    free = Seat("pilot", 1, optional=True)
    one = build_program([flight("F1", 1, 2)], ["ann"], seats=[free], goals=[EvenTurns()])
    model = model_of(one)
    (tour,) = (way.literal for way in model.tours)
    model.add(LinearExpr([tour, tour]) <= LinearExpr([model.literal(), model.literal()]))
    worth = worth_of(objective_of(model))
    turns = MarginalCosts(PartialSolution(model), worth)
    assert turns.aside.sum() == 1
    assert turns.prices()[tour] == -1


@given(programs(goals=("even-turns",), min_goals=1, max_goals=2, max_flights=4, max_rules=2))
@examples(30)
def test_what_is_taken_is_what_the_check_counts(program: Program) -> None:
    """Once all tours are decided, the turns give the goals the values of the check."""
    model = model_of(program)
    block = blocks(model, program.named_goals)[0]
    answer = best(model, LinearExpr(), search_of(program), {})
    if not answer.found:
        return
    partial = PartialSolution(model)
    turns = MarginalCosts(partial, worth_of(block.objective))
    partial.values[:] = values_of(model, answer)
    partial.values[turns.aside] = 0
    turns.take()
    assert partial.kept
    assert partial.known[turns.aside].all()
    report = check(program, partial.plan)
    for part in block.parts:
        if part.goal.kind == "even-turns":
            counted = model.value(part.expression, partial.values.tolist())
            assert counted == report.values[part.goal.name]


def test_who_is_needed_later_is_dearer_now() -> None:
    """A member who is needed later is more expensive now."""
    flights = [flight("F1", 1, 11), flight("F2", 21, 31), flight("F3", 41, 51)]
    crew = [member("ann"), member("bob", unavailable=(away(15, None),))]
    model = model_of(build_program(flights, crew, goals=[EvenTurns()]))
    objective = objective_of(model)
    relaxed = relaxed_of(linear_program_of(model, objective), search_of(model.program))
    assert relaxed is not None
    turns = MarginalCosts(PartialSolution(model), worth_of(objective))
    ann, bob = (model.tours_of(name)[0].literal for name in ("ann", "bob"))
    assert turns.prices(4)[[ann, bob]].tolist() == [5 * -1, 5 * -1]
    turns.expect(relaxed.values)
    assert turns.prices()[[ann, bob]].tolist() == [-1, -1]
    assert turns.prices(4)[[ann, bob]].tolist() == [-1 + 4 * -3, 5 * -1]


def test_foresight_ends_where_sums_would_not_be_exact() -> None:
    """With gains near 2^53, prices are not multiplied by the foresight."""
    model = model_of(even(3))
    worth = worth_of(objective_of(model))
    partial = PartialSolution(model)
    one = int(partial.numbers[0])
    for gain, times in ((2**40, 5), (2**52, 1)):
        stretches = FlightWindows(partial, worth | {one: gain}, 12)
        assert (stretches.prices(4) == times * stretches.prices()).all()


@given(programs(goals=("even-turns",), min_goals=1, max_goals=1, max_flights=4), st.data())
@examples(30)
def test_one_tour_more(program: Program, data: st.DataObject) -> None:
    """The price of a tour is the difference of the costs with and without it."""
    model = model_of(program)
    objective = objective_of(model)
    partial = PartialSolution(model)
    turns = MarginalCosts(partial, worth_of(objective))
    if not turns.aside.any():
        return
    tours = sorted({way.literal for way in model.tours} & {*partial.numbers.tolist()})
    taken = [one for one in tours if data.draw(st.booleans())]
    rest = [one for one in tours if one not in taken]
    partial.values[taken] = 1
    partial.choose(np.array(tours, dtype=np.int64))
    if not rest:
        return
    more = data.draw(st.sampled_from(rest))
    price = int(turns.prices()[more])
    turns.take()
    before = partial.worth(objective)
    partial.values[more] = 1
    turns.take()
    here = model.rows.table()
    assert len(here) == len(partial.table)
    gained = partial.worth(objective) - before
    assert gained == price + worth_of(objective).get(more, 0)
