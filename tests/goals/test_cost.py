"""Cost: seats go where they cost least."""

from __future__ import annotations

from seatplan.goals.cost import Cost
from seatplan.goals.fill_seats import FillSeats
from seatplan.worth import Term
from tests.build import flight, flying, plan, program, seat, solved, tour, value

FLIGHTS = [flight("F1", 1, 11), flight("F2", 5, 15)]


def test_the_cheaper_flight() -> None:
    """Of two flights, the person takes the cheaper one."""
    terms = (Term(flights=("F1",), value=55), Term(flights=("F2",), value=40))
    goals = [FillSeats(), Cost(terms=terms)]
    one = program(FLIGHTS, ["ann"], seats=[seat(optional=True)], goals=goals)
    assert solved(one) == [1, 40]
    assert flying(one) == {"F2": "ann"}


def test_each_seat_on_the_way_up() -> None:
    """Only seats on the way up cost, not those on the way home."""
    flights = [flight("F1", 1, 11, return_options=("F2",)), flight("F2", 5, 15, ascent="empty")]
    one = program(flights, ["ann"], goals=[Cost(terms=(Term(value=7),))])
    assert value(one, plan(tour("ann", "F1", "F2"))) == 7


def test_nobody_flies_for_nothing() -> None:
    """With this goal alone, optional seats stay empty."""
    goals = [Cost(terms=(Term(value=1),))]
    assert solved(program(FLIGHTS, ["ann"], seats=[seat(optional=True)], goals=goals)) == [0]
