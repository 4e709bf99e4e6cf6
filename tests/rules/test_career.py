"""Career: who flies stays within this many days and flights in a lifetime."""

from __future__ import annotations

from typing import Any

import pytest

from seatplan.errors import Problem
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.rules.career import Career
from tests.build import broken, findings, flight, flying, member, plan, program, solved, tour

FLIGHTS = [flight("F1", 1, 11), flight("F2", 12, 21)]
BOTH = plan(tour("ann", "F1"), tour("ann", "F2"))


@pytest.mark.parametrize(
    ("keys", "amount"),
    [
        ({"max_days": 119}, 0),
        ({"max_days": 118}, 1),
        ({"max_flights": 4}, 0),
        ({"max_flights": 3}, 1),
        ({"max_days": 110, "max_flights": 1}, 9 + 3),
    ],
)
def test_days_and_flights_add_up(keys: Any, amount: int) -> None:
    """The amounts add up days and flights, including those before the program."""
    who = member("ann", flights_before=2, days_before=100)
    one = program(FLIGHTS, [who], rules=[Career(**keys)])
    assert sum(broken(one, BOTH).values()) == amount
    soft = program(FLIGHTS, [who], rules=[Career(weight=1, **keys)])
    assert solved(soft) == [amount]


def test_who_does_not_fly_is_left_alone() -> None:
    """A member who is beyond the limit but does not fly breaks nothing."""
    crew = ["ann", member("bob", flights_before=9)]
    one = program(FLIGHTS, crew, rules=[Career(max_flights=2)])
    assert broken(one, BOTH) == {}
    assert flying(one) == {"F1": "ann", "F2": "ann"}


def test_what_is_flown_is_waived() -> None:
    """Flights are waived once they have launched, days once they have landed."""
    who = member("ann", flights_before=5, days_before=50)
    for keys, last in (({"max_flights": 5}, 12), ({"max_days": 50}, 21)):
        one = program(FLIGHTS, [who], rules=[Career(**keys)])
        assert "career" in broken(one, BOTH, as_of=last)
        assert broken(one, BOTH, as_of=last + 1) == {}
        assert solved(one, BOTH, as_of=last + 1) == []


def test_what_it_says() -> None:
    """The sentence has the member and the limits; the finding has the totals."""
    who = member("ann", name="Ann A.", days_before=1, flights_before=3)
    rule = Career(max_days=10, max_flights=1)
    one = program(FLIGHTS, [who], rules=[rule])
    (found,) = findings(one, BOTH)
    assert found == Finding(
        Requirement(
            "career:ann",
            "career",
            "Ann A. must not have more than 10 days in space and 1 flight in a career,"
            " with 1 day and 3 flights behind",
            members=("ann",),
            decision="let Ann A. have more than 10 days in space and 1 flight in a career",
        ),
        amount=10 + 4,
        found="20 days and 5 flights",
        settled=None,
    )
    for one_limit, text in (
        (Career(max_days=10), "10 days in space"),
        (Career(max_flights=1), "1 flight"),
    ):
        here = one_limit.requirement(ProgramIndex(one), who)
        assert here.decision == f"let Ann A. have more than {text} in a career"
    assert rule.reach(ProgramIndex(one), found.requirement) == {}


def test_each_limit_is_waived_for_itself() -> None:
    """Each limit is waived by itself: for Ann in orbit, the flight is past, the days are not."""
    who = member("ann", flights_before=5, days_before=50)
    rule = Career(max_flights=5, max_days=50)
    one = program(FLIGHTS[:1], [who], rules=[rule])
    flown = plan(tour("ann", "F1"))
    assert [broken(one, flown, as_of=n) for n in (1, 2, 11, 12)] == [
        {"career": 11},
        {"career": 10},
        {"career": 10},
        {},
    ]


def test_without_a_limit() -> None:
    """It demands nothing."""
    message, hint = "a career without a limit", "add `max_days` or `max_flights`."
    assert list(Career().problems()) == [Problem(message, (), hint)]
    assert not list(Career(max_days=0).problems()) + list(Career(max_flights=0).problems())


def test_what_was_flown_keeps_its_price() -> None:
    """In a soft rule, past excess still counts."""
    who = member("ann", flights_before=1)
    rule = Career(max_flights=2, max_days=12, weight=2)
    one = program(FLIGHTS, [who], rules=[rule])
    assert solved(one, BOTH, as_of=40) == [2 * (1 + 7)]
