"""Large neighborhood search: plans get better and never worse, and what was put off is repaired."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from seatplan import Plan, Program, check
from seatplan.engine.model.plan_values import read_plan
from seatplan.engine.primal.improving import START, TURN, PlanSearch
from seatplan.engine.primal.lns import Lns
from seatplan.engine.solver.answer import Answer
from seatplan.engine.solver.linear_program import linear_program_of
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.search import Search
from seatplan.engine.solver.submodel import completed
from seatplan.goals.even_turns import EvenTurns
from seatplan.modelling import LinearExpr
from seatplan.rules.experience import Experience
from seatplan.testing import programs
from tests.build import flight, member, plan, seat, tour
from tests.build import program as build_program
from tests.engine.liars import Liar, lying
from tests.engine.partials import (
    best,
    example,
    model_of,
    objective_of,
    relaxed_of,
    search_of,
    unkept,
    values_of,
)
from tests.properties.effort import examples


@given(programs(min_goals=1, max_rules=3), st.integers(0, 3), st.booleans())
@examples(25)
def test_never_worse_and_never_against_a_rule(program: Program, seed: int, relaxed: bool) -> None:
    """From any plan, it ends at one that is no worse and passes the check."""
    model = model_of(program)
    objective = objective_of(model)
    search = search_of(program, seed=seed)
    begin = best(model, LinearExpr(), search, {})
    if not begin.found or not model.rows.complete:
        return
    solution = values_of(model, begin)
    before = model.value(objective, solution)
    relaxation = relaxed_of(linear_program_of(model, objective), search) if relaxed else None
    optimum = model.value(objective, values_of(model, best(model, objective, search, {})))
    partial = PartialSolution(model)
    partial.fill(solution)
    PlanSearch(model, objective, relaxation, search, TURN).run(partial, 0.4, optimum)
    better = partial.values.tolist()
    assert before <= model.value(objective, better) <= optimum
    assert not unkept(model.rows, better)
    assert check(program, read_plan(model, better)).ok


@given(programs(min_goals=1, max_rules=2))
@examples(25)
def test_all_that_is_small_is_planned_at_its_best(program: Program) -> None:
    """If a neighborhood has every decision, one step reaches the best plan."""
    model = model_of(program)
    objective = objective_of(model)
    search = search_of(program)
    begin = best(model, LinearExpr(), search, {})
    if not begin.found or not model.rows.complete:
        return
    solution = values_of(model, begin)
    optimum = model.value(objective, values_of(model, best(model, objective, search, {})))
    partial = PartialSolution(model)
    partial.fill(solution)
    PlanSearch(model, objective, None, search, TURN).run(partial, 1.0, optimum)
    assert partial.worth(objective) == optimum


def searched(
    partial: PartialSolution, objective: LinearExpr, search: Search, **pace: Any
) -> PlanSearch:
    """A search from a plan; `pace` changes that of large programs."""
    relaxed = example(partial, HIGH)
    return PlanSearch(partial.model, objective, relaxed, search, evolve(START, **pace))


HIGH = 2**40
"""A bound that nothing reaches."""


def begun(
    program: Program, data: st.DataObject, *, patient: bool
) -> tuple[PartialSolution, LinearExpr] | None:
    """A partial solution with a plan, good or bad, and the objective; None without a plan."""
    model = model_of(program, patient=patient)
    objective = objective_of(model)
    if not model.rows.complete or not objective.variables:
        return None
    partial = PartialSolution(model)
    numbers = partial.numbers.tolist()
    drawn = data.draw(st.lists(st.integers(-2, 3), min_size=len(numbers), max_size=len(numbers)))
    answer = best(model, LinearExpr(numbers, drawn), search_of(program), {})
    if not answer.found:
        return None
    partial.fill(values_of(model, answer))
    return partial, objective


@given(programs(min_goals=1, max_rules=3), st.data(), st.integers(1, 30), st.integers(0, 2))
@examples(30)
def test_a_plan_is_made_better_and_never_worse(
    program: Program, data: st.DataObject, size: int, seed: int
) -> None:
    """With neighborhoods of any size, a plan gets better and never worse."""
    found = begun(program, data, patient=False)
    if found is None:
        return
    partial, objective = found
    before = partial.worth(objective)
    most = round(best(partial.model, objective, search_of(program), {}).solver.objective_value)
    search = search_of(program, seed=seed)
    run = searched(partial, objective, search, least=size, most=size, idle=5)
    assert run.run(partial, bound=most)
    assert before <= partial.worth(objective) <= most
    assert check(program, partial.plan).ok
    assert not unkept(partial.model.rows, partial.values.tolist())


@given(programs(min_goals=1, max_rules=3), st.data())
@examples(25)
def test_with_everybody_at_once_it_is_the_best(program: Program, data: st.DataObject) -> None:
    """If one search replans everything, the result is optimal."""
    found = begun(program, data, patient=False)
    if found is None:
        return
    partial, objective = found
    most = round(best(partial.model, objective, search_of(program), {}).solver.objective_value)
    assert searched(partial, objective, search_of(program), idle=1).run(partial)
    assert partial.worth(objective) == most


@given(
    programs(rules=("experience",), min_rules=1, goals=("even-turns", "fill-seats"), min_goals=1),
    st.data(),
)
@examples(25)
def test_what_was_put_off_is_kept_in_the_end(program: Program, data: st.DataObject) -> None:
    """Deferred requirements are kept at the end if any plan keeps them."""
    program = evolve(program, rules=tuple(evolve(rule, weight=None) for rule in program.rules))
    found = begun(program, data, patient=True)
    if found is None:
        return
    partial, objective = found
    well = searched(partial, objective, search_of(program), idle=6).run(partial)
    whole = model_of(program)
    goal = objective_of(whole)
    answer = best(whole, goal, search_of(program), {})
    assert well == answer.found
    if well:
        assert check(program, partial.plan).ok
        assert partial.worth(objective) == round(answer.solver.objective_value)
        solution = completed(partial, search_of(program))
        assert solution is not None
        assert not unkept(partial.model.rows, solution)


def turns() -> Program:
    """A veteran and two rookies for two seats on each of three flights."""
    crew = [member("ann", flights_before=1), member("bob"), member("cem")]
    flights = [flight("F1", 1, 11), flight("F2", 21, 31), flight("F3", 41, 51)]
    return build_program(
        flights, crew, seats=[seat(count=2)], rules=[Experience()], goals=[EvenTurns()]
    )


def with_plan(how: Plan, *, patient: bool) -> tuple[PartialSolution, LinearExpr]:
    """A partial solution with that plan."""
    model = model_of(turns(), patient=patient)
    objective = objective_of(model)
    partial = PartialSolution(model)
    taken = {(one.flight, one.leg, one.role, one.member) for one in how.assignments}
    fixed = {
        place.literal: int((place.flight.id, leg, place.role, place.member.id) in taken)
        for (_, leg), places in model.candidates.places.items()
        for place in places
    }
    answer = best(model, objective, search_of(turns()), fixed)
    partial.fill(values_of(model, answer))
    assert partial.plan.assignments == how.assignments
    return partial, objective


ROOKIES = plan(*(tour(who, f"F{number}") for who in ("bob", "cem") for number in (1, 2, 3)))
"""The rookies fly together three times, and the veteran stays at home."""


def test_a_broken_ascent_is_mended_and_turns_become_even() -> None:
    """A broken ascent is repaired, and turns become even."""
    assert not check(turns(), ROOKIES).ok
    partial, objective = with_plan(ROOKIES, patient=True)
    assert partial.model.lazy_rows
    assert partial.broken()
    assert searched(partial, objective, search_of(turns())).run(partial)
    report = check(turns(), partial.plan)
    assert report.ok
    assert report.values == {"even-turns": 17}  # 4 + 4 + 9 or 9 + 4 + 4, where it was 19


def test_small_groups_mend_it_too() -> None:
    """Small groups of two people repair it, too."""
    partial, objective = with_plan(ROOKIES, patient=True)
    assert searched(partial, objective, search_of(turns()), least=4, most=4, idle=40).run(partial)
    assert check(turns(), partial.plan).ok


EVEN = plan(
    *(tour(who, "F1") for who in ("ann", "bob")),
    *(tour(who, "F2") for who in ("ann", "cem")),
    *(tour(who, "F3") for who in ("bob", "cem")),
)
"""Everybody flies twice, and bob and cem are no rookies the second time."""


def test_what_is_worse_is_taken_back() -> None:
    """If a group comes out worse, its old plan is restored."""
    partial, objective = with_plan(EVEN, patient=True)
    worse = with_plan(ROOKIES, patient=True)[0].values

    def again(*_: object) -> Answer:
        partial.values[: len(worse)] = worse
        return Answer(cp_model.OPTIMAL, cp_model.CpSolver())

    run = searched(partial, objective, search_of(turns()), idle=3)
    before = partial.worth(objective)
    with patch.object(Lns, "_again", again):
        assert run.run(partial)
    assert partial.plan.assignments == EVEN.assignments
    assert partial.worth(objective) == before


def test_at_the_bound_nothing_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan at the bound that breaks nothing is not searched."""
    partial, objective = with_plan(EVEN, patient=False)
    lying(monkeypatch, Liar)
    run = searched(partial, objective, search_of(turns()))
    assert run.run(partial, bound=partial.worth(objective))
    assert Liar.solved == 0
    assert partial.plan.assignments == EVEN.assignments


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_same_seed_the_same_plan(seed: int) -> None:
    """The same seed gives the same plan."""
    ends = []
    for _ in range(2):
        partial, objective = with_plan(ROOKIES, patient=True)
        search = search_of(turns(), seed=seed)
        searched(partial, objective, search, least=6, most=6, idle=5).run(partial)
        ends.append(partial.plan)
    assert ends[0] == ends[1]


def test_no_time_no_change() -> None:
    """Without time, the plan does not change, and its violations are reported."""
    partial, objective = with_plan(ROOKIES, patient=True)
    assert not searched(partial, objective, search_of(turns(), seconds=-1)).run(partial)
    assert partial.plan.assignments == ROOKIES.assignments


def test_what_kept_all_on_the_way_is_not_lost() -> None:
    """If time runs out while something is broken, the last valid plan is restored."""
    kept = plan(*(tour(who, f"F{number}") for who in ("ann", "bob") for number in (1, 2, 3)))
    partial, objective = with_plan(kept, patient=True)
    better = with_plan(ROOKIES, patient=True)[0].values
    search = search_of(turns())
    run = searched(partial, objective, search)

    def again(*_: object) -> Answer:
        partial.values[: len(better)] = better
        search.deadline = 0.0
        return Answer(cp_model.OPTIMAL, cp_model.CpSolver())

    with patch.object(Lns, "_again", again):
        assert run.run(partial)
    assert partial.plan.assignments == kept.assignments
