"""Requirements given up: compared with an enumeration of all plans, and as little as possible."""

from __future__ import annotations

import time
from itertools import combinations
from unittest.mock import patch

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from seatplan import EngineError, Program, Status, check, explain, solve, what_if
from seatplan.engine.answers import solving
from seatplan.engine.answers.solving import best_plan
from seatplan.engine.explain.ranking import Ranking
from seatplan.engine.solver.reproduction import Case
from seatplan.engine.solver.search import OutOfTime
from seatplan.errors import Interrupted
from seatplan.goals.fill_seats import FillSeats
from seatplan.options import Options
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Requirement
from seatplan.result import Result
from seatplan.testing import days, plans
from seatplan.whatif.edits.withdraw import Withdraw
from tests.build import away, day, flight, member, plan, program, seat, tour, up, vehicle
from tests.engine.judge import TooManyPlans, Verifier, ids_of, requirements_of
from tests.engine.strategies import tight_programs
from tests.properties.effort import examples


def judge_of(given_program: Program) -> Verifier:
    """A judge of the program, or skip the example."""
    try:
        return Verifier(given_program)
    except TooManyPlans:
        assume(False)
        raise


@given(tight_programs(), st.data())
@examples(40)
def test_without_some(one: Program, data: st.DataObject) -> None:
    """There is a plan without some requirements exactly if one breaks nothing but these."""
    verifier = judge_of(one)
    known = requirements_of(one)
    some = data.draw(st.lists(st.sampled_from(known), unique=True)) if known else []
    result = solve(one, without=some)
    assert (result.status is Status.OPTIMAL) == verifier.possible(without=some)
    if result.plan is not None:
        broken = {v.requirement for v in check(one, result.plan).violations if v.hard}
        assert broken <= ids_of(some)


@given(tight_programs(), st.data())
@examples(60)
def test_with_only_some(one: Program, data: st.DataObject) -> None:
    """There is a plan with some requirements alone exactly if one breaks none of these."""
    verifier = judge_of(one)
    known = requirements_of(one)
    some = data.draw(st.lists(st.sampled_from(known), unique=True)) if known else []
    result = solve(one, only=some)
    assert (result.status is Status.OPTIMAL) == verifier.possible_with_only(some)
    if result.plan is not None:
        broken = {v.requirement for v in check(one, result.plan).violations if v.hard}
        assert not broken & ids_of(some)


@given(tight_programs())
@examples(60)
def test_what_a_plan_breaks_can_be_given_up(one: Program) -> None:
    """The engine knows every hard requirement that a plan can break, with the same id."""
    known = ids_of(requirements_of(one))
    assert frozenset().union(*judge_of(one).broken) <= known


def test_a_seat_without_its_requirements() -> None:
    """An untrained member has the seat only if its requirements are given up."""
    crew = [member("ann")]
    one = program([flight("F1", 1, 11)], crew, seats=[seat(requires="soyuz")])
    assert solve(one).status is Status.INFEASIBLE
    (training,) = (r for r in requirements_of(one) if r.rule == "seat-requirements")
    result = solve(one, without=[training])
    assert result.plan is not None
    assert {line.member for line in result.plan.assignments} == {"ann"}


def test_two_places_at_once() -> None:
    """If `one-place` is given up, tours overlap, but the first up still takes the next down."""
    flights = [flight("F1", 1, 21), flight("F2", 5, 11)]
    one = program(flights, ["ann"])
    (place,) = (r for r in requirements_of(one) if r.rule == "one-place")
    assert solve(one).status is Status.INFEASIBLE
    # Up on F1 and on F2, down on F2 before F1: the first up would come home on F2.
    assert solve(one, without=[place]).status is Status.INFEASIBLE
    later = program([flight("F1", 1, 11), flight("F2", 5, 21)], ["ann"])
    assert solve(later, without=[place]).status is Status.OPTIMAL
    # On one day, events are in the order of the names of their flights.
    for first, second, found in (
        (flight("F1", 1, 11), flight("F2", 1, 21), Status.OPTIMAL),
        (flight("F1", 1, 21), flight("F2", 1, 11), Status.INFEASIBLE),
        (flight("F1", 1, 21), flight("F2", 5, 21), Status.OPTIMAL),
        (flight("F1", 5, 21), flight("F2", 1, 21), Status.INFEASIBLE),
    ):
        same_day = program([first, second], ["ann"])
        assert solve(same_day, without=[place]).status is found


