"""Stay: the tours of the picked members last this many days."""

from __future__ import annotations

from typing import Any

import pytest

from seatplan import ProgramError
from seatplan.rules.stay import Stay
from tests.build import broken, findings, flight, flying, plan, program, seat, solved, tour

FLIGHTS = [flight("F1", 1, 11, return_options=("F2",)), flight("F2", 5, 25)]


@pytest.mark.parametrize(
    ("keys", "amount"),
    [
        ({"max": 10}, 14),
        ({"min": 20}, 10),
        ({"min": 12, "max": 15}, 11),
        ({"max": 10, "flights": ("F1",)}, 14),
        ({"max": 10, "members": ("bob",)}, 0),
    ],
)
def test_days_short_or_beyond(keys: Any, amount: int) -> None:
    """The amount is the number of days outside the range, until the landing of the flight home."""
    seats = [seat("pilot", 2)]
    flown = plan(tour("ann", "F1", "F2"), tour("bob", "F1"))
    one = program(FLIGHTS, ["ann", "bob"], seats=seats, rules=[Stay(**keys)])
    assert broken(one, flown).get("stay", 0) == amount


def test_it_picks_the_way_home() -> None:
    """The rule decides about the way home."""
    flights = [FLIGHTS[0], flight("F2", 5, 25, ascent="empty")]
    one = program(flights, ["ann"], rules=[Stay(min=20)])
    assert flying(one) == {"F1": "ann"}
    assert solved(program(flights, ["ann"], rules=[Stay(min=20, weight=1)])) == [0]
    assert (
        solved(program(FLIGHTS[:1] and [flight("F1", 1, 11)], ["ann"], rules=[Stay(min=20)]))
        is None
    )


def test_a_tour_that_has_landed_is_waived() -> None:
    """A tour is waived once both legs are past."""
    one = program([flight("F1", 1, 11)], ["ann"], rules=[Stay(max=5)])
    flown = plan(tour("ann", "F1"))
    assert solved(one, flown, as_of=12) == []
    assert solved(one, flown, as_of=11) is None


def test_only_tours_in_those_roles() -> None:
    """With `roles`, only tours that go up in one of these roles count."""
    seats = [seat("pilot"), seat("guest")]
    rule = Stay(max=12, roles=("guest",))
    one = program(FLIGHTS, ["ann", "bob"], seats=seats, rules=[rule])
    as_pilot = plan(tour("ann", "F1", "F2"))
    as_guest = plan(tour("ann", "F1", "F2", role="guest"))
    assert "stay" not in broken(one, as_pilot)
    assert broken(one, as_guest)["stay"] == 12


def test_it_says_how_long() -> None:
    """The sentence has the member and the range; the finding has the length of the tour."""
    one = program([flight("F1", 1, 11)], ["ann"], rules=[Stay(min=12)])
    (found,) = findings(one, plan(tour("ann", "F1")))
    assert found.requirement.message == "Each tour of ann must last at least 12 days"
    assert found.found == "10 days from F1 (2030-01-01)"


def test_a_stay_without_a_bound_is_refused() -> None:
    """A stay without a bound is refused."""
    with pytest.raises(ProgramError):
        program([flight("F1", 1, 11)], ["ann"], rules=[Stay()])
