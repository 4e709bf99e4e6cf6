"""The pace of a search for better plans, and what it counts as better."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatplan.engine.primal.improving import START, TURN, Pace, PlanSearch
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.goals.even_turns import EvenTurns
from tests.build import flight, program
from tests.engine.partials import best, model_of, objective_of, search_of, values_of
from tests.properties.effort import examples


@pytest.mark.parametrize("pace", [TURN, START])
@given(decisions=st.integers(0, 100_000))
@examples(40)
def test_the_first_neighborhood(pace: Pace, decisions: int) -> None:
    """It is a share of the decisions, within its limits, and never more than there are."""
    size = pace.size(decisions)
    assert size.current <= decisions
    assert size.current <= pace.most
    assert size.current >= min(pace.least, decisions)


def three_turns() -> tuple[object, PartialSolution, PlanSearch, int]:
    """The model of three flights for three people, a poor plan of it, and its best value."""
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 11) for k in range(3)]
    one = program(flights, ["ann", "bob", "cem"], goals=[EvenTurns()])
    model, search = model_of(one), search_of(one)
    objective = objective_of(model)
    optimum = model.value(objective, values_of(model, best(model, objective, search, {})))
    worst = values_of(model, best(model, objective * -1, search, {}))
    partial = PartialSolution(model)
    partial.fill(worst)
    return model, partial, PlanSearch(model, objective, None, search, TURN), optimum


def test_the_bound_ends_it() -> None:
    """A plan that reaches the bound and breaks nothing is not improved; one that breaks something
    is, whatever it is worth."""
    *_, worth, optimum = three_turns()
    worth.bound = optimum
    assert worth.is_reached((optimum, 0))
    assert not worth.is_reached((optimum - 1, 0))
    assert not worth.is_reached((optimum, -1))
    worth.first = "kept"
    assert worth.is_reached((0, optimum))
    assert not worth.is_reached((-1, optimum))


def test_a_plan_is_valued_by_its_objective() -> None:
    """And by how much it breaks; which of the two counts first can be chosen."""
    _, partial, worth, optimum = three_turns()
    value, kept = worth.value(partial)
    assert (value < optimum, kept) == (True, 0)
    worth.first = "kept"
    assert worth.value(partial) == (kept, value)


def test_it_ends_at_the_best_plan_and_goes_no_further() -> None:
    """From the worst plan; a second call, with the bound reached, asks the solver nothing."""
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 11) for k in range(3)]
    one = program(flights, ["ann", "bob", "cem"], goals=[EvenTurns()])
    model, search = model_of(one), search_of(one)
    objective = objective_of(model)
    _, partial, _, optimum = three_turns()
    partial = PartialSolution(model)
    partial.fill(values_of(model, best(model, objective * -1, search, {})))
    improving = PlanSearch(model, objective, None, search, TURN)
    assert improving.run(partial, 1.0, optimum)
    assert model.value(objective, partial.values.tolist()) == optimum
    runs = search.counts.runs
    assert improving.run(partial, 1.0, optimum)
    assert search.counts.runs == runs


def test_a_program_without_a_choice_has_one_plan() -> None:
    """There is nothing to improve, and nothing is broken."""
    one = program([flight("F1", 1, 11)], ["ann"], goals=[EvenTurns()])
    model, search = model_of(one), search_of(one)
    objective = objective_of(model)
    partial = PartialSolution(model)
    partial.fill(values_of(model, best(model, objective, search, {})))
    assert PlanSearch(model, objective, None, search, TURN).run(partial)
