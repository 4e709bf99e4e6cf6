"""Which flights and whom the keys of rules and goals pick, and how their seats are counted."""

from __future__ import annotations

from typing import Any

import pytest

from seatplan.program_index import ProgramIndex
from seatplan.selection import Members, Where, Who, seats_taken, tours_taken
from seatplan.timeline import PlanIndex
from tests.build import day, flight, held, member, plan, program, seat, tour, up, vehicle

CRAFTS = [vehicle("dragon", "NASA", 0, seat("pilot", 3)), vehicle("soyuz", "Roscosmos")]
FLIGHTS = [
    flight("D1", 1, 11, "dragon"),
    flight("S1", 5, 15, "soyuz"),
    flight("D2", 10, 20, "dragon", station="Axiom Station"),
    flight("S2", 10, 30, "soyuz", ascent="empty"),
]
CREW = [
    member("ann", "NASA", held("eva", 1, 5)),
    member("bob", "NASA"),
    member("ivan", "Roscosmos", "eva"),
]
ONE = program(FLIGHTS, CREW, vehicles=CRAFTS)


@pytest.mark.parametrize(
    ("keys", "ids"),
    [
        ({}, "D1 S1 D2"),
        ({"flights": ("D2", "D1", "S2")}, "D1 D2"),
        ({"vehicles": ("soyuz",)}, "S1"),
        ({"operators": ("NASA",)}, "D1 D2"),
        ({"stations": ("Axiom Station",)}, "D2"),
        ({"since": day(5)}, "S1 D2"),
        ({"since": day(6)}, "D2"),
        ({"until": day(5)}, "D1"),
        ({"until": day(6)}, "D1 S1"),
        ({"operators": ("NASA",), "since": day(2)}, "D2"),
        ({"operators": ("NASA",), "stations": ("ISS",)}, "D1"),
        ({"vehicles": ("dragon",), "flights": ("S1",)}, ""),
    ],
)
def test_where(keys: Any, ids: str) -> None:
    """Each key for itself and several together; launches from `since` to the day before `until`."""
    assert [one.id for one in Where(**keys).flights_in(ProgramIndex(ONE))] == ids.split()


def test_empty_ascents_when_asked() -> None:
    """By launch, and the other keys still count."""
    where = Where(operators=("Roscosmos",))
    picked = where.flights_in(ProgramIndex(ONE), empty_ascents=True)
    assert [one.id for one in picked] == ["S1", "S2"]


@pytest.mark.parametrize(
    ("keys", "ids"),
    [
        ({}, "ann bob ivan"),
        ({"members": ("ivan", "ann")}, "ann ivan"),
        ({"agencies": ("NASA",)}, "ann bob"),
        ({"members": ("ivan", "ann"), "agencies": ("NASA",)}, "ann"),
    ],
)
def test_members(keys: Any, ids: str) -> None:
    """Each key for itself and both together, in the order of the ids."""
    assert [one.id for one in Members(**keys).members_in(ProgramIndex(ONE))] == ids.split()


def test_who_holds_it_on_the_launch_day() -> None:
    """The same keys pick others for a later flight; and what one has picked is no other's."""
    lookup = ProgramIndex(ONE)
    first, second, *_ = FLIGHTS
    trained = Who(holding="eva")
    assert trained.picked_for(lookup, first) == {"ann", "ivan"}
    assert trained.picked_for(lookup, second) == {"ivan"}
    assert Who(holding="eva", agencies=("NASA",)).picked_for(lookup, first) == {"ann"}
    assert Who(members=("bob",)).picked_for(lookup, first) == {"bob"}
    assert Who().picked_for(lookup, second) == {"ann", "bob", "ivan"}


def test_seats_and_days_of_the_picked() -> None:
    """Ups of the picked on these flights; days only of whole tours, for as long as they are."""
    flown = plan(tour("ann", "D1", "S1"), tour("ivan", "D1"), up("bob", "D1"), tour("bob", "S1"))
    reading = PlanIndex(ONE, flown)
    flights, nasa = FLIGHTS[:1], Who(agencies=("NASA",))
    assert seats_taken(nasa, reading, flights) == 2
    assert seats_taken(Who(holding="eva"), reading, FLIGHTS) == 2
    assert seats_taken(nasa, reading, FLIGHTS) == 3
    assert [one.member.id for one in tours_taken(nasa, reading, flights)] == ["ann", "bob"]
    assert seats_taken(nasa, reading, flights, "days") == 14 + 14
    assert seats_taken(Who(members=("ivan",)), reading, flights, "days") == 10
    assert seats_taken(nasa, reading, FLIGHTS[2:], "days") == 0
    assert seats_taken(Who(holding="eva"), reading, FLIGHTS, "days") == 14 + 10
