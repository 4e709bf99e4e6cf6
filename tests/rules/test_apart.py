"""Apart: no two of them on one ascent."""

from __future__ import annotations

from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.rules.apart import Apart
from tests.build import (
    broken,
    day,
    findings,
    flight,
    flying,
    member,
    plan,
    program,
    seat,
    solved,
    tour,
)

FLIGHTS = [flight("F1", 1, 11), flight("F2", 5, 15)]
TWO = [seat("pilot", 2)]


def test_two_of_them() -> None:
    """Two of them on one flight break the rule; on two flights they keep it."""
    rule = Apart(members=("ann", "bob"))
    one = program(FLIGHTS[:1], ["ann", "bob", "cem"], seats=TWO, rules=[rule])
    assert broken(one, plan(tour("ann", "F1"), tour("bob", "F1"))) == {"apart": 1}
    assert "cem" in flying(one)["F1"]
    other = program(FLIGHTS, ["ann", "bob"], rules=[rule])
    assert broken(other, plan(tour("ann", "F1"), tour("bob", "F2"))) == {}


def test_three_count_as_two() -> None:
    """The amount is one for each flight, however many of them are on it."""
    rule = Apart(members=("ann", "bob", "cem"), weight=5)
    one = program(FLIGHTS[:1], ["ann", "bob", "cem"], seats=[seat("pilot", 3)], rules=[rule])
    assert solved(one) == [5]


def test_one_alone_is_never_together() -> None:
    """A list of one member demands nothing."""
    rule = Apart(members=("ann",))
    assert solved(program(FLIGHTS[:1], ["ann"], rules=[rule])) == []


def test_elsewhere_they_may() -> None:
    """The rule ignores flights that are not in WHERE."""
    rule = Apart(members=("ann", "bob"), flights=("F2",))
    flights = [FLIGHTS[0], flight("F2", 20, 25, seats=(seat(),))]
    one = program(flights, ["ann", "bob"], seats=TWO, rules=[rule])
    assert flying(one)["F1"] == "ann bob"


def test_a_launch_that_is_past() -> None:
    """A hard rule is waived for a past launch."""
    rule = Apart(members=("ann", "bob"))
    one = program(FLIGHTS[:1], ["ann", "bob"], seats=TWO, rules=[rule])
    flies = plan(tour("ann", "F1"), tour("bob", "F1"))
    assert solved(one, flies, as_of=1) is None
    assert solved(one, flies, as_of=2) == []


def test_what_it_says() -> None:
    """The sentence has the flight and the members; the finding has those who fly."""
    rule = Apart(members=("cem", "ann", "bob"))
    crew = ["ann", member("bob", name="Bob B."), "cem"]
    one = program(FLIGHTS, crew, seats=TWO, rules=[rule])
    flown = plan(tour("bob", "F2"), tour("cem", "F2"))
    both = findings(one, flown)[-1]
    assert both == Finding(
        Requirement(
            "apart:F2",
            "apart",
            "F2 going up on 2030-01-05 must take at most one of Bob B., ann and cem",
            ("F2",),
            ("ann", "bob", "cem"),
            "let Bob B., ann and cem fly together on F2",
        ),
        amount=1,
        found="cem and Bob B.",
        settled=day(5),
    )
    # The rule only limits: an explanation need not consider who else could fly.
    assert rule.reach(ProgramIndex(one), both.requirement) == {}


def test_two_seats_for_one_in_the_records() -> None:
    """A member who has two seats of one flight in the records counts as one person."""
    rule = Apart(members=("ann", "bob"), weight=1)
    seats = [seat("pilot"), seat("guest")]
    one = program(FLIGHTS[:1], ["ann", "bob"], seats=seats, rules=[rule])
    records = plan(tour("ann", "F1"), tour("ann", "F1", role="guest"))
    assert solved(one, records, as_of=30) == [0]


def test_two_people_of_one_name() -> None:
    """Members with the same name have their ids in sentence, finding and decision."""
    crew = [member("w1", name="Anna"), member("w2", name="Anna")]
    one = program(FLIGHTS[:1], crew, seats=TWO, rules=[Apart(members=("w1", "w2"))])
    found = findings(one, plan(tour("w1", FLIGHTS[0].id), tour("w2", FLIGHTS[0].id)))[-1]
    both = "Anna (w1) and Anna (w2)"
    assert found.message.endswith(f"must take at most one of {both}: {both}")
    assert found.requirement.decision == f"let {both} fly together on {FLIGHTS[0].id}"
