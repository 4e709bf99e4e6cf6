"""Fill seats: as many of the picked seats as possible."""

from __future__ import annotations

from seatplan.goals.fill_seats import FillSeats
from tests.build import flight, flying, member, plan, program, seat, solved, tour, value

OPTIONAL = [seat("pilot", 2, optional=True)]


def test_all_that_can_be_taken() -> None:
    """Two people, two flights at once: two of four seats."""
    flights = [flight("F1", 1, 11), flight("F2", 5, 15)]
    one = program(flights, ["ann", "bob"], seats=OPTIONAL, goals=[FillSeats()])
    assert solved(one) == [2]


def test_seats_on_the_way_up() -> None:
    """Each seat counts once, however one comes down; an empty ascent counts for nothing."""
    flights = [flight("F1", 1, 11, return_options=("F2",)), flight("F2", 5, 15, ascent="empty")]
    one = program(flights, ["ann"], seats=OPTIONAL, goals=[FillSeats()])
    assert value(one, plan(tour("ann", "F1", "F2"))) == 1
    assert solved(one) == [1]


def test_only_the_picked() -> None:
    """With seats for two the goal takes those that it counts."""
    crew = [member("aki", "JAXA"), member("ann"), member("bob")]
    goals = [FillSeats(agencies=("JAXA",))]
    one = program([flight("F1", 1, 11)], crew, seats=[seat()], goals=goals)
    assert flying(one) == {"F1": "aki"}


def test_the_first_goal_comes_first() -> None:
    """The second is as good as it can be under the best of the first."""
    crew = [member("aki", "JAXA"), member("ann")]
    goals = [FillSeats(agencies=("JAXA",)), FillSeats(agencies=("NASA",))]
    one = program([flight("F1", 1, 11)], crew, seats=[seat()], goals=goals)
    assert solved(one) == [1, 0]
    turned = program([flight("F1", 1, 11)], crew, seats=[seat()], goals=goals[::-1])
    assert solved(turned) == [1, 0]
    assert flying(turned) == {"F1": "ann"}


def test_days_of_the_seats() -> None:
    """With `unit = "days"` the longer tour is worth more, whichever way home it takes."""
    flights = [flight("F1", 1, 11), flight("F2", 5, 25)]
    one = program(flights, ["ann"], seats=OPTIONAL, goals=[FillSeats(unit="days")])
    assert flying(one) == {"F2": "ann"}
    assert solved(one) == [20]
    assert one.goals[0].in_words(20) == "20 days of seats"