@given(tight_programs())
@examples(40)
def test_nothing_less_can_be_given_up(program: Program) -> None:
    """By enumeration, no plan breaks a cheaper set."""
    try:
        verifier = Verifier(program)
    except TooManyPlans:
        assume(False)
        raise
    result = solve(evolve(program, goals=(FillSeats(),)), relax=True)
    if not verifier.broken:
        assert (result.status, result.plan) == (Status.INFEASIBLE, None)
        return
    assert result.status is Status.OPTIMAL
    assert result.plan is not None
    broken = {one.requirement for one in check(program, result.plan).violations if one.hard}
    assert broken == ids_of(result.given_up)
    price = Ranking(ProgramIndex(program)).price
    known = {one.id: one for one in requirements_of(program)}
    assert price(result.given_up) == min(price(known[id] for id in ids) for ids in verifier.fixes)
    # The goals are the best without what is given up, and no part of it can be kept.
    again = solve(evolve(program, goals=(FillSeats(),)), without=result.given_up)
    assert again.goals == result.goals
    for number in range(len(result.given_up)):
        for fewer in combinations(result.given_up, number):
            assert not verifier.possible(without=fewer)


@given(tight_programs(max_flights=3, max_members=4), st.data())
@examples(25)
def test_as_of_a_day(program: Program, data: st.DataObject) -> None:
    """With `as_of`, nothing past is given up, and the plan keeps everything else."""
    flown = data.draw(plans(program))
    as_of = data.draw(days(0, 35))
    result = solve(program, flown, as_of=as_of, relax=True)
    plain = solve(program, flown, as_of=as_of)
    if plain.plan is not None:
        assert (result.plan, result.given_up) == (plain.plan, ())
    elif result.plan is None:
        assert solve(program, flown, as_of=as_of, only=()).status is Status.INFEASIBLE
    else:
        report = check(program, result.plan, as_of=as_of, reference=flown)
        assert {one.requirement for one in report.violations if one.hard} == ids_of(result.given_up)
        smallest = explain(program, flown, as_of=as_of, max_fixes=1).fixes[0]
        assert Ranking(ProgramIndex(program)).price(smallest) <= _price(program, result.given_up)


def _price(program: Program, some: tuple[Requirement, ...]) -> object:
    return Ranking(ProgramIndex(program)).price(some)


PILOT = [vehicle("ship", "NASA", 0, seat("pilot", requires="pilot", critical=True))]


def test_a_pilot_is_trained_rather_than_missed() -> None:
    """A seat goes to someone who is not trained for it rather than staying empty."""
    one = program([flight("F1", 1, 11)], ["ann"], vehicles=PILOT, goals=[FillSeats()])
    result = solve(one, relax=True)
    assert result.status is Status.OPTIMAL
    assert result.plan == plan(tour("ann", "F1"))
    assert [one.id for one in result.given_up] == ["seat-requirements:F1:pilot"]
    assert [one.value for one in result.goals] == [1]


def test_a_critical_seat_is_empty_where_nothing_else_helps() -> None:
    """A critical seat stays empty only if nothing else helps."""
    result = solve(program([flight("F1", 1, 11)], [], vehicles=PILOT), relax=True)
    assert result.plan is not None
    assert not result.plan.assignments
    assert [one.id for one in result.given_up] == ["ascent-full:F1:pilot"]


