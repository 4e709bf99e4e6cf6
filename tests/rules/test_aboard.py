"""Aboard: on every day, the number of picked people at the station lies in a range."""

from __future__ import annotations

from typing import Any

import pytest

from seatplan.errors import Problem
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement, Subject
from seatplan.rules.aboard import Aboard
from tests.build import (
    broken,
    day,
    findings,
    flight,
    flying,
    held,
    member,
    plan,
    program,
    seat,
    solved,
    tour,
)

FLIGHTS = [flight("F1", 1, 11), flight("F2", 11, 21)]


def test_handover_on_one_day() -> None:
    """On the day of a landing and a launch, the new crew counts as aboard."""
    one = program(FLIGHTS, ["ann", "bob"], rules=[Aboard(min=1)])
    assert broken(one, plan(tour("ann", "F1"), tour("bob", "F2"))) == {}


def test_a_gap() -> None:
    """Three days without anyone count as three person-days."""
    flights = [FLIGHTS[0], flight("F2", 14, 21)]
    one = program(flights, ["ann", "bob"], rules=[Aboard(min=1)])
    assert broken(one, plan(tour("ann", "F1"), tour("bob", "F2"))) == {"aboard": 3}
    assert solved(one) is None


@pytest.mark.parametrize(
    ("since", "until", "amount"),
    [(None, None, 0), (0, None, 1), (None, 23, 2), (-4, 30, 14), (30, 40, 10), (5, 5, 0)],
)
def test_the_window(since: int | None, until: int | None, amount: int) -> None:
    """An open window lasts from the first launch to the last landing."""
    window: dict[str, Any] = {
        "since": None if since is None else day(since),
        "until": None if until is None else day(until),
    }
    one = program(FLIGHTS, ["ann", "bob"], rules=[Aboard(min=1, **window)])
    assert sum(broken(one, plan(tour("ann", "F1"), tour("bob", "F2"))).values()) == amount


def test_too_many() -> None:
    """Two days with one person too many count as two person-days."""
    flights = [FLIGHTS[0], flight("F2", 9, 21)]
    one = program(flights, ["ann", "bob"], rules=[Aboard(max=1)])
    assert broken(one, plan(tour("ann", "F1"), tour("bob", "F2"))) == {"aboard": 2}


def test_only_the_picked_count() -> None:
    """Only people who held the qualification on their launch day count."""
    crew = [member("ann", "NASA", "usos"), member("bob")]
    one = program(FLIGHTS, crew, rules=[Aboard(holding="usos", min=1)])
    assert flying(one) == {"F1": "ann", "F2": "ann"}


def test_each_station_for_itself() -> None:
    """The crew of one station does not count at another station."""
    flights = [FLIGHTS[0], flight("F2", 1, 11, station="Axiom Station")]
    rule = Aboard(min=1, stations=("Axiom Station",))
    one = program(flights, ["ann"], seats=[seat(optional=True)], rules=[rule])
    assert broken(one, plan(tour("ann", "F1"))) == {"aboard": 10}
    assert flying(one) == {"F2": "ann"}


def test_after_a_departure() -> None:
    """With two vehicles docked for ten days, someone must remain after the departure of either."""
    both = [flight("F1", 1, 11), flight("F2", 1, 11)]
    crew = [member("ann", "NASA", "usos"), member("bob")]
    rule = Aboard(holding="usos", min=1, after_departure=True)
    one = program(both, crew, rules=[rule])
    # Were F1 to leave with ann, bob would stay alone, not trained.
    assert broken(one, plan(tour("ann", "F1"), tour("bob", "F2"))) == {"aboard": 10}
    assert solved(one) is None


def test_nobody_stays() -> None:
    """If everyone would leave, nothing is required."""
    rule = Aboard(min=1, after_departure=True)
    one = program(FLIGHTS[:1], ["ann"], rules=[rule])
    assert broken(one, plan(tour("ann", "F1"))) == {}


def test_whose_lifeboat() -> None:
    """Until the flight home is docked, a member's lifeboat is the flight up."""
    flights = [
        flight("F1", 1, 11, return_options=("F2",)),
        flight("F2", 5, 15),
    ]
    crew = [member("ann", "NASA", "usos"), member("bob", "NASA", "usos"), "cem"]
    rule = Aboard(holding="usos", min=1, after_departure=True)
    seats = [seat("pilot"), seat("guest", optional=True)]
    one = program(flights, crew, seats=seats, rules=[rule])
    # From day 5 ann's way home is F2. Days 5 to 10: without F2 only cem is left, not trained.
    early = plan(tour("cem", "F1"), tour("ann", "F1", "F2", role="guest"), tour("bob", "F2"))
    assert broken(one, early) == {"aboard": 6}


