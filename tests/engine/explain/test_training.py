"""Who could be trained instead of a waiver: each of them, so trained, leaves a plan."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given

from seatplan import CrewMember, Program, Requirement, explain, solve
from seatplan.engine.explain import training
from seatplan.engine.explain.oracle import Oracle
from seatplan.engine.explain.training import MOST_NAMED, told
from seatplan.engine.solver.search import OutOfTime
from seatplan.program import Qualification
from tests.build import flight, member, plan, program, seat, tour
from tests.engine.strategies import tight_programs
from tests.properties.effort import examples


def trained(one: CrewMember, *, has: tuple[str, ...], agency: str | None = None) -> CrewMember:
    """The member with more qualifications."""
    more = tuple(Qualification(name) for name in has)
    return evolve(one, qualifications=(*one.qualifications, *more))


def with_trained(one: Program, name: str, *has: str) -> Program:
    """The program in which one member holds more."""
    crew = (trained(each, has=has) if each.id == name else each for each in one.crew)
    return evolve(one, crew=tuple(crew))


def names_in(fix: tuple[Requirement, ...]) -> list[str]:
    """Those whom the decisions name as candidates for training."""
    found = []
    for one in fix:
        _, _, after = one.decision.partition("or train ")
        people = after.removesuffix(" for it").removeprefix("one of ")
        found += people.replace(" or ", ", ").split(", ") if people else []
    return found


def two_seats(*crew: CrewMember) -> Program:
    """A flight with a pilot and a guest, for whom these people are there."""
    seats = [seat("pilot", requires="pilot"), seat("guest")]
    return program([flight("F1", 1, 11)], crew, seats=seats)


def test_each_who_is_named_would_do() -> None:
    """Trained, each of them leaves a plan; at most three are named."""
    one = two_seats(*(member(name) for name in ("ann", "bob", "cem", "dag", "eva")))
    (fix, *_) = explain(one, max_fixes=1).fixes
    named = names_in(fix)
    assert len(named) == MOST_NAMED
    assert all(solve(with_trained(one, name, "pilot")).plan is not None for name in named)


def test_who_sits_elsewhere_in_any_case_is_not_named() -> None:
    """The only one who may be the guest is of no use as a pilot."""
    seats = [seat("pilot", requires="pilot"), seat("guest", requires="guest")]
    one = program(
        [flight("F1", 1, 11)], [member("ann", "NASA", "guest"), member("bob")], seats=seats
    )
    fixes = explain(one, max_fixes=3).fixes
    assert {name for fix in fixes for name in names_in(fix)} == {"bob"}


def test_a_fix_of_other_things_stays_as_it_is() -> None:
    """No model is made for it."""
    fix = (Requirement("a", "quota", "a quota", decision="give up: a quota"),)
    oracle = Oracle(two_seats(member("ann")), None, None, 60.0)
    oracle.search.deadline = 0.0
    assert told(oracle, fix) is fix


@pytest.mark.parametrize("stop", [OutOfTime, KeyboardInterrupt])
def test_the_time_may_be_up_before_anyone_is_known(
    stop: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fix holds without names; Ctrl-C is remembered."""
    one = two_seats(member("ann"), member("bob"))
    (fix, *_) = explain(one, max_fixes=1).fixes

    def up(*_: object) -> None:
        raise stop

    monkeypatch.setattr(training, "_helpful", up)
    oracle = Oracle(one, None, None, 60.0)
    assert told(oracle, fix) is fix
    assert oracle.search.interrupted == (stop is KeyboardInterrupt)


def test_who_has_flown_in_the_seat_stays_there() -> None:
    """Where someone unfit has taken the seat in the past, training another is no help."""
    flights = [flight("F1", 1, 11), flight("F2", 21, 31)]
    seats = [seat("pilot", requires="pilot")]
    one = program(flights, ["ann", "bob"], seats=seats)
    explanation = explain(one, plan(tour("ann", "F1")), as_of=flights[1].launch, max_fixes=2)
    assert all("F1" not in one.flights for fix in explanation.fixes for one in fix)


@given(tight_programs(max_flights=2, max_members=3))
@examples(8)
def test_every_name_is_verified(drawn: Program) -> None:
    """In any program: with one of those who are named trained and the rest of the fix given up,
    there is a plan."""
    lookup_names = {one.name: one.id for one in drawn.crew}
    for fix in explain(drawn, max_fixes=2).fixes:
        for requirement in fix:
            rest = [one for one in fix if one is not requirement]
            for name in names_in((requirement,)):
                who = next(one for one in drawn.crew if one.id == lookup_names.get(name, name))
                (flight_id,) = requirement.flights
                flight_ = drawn.flight(flight_id)
                role = requirement.subject.role
                craft = next(v for v in drawn.vehicles if v.id == flight_.vehicle)
                seats = flight_.seats if flight_.seats is not None else craft.seats
                wanted = next(one for one in seats if one.role == role)
                if wanted.agencies is not None and who.agency not in wanted.agencies:
                    continue  # training does not change an agency
                again = with_trained(drawn, who.id, *wanted.requires)
                assert solve(again, without=rest).plan is not None
