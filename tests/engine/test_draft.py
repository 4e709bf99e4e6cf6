"""A piece of a model says of what is open what the whole model says."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Plan, Program, check
from seatplan.engine.draft import Draft, Piece
from seatplan.engine.model import SeatModel
from seatplan.engine.rows import Whole
from seatplan.engine.search import Answer
from seatplan.engine.translating import read_plan
from seatplan.goals.even_turns import EvenTurns
from seatplan.modelling import Sum
from seatplan.rules.experience import Experience
from seatplan.testing import programs
from tests.build import flight, member, seat
from tests.build import program as build_program
from tests.properties.effort import examples

from .drafting import (
    best,
    model_of,
    objective_of,
    search_of,
    unkept,
    values_of,
    worth_of,
)
from .strategies import tight_programs

drawn_programs = st.one_of(
    programs(max_flights=4, max_rules=3), tight_programs(max_flights=3, max_rules=3)
)


def numbers_of(draft: Draft) -> Whole:
    """All decisions."""
    return np.array(list(draft.decisions), dtype=np.int64)


def everything(draft: Draft) -> Whole:
    """All that is not known."""
    return np.flatnonzero(~draft.known)


def some_of(data: st.DataObject, numbers: Whole) -> Whole:
    """Some of these decisions."""
    if not len(numbers):
        return numbers
    picked = data.draw(st.lists(st.booleans(), min_size=len(numbers), max_size=len(numbers)))
    return numbers[np.array(picked, dtype=np.bool_)]


def some_plan(data: st.DataObject, model: SeatModel, objective: Sum) -> list[int] | None:
    """Values of some plan, as good as they can be with its seats; None if there is none."""
    search = search_of(model.program)
    numbers = list(Draft(model).decisions)
    drawn = data.draw(st.lists(st.integers(-2, 3), min_size=len(numbers), max_size=len(numbers)))
    answer = best(model, Sum(numbers, drawn), search, {})
    if not answer.found:
        return None
    values = values_of(model, answer)
    answer = best(model, objective, search, {one: values[one] for one in numbers})
    return values_of(model, answer)


def patient_draft(data: st.DataObject, program: Program) -> Draft | None:
    """A draft with some plan, in which what is put off may be broken; None if there is no plan."""
    model = model_of(program, patient=True)
    values = some_plan(data, model, Sum())
    if values is None:
        return None
    draft = Draft(model)
    draft.fill(values)
    return draft


def must_be_as_good(model: SeatModel, draft: Draft, piece: Piece, objective: Sum) -> None:
    """The piece, with all open, has the optimum that the whole model has."""
    search = search_of(model.program)
    whole = best(model, objective, search, {})
    answer = search.run(piece.cp)
    assert answer.found == whole.found
    if whole.found:
        draft.take(piece, answer)
        draft.choose(numbers_of(draft))
        assert draft.known.all()
        assert not unkept(model.rows, draft.values.tolist())
        assert draft.worth(objective) == model.value(objective, values_of(model, whole))
        assert draft.plan == read_plan(model, draft.values.tolist())


@given(drawn_programs, st.booleans())
@examples(40)
def test_the_rows_alone_have_the_optimum(program: Program, patient: bool) -> None:
    """With everything open a piece is the whole model, before and after what was put off."""
    model = model_of(program, patient=patient)
    objective = objective_of(model)
    if not model.rows.complete:
        return
    draft = Draft(model)
    piece = draft.piece(everything(draft), worth_of(objective), hinted=False)
    must_be_as_good(model, draft, piece, objective)
    draft.catch_up(list(model.put_off))
    draft.reopen(numbers_of(draft))
    opened = np.union1d(numbers_of(draft), everything(draft))
    piece = draft.piece(opened, worth_of(objective))
    must_be_as_good(model, draft, piece, objective)


@given(drawn_programs, st.data())
@examples(30)
def test_a_piece_of_a_plan(program: Program, data: st.DataObject) -> None:
    """With some decisions open and all others chosen it is as good as the whole model so fixed."""
    model = model_of(program)
    objective = objective_of(model)
    values = some_plan(data, model, objective)
    if values is None:
        return
    draft = Draft(model)
    draft.fill(values)
    opened = some_of(data, numbers_of(draft))
    draft.reopen(opened)
    kept = {one: values[one] for one in draft.decisions if one not in set(opened.tolist())}
    search = search_of(program)
    whole = best(model, objective, search, kept)
    assert whole.found
    piece = draft.piece(opened, worth_of(objective))
    answer = search.run(piece.cp)
    assert answer.proved
    draft.take(piece, answer)
    assert not unkept(model.rows, draft.values.tolist())
    assert draft.worth(objective) == model.value(objective, values_of(model, whole))
    assert all(draft.values[one] == value for one, value in kept.items())


@given(drawn_programs, st.data())
@examples(30)
def test_what_is_closed(program: Program, data: st.DataObject) -> None:
    """With some decisions closed at 0 a piece is the whole model without them."""
    model = model_of(program)
    objective = objective_of(model)
    if not model.rows.complete:
        return
    draft = Draft(model)
    closed = some_of(data, numbers_of(draft))
    opened = np.setdiff1d(everything(draft), closed)
    draft.values[closed] = 0
    piece = draft.piece(opened, worth_of(objective), hinted=False, closed=closed)
    search = search_of(program)
    answer = search.run(piece.cp)
    whole = best(model, objective, search, dict.fromkeys(closed.tolist(), 0))
    assert answer.found == whole.found
    if whole.found:
        draft.take(piece, answer)
        assert not unkept(model.rows, draft.values.tolist())
        assert draft.worth(objective) == model.value(objective, values_of(model, whole))


@given(programs(rules=("experience",), min_rules=1, max_rules=2), st.data())
@examples(25)
def test_who_keeps_what_is_put_off(program: Program, data: st.DataObject) -> None:
    """Where so many of them go up, no requirement that is put off is broken."""
    draft = patient_draft(data, program)
    if draft is None:
        return
    model = draft.model
    draft.reopen(some_of(data, numbers_of(draft)))
    broken = set(draft.broken())
    for name, members, least in draft.keepers(model.lookup.flights):
        legs = [one for one in draft.plan.assignments if one.flight == name and one.leg == "up"]
        kept = {
            f"{rule.name}:{name}"
            for rule in program.named_rules
            if isinstance(rule, Experience) and rule.min <= least
        }
        if sum(one.member in members for one in legs) >= least:
            assert not kept & broken


@given(programs(max_flights=4, max_rules=3), st.data())
@examples(60)
def test_what_waits_may_become_anything(program: Program, data: st.DataObject) -> None:
    """A plan's part up to some flight is in the piece of these flights, whatever was chosen."""
    model = model_of(program)
    values = some_plan(data, model, Sum())
    if values is None:
        return
    draft = Draft(model)
    flights = len(model.lookup.flights)
    seen = data.draw(st.integers(min(1, flights), max(1, flights - 1)))
    decided = data.draw(st.integers(0, seen))
    numbers = numbers_of(draft)
    firsts = np.array([one.first for one in draft.decisions.values()], dtype=np.int64)
    lasts = np.array([one.last for one in draft.decisions.values()], dtype=np.int64)
    early = numbers[lasts < decided]
    draft.values[early] = np.array(values)[early]
    draft.known[early] = True
    draft.choose(early)
    opened = numbers[(firsts < seen) & ~draft.chosen[numbers]]
    piece = draft.piece(opened, {}, settled=data.draw(st.booleans()), hinted=False)
    for number, own in zip(piece.variables.tolist(), piece.own, strict=True):
        piece.cp.add(own == values[number])
    assert search_of(program).run(piece.cp).found