def test_where_there_is_a_plan_nothing_is_given_up() -> None:
    """If there is a plan, nothing is given up, and the answer is that of an ordinary solve."""
    one = program([flight("F1", 1, 11)], [member("ann", "NASA", "pilot")], vehicles=PILOT)
    assert solve(one, relax=True).given_up == ()
    assert solve(one, relax=True).plan == solve(one).plan


def test_what_is_never_given_up() -> None:
    """A member in orbit without a way home leaves no plan, whatever is given up."""
    one = program([flight("F1", 1, 11, descent="empty")], ["ann"])
    result = solve(one, plan(up("ann", "F1")), as_of=day(5), relax=True)
    assert (result.status, result.plan, result.given_up) == (Status.INFEASIBLE, None, ())


def test_a_what_if() -> None:
    """In a what-if, the absence is given up, the old plan stays, and `survives` is false."""
    one = program([flight("F1", 1, 11)], [member("ann", "NASA", "pilot")], vehicles=PILOT)
    outcome = what_if(one, plan(tour("ann", "F1")), Withdraw("ann"), relax=True)
    assert outcome.result.plan == plan(tour("ann", "F1"))
    assert [one.rule for one in outcome.result.given_up] == ["availability"]
    assert outcome.explanation is not None
    assert outcome.explanation.conflict
    assert (outcome.survives, outcome.fails) == (False, True)


def test_without_time_there_is_no_answer() -> None:
    """Without time, infeasibility may be proved, but not the best possible plan."""
    one = program([flight("F1", 1, 11)], ["ann"], vehicles=PILOT)
    assert solve(one, relax=True, time_limit=1e-9).status is Status.UNKNOWN


def test_only_what_is_in_force_can_be_given_up() -> None:
    """An absence that does not count, or has been given up already, is not given up again."""
    ann = member("ann", unavailable=(away(5, 6),))
    one = program([flight("F1", 1, 11)], [ann], vehicles=PILOT)
    known = {each.id: each for each in requirements_of(one)}
    absence = [each for each in known.values() if each.rule == "availability"]
    others = [each for each in known.values() if each.rule != "availability"]
    for chosen in ({"only": others}, {"without": absence}):
        result = solve(one, relax=True, **chosen)  # type: ignore[arg-type]
        assert result.status is Status.OPTIMAL
        assert result.plan == plan(tour("ann", "F1"))
        assert [each.id for each in result.given_up] == ["seat-requirements:F1:pilot"]


def test_a_solver_that_gives_up_too_much_contradicts_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What its plan keeps need not have been given up; the error names that."""
    one = program([flight("F1", 1, 11)], ["ann"], vehicles=PILOT)
    monkeypatch.setattr(solving, "_missed", lambda *_: ())
    with pytest.raises(EngineError, match="keeps them: seat-requirements:F1:pilot"):
        solve(one, relax=True)


class Stopped:
    """A driver that proves that there is no plan, and is interrupted in the goals of the next."""

    def __init__(self, *_: object) -> None:
        self.known = _[-1]

    def solve(self) -> Result:
        if self.known is None:
            return Result(Status.INFEASIBLE, None)
        raise Interrupted(Result(Status.UNKNOWN, None))


def test_an_interrupted_search_keeps_the_plan_that_gives_up_least() -> None:
    """Ctrl-C while the goals are optimized; before any plan is found, nothing is known."""
    one = program([flight("F1", 1, 11)], ["ann"], vehicles=PILOT, goals=[FillSeats()])

    def found() -> Result:
        end = time.monotonic() + 60
        return best_plan(Stopped, Case(one), Options(), end, relax=True)  # type: ignore[arg-type]

    with pytest.raises(Interrupted) as stop:
        found()
    kept = stop.value.result
    assert (kept.status, kept.plan) == (Status.FEASIBLE, plan(tour("ann", "F1")))
    assert kept.seconds > 0
    with patch.object(solving, "_within", side_effect=OutOfTime):
        assert found().status is Status.UNKNOWN
