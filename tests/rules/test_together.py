"""Together: all of them on one ascent, or none."""

from __future__ import annotations

from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.rules.together import Together
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


def test_some_but_not_all() -> None:
    """Each flight with some but not all of them counts once."""
    one = program(FLIGHTS, ["ann", "bob"], rules=[Together(members=("ann", "bob"))])
    assert broken(one, plan(tour("ann", "F1"), tour("bob", "F2"))) == {"together": 2}
    assert solved(one) is None


def test_all_or_none() -> None:
    """Both fly if there are two seats, and neither if there is one."""
    rule = Together(members=("ann", "bob"))
    pair = program(FLIGHTS[:1], ["ann", "bob", "cem"], seats=[seat("pilot", 2)], rules=[rule])
    assert flying(pair) == {"F1": "ann bob"}
    single = program(FLIGHTS[:1], ["ann", "bob", "cem"], rules=[rule])
    assert flying(single) == {"F1": "cem"}


def test_one_of_three_counts_as_two_of_three() -> None:
    """In a soft rule, a flight counts one, however many members are missing."""
    rule = Together(members=("ann", "bob", "cem"), weight=5)
    for crew in (["ann", "bob", "cem"], ["bob", "cem", "ann"]):
        one = program(FLIGHTS[:1], crew, rules=[rule])
        assert solved(one) == [5]


def test_the_way_down_does_not_matter() -> None:
    """Members who went up together may come home on different flights."""
    flights = [flight("F1", 1, 11, return_options=("F2",)), flight("F2", 5, 15, ascent="empty")]
    rule = Together(members=("ann", "bob"))
    one = program(flights, ["ann", "bob"], seats=[seat("pilot", 2)], rules=[rule])
    assert broken(one, plan(tour("ann", "F1"), tour("bob", "F1", "F2"))) == {}


def test_a_launch_that_is_past() -> None:
    """A hard rule is waived for a past launch."""
    one = program(FLIGHTS[:1], ["ann", "bob"], rules=[Together(members=("ann", "bob"))])
    assert solved(one, plan(tour("ann", "F1")), as_of=2) == []


def test_what_it_says() -> None:
    """The sentence has the flight and the members; the finding has those who fly."""
    rule = Together(members=("cem", "ann", "bob"))
    crew = ["ann", member("bob", name="Bob B."), "cem"]
    one = program(FLIGHTS[:1], crew, seats=[seat("pilot", 2)], rules=[rule])
    (some,) = findings(one, plan(tour("bob", "F1"), tour("cem", "F1")))
    assert some == Finding(
        Requirement(
            "together:F1",
            "together",
            "F1 going up on 2030-01-01 must take all or none of Bob B., ann and cem"
            " (it has 2 seats)",
            ("F1",),
            ("ann", "bob", "cem"),
            "let only some of Bob B., ann and cem fly on F1",
        ),
        amount=1,
        found="only cem and Bob B.",
        settled=day(1),
    )
    assert rule.reach(ProgramIndex(one), some.requirement) == {"F1": {"ann", "bob", "cem"}}


def test_two_seats_for_one_in_the_records() -> None:
    """A member who has two seats of one flight in the records counts as one person."""
    rule = Together(members=("ann", "bob"), weight=1)
    seats = [seat("pilot"), seat("guest")]
    one = program(FLIGHTS[:1], ["ann", "bob"], seats=seats, rules=[rule])
    records = plan(tour("ann", "F1"), tour("ann", "F1", role="guest"))
    assert solved(one, records, as_of=30) == [1]
