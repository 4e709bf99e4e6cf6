"""Integrated crew: each leg that carries anyone carries holders of each qualification."""

from __future__ import annotations

from seatplan.rules.integrated_crew import IntegratedCrew
from tests.build import broken, flight, flying, held, member, plan, program, seat, solved, tour

SEATS = [seat("pilot"), seat("guest", optional=True)]


def test_each_leg_and_each_qualification() -> None:
    """Nobody trained for two segments is four persons missing: twice up, twice down."""
    rule = IntegratedCrew(of=("usos", "rs"))
    one = program([flight("F1", 1, 11)], ["ann"], rules=[rule])
    assert broken(one, plan(tour("ann", "F1"))) == {"integrated-crew": 4}


def test_one_person_counts_for_several() -> None:
    """Somebody trained for both segments is enough."""
    rule = IntegratedCrew(of=("usos", "rs"))
    crew = [member("ann", "NASA", "usos"), member("bob", "NASA", "usos", "rs")]
    one = program([flight("F1", 1, 11)], crew, rules=[rule])
    assert flying(one) == {"F1": "bob"}


def test_the_day_of_the_leg_counts() -> None:
    """A training that lapses in orbit is missing on the way down only."""
    rule = IntegratedCrew(of=("rs",))
    crew = [member("ann", "NASA", held("rs", 1, 11))]
    one = program([flight("F1", 1, 11)], crew, rules=[rule])
    assert broken(one, plan(tour("ann", "F1"))) == {"integrated-crew": 1}
    assert solved(one) is None


def test_an_empty_leg_needs_nobody() -> None:
    """Where nobody flies nobody is missing."""
    rule = IntegratedCrew(of=("rs",), min=2)
    one = program([flight("F1", 1, 11)], ["ann"], seats=[seat(optional=True)], rules=[rule])
    assert broken(one, plan()) == {}
    assert flying(one) == {}


def test_the_way_down_of_an_empty_ascent() -> None:
    """Who comes down on a flight that went up empty is a crew, too."""
    rule = IntegratedCrew(of=("rs",), flights=("F2",))
    flights = [
        flight("F1", 1, 11, descent="empty", return_options=("F2",)),
        flight("F2", 5, 15, ascent="empty"),
    ]
    one = program(flights, [member("ann"), member("bob", "NASA", "rs")], rules=[rule])
    assert flying(one) == {"F1": "bob"}


def test_missing_persons_have_a_price() -> None:
    """Soft, with a minimum of two and one on board: one person missing on each leg."""
    rule = IntegratedCrew(of=("rs",), min=2, weight=5)
    crew = [member("ann", "NASA", "rs"), member("bob")]
    one = program([flight("F1", 1, 11)], crew, seats=SEATS, rules=[rule])
    assert solved(one) == [10]


def test_a_leg_that_is_past() -> None:
    """What went up without a qualification is waived, what comes down is not."""
    rule = IntegratedCrew(of=("rs",))
    one = program([flight("F1", 1, 11)], ["ann"], rules=[rule])
    flies = plan(tour("ann", "F1"))
    assert broken(one, flies, as_of=2) == {"integrated-crew": 1}
    assert solved(one, flies, as_of=2) is None
    assert solved(one, flies, as_of=12) == []