@given(programs(), st.data())
@examples(25)
def test_to_choose_and_to_reopen_are_each_others_contrary(
    program: Program, data: st.DataObject
) -> None:
    """What is counted on the way is what counting anew finds, and all is as it was at the end."""
    draft = Draft(model_of(program))
    before = draft.waiting.copy(), draft.busy.copy()
    for _ in range(3):
        draft.choose(some_of(data, numbers_of(draft)))
        draft.reopen(some_of(data, numbers_of(draft)))
        counted = draft.waiting.copy(), draft.busy.copy()
        draft._count()
        assert np.array_equal(counted[0], draft.waiting)
        assert np.array_equal(counted[1], draft.busy)
    draft.choose(numbers_of(draft))
    assert not draft.waiting.any()
    assert not draft.busy.any()
    draft.reopen(numbers_of(draft))
    assert np.array_equal(before[0], draft.waiting)
    assert np.array_equal(before[1], draft.busy)


@given(programs(rules=("experience",), min_rules=1, max_rules=2), st.data())
@examples(25)
def test_what_is_broken_is_what_the_check_says(program: Program, data: st.DataObject) -> None:
    """Of the requirements that were put off, before they are demanded and after."""
    draft = patient_draft(data, program)
    if draft is None:
        return
    model = draft.model
    late = set(model.put_off)
    report = check(program, draft.plan)
    expected = sorted(one.requirement for one in report.violations if one.requirement in late)
    assert sorted(draft.broken()) == expected
    for one in expected:
        (number,) = draft.flights_of(one)
        assert one.endswith(f":{list(model.lookup.flights)[number]}")
    known = data.draw(st.sets(st.sampled_from(sorted(model.lookup.flights))))
    about = {f"{rule.name}:{flight}" for rule in program.named_rules for flight in known}
    assert sorted(draft.broken(known)) == [one for one in expected if one in about]
    draft.catch_up(draft.broken())
    assert sorted(draft.broken()) == expected


