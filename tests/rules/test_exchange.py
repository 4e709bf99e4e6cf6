"""Exchange: two agencies fly each other's people and the account stays even."""

from __future__ import annotations

import pytest

from seatplan.rules.exchange import Exchange
from tests.build import (
    broken,
    day,
    flight,
    flying,
    member,
    plan,
    program,
    seat,
    solved,
    tour,
    vehicle,
)

CRAFTS = [vehicle("dragon", "NASA"), vehicle("soyuz", "Roscosmos")]
CREW = [member("ann"), member("bob"), member("ivan", "Roscosmos"), member("oleg", "Roscosmos")]
FLIGHTS = [
    flight("S1", 1, 11, "soyuz"),
    flight("D1", 12, 21, "dragon"),
    flight("S2", 22, 31, "soyuz"),
]
PARTIES = ("NASA", "Roscosmos")


def test_after_every_launch() -> None:
    """NASA gets two seats on Soyuz and gives none: even to one, then to two, beyond one by one."""
    one = program(FLIGHTS, CREW, vehicles=CRAFTS, rules=[Exchange(parties=PARTIES)])
    fair = plan(tour("ann", "S1"), tour("ivan", "D1"), tour("bob", "S2"))
    assert broken(one, fair) == {}
    unfair = plan(tour("ann", "S1"), tour("bob", "D1"), tour("ann", "S2"))
    assert broken(one, unfair) == {"exchange": 1}


def test_own_seats_count_for_nothing() -> None:
    """Those who fly with their own agency leave the account as it is."""
    rule = Exchange(parties=PARTIES, tolerance=0)
    one = program(FLIGHTS, CREW, vehicles=CRAFTS, rules=[rule])
    assert broken(one, plan(tour("ivan", "S1"), tour("ann", "D1"), tour("oleg", "S2"))) == {}


@pytest.mark.parametrize(("opening", "amount"), [(-1, 0), (0, 0), (1, 1), (2, 2), (-3, 1)])
def test_opening(opening: int, amount: int) -> None:
    """The balance starts where it was left: plus one for ann on Soyuz, even to one."""
    rule = Exchange(parties=PARTIES, opening=opening)
    one = program(FLIGHTS[:1], CREW, vehicles=CRAFTS, rules=[rule])
    assert sum(broken(one, plan(tour("ann", "S1"))).values()) == amount


@pytest.mark.parametrize(("settled", "amount"), [(1, 0), (2, 1), (12, 1), (13, 0)])
def test_settled_by(settled: int, amount: int) -> None:
    """Launches before the day count, those on it do not; before the first the account is even."""
    rule = Exchange(parties=PARTIES, settled_by=(day(settled),))
    one = program(FLIGHTS[:2], CREW, vehicles=CRAFTS, rules=[rule])
    assert sum(broken(one, plan(tour("ann", "S1"), tour("ivan", "D1"))).values()) == amount


def test_settling_an_opening() -> None:
    """A debt is settled by giving a seat, so nobody of NASA flies on Soyuz."""
    rule = Exchange(parties=PARTIES, opening=1, settled_by=(day(30),))
    one = program(FLIGHTS[1:], CREW, vehicles=CRAFTS, rules=[rule])
    best = flying(one)
    assert best["D1"] in ("ivan", "oleg")
    assert best["S2"] in ("ivan", "oleg")


def test_days() -> None:
    """In days a tour of ten days needs one of about ten in return."""
    rule = Exchange(parties=PARTIES, unit="days", tolerance=10, settled_by=(day(40),))
    one = program(FLIGHTS[:2], CREW, vehicles=CRAFTS, rules=[rule])
    # Ten days up there on Soyuz for nine on Dragon: one day is never settled.
    assert broken(one, plan(tour("ann", "S1"), tour("ivan", "D1"))) == {"exchange": 1}
    assert flying(one)["S1"] in ("ivan", "oleg")


def test_two_launches_on_one_day() -> None:
    """What happens on one day is looked at after all of it."""
    same = [flight("S1", 1, 11, "soyuz"), flight("D1", 1, 11, "dragon")]
    rule = Exchange(parties=PARTIES, tolerance=0)
    one = program(same, CREW, vehicles=CRAFTS, rules=[rule])
    assert broken(one, plan(tour("ann", "S1"), tour("ivan", "D1"))) == {}


def test_beyond_has_a_price() -> None:
    """Soft: with people of NASA alone the second flight on Soyuz goes beyond, by one."""
    rule = Exchange(parties=PARTIES, weight=7)
    flights = [flight("S1", 1, 11, "soyuz"), flight("S2", 12, 21, "soyuz")]
    one = program(flights, CREW[:2], vehicles=CRAFTS, rules=[rule])
    assert solved(one) == [7]


def test_a_past_that_cannot_be_mended() -> None:
    """What launched before is waived, the balance after the next launch is not."""
    crafts = [*CRAFTS[:1], vehicle("soyuz", "Roscosmos", 0, seat("pilot", 2))]
    rule = Exchange(parties=PARTIES)
    one = program(FLIGHTS[:2], CREW, vehicles=crafts, rules=[rule])
    flown = plan(tour("ann", "S1"), tour("bob", "S1"), tour("ivan", "D1"))
    assert broken(one, flown) == {"exchange": 1}
    assert broken(one, flown, as_of=2) == {}
    assert flying(one, flown, as_of=2)["D1"] in ("ivan", "oleg")
