"""Fixed: assignments that a plan must have."""

from __future__ import annotations

from attrs import evolve

from seatplan import Fixed, Forbidden, check, explain
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.rules.quota import Quota
from seatplan.structure import FIXED
from seatplan.structure.fixed import statement
from tests.build import (
    away,
    broken,
    day,
    down,
    findings,
    flight,
    flying,
    member,
    plan,
    program,
    seat,
    solved,
    tour,
    up,
)


def test_both_legs_unless_told() -> None:
    """An entry without a leg requires the way up and for the way down."""
    one = program([flight("F1", 1, 11)], ["ann", "bob"], fixed=[Fixed("F1", "pilot", "bob")])
    assert flying(one) == {"F1": "bob"}
    assert broken(one, plan(tour("ann", "F1"))) == {"fixed": 2}


def test_one_leg() -> None:
    """The way down on F2 can be fixed without fixing the way up."""
    flights = [flight("F1", 1, 11, return_options=("F2",)), flight("F2", 5, 15, ascent="empty")]
    one = program(flights, ["ann", "bob"], fixed=[Fixed("F2", "pilot", "bob", "down")])
    assert flying(one) == {"F1": "bob"}
    assert broken(one, plan(tour("bob", "F1"))) == {"fixed": 1}


def test_two_in_one_seat() -> None:
    """An impossible wish is no error, but it has no plan."""
    wishes = [Fixed("F1", "pilot", "ann"), Fixed("F1", "pilot", "bob")]
    assert solved(program([flight("F1", 1, 11)], ["ann", "bob"], fixed=wishes)) is None


def test_the_role_matters() -> None:
    """Another role on the flight does not keep the entry."""
    seats = [seat("pilot"), seat("guest")]
    wish = Fixed("F1", "guest", "ann", "up")
    one = program([flight("F1", 1, 11)], ["ann", "bob"], seats=seats, fixed=[wish])
    swapped = plan(tour("ann", "F1"), tour("bob", "F1", role="guest"))
    assert broken(one, swapped) == {"fixed": 1}


def test_a_past_wish() -> None:
    """A wish for a leg that is past is waived, leg by leg."""
    one = program([flight("F1", 1, 11)], ["ann", "bob"], fixed=[Fixed("F1", "pilot", "bob")])
    other = plan(up("ann", "F1"), down("ann", "F1"))
    assert broken(one, other, as_of=2) == {"fixed": 1}
    assert solved(one, other, as_of=2) is None
    assert solved(one, other, as_of=12) == []


def test_what_it_says() -> None:
    """The sentence names the member, the flight and the role, and the finding the missed leg."""
    crew = [member("ann"), member("bob", name="Bob B.")]
    wishes = [Fixed("F1", "pilot", "bob"), Fixed("F1", "pilot", "bob", "up")]
    one = program([flight("F1", 1, 11)], crew, fixed=[*wishes, Fixed("F1", "pilot", "bob", "down")])
    up_of_both, down_of_both, only_down, only_up = findings(one, plan(tour("ann", "F1")))
    here = Requirement(
        "fixed:F1:pilot:bob:both",
        "fixed",
        "Bob B. must go up and come down on F1 (2030-01-01) as pilot (1 seat)",
        ("F1",),
        ("bob",),
        "no longer fix Bob B. as pilot of F1",
    )
    assert up_of_both == Finding(here, 1, "not on the way up", day(1))
    assert down_of_both == Finding(here, 1, "not on the way down", day(11))
    assert only_up.requirement.message == "Bob B. must go up on F1 (2030-01-01) as pilot (1 seat)"
    assert only_up.requirement.decision == "no longer fix Bob B. as pilot of F1 on the way up"
    assert only_down.requirement.message == (
        "Bob B. must come down on F1 (2030-01-11) as pilot (1 seat)"
    )
    assert only_down.requirement.decision == "no longer fix Bob B. as pilot of F1 on the way down"


