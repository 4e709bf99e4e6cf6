"""Standby: for each picked person, enough others of the same agency could take the place."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from seatplan import Fixed, Program, Withdraw, check, solve, what_if
from seatplan.requirement import Requirement
from seatplan.rules.career import Career
from seatplan.rules.ground_time import GroundTime
from seatplan.rules.standby import Standby
from seatplan.testing import days, plans, programs
from seatplan.testing.enumeration import TooMany, plans_of
from seatplan.testing.laws import LIMIT, patient
from tests.build import (
    away,
    broken,
    findings,
    flight,
    held,
    member,
    of,
    plan,
    program,
    seat,
    solved,
    tour,
    vehicle,
)

F1 = flight("F1", 11, 21)


def short(other: Any, *lines: Any, rules: Any = (), **keys: Any) -> int:
    """The number of missing replacements for Ann on F1, with only Bob as a candidate."""
    flights = keys.pop("flights", [F1])
    one = program(flights, ["ann", other], rules=[Standby(flights=["F1"]), *rules], **keys)
    return broken(one, plan(tour("ann", "F1"), *lines)).get("standby", 0)


@pytest.mark.parametrize(
    ("other", "able"),
    [
        (member("bob"), True),
        (member("bob", "JAXA"), False),
        (member("bob", (of("NASA", 11), of("JAXA", None, 11))), True),
        (member("bob", (of("NASA", 12), of("JAXA", None, 12))), False),
        (member("bob", unavailable=(away(20, 21),)), False),
        (member("bob", unavailable=(away(21, 30),)), True),
        (member("bob", flights_before=1, last_landing=11), True),
        (member("bob", flights_before=1, last_landing=12), False),
    ],
)
def test_agency_absence_and_last_landing(other: Any, able: bool) -> None:
    """A replacement has the same agency, is available for the whole tour, and has landed."""
    assert short(other) == (not able)


@pytest.mark.parametrize(("has", "able"), [(held("eva"), True), (held("eva", None, 21), False)])
def test_the_seat_on_both_days(has: Any, able: bool) -> None:
    """A replacement meets the requirements of the seat on both days of the flight."""
    seats = [seat(requires="eva")]
    crew = [member("ann", "NASA", "eva"), member("bob", "NASA", has)]
    one = program([F1], crew, seats=seats, rules=[Standby()])
    assert ("standby" in broken(one, plan(tour("ann", "F1")))) != able


@pytest.mark.parametrize(
    ("launch", "landing", "training", "able"),
    [
        (1, 11, 0, True),
        (1, 11, 1, False),
        (21, 31, 0, True),
        (21, 31, 1, False),
        (15, 16, 0, False),
    ],
)
def test_one_place_with_the_tour_added(
    launch: int, landing: int, training: int, able: bool
) -> None:
    """A replacement's own tours must leave room for the tour and for training."""
    crafts = [vehicle("ship", "NASA", training)]
    flights = [F1, flight("F2", launch, landing)]
    assert short("bob", tour("bob", "F2"), flights=flights, vehicles=crafts) != able


def test_the_tour_of_the_one_who_is_replaced() -> None:
    """The tour lasts until the landing of the flight home, with training for the flight up."""
    flights = [evolve(F1, return_options=("F3",)), flight("F3", 1, 31, ascent="empty")]
    one = program(flights, ["ann", member("bob", unavailable=(away(25, 26),))], rules=[Standby()])
    assert "standby" in broken(one, plan(tour("ann", "F1", "F3")))
    assert "standby" not in broken(one, plan(tour("ann", "F1")))


@pytest.mark.parametrize(
    ("rule", "able"),
    [
        (GroundTime(days=10), True),
        (GroundTime(days=11), False),
        (GroundTime(days=11, weight=1), True),
        (GroundTime(days=11, members=["ann"]), True),
        (Career(max_flights=2), True),
        (Career(max_flights=1), False),
        (Career(max_days=19), True),
        (Career(max_days=18), False),
    ],
)
def test_hard_rules_on_tours(rule: Any, able: bool) -> None:
    """A replacement must keep the hard rules about tours that apply to them."""
    flights = [F1, flight("F2", 31, 40)]
    assert short("bob", tour("bob", "F2"), rules=[rule], flights=flights) != able
    entries = [Fixed("F1", "pilot", "ann"), Fixed("F2", "pilot", "bob")]
    rules = [Standby(flights=["F1"]), rule]
    one = program(flights, ["ann", "bob"], rules=rules, fixed=entries)
    assert (solved(one) is not None) == able


