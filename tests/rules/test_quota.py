"""Quota: who picked takes how many seats, or days."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from seatplan import Agency
from seatplan.errors import Problem
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.rules.quota import Quota
from tests.build import (
    AGENCIES,
    broken,
    day,
    findings,
    flight,
    flying,
    held,
    member,
    plan,
    program,
    solved,
    tour,
)
from tests.sentences import lines_of

CREW = [member("ann"), member("aki", "JAXA")]
FLIGHTS = [flight("F1", 1, 11), flight("F2", 12, 21), flight("F3", 400, 410)]
NASA_ALONE = plan(*(tour("ann", name) for name in ("F1", "F2", "F3")))


@pytest.mark.parametrize(
    ("keys", "amount"),
    [
        ({"max": 1}, 2),
        ({"min": 4}, 1),
        ({"min": 1, "max": 3}, 0),
        ({"max": 1, "per": "year"}, 1),
        ({"min": 2, "per": "year"}, 1),
        ({"max": 0, "per": "flight"}, 3),
        ({"max": 25, "unit": "days"}, 4),
        ({"min": 10, "per": "flight", "unit": "days"}, 1),
    ],
)
def test_units_short_or_beyond(keys: Any, amount: int) -> None:
    """The amount is the number of units outside the range, for each scope and unit."""
    rule = Quota(agencies=("NASA",), **keys)
    one = program(FLIGHTS, CREW, rules=[rule])
    assert sum(broken(one, NASA_ALONE).values()) == amount


def test_a_year_without_a_launch_is_not_counted() -> None:
    """A year without a launch requires nothing."""
    rule = Quota(agencies=("JAXA",), min=1, per="year", weight=1)
    one = program([flight("F1", 1, 11), flight("F2", 800, 810)], [CREW[0]], rules=[rule])
    assert solved(one) == [2]


def test_the_year_of_the_launch() -> None:
    """A tour over New Year belongs to the year of its launch."""
    flights = [flight("F1", 1, 11), flight("F2", 360, 370), flight("F3", 800, 810)]
    rule = Quota(max=1, per="year")
    one = program(flights, CREW, rules=[rule])
    assert broken(one, NASA_ALONE) == {"quota": 1}


def test_no_flights_at_all() -> None:
    """A `min` without flights is a violation only in the scope of the whole program."""
    nowhere: dict[str, Any] = {"agencies": ("NASA",), "min": 1, "until": day(1)}
    for per, answer in (("program", None), ("year", []), ("flight", [])):
        rule = Quota(per=per, **nowhere)
        one = program(FLIGHTS, CREW, rules=[rule])
        assert solved(one) == answer
        assert solved(one, plan(), as_of=1) == []  # what nothing can mend is waived


def test_who_is_picked() -> None:
    """A qualification counts on the day of the launch."""
    crew = [member("ann", "NASA", held("eva", 1, 12)), member("bob")]
    rule = Quota(holding="eva", min=1, per="flight")
    assert flying(program(FLIGHTS[:1], crew, rules=[rule])) == {"F1": "ann"}
    assert solved(program(FLIGHTS[1:2], crew, rules=[rule])) is None


def test_an_empty_ascent_is_not_in_where() -> None:
    """A flight on which no one goes up requires no one."""
    flights = [FLIGHTS[0], flight("F2", 5, 15, ascent="empty")]
    rule = Quota(agencies=("NASA",), min=1, per="flight")
    assert flying(program(flights, CREW, rules=[rule])) == {"F1": "ann"}


def test_the_days_of_the_tour_itself() -> None:
    """Days are counted until the landing, even on another vehicle."""
    flights = [flight("F1", 1, 11, return_options=("F2",)), flight("F2", 5, 15, ascent="empty")]
    rule = Quota(min=14, unit="days")
    one = program(flights, CREW, rules=[rule])
    assert broken(one, plan(tour("ann", "F1"))) == {"quota": 4}
    assert broken(one, plan(tour("ann", "F1", "F2"))) == {}
    assert solved(one) == []


def test_waived_with_the_last_launch() -> None:
    """A quota is waived only once its last launch is past."""
    rule = Quota(agencies=("JAXA",), min=2)
    one = program(FLIGHTS, CREW, rules=[rule])
    assert broken(one, NASA_ALONE, as_of=400) == {"quota": 2}
    assert solved(one, NASA_ALONE, as_of=400) is None
    assert solved(one, NASA_ALONE, as_of=401) == []


def test_what_it_says() -> None:
    """Each requirement has a sentence and a decision."""
    rule = Quota(agencies=("JAXA", "ESA"), members=("aki",), holding="usos", min=1, per="year")
    one = program(FLIGHTS, CREW, agencies=[*AGENCIES, Agency("ESA")], rules=[rule])
    first, second = findings(one, NASA_ALONE)
    who = "those of aki who belong to ESA or JAXA and hold usos"
    assert first == Finding(
        Requirement(
            "quota:2030",
            "quota",
            f"At least 1 of the 2 seats on flights launched in 2030 must go to {who}",
            members=("aki",),
            decision=f"change the quota of at least 1 seat on flights launched in 2030 for {who}",
        ),
        amount=1,
        found="0 seats",
        settled=day(12),
    )
    assert (second.requirement.id, second.settled) == ("quota:2031", day(400))
    whole = findings(program(FLIGHTS, CREW, rules=[Quota(max=2, members=("ann",))]), NASA_ALONE)
    assert whole == [
        Finding(
            Requirement(
                "quota:program",
                "quota",
                "At most 2 seats of all flights must go to ann",
                members=("ann",),
                decision="change the quota of at most 2 seats of all flights for ann",
            ),
            amount=1,
            found="3 seats",
            settled=day(400),
        )
    ]
    per_flight = Quota(min=11, unit="days", per="flight", flights=("F2",))
    (piece,) = findings(program(FLIGHTS, CREW, rules=[per_flight]), NASA_ALONE)
    assert piece.requirement.flights == ("F2",)
    assert piece.requirement.id == "quota:F2"
    assert piece.requirement.message == "At least 11 days on F2 (2030-01-12) must go to the crew"
    assert piece.found == "9 days"


def test_of_no_flight_at_all() -> None:
    """A quota without flights is waived with any past."""
    rule = Quota(min=1, since=day(500))
    one = program(FLIGHTS, CREW, rules=[rule])
    assert [one.settled for one in findings(one, NASA_ALONE)] == [date.min]
    assert solved(one, NASA_ALONE, as_of=0) == []


def test_whom_an_explanation_looks_at() -> None:
    """An explanation considers picked members for a `min`, and no one for a `max`."""
    rule = Quota(agencies=("JAXA",), holding="usos", min=1, per="year")
    crew = [*CREW, member("yui", "JAXA", held("usos", 12)), member("jun", "JAXA", "usos")]
    lookup = ProgramIndex(program(FLIGHTS, crew))
    (here, _), (later, _) = rule.demands(lookup)
    assert rule.reach(lookup, here) == {"F1": {"jun"}, "F2": {"jun", "yui"}}
    assert rule.reach(lookup, later) == {"F3": {"jun", "yui"}}
    assert Quota(max=1).reach(lookup, here) == {}


def test_without_a_bound() -> None:
    """A quota without a bound is refused."""
    message = "a quota without a bound"
    assert list(Quota().problems()) == [Problem(message, (), "add `min` or `max`.")]
    assert not list(Quota(min=0).problems()) + list(Quota(max=0).problems())


def test_the_seats_that_there_are() -> None:
    """A sentence with a `min` has the number of seats and names flights that go up empty."""
    flights = [*FLIGHTS, flight("F9", 20, 30, ascent="empty")]
    some, none = (
        Quota(min=9, agencies=("NASA",)),
        Quota(max=0, agencies=("JAXA",), vehicles=("ship",)),
    )
    one = program(flights, CREW, rules=[some, none])
    assert lines_of(one, "quota-1") == [
        f"At least 9 of the {len(FLIGHTS)} seats of all flights must go to members of NASA"
        " (F9 goes up empty)"
    ]
    assert lines_of(one, "quota-2") == ["No seats on flights of ship may go to members of JAXA"]
