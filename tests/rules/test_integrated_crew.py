"""Integrated crew: each leg that carries anyone carries holders of each qualification."""

from __future__ import annotations

from seatplan.errors import Problem
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.rules.integrated_crew import IntegratedCrew
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

SEATS = [seat("pilot"), seat("guest", optional=True)]


def test_each_leg_and_each_qualification() -> None:
    """Each leg and each qualification counts: with two of each, four people are missing."""
    rule = IntegratedCrew(of=("usos", "rs"))
    one = program([flight("F1", 1, 11)], ["ann"], rules=[rule])
    assert broken(one, plan(tour("ann", "F1"))) == {"integrated-crew": 4}


def test_one_person_counts_for_several() -> None:
    """One member trained for both segments is enough."""
    rule = IntegratedCrew(of=("usos", "rs"))
    crew = [member("ann", "NASA", "usos"), member("bob", "NASA", "usos", "rs")]
    one = program([flight("F1", 1, 11)], crew, rules=[rule])
    assert flying(one) == {"F1": "bob"}


def test_the_day_of_the_leg_counts() -> None:
    """A qualification that lapses in orbit is missing only on the way down."""
    rule = IntegratedCrew(of=("rs",))
    crew = [member("ann", "NASA", held("rs", 1, 11))]
    one = program([flight("F1", 1, 11)], crew, rules=[rule])
    assert broken(one, plan(tour("ann", "F1"))) == {"integrated-crew": 1}
    assert solved(one) is None


def test_an_empty_leg_needs_nobody() -> None:
    """An empty leg requires no one."""
    rule = IntegratedCrew(of=("rs",), min=2)
    one = program([flight("F1", 1, 11)], ["ann"], seats=[seat(optional=True)], rules=[rule])
    assert broken(one, plan()) == {}
    assert flying(one) == {}


def test_the_way_down_of_an_empty_ascent() -> None:
    """The way down of a flight with an empty ascent counts, too."""
    rule = IntegratedCrew(of=("rs",), flights=("F2",))
    flights = [
        flight("F1", 1, 11, descent="empty", return_options=("F2",)),
        flight("F2", 5, 15, ascent="empty"),
    ]
    one = program(flights, [member("ann"), member("bob", "NASA", "rs")], rules=[rule])
    assert flying(one) == {"F1": "bob"}
    assert broken(one, plan(tour("ann", "F1", "F2"))) == {"integrated-crew": 1}
    assert solved(program(flights, ["ann"], rules=[rule])) is None


def test_held_on_the_day_of_the_leg() -> None:
    """The qualification is checked on the day of each leg, perhaps of different people."""
    crew = [member("ann", "NASA", held("rs", 1, 2)), member("bob", "NASA", held("rs", 11, 12))]
    rule = IntegratedCrew(of=("rs",))
    for who, answer in ((crew, []), (crew[:1], None), (crew[1:], None)):
        assert solved(program([flight("F1", 1, 11)], who, seats=SEATS, rules=[rule])) == answer


def test_missing_persons_have_a_price() -> None:
    """In a soft rule, each missing person on each leg has a price."""
    rule = IntegratedCrew(of=("rs",), min=2, weight=5)
    crew = [member("ann", "NASA", "rs"), member("bob")]
    one = program([flight("F1", 1, 11)], crew, seats=SEATS, rules=[rule])
    assert solved(one) == [10]


def test_a_leg_that_is_past() -> None:
    """A past leg up is waived; the leg down is not."""
    rule = IntegratedCrew(of=("rs",))
    one = program([flight("F1", 1, 11)], ["ann"], rules=[rule])
    flies = plan(tour("ann", "F1"))
    assert broken(one, flies, as_of=2) == {"integrated-crew": 1}
    assert solved(one, flies, as_of=2) is None
    assert solved(one, flies, as_of=12) == []


def test_what_it_says() -> None:
    """The sentence has the leg, the number and the qualification; the finding has the crew."""
    crew = [member("ann", "NASA", held("rs", 1, 11), name="Ann A."), "bob"]
    one = program(
        [flight("F1", 1, 11)], crew, seats=SEATS, rules=[IntegratedCrew(of=("rs",), min=2)]
    )
    up, down = findings(one, plan(tour("ann", "F1"), tour("bob", "F1", role="guest")))
    assert up == Finding(
        Requirement(
            "integrated-crew:F1:up:rs",
            "integrated-crew",
            "F1 going up on 2030-01-01 must carry at least 2 people trained for rs",
            ("F1",),
            decision="let F1 go up with fewer than 2 people trained for rs",
        ),
        amount=1,
        found="1 of bob and Ann A.",
        settled=day(1),
    )
    assert (down.amount, down.found, down.settled) == (2, "none of bob and Ann A.", day(11))
    alone = IntegratedCrew(of=("rs",)).requirement(ProgramIndex(one), one.flights[0], "down", "rs")
    assert alone.decision == "let F1 come down without anyone trained for rs"


def test_whom_an_explanation_looks_at() -> None:
    """An explanation considers the flight and those whose people may come home on it."""
    flights = [
        flight("F1", 1, 11, return_options=("F2",)),
        flight("F2", 5, 15),
        flight("F3", 5, 15),
    ]
    rule = IntegratedCrew(of=("rs",))
    lookup = ProgramIndex(program(flights, ["ann", "bob"]))
    here = rule.requirement(lookup, lookup.flights["F2"], "down", "rs")
    assert rule.reach(lookup, here) == dict.fromkeys(("F1", "F2"), lookup.everyone)


def test_without_a_qualification() -> None:
    """Without a qualification, the rule demands nothing."""
    problem = Problem("an empty list demands nothing", ("of",), "two qualifications.")
    assert list(IntegratedCrew(of=()).problems()) == [problem]
    assert list(IntegratedCrew(of=("rs",)).problems()) == []