def test_what_own_tours_break_is_not_looked_at() -> None:
    """Rules that a replacement's own tours already break do not count."""
    flights = [F1, flight("F2", 31, 40), flight("F3", 41, 50)]
    own = [tour("bob", "F2"), tour("bob", "F3")]
    assert short("bob", *own, rules=[GroundTime(days=11)], flights=flights) == 0
    assert short("bob", *own, rules=[GroundTime(days=11), Career(max_flights=2)], flights=flights)
    # A career is one demand: days that are over the limit anyway waive its flights as well.
    both = Career(max_flights=2, max_days=5)
    assert short("bob", *own, rules=[both], flights=flights) == 0


def test_persons_short_of_each() -> None:
    """Each person who goes up counts; members of the same crew are no replacements."""
    seats = [seat("pilot", 2), seat("guest")]
    crew = ["ann", "bob", "cem", "dag"]
    flown = plan(tour("ann", "F1"), tour("bob", "F1"), tour("cem", "F1", role="guest"))
    one = program([F1], crew, seats=seats, rules=[Standby(min=3)])
    assert broken(one, flown) == {"standby": 6}
    two = program([F1], crew, seats=seats, rules=[Standby(min=3, roles=["guest"])])
    assert broken(two, flown) == {"standby": 2}
    three = program([F1], crew, seats=seats, rules=[Standby(min=3, weight=1)])
    assert solved(three) == [6]


def test_requirements() -> None:
    """There is a requirement for each flight, role and agency, waived after the launch."""
    one = program([F1], ["ann", member("bob", "JAXA")], seats=[seat("pilot", 2)], rules=[Standby()])
    flown = plan(tour("ann", "F1"), tour("bob", "F1"))
    first, _ = findings(one, flown)
    assert first.message == (
        "At least 1 other member of NASA must be able to take the place of each who goes up for "
        "NASA on F1 (2030-01-11) as pilot: no one could take that of ann"
    )
    said = first.requirement.decision
    assert said == "launch F1 although no one else of NASA could replace its pilot"
    assert [x.requirement.id for x in findings(one, flown)] == [
        "standby:F1:pilot:NASA",
        "standby:F1:pilot:JAXA",
    ]
    assert "standby" in broken(one, flown, as_of=11)
    assert "standby" not in broken(one, flown, as_of=12)
    assert solved(one, flown, as_of=12) == []
    assert solved(one, flown, as_of=11) is None


def test_any_withdrawal_is_mended_in_the_same_seats() -> None:
    """If any one member drops out, others take these seats, and no one else moves."""
    flights = [flight("F1", 1, 11), flight("F2", 11, 21), flight("F3", 21, 31)]
    rules = [Standby(), GroundTime(days=15)]
    one = program(flights, ["ann", "bob", "cem", "dag"], rules=rules)
    found = solve(one).plan
    assert found is not None
    plain = evolve(one, rules=rules[1:])
    for who in {line.member for line in found}:
        outcome = what_if(plain, found, Withdraw(who))
        assert outcome.survives
        assert {x.flight for x in outcome.changes} == {x.flight for x in found.of(who)}


@given(
    programs(
        rules=("standby", "ground-time", "career"),
        max_flights=2,
        max_members=3,
        min_rules=2,
        max_rules=3,
        max_goals=1,
    ),
    st.data(),
)
@patient(settings(max_examples=10))
def test_with_rules_given_up(program: Program, data: st.DataObject) -> None:
    """Both halves agree even if hard rules about tours are given up or broken by the past."""
    past, as_of = data.draw(plans(program)), data.draw(st.none() | days(-1, 45))
    gone = {
        rule.name for rule in program.named_rules if rule.weight is None and rule.kind != "standby"
    }
    assume(gone)
    best: list[int] | None = None
    try:
        for count, one in enumerate(plans_of(program, as_of=as_of, reference=past)):
            if count > LIMIT:
                raise TooMany
            report = check(program, one, as_of=as_of, reference=past)
            if all(not x.hard or x.rule in gone for x in report.violations):
                scores = [
                    report.values[goal.name] * (1 if goal.sense == "max" else -1)
                    for goal in program.named_goals
                ]
                best = scores if best is None else max(best, scores)
    except TooMany:
        assume(False)
    without = [Requirement(name, name, "") for name in sorted(gone)]
    result = solve(program, past, as_of=as_of, without=without)
    found = [
        one.value * (1 if goal.sense == "max" else -1)
        for goal, one in zip(program.named_goals, result.goals, strict=False)
    ]
    assert (found if result.plan is not None else None) == best
