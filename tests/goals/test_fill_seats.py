"""Fill seats: as many of the picked seats as possible."""

from __future__ import annotations

from seatplan.goals.fill_seats import FillSeats
from tests.build import flight, flying, member, plan, program, seat, solved, tour, value

OPTIONAL = [seat("pilot", 2, optional=True)]


def test_all_that_can_be_taken() -> None:
    """Two people on two simultaneous flights take two of four seats."""
    flights = [flight("F1", 1, 11), flight("F2", 5, 15)]
    one = program(flights, ["ann", "bob"], seats=OPTIONAL, goals=[FillSeats()])
    assert solved(one) == [2]


def test_seats_on_the_way_up() -> None:
    """Only seats on the way up count; an empty ascent counts nothing."""
    flights = [flight("F1", 1, 11, return_options=("F2",)), flight("F2", 5, 15, ascent="empty")]
    one = program(flights, ["ann"], seats=OPTIONAL, goals=[FillSeats()])
    assert value(one, plan(tour("ann", "F1", "F2"))) == 1
    assert solved(one) == [1]


def test_only_the_picked() -> None:
    """If there are few seats, picked members take them."""
    crew = [member("aki", "JAXA"), member("ann"), member("bob")]
    goals = [FillSeats(agencies=("JAXA",))]
    one = program([flight("F1", 1, 11)], crew, seats=[seat()], goals=goals)
    assert flying(one) == {"F1": "aki"}


def test_the_first_goal_comes_first() -> None:
    """The second goal is optimized within the best value of the first."""
    crew = [member("aki", "JAXA"), member("ann")]
    goals = [FillSeats(agencies=("JAXA",)), FillSeats(agencies=("NASA",))]
    one = program([flight("F1", 1, 11)], crew, seats=[seat()], goals=goals)
    assert solved(one) == [1, 0]
    turned = program([flight("F1", 1, 11)], crew, seats=[seat()], goals=goals[::-1])
    assert solved(turned) == [1, 0]
    assert flying(turned) == {"F1": "ann"}


def test_days_of_the_seats() -> None:
    """With `unit = "days"`, a longer tour has a larger value, whatever the way home."""
    flights = [flight("F1", 1, 11), flight("F2", 5, 25)]
    one = program(flights, ["ann"], seats=OPTIONAL, goals=[FillSeats(unit="days")])
    assert flying(one) == {"F2": "ann"}
    assert solved(one) == [20]
    assert one.goals[0].in_words(20) == "20 days of seats"
