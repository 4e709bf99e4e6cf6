"""Programs built in Python with objects for ids, with all problems reported at once."""

from __future__ import annotations

import inspect
from datetime import date, timedelta

import pytest

import seatplan
from seatplan import ProgramBuilder, ProgramError


def ten_flights() -> seatplan.Program:
    """Return a program with ten flights and twenty people, built in fifteen lines."""
    m = ProgramBuilder("ten flights")
    nasa, roscosmos = m.agency("NASA"), m.agency("Roscosmos")
    dragon = m.vehicle("Dragon", nasa, seats=[seatplan.Seat("commander"), "pilot", "engineer"])
    soyuz = m.vehicle("Soyuz", roscosmos, seats=["commander", "engineer"], training_days=30)
    for at in range(10):
        m.flight(f"F{at}", (dragon, soyuz)[at % 2], f"20{30 + at}-01-15", days=190)
    for at in range(20):
        m.member(f"m{at:02}", (nasa, roscosmos)[at % 2], qualifications=["eva"])
    m.rule("exchange", parties=[nasa, roscosmos], tolerance=2)
    m.rule("quota", agencies=[nasa], vehicles=[soyuz], per="flight", max=1)
    m.goal("fill-seats")
    return m.build()


def test_ten_flights_and_twenty_people_in_fifteen_lines() -> None:
    """Fifteen lines make the same program as constructors do."""
    lines = [line for line in inspect.getsource(ten_flights).splitlines() if line.strip()]
    assert len(lines[2:]) <= 15
    program = ten_flights()
    assert (len(program.flights), len(program.crew)) == (10, 20)
    assert program == seatplan.Program.from_dict(program.to_dict())
    first = program.flights[0]
    assert (first.vehicle, first.landing) == ("Dragon", date(2030, 1, 15) + timedelta(190))
    assert program.rules[1] == seatplan.rules.Quota(
        agencies=("NASA",), vehicles=("Soyuz",), per="flight", max=1
    )


def test_each_thing_is_given_back() -> None:
    """An object is accepted instead of its id in every method."""
    m = ProgramBuilder()
    nasa = m.agency("NASA", qualifications=["usos"])
    dragon = m.vehicle("Dragon", nasa, seats=["pilot"])
    one = m.flight("D-1", dragon, date(2030, 1, 1), "2030-02-01")
    two = m.flight("D-2", dragon, "2031-01-01", days=9, return_options=[one])
    ann = m.member("ann", nasa, name="Ann")
    assert m.fix(one, dragon.seats[0], ann) == seatplan.Fixed("D-1", "pilot", "ann")
    assert m.forbid(two, ann) == seatplan.Forbidden("D-2", "ann")
    rule = m.rule(seatplan.rules.Apart(members=[ann, "bob"]))
    m.member("bob", "NASA")
    goal = m.goal("prefer", terms=[seatplan.goals.Term(members=[ann])])
    program = m.build()
    assert program.rules == (rule,)
    assert program.goals == (goal,)
    assert program.crew[0].name == "Ann"
    assert "2 flights" in repr(m)


def test_all_problems_at_once() -> None:
    """Each problem names class, field, id and value, without problems that follow from another."""
    m = ProgramBuilder("wrong")
    nasa = m.agency("NASA")
    dragon = m.vehicle("Dragon", nasa, seats=["pilot"])
    m.flight("D-1", nasa, "soon", 7)  # type: ignore[arg-type]
    m.flight("D-2", dragon, "2030-01-01")
    m.flight("D-3", dragon, "2030-01-01", "2030-02-01", days=31)
    m.flight("D-4", dragon, "2030-01-01", days=-1)
    m.member("ann", "NSA", qualifications=[3], days_before=1.5)  # type: ignore[list-item, arg-type]
    m.rule("qota", agencies=[nasa])
    m.rule("quota", mx=3)
    m.rule("quota", id="three", max="x")
    m.rule("ground-time", agencies=[nasa])
    m.goal("prefer", terms=[{"members": ["bob"]}])
    with pytest.raises(ProgramError) as caught:
        m.build()
    assert [str(one).split("\n")[0] for one in caught.value.problems] == [
        "flights[0].vehicle: Agency(id='NASA') is not text (Flight 'D-1')",
        "flights[0].launch: 'soon' is not a whole day (Flight 'D-1')",
        "flights[0].landing: 7 is not a whole day (Flight 'D-1')",
        "flights[1].landing: either `landing` or `days` must be given (Flight 'D-2')",
        "flights[2].landing: either `landing` or `days` must be given (Flight 'D-3')",
        "flights[3].landing: days = -1 gives no landing after the launch (Flight 'D-4')",
        "crew[0].qualifications[0]: 3 is not a Qualification (CrewMember 'ann')",
        "crew[0].days_before: 1.5 is not a whole number (CrewMember 'ann')",
        "crew[0].agency: unknown agency 'NSA' (CrewMember 'ann')",
        "rules[0].rule: unknown rule 'qota'",
        "rules[1].mx: unknown key 'mx'",
        "rules[2].max: 'x' is not a whole number (quota 'three')",
        "rules[3].days: the key 'days' is missing",
        "goals[0].terms[0].members[0]: unknown member 'bob'",
    ]


def test_building_can_go_on() -> None:
    """A program that was built does not change afterwards."""
    m = ProgramBuilder()
    m.agency("NASA")
    one = m.build()
    m.agency("ESA")
    assert (len(one.agencies), len(m.build().agencies)) == (1, 2)