def test_until_the_way_home_docks() -> None:
    """Ann goes home on F2; before it docks, she would leave on F1, and cem would stay alone."""
    flights = [
        flight("F1", 1, 11, descent="empty", return_options=("F2",)),
        flight("F2", 5, 11, ascent="empty"),
        flight("F3", 1, 11),
    ]
    crew = [member("ann", "NASA", "usos"), member("cem")]
    rule = Aboard(holding="usos", min=1, after_departure=True)
    one = program(flights, crew, rules=[rule])
    # Days 1 to 4 without F1, days 5 to 10 without F2.
    assert broken(one, plan(tour("ann", "F1", "F2"), tour("cem", "F3"))) == {"aboard": 10}
    early = Aboard(holding="usos", min=1, after_departure=True, until=day(5))
    two = program(flights, crew, rules=[early])
    assert broken(two, plan(tour("ann", "F1", "F2"), tour("cem", "F3"))) == {"aboard": 4}


def test_whoever_stays() -> None:
    """`min` applies after a departure if anyone stays, on whichever remaining vehicle."""
    flights = [
        flight("F1", 1, 11, seats=(seat(optional=True),)),
        flight("F2", 1, 11),
        flight("F3", 1, 11),
    ]
    crew = [member("ann", "NASA", "usos"), member("cem")]
    rule = Aboard(holding="usos", min=1, after_departure=True, weight=1)
    one = program(flights, crew, rules=[rule])
    assert solved(one) == [10]


def test_shortage_and_excess_add_up() -> None:
    """The largest shortage and the excess of a day add up."""
    both = [flight("F1", 1, 11), flight("F2", 1, 11)]
    rule = Aboard(min=2, max=2, after_departure=True, weight=1)
    crew = ["ann", "bob", "cem"]
    seats = [seat("pilot"), seat("guest", optional=True)]
    one = program(both, crew, seats=seats, rules=[rule])
    # Without F1 one is left, without F2 two; three aboard are one too many.
    three = plan(tour("ann", "F1"), tour("cem", "F1", role="guest"), tour("bob", "F2"))
    assert broken(one, three) == {"aboard": 20}
    # With two aboard one is left: one short on ten days, and no one too many.
    assert solved(one) == [10]


def test_days_that_are_past() -> None:
    """Days before `as_of` are waived; later days count."""
    flights = [FLIGHTS[0], flight("F2", 14, 21)]
    one = program(flights, ["ann", "bob"], rules=[Aboard(min=1)])
    flown = plan(tour("ann", "F1"), tour("bob", "F2"))
    assert [broken(one, flown, as_of=n) for n in (11, 13, 14)] == [
        {"aboard": 3},
        {"aboard": 1},
        {},
    ]
    assert solved(one, flown, as_of=13) is None
    assert solved(one, flown, as_of=14) == []


def test_what_it_says() -> None:
    """The sentence has the station, the number and the days; the finding has the reasons."""
    flights = [flight("F1", 1, 11), flight("F2", 1, 11), flight("F3", 14, 21)]
    crew = [member("ann", "NASA", "usos"), member("bob"), "cem"]
    flown = plan(tour("ann", "F1"), tour("bob", "F2"), tour("cem", "F3"))
    few = Aboard(holding="usos", members=("bob", "ann"), agencies=("NASA",), min=1, max=1)
    nobody, cem = findings(program(flights, crew, rules=[few]), flown)
    one_of = "exactly 1 of ann and bob who belongs to NASA and holds usos aboard"
    assert nobody == Finding(
        Requirement(
            "aboard:ISS:2030-01-11",
            "aboard",
            f"ISS must have {one_of} from 2030-01-11 to 2030-01-13 (no crew vehicle is docked)",
            decision=f"let ISS have other than {one_of} from 2030-01-11 to 2030-01-13",
        ),
        amount=3,
        found="0 people aboard",
        settled=None,
        since=day(11),
        until=day(14),
    )
    assert (cem.amount, cem.since, cem.until) == (7, day(14), day(21))
    many = Aboard(min=2, max=2, after_departure=True, until=day(11))
    (left,) = findings(program(flights, crew, rules=[many]), flown)
    people = "exactly 2 people aboard from 2030-01-01 to 2030-01-10"
    assert left.requirement.message == (
        f"ISS must have {people}, whichever vehicle leaves (F1 and F2 are docked, with 2 seats)"
    )
    assert left.requirement.decision == f"let ISS have other than {people}, or after a departure"
    assert left.found == "1 person left when F1 leaves"
    three = plan(tour("ann", "F1"), tour("bob", "F2"), tour("cem", "F2", role="guest"))
    seats = [seat("pilot"), seat("guest", optional=True)]
    (mixed,) = findings(program(flights[:2], crew, seats=seats, rules=[many]), three)
    assert mixed.found == "1 person left when F2 leaves and 1 too many"
    (enough,) = findings(program(flights, crew, rules=[Aboard(min=1, max=1, until=day(2))]), flown)
    assert enough.found == "1 too many"
    assert enough.requirement.message == (
        "ISS must have exactly 1 person aboard on 2030-01-01 (F1 and F2 are docked, with 2 seats)"
    )
    usual = Aboard(agencies=("NASA",), max=1)
    (over,) = findings(program(flights, crew, rules=[usual]), flown)
    assert over.found == "1 too many"
    assert over.requirement.message == (
        "ISS must have at most 1 member of NASA aboard from 2030-01-01 to 2030-01-10"
    )