def test_each_way_is_past_on_its_own_day() -> None:
    """Once ann has launched it is no use to wish for bob, though she has not landed yet."""
    wish = Fixed("F1", "pilot", "bob", "up")
    one = program([flight("F1", 1, 11)], ["ann", "bob"], fixed=[wish])
    flown = plan(tour("ann", "F1"))
    assert solved(one, flown, as_of=1) == []
    assert broken(one, flown, as_of=1) == {"fixed": 1}
    assert solved(one, flown, as_of=2) == []
    assert broken(one, flown, as_of=2) == {}


def test_a_leg_that_carries_no_one() -> None:
    """The cause is shown, on each way that is empty, and the day is that of the leg."""
    gone = flight("F1", 1, 11, ascent="empty", descent="empty")
    wish = Fixed("F1", "pilot", "ann")
    lookup = ProgramIndex(program([gone], ["ann"], fixed=[wish]))
    assert FIXED.requirement(lookup, wish).message == (
        "ann must go up and come down on F1 (2030-01-01) as pilot (1 seat),"
        " but F1 goes up empty and comes down empty"
    )
    down = FIXED.requirement(lookup, Fixed("F1", "pilot", "ann", "down")).message
    assert (
        down == "ann must come down on F1 (2030-01-11) as pilot (1 seat), but F1 comes down empty"
    )
    assert statement(lookup, wish) == "ann goes up and comes down on F1 (2030-01-01) as pilot"


def test_a_wish_costs_its_weight_once() -> None:
    """However many of its legs are missed; nothing is hard about it, and nothing is waived."""
    wish = Fixed("F1", "pilot", "bob", weight=5)
    one = program([flight("F1", 1, 11)], ["ann", "bob"], fixed=[wish])
    assert [goal.name for goal in one.named_goals] == ["keep-rules"]
    other = plan(tour("ann", "F1"))
    for as_of in (None, 2, 12):
        report = check(one, other, as_of=None if as_of is None else day(as_of))
        assert report.ok
        assert report.values == {"keep-rules": 5}
        (missed,) = report.violations
        assert (missed.rule, missed.amount, missed.hard, missed.weight) == ("fixed", 1, False, 5)
        assert missed.message.endswith(": not on the way up and down")
    assert solved(one) == [0]
    assert flying(one) == {"F1": "bob"}
    assert solved(one, other, as_of=2) == [5]
    assert solved(one, other, as_of=12) == [5]


def test_wishes_are_weighed() -> None:
    """Against each other, against soft rules, and below all that is hard."""
    wishes = [Fixed("F1", "pilot", "ann", weight=2), Fixed("F1", "pilot", "bob", "up", weight=3)]
    one = program([flight("F1", 1, 11)], ["ann", "bob"], fixed=wishes)
    assert (solved(one), flying(one)) == ([2], {"F1": "bob"})
    without = evolve(one, forbidden=(Forbidden("F1", "bob"),))
    assert (solved(without), flying(without)) == ([3], {"F1": "ann"})
    nobody = evolve(one, rules=(Quota(members=("bob",), max=0, weight=2),))
    assert (solved(nobody), flying(nobody)) == ([3], {"F1": "ann"})


def test_a_wish_and_a_demand_are_two() -> None:
    """Each with an id of its own; the wish is none of the requirements that could be given up."""
    wishes = [
        Fixed("F1", "pilot", "bob", weight=5),
        Fixed("F1", "pilot", "bob", weight=4),
        Fixed("F1", "pilot", "bob"),
    ]
    one = program([flight("F1", 1, 11)], ["ann", "bob"], fixed=wishes)
    report = check(one, plan(tour("ann", "F1")))
    assert sorted(violation.requirement for violation in report.violations) == [
        "fixed:F1:pilot:bob:both",
        "fixed:F1:pilot:bob:both",
        "fixed:F1:pilot:bob:both:4",
        "fixed:F1:pilot:bob:both:5",
    ]
    assert report.values == {"keep-rules": 9}
    impossible = evolve(one, crew=(member("ann"), member("bob", unavailable=(away(1, 2),))))
    conflict = explain(impossible).conflict
    assert sorted(one.rule for one in conflict) == ["availability", "fixed"]
    assert "fixed:F1:pilot:bob:both" in {one.id for one in conflict}
