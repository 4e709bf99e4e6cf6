"""The flights and members that the keys of rules and goals pick, and how seats are counted."""

from __future__ import annotations

from typing import Any

import pytest

from seatplan import Agency, ProgramError
from seatplan.program_index import ProgramIndex
from seatplan.selection import Members, Where, Who, seats_taken, tours_taken
from seatplan.timeline import PlanIndex
from tests.build import day, flight, held, member, of, plan, program, seat, tour, up, vehicle

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
GRANTING = (Agency("NASA", ("usos",)), Agency("Roscosmos"), Agency("JAXA"))
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


def test_an_agency_that_changes() -> None:
    """WHO goes by the launch day, MEMBERS by any day; a time without days counts for nothing."""
    crew = [
        member("ann", (of("NASA", None, 5), of("Roscosmos", 5))),
        member("bob", "NASA"),
        member("cem", (of("JAXA", 3, 3), of("NASA", 5))),
    ]
    one = ProgramIndex(program(FLIGHTS, crew, vehicles=CRAFTS, agencies=GRANTING))
    first, second = one.flights["D1"], one.flights["S1"]
    for agency, before, after, ever in (
        ("NASA", "ann bob", "bob cem", "ann bob cem"),
        ("Roscosmos", "", "ann", "ann"),
        ("JAXA", "", "", ""),
    ):
        who = Who(agencies=(agency,))
        assert sorted(who.picked_for(one, first)) == before.split()
        assert sorted(who.picked_for(one, second)) == after.split()
        assert [each.id for each in Members(agencies=(agency,)).members_in(one)] == ever.split()
    assert sorted(Who(holding="usos").picked_for(one, first)) == ["ann", "bob"]
    assert sorted(Who(holding="usos").picked_for(one, second)) == ["bob", "cem"]


def test_one_agency_on_all_days_is_that_agency() -> None:
    """A single unbounded membership equals an agency id."""
    assert member("ann", (of("NASA"),)) == member("ann", "NASA")
    assert member("ann", (of("NASA", 1),)).agency == (of("NASA", 1),)


@pytest.mark.parametrize(
    ("agency", "message"),
    [
        ((), "the list of agencies is empty"),
        ((of("NASA", None, 5), of("JAXA", 4)), "the days of 'JAXA' overlap with those of 'NASA'"),
        ((of("NASA"), of("JAXA", 4, 5)), "the days of 'JAXA' overlap"),
        ((of("NASA", 4, 3),), "since 2030-01-04 is after until 2030-01-03"),
        ((of("NSA", 4),), "unknown agency 'NSA'"),
        (("NASA",), "'NASA' is not a Membership"),
        (5, "5 is not text"),
    ],
)
def test_agencies_that_contradict_themselves(agency: Any, message: str) -> None:
    """No two on one day, each one that there is, and nothing of another type."""
    with pytest.raises(ProgramError, match=message):
        program([], [member("ann", agency)])


# The same in words


@pytest.mark.parametrize(
    ("keys", "which"),
    [
        ({}, "all flights"),
        ({"flights": ("S1", "D1")}, "flights D1 and S1"),
        ({"flights": ("S1",), "until": day(5)}, "flight S1 launched before 2030-01-05"),
        ({"vehicles": ("soyuz", "dragon")}, "flights of dragon or soyuz"),
        ({"operators": ("NASA",), "stations": ("ISS",)}, "flights operated by NASA to ISS"),
        ({"since": day(5)}, "flights launched since 2030-01-05"),
        (
            {"vehicles": ("soyuz",), "since": day(5), "until": day(9)},
            "flights of soyuz launched since 2030-01-05 and before 2030-01-09",
        ),
    ],
)
def test_which_flights(keys: Any, which: str) -> None:
    """Every key that is given is shown."""
    assert Where(**keys).which() == which


def test_which_flights_of_a_year() -> None:
    """A year is one more condition."""
    assert Where().which(year=2030) == "flights launched in 2030"
    assert Where(since=day(5)).which(year=2030) == ("flights launched in 2030 and since 2030-01-05")


def test_of_one_flight() -> None:
    """A sentence about one flight names it, and the other flights for which the same holds."""
    assert Where(flights=("D1",)).of_flight() == ""
    assert Where(vehicles=("soyuz",)).of_flight() == " (as on all flights of soyuz)"


@pytest.mark.parametrize(
    ("who", "whom", "one", "two"),
    [
        (Who(), "the crew", "at least 1 person", "at least 2 people"),
        (
            Who(members=("bob", "ann")),
            "Ann A. and bob",
            "at least 1 of Ann A. and bob",
            "at least 2 of Ann A. and bob",
        ),
        (
            Who(agencies=("NASA", "JAXA")),
            "members of JAXA or NASA",
            "at least 1 member of JAXA or NASA",
            "at least 2 members of JAXA or NASA",
        ),
        (
            Who(holding="eva"),
            "people who hold eva",
            "at least 1 person who holds eva",
            "at least 2 people who hold eva",
        ),
        (
            Who(agencies=("NASA",), holding="eva"),
            "members of NASA who hold eva",
            "at least 1 member of NASA who holds eva",
            "at least 2 members of NASA who hold eva",
        ),
        (
            Who(members=("ann",), agencies=("NASA",), holding="eva"),
            "those of Ann A. who belong to NASA and hold eva",
            "at least 1 of Ann A. who belongs to NASA and holds eva",
            "at least 2 of Ann A. who belong to NASA and hold eva",
        ),
    ],
)
def test_whom(who: Who, whom: str, one: str, two: str) -> None:
    """Phrases have names, not ids, and "and" between keys, in singular and plural."""
    lookup = ProgramIndex(program([], [member("ann", name="Ann A."), "bob"]))
    assert who.whom(lookup) == whom
    assert (who.counted(lookup, 1, None), who.counted(lookup, 2, None)) == (one, two)


def test_none_of_them() -> None:
    """At most 0 reads as "no one", without a number."""
    lookup = ProgramIndex(program([], ["ann", "bob"]))
    assert Who().counted(lookup, None, 0) == "no people"
    assert Who(members=("ann", "bob")).counted(lookup, None, 0) == "none of ann and bob"


def test_of_one_member() -> None:
    """A sentence about one member names them, and the other members for whom the same holds."""
    assert Members(members=("ann",)).of_member() == ""
    assert Members(agencies=("NASA",)).of_member() == " (as for all members of NASA)"
    assert Members(members=("ann",)).of_member() == ""
    both = Members(members=("ann",), agencies=("NASA",))
    assert both.of_member() == " (as for all those listed who belong to NASA)"
