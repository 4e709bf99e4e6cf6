"""A sub-model is equivalent to the whole model for the open decisions."""

from __future__ import annotations

import numpy as np
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Assignment, Plan, Program
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.plan_values import read_plan
from seatplan.engine.rows.rows import Whole
from seatplan.engine.solver.answer import Answer
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.submodel import Submodel, completed, submodel_of
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.keep_rules import KeepRules
from seatplan.modelling import LinearExpr
from seatplan.rules.experience import Experience
from seatplan.rules.ground_time import GroundTime
from seatplan.testing import programs
from tests.build import flight, member, seat
from tests.build import program as build_program
from tests.engine.partials import (
    best,
    model_of,
    numbers_of,
    objective_of,
    search_of,
    some_of,
    some_plan,
    unkept,
    values_of,
    worth_of,
)
from tests.engine.strategies import tight_programs
from tests.properties.effort import examples

drawn_programs = st.one_of(
    programs(max_flights=4, max_rules=3), tight_programs(max_flights=3, max_rules=3)
)


def everything(partial: PartialSolution) -> Whole:
    """All variables with unknown values."""
    return np.flatnonzero(~partial.known)


def must_be_as_good(
    model: SeatModel, partial: PartialSolution, submodel: Submodel, objective: LinearExpr
) -> None:
    """Assert that the sub-model with everything open has the optimum of the whole model."""
    search = search_of(model.program)
    whole = best(model, objective, search, {})
    answer = search.run(submodel.cp)
    assert answer.found == whole.found
    if whole.found:
        submodel.decide(partial, answer)
        partial.choose(numbers_of(partial))
        assert partial.known.all()
        assert not unkept(model.rows, partial.values.tolist())
        assert partial.worth(objective) == model.value(objective, values_of(model, whole))
        assert partial.plan == read_plan(model, partial.values.tolist())


@given(drawn_programs, st.booleans())
@examples(40)
def test_the_rows_alone_have_the_optimum(program: Program, patient: bool) -> None:
    """With everything open, a sub-model equals the whole model, with and without deferred rows."""
    model = model_of(program, patient=patient)
    objective = objective_of(model)
    if not model.rows.complete:
        return
    partial = PartialSolution(model)
    submodel = submodel_of(partial, everything(partial), worth_of(objective), hinted=False)
    must_be_as_good(model, partial, submodel, objective)
    partial.separate(list(model.lazy_rows))
    partial.reopen(numbers_of(partial))
    opened = np.union1d(numbers_of(partial), everything(partial))
    submodel = submodel_of(partial, opened, worth_of(objective))
    must_be_as_good(model, partial, submodel, objective)


@given(drawn_programs, st.data())
@examples(30)
def test_a_piece_of_a_plan(program: Program, data: st.DataObject) -> None:
    """With some decisions fixed, a sub-model has the optimum of the whole model with these."""
    model = model_of(program)
    objective = objective_of(model)
    values = some_plan(data, model, objective)
    if values is None:
        return
    partial = PartialSolution(model)
    partial.fill(values)
    opened = some_of(data, numbers_of(partial))
    partial.reopen(opened)
    kept = {one: values[one] for one in partial.numbers.tolist() if one not in set(opened.tolist())}
    search = search_of(program)
    whole = best(model, objective, search, kept)
    assert whole.found
    submodel = submodel_of(partial, opened, worth_of(objective))
    assert all(len(set(one.proto.domain)) > 1 for one in submodel.own)  # no search for the rest
    answer = search.run(submodel.cp)
    assert answer.proved
    submodel.decide(partial, answer)
    assert not unkept(model.rows, partial.values.tolist())
    assert partial.worth(objective) == model.value(objective, values_of(model, whole))
    assert all(partial.values[one] == value for one, value in kept.items())


@given(drawn_programs, st.data())
@examples(30)
def test_what_is_closed(program: Program, data: st.DataObject) -> None:
    """With some decisions closed at 0, a sub-model equals the whole model without them."""
    model = model_of(program)
    objective = objective_of(model)
    if not model.rows.complete:
        return
    partial = PartialSolution(model)
    closed = some_of(data, numbers_of(partial))
    opened = np.setdiff1d(everything(partial), closed)
    partial.values[closed] = 0
    submodel = submodel_of(partial, opened, worth_of(objective), hinted=False, closed=closed)
    search = search_of(program)
    answer = search.run(submodel.cp)
    whole = best(model, objective, search, dict.fromkeys(closed.tolist(), 0))
    assert answer.found == whole.found
    if whole.found:
        submodel.decide(partial, answer)
        assert not unkept(model.rows, partial.values.tolist())
        assert partial.worth(objective) == model.value(objective, values_of(model, whole))