@given(programs(rules=("experience",), min_rules=1, max_rules=2), st.data())
@examples(25)
def test_catching_up(program: Program, data: st.DataObject) -> None:
    """Rows of what was put off are there and named; what was known stays, what is new is open."""
    model = model_of(program, patient=True)
    values = some_plan(data, model, Sum())
    if values is None:
        return
    draft = Draft(model)
    draft.fill(values)
    due = some_put_off(data, model)
    rows = len(model.rows)
    draft.catch_up(due)
    assert not set(due) & set(model.put_off)
    assert len(draft.table) == len(model.rows)
    named = {row for one in due for row in model.caught_up.get(one, ())}
    assert named <= set(range(rows, len(model.rows)))
    assert draft.values[: len(values)].tolist() == values
    assert draft.known[: len(values)].all()
    assert not draft.known[len(values) :].any()
    assert len(draft.values) == len(draft.known) == len(draft.chosen) == len(model.variables)
    broken = set(draft.broken()) & set(due)
    solution = draft.solution(search_of(program))
    assert (solution is None) == bool(broken)
    if solution is not None:
        assert solution[: len(values)] == values
        assert not unkept(model.rows, solution)


def some_put_off(data: st.DataObject, model: SeatModel) -> list[str]:
    """Some of what is put off."""
    late = sorted(model.put_off)
    return sorted(data.draw(st.sets(st.sampled_from(late)))) if late else []


@given(programs(rules=("experience",), min_rules=1, max_rules=2), st.data())
@examples(25)
def test_what_is_waived(program: Program, data: st.DataObject) -> None:
    """Of the requirements that need not be kept as many are as can be."""
    model = model_of(program, patient=True)
    draft = Draft(model)
    due = sorted(model.put_off)
    draft.catch_up(due)
    opened = np.union1d(numbers_of(draft), everything(draft))
    piece = draft.piece(opened, {}, waived=dict.fromkeys(due, 1), hinted=False)
    search = search_of(program)
    answer = search.run(piece.cp)
    strict: Answer = search.run(draft.piece(opened, {}, hinted=False).cp)
    without = best(model_of(program, patient=True), Sum(), search, {})
    assert answer.found == without.found
    if answer.found:
        draft.take(piece, answer)
        draft.choose(numbers_of(draft))
        assert bool(draft.broken()) == (not strict.found)
        assert len(draft.broken()) == len(due) - round(answer.solver.objective_value)


def veterans_needed() -> Program:
    """Two rookies and a veteran for two seats on each of two flights."""
    crew = [member("ann", flights_before=1), member("bob"), member("cem")]
    flights = [flight("F1", 1, 11), flight("F2", 21, 31)]
    return build_program(
        flights, crew, seats=[seat(count=2)], rules=[Experience()], goals=[EvenTurns()]
    )


def test_a_state_comes_back() -> None:
    """Values and what is known are as they were; nothing of it is shared."""
    draft = Draft(model_of(veterans_needed()))
    state = draft.state()
    values, known = draft.values.copy(), draft.known.copy()
    piece = draft.piece(everything(draft), {})
    draft.take(piece, search_of(veterans_needed()).run(piece.cp))
    assert draft.known.all()
    assert draft.plan != Plan(())
    draft.restore(state)
    assert np.array_equal(draft.values, values)
    assert np.array_equal(draft.known, known)
    assert draft.plan.assignments == ()


def test_no_time_no_solution() -> None:
    """What is not known is not made up where the time is over."""
    program = veterans_needed()
    draft = Draft(model_of(program))
    assert draft.solution(search_of(program, seconds=-1)) is None


def test_what_nothing_can_keep() -> None:
    """A demand without anybody to keep it leaves no piece with a plan."""
    program = build_program([flight("F1", 1, 11), flight("F2", 21, 31)], [])
    draft = Draft(model_of(program))
    assert search_of(program).run(draft.piece(everything(draft), {}).cp).infeasible