def test_whom_an_explanation_looks_at() -> None:
    """Those picked, on the flights to the station from which people may be there on that day;
    no one where only too many could be aboard."""
    flights = [
        flight("F1", 1, 11, return_options=("F2",)),
        flight("F2", 11, 21),
        flight("F3", 1, 31, station="Axiom Station"),
        flight("F4", 1, 11),
        flight("F5", 21, 31),
    ]
    crew = [member("ann", "NASA", "usos"), member("bob", "NASA", held("usos", 11))]
    lookup = ProgramIndex(program(flights, crew))
    trained = Aboard(min=1, holding="usos", stations=("ISS",))
    (first, second, third) = (
        Requirement("id", "aboard", "enough", subject=Subject(station="ISS", since=day(one)))
        for one in (1, 11, 21)
    )
    assert trained.reach(lookup, first) == {"F1": {"ann"}, "F4": {"ann"}}
    assert trained.reach(lookup, second) == {"F1": {"ann"}, "F2": {"ann", "bob"}}
    assert trained.reach(lookup, third) == {"F5": {"ann", "bob"}}
    assert Aboard(max=1).reach(lookup, first) == {}


def test_without_a_bound() -> None:
    """Without a bound, the rule demands nothing, with or without a departure."""
    hint = "add `min` or `max`."
    assert list(Aboard().problems()) == [Problem("no bound on those aboard", (), hint)]
    message = "after_departure without min demands nothing"
    departure = Problem(message, ("after_departure",), "add `min`.")
    assert list(Aboard(after_departure=True, max=2).problems()) == [departure]
    for fine in (Aboard(min=0), Aboard(max=0), Aboard(min=0, after_departure=True)):
        assert list(fine.problems()) == []


def test_trained_on_the_launch_day_of_the_way_up() -> None:
    """A person trained on the launch day of the way up counts until the landing."""
    flights = [flight("F1", 1, 11, return_options=("F2",)), flight("F2", 5, 15, ascent="empty")]
    crew = [member("ann", "NASA", held("usos", 1, 2))]
    one = program(flights, crew, rules=[Aboard(holding="usos", min=1)])
    assert broken(one, plan(tour("ann", "F1", "F2"))) == {}
    assert solved(one) == []


def test_without_a_departure_all_count() -> None:
    """Without `after_departure`, everyone aboard counts."""
    both = [flight("F1", 1, 11), flight("F2", 1, 11)]
    assert solved(program(both, ["ann", "bob"], rules=[Aboard(min=2)])) == []
    alone = Aboard(min=2, after_departure=True)
    assert solved(program(both, ["ann", "bob"], rules=[alone])) is None


def test_three_vehicles() -> None:
    """Whichever of three vehicles leaves, the people of the other two stay."""
    three = [flight(name, 1, 11) for name in ("F1", "F2", "F3")]
    rule = Aboard(min=2, after_departure=True)
    assert solved(program(three, ["ann", "bob", "cem"], rules=[rule])) == []


def test_nobody_stays_of_those_who_go_home_elsewhere() -> None:
    """Ann went up on F1 and leaves on F2: after the departure of F2, no one is left."""
    flights = [flight("F1", 1, 11, return_options=("F2",)), flight("F2", 5, 15, ascent="empty")]
    rule = Aboard(min=1, after_departure=True)
    one = program(flights, ["ann"], rules=[rule])
    assert broken(one, plan(tour("ann", "F1", "F2"))) == {}
    assert solved(one) == []


def test_too_many_have_a_price() -> None:
    """One person too many on two days costs the weight of three twice."""
    flights = [FLIGHTS[0], flight("F2", 9, 21)]
    assert solved(program(flights, ["ann", "bob"], rules=[Aboard(max=1, weight=3)])) == [6]
