"""Career: who flies stays within so many days and flights in a lifetime."""

from __future__ import annotations

from typing import Any

import pytest

from seatplan.rules.career import Career
from tests.build import broken, flight, flying, member, plan, program, solved, tour

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
    """Ann had two flights of 100 days and flies two more of 10 and 9."""
    who = member("ann", flights_before=2, days_before=100)
    one = program(FLIGHTS, [who], rules=[Career(**keys)])
    assert sum(broken(one, BOTH).values()) == amount
    soft = program(FLIGHTS, [who], rules=[Career(weight=1, **keys)])
    assert solved(soft) == [amount]


def test_who_does_not_fly_is_left_alone() -> None:
    """Bob has had more than his share, and stays on the ground."""
    crew = ["ann", member("bob", flights_before=9)]
    one = program(FLIGHTS, crew, rules=[Career(max_flights=2)])
    assert broken(one, BOTH) == {}
    assert flying(one) == {"F1": "ann", "F2": "ann"}


def test_what_is_flown_is_waived() -> None:
    """Flights are counted as they launch, days as they land."""
    who = member("ann", flights_before=5, days_before=50)
    for keys, last in (({"max_flights": 5}, 12), ({"max_days": 50}, 21)):
        one = program(FLIGHTS, [who], rules=[Career(**keys)])
        assert "career" in broken(one, BOTH, as_of=last)
        assert broken(one, BOTH, as_of=last + 1) == {}
        assert solved(one, BOTH, as_of=last + 1) == []