@given(programs(max_flights=4, max_rules=3), st.data())
@examples(60)
def test_what_waits_may_become_anything(program: Program, data: st.DataObject) -> None:
    """The first part of any plan is feasible in the sub-model of its flights."""
    model = model_of(program)
    values = some_plan(data, model, LinearExpr())
    if values is None:
        return
    partial = PartialSolution(model)
    flights = len(model.lookup.flights)
    seen = data.draw(st.integers(min(1, flights), max(1, flights - 1)))
    decided = data.draw(st.integers(0, seen))
    numbers = numbers_of(partial)
    firsts, lasts = partial.first, partial.last
    early = numbers[lasts < decided]
    partial.values[early] = np.array(values)[early]
    partial.known[early] = True
    partial.choose(early)
    opened = numbers[(firsts < seen) & ~partial.chosen[numbers]]
    every = np.arange(len(partial.values))
    settled = data.draw(st.booleans())
    submodel = submodel_of(partial, opened, {}, settled=settled, hinted=False, needed=every)
    for number, own in zip(submodel.variables.tolist(), submodel.own, strict=True):
        submodel.cp.add(own == values[number])
    assert search_of(program).run(submodel.cp).found


@given(programs(), st.data())
@examples(25)
def test_to_choose_and_to_reopen_are_each_others_contrary(
    program: Program, data: st.DataObject
) -> None:
    """Choosing and reopening keep the counts correct and are inverse to each other."""
    partial = PartialSolution(model_of(program))
    before = partial.waiting.copy(), partial.busy.copy()
    for _ in range(3):
        partial.choose(some_of(data, numbers_of(partial)))
        partial.reopen(some_of(data, numbers_of(partial)))
        counted = partial.waiting.copy(), partial.busy.copy()
        partial.count()
        assert np.array_equal(counted[0], partial.waiting)
        assert np.array_equal(counted[1], partial.busy)
    partial.choose(numbers_of(partial))
    assert not partial.waiting.any()
    assert not partial.busy.any()
    partial.reopen(numbers_of(partial))
    assert np.array_equal(before[0], partial.waiting)
    assert np.array_equal(before[1], partial.busy)


@given(programs(rules=("experience",), min_rules=1, max_rules=2), st.data())
@examples(25)
def test_catching_up(program: Program, data: st.DataObject) -> None:
    """After posting deferred rows, known values stay, and new variables are open."""
    model = model_of(program, patient=True)
    values = some_plan(data, model, LinearExpr())
    if values is None:
        return
    partial = PartialSolution(model)
    partial.fill(values)
    due = some_put_off(data, model)
    rows = len(model.rows)
    assert partial.separate(due) == bool(due)
    assert not partial.separate(due)
    assert not set(due) & set(model.lazy_rows)
    assert len(partial.table) == len(model.rows)
    named = {row for one in due for row in model.separated.get(one, ())}
    assert named <= set(range(rows, len(model.rows)))
    assert partial.values[: len(values)].tolist() == values
    assert partial.known[: len(values)].all()
    assert not partial.known[len(values) :].any()
    assert len(partial.values) == len(partial.known) == len(partial.chosen) == len(model.variables)
    broken = set(partial.broken()) & set(due)
    solution = completed(partial, search_of(program))
    # A row of which everything is known already is not asked about again.
    assert (solution is None or bool(unkept(model.rows, solution))) == bool(broken)
    if solution is not None:
        assert solution[: len(values)] == values


def some_put_off(data: st.DataObject, model: SeatModel) -> list[str]:
    """Some deferred requirements."""
    late = sorted(model.lazy_rows)
    return sorted(data.draw(st.sets(st.sampled_from(late)))) if late else []


