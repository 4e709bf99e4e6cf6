"""Even turns: flights are spread over the corps."""

from __future__ import annotations

from seatplan.goals.even_turns import EvenTurns
from tests.build import flight, flying, member, plan, program, solved, tour, value

FLIGHTS = [flight("F1", 1, 11), flight("F2", 12, 21)]


def test_squares_of_turns() -> None:
    """Two flights of one member count four, one flight each of two members counts two."""
    crew = ["ann", "bob", member("cem", flights_before=3)]
    one = program(FLIGHTS, crew, goals=[EvenTurns()])
    assert value(one, plan(tour("ann", "F1"), tour("ann", "F2"))) == 4 + 0 + 9
    assert value(one, plan(tour("ann", "F1"), tour("bob", "F2"))) == 1 + 1 + 9
    assert solved(one) == [11]


def test_flights_before_count() -> None:
    """Flights before the program count."""
    crew = [member("ann", flights_before=2), "bob"]
    assert flying(program(FLIGHTS, crew, goals=[EvenTurns()])) == {"F1": "bob", "F2": "bob"}


def test_only_the_picked() -> None:
    """Members who are not picked do not count."""
    crew = [member("ann"), member("aki", "JAXA")]
    one = program(FLIGHTS, crew, goals=[EvenTurns(agencies=("NASA",))])
    assert solved(one) == [0]
