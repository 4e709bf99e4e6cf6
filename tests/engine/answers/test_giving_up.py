"""`solve` with requirements given up, compared with an enumeration of all plans."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from seatplan import Program, Status, check, solve
from tests.build import flight, member, program, seat
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