@given(programs(rules=("experience",), min_rules=1, max_rules=2), st.data())
@examples(25)
def test_what_is_waived(program: Program, data: st.DataObject) -> None:
    """As many of the waived requirements as possible are kept."""
    model = model_of(program, patient=True)
    partial = PartialSolution(model)
    due = sorted(model.lazy_rows)
    partial.separate(due)
    opened = np.union1d(numbers_of(partial), everything(partial))
    submodel = submodel_of(partial, opened, {}, waived=dict.fromkeys(due, 1), hinted=False)
    search = search_of(program)
    answer = search.run(submodel.cp)
    strict: Answer = search.run(submodel_of(partial, opened, {}, hinted=False).cp)
    without = best(model_of(program, patient=True), LinearExpr(), search, {})
    assert answer.found == without.found
    if answer.found:
        submodel.decide(partial, answer)
        partial.choose(numbers_of(partial))
        assert bool(partial.broken()) == (not strict.found)
        assert len(partial.broken()) == len(due) - round(answer.solver.objective_value)


def veterans_needed() -> Program:
    """A program with two rookies, a veteran, and two flights with two seats each."""
    crew = [member("ann", flights_before=1), member("bob"), member("cem")]
    flights = [flight("F1", 1, 11), flight("F2", 21, 31)]
    return build_program(
        flights, crew, seats=[seat(count=2)], rules=[Experience()], goals=[EvenTurns()]
    )


def test_a_state_comes_back() -> None:
    """A restored state has the saved values, and shares no arrays."""
    partial = PartialSolution(model_of(veterans_needed()))
    state = partial.state()
    values, known = partial.values.copy(), partial.known.copy()
    submodel = submodel_of(partial, everything(partial), {})
    submodel.decide(partial, search_of(veterans_needed()).run(submodel.cp))
    assert partial.known.all()
    assert partial.plan != Plan(())
    partial.restore(state)
    assert np.array_equal(partial.values, values)
    assert np.array_equal(partial.known, known)
    assert partial.plan.assignments == ()


def test_no_time_no_solution() -> None:
    """Without time, there is no solution."""
    program = veterans_needed()
    partial = PartialSolution(model_of(program))
    assert completed(partial, search_of(program, seconds=-1)) is None


def test_what_follows_is_worth_as_much_as_it_can_be() -> None:
    """Else the rows allow more broken rules than there are, and a good plan would be dropped."""
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 11) for k in range(4)]
    rest = GroundTime(days=30, weight=2)
    program = build_program(flights, ["ann", "bob", "cem"], rules=[rest], goals=[KeepRules()])
    model, search = model_of(program), search_of(program)
    objective, partial = objective_of(model), PartialSolution(model)
    values = values_of(model, best(model, objective, search, {}))
    partial.fill(values)
    partial.known = partial.decision | (partial.lows == partial.highs)
    partial.values = np.where(partial.known, partial.values, partial.lows)
    solution = completed(partial, search, objective.coefficients())
    assert solution is not None
    assert model.value(objective, solution) == model.value(objective, values)


def test_what_nothing_can_keep() -> None:
    """A requirement that no one can meet makes the sub-model infeasible."""
    program = build_program([flight("F1", 1, 11), flight("F2", 21, 31)], [])
    partial = PartialSolution(model_of(program))
    assert search_of(program).run(submodel_of(partial, everything(partial), {}).cp).infeasible


def test_what_is_put_off_may_have_no_rows() -> None:
    """A deferred rule without rows can be waived and counts as kept."""
    program = evolve(veterans_needed(), rules=(Experience(min=0),))
    model = model_of(program, patient=True)
    partial = PartialSolution(model)
    due = sorted(model.lazy_rows)
    assert due
    partial.separate(due)
    opened = np.union1d(numbers_of(partial), everything(partial))
    submodel = submodel_of(partial, opened, {}, waived=dict.fromkeys(due, 1), hinted=False)
    answer = search_of(program).run(submodel.cp)
    assert answer.solver.objective_value == len(due)


@given(drawn_programs, st.data())
@examples(25)
def test_the_seats_of_a_plan(program: Program, data: st.DataObject) -> None:
    """What is decided as in a plan leaves that plan alone, and all its values can be found."""
    model = model_of(program)
    values = some_plan(data, model, LinearExpr())
    if values is None or not model.rows.complete:
        return
    plan = read_plan(model, values)
    partial = PartialSolution(model)
    covers = partial.decide(plan)
    assert covers is not None
    assert all(partial.values[one] == values[one] for one in np.flatnonzero(partial.chosen))
    submodel = submodel_of(partial, everything(partial), {}, hinted=False, covers=covers)
    submodel.decide(partial, search_of(program).run(submodel.cp))
    assert not unkept(model.rows, partial.values.tolist())
    assert partial.plan == plan
    line = Assignment("no flight", "up", "pilot", "ann")
    assert PartialSolution(model).decide(Plan([*plan.assignments, line])) is None
