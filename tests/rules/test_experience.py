"""Experience: every ascent carries people who have flown."""

from __future__ import annotations

from unittest.mock import patch

import pytest

from seatplan import Assignment, Fixed
from seatplan.engine.model import requirement_model
from seatplan.goals.fill_seats import FillSeats
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.rules.experience import Experience
from seatplan.timeline import PlanIndex
from tests.build import (
    broken,
    day,
    findings,
    flight,
    flying,
    member,
    plan,
    program,
    seat,
    solved,
    tour,
    up,
)

FLIGHTS = [flight("F1", 1, 11), flight("F2", 11, 21)]


def test_flown_before_the_program() -> None:
    """A rookie needs a veteran with flights before the program on the same flight."""
    crew = ["ann", member("bob", flights_before=1)]
    one = program(FLIGHTS[:1], crew, rules=[Experience()])
    assert broken(one, plan(tour("ann", "F1"))) == {"experience": 1}
    assert flying(one) == {"F1": "bob"}


@pytest.mark.parametrize(("launch", "amount"), [(10, 1), (11, 0)])
def test_flown_in_the_plan(launch: int, amount: int) -> None:
    """A member who lands on or before the day of the launch is a veteran."""
    flights = [FLIGHTS[0], flight("F2", launch, 21)]
    rule = Experience(flights=("F2",))
    one = program(flights, ["ann"], rules=[rule])
    twice = plan(tour("ann", "F1"), tour("ann", "F2"))
    assert broken(one, twice).get("experience", 0) == amount


def test_flown_some_time_before() -> None:
    """An earlier flight counts even if the member skipped one in between."""
    flights = [flight("F1", 1, 5), flight("F2", 6, 10), flight("F3", 11, 15)]
    wishes = [Fixed(name, "pilot", who) for name, who in (("F1", "ann"), ("F2", "bob"))]
    rule = Experience(flights=("F3",))
    last = Fixed("F3", "pilot", "ann")
    assert solved(program(flights, ["ann", "bob"], rules=[rule], fixed=[*wishes, last])) == []


def test_an_empty_ascent_needs_nobody() -> None:
    """An empty ascent needs no veteran, nor does a flight whose optional seats stay empty."""
    one = program(FLIGHTS, ["ann"], seats=[seat(optional=True)], rules=[Experience()])
    assert broken(one, plan()) == {}
    assert flying(one) == {}


def test_several_veterans() -> None:
    """If two veterans are required and one flies, one person is missing."""
    crew = ["ann", member("bob", flights_before=1)]
    rule = Experience(min=2, weight=4)
    one = program(FLIGHTS[:1], crew, seats=[seat("pilot", 2)], rules=[rule])
    assert solved(one) == [4]


def test_a_launch_that_is_past() -> None:
    """The rule is waived for a past launch."""
    one = program(FLIGHTS[:1], ["ann"], rules=[Experience()])
    flies = plan(tour("ann", "F1"))
    assert solved(one, flies, as_of=1) is None
    assert solved(one, flies, as_of=2) == []


def test_what_it_says() -> None:
    """The sentence has the flight and the number of veterans; the finding has those who fly."""
    crew = [member("ann", name="Ann A."), "bob", member("cem", flights_before=1)]
    one = program(FLIGHTS[1:], crew, seats=[seat("pilot", 2)], rules=[Experience(min=2)])
    (nobody,) = findings(one, plan(tour("ann", "F2"), tour("bob", "F2")))
    assert nobody == Finding(
        Requirement(
            "experience:F2",
            "experience",
            "F2 going up on 2030-01-11 must carry at least 2 people who flew before",
            ("F2",),
            decision="launch F2 with fewer than 2 people who flew before",
        ),
        amount=2,
        found="none of Ann A. and bob",
        settled=day(11),
    )
    (half,) = findings(one, plan(tour("ann", "F2"), tour("cem", "F2")))
    assert (half.amount, half.found) == (1, "1 of Ann A. and cem")


def test_whom_an_explanation_looks_at() -> None:
    """An explanation considers the flight and all flights that land by its launch."""
    flights = [
        flight("F1", 1, 11),
        flight("F2", 2, 12),
        flight("F3", 3, 20, return_options=("F1",)),
        flight("F4", 11, 30),
    ]
    rule = Experience()
    lookup = ProgramIndex(program(flights, ["ann", "bob"]))
    here = rule.requirement(lookup, lookup.flights["F4"])
    assert rule.reach(lookup, here) == dict.fromkeys(("F1", "F3", "F4"), lookup.everyone)


def test_who_is_still_up_there_has_not_landed() -> None:
    """A member who has not landed is not a veteran."""
    one = program(FLIGHTS, ["ann"], rules=[Experience()])
    lost = plan(up("ann", "F1"), tour("ann", "F2"))
    assert broken(one, lost)["experience"] == 2
    assert broken(one, plan(up("ann", "F1")))["experience"] == 1


def test_flights_for_nobody() -> None:
    """A seat that admits no one requires no veteran, but other flights still do."""
    nobody = flight("F0", 1, 5, seats=(seat(optional=True, requires="eva"),))
    one = program([nobody, FLIGHTS[0]], ["ann"], rules=[Experience()])
    assert solved(one) is None


def test_asked_for_when_it_is_missed() -> None:
    """In a large program, the rows of a flight are posted once a plan breaks them."""
    crew = [*(member(name) for name in ("ann", "bob")), member("cem", flights_before=1)]
    seats = [seat("pilot"), seat("guest")]
    one = program(FLIGHTS, crew, seats=seats, rules=[Experience()])
    with patch.object(requirement_model, "PATIENCE", 0):
        assert "cem" in flying(one)["F1"]
        assert solved(program(FLIGHTS, crew[:2], seats=seats, rules=[Experience()])) is None


def test_who_keeps_it() -> None:
    """A flight's veterans have flown before the program or have landed in the plan by then."""
    flights = [*FLIGHTS, flight("F3", 5, 15)]
    one = program(flights, ["ann", member("bob", flights_before=1), "cem"], rules=[Experience()])
    reading = PlanIndex(one, plan(tour("ann", "F1"), tour("cem", "F3")))
    (rule,) = one.named_rules
    kept = {
        requirement.flights[0]: (members, least)
        for requirement, members, least in rule.keepers(reading, flights[:2])
    }
    assert kept == {"F1": ({"bob"}, 1), "F2": ({"ann", "bob"}, 1)}


def test_at_most_so_many_rookies() -> None:
    """`max_rookies` limits rookies: with empty seats, they stay on the ground."""
    seats = [seat("pilot"), seat("guest", 3, optional=True)]
    crew = [member("vera", flights_before=1), "ann", "bob", "cem"]
    rule = Experience(max_rookies=1)
    one = program([flight("F1", 1, 11)], crew, seats=seats, rules=[rule], goals=[FillSeats()])
    assert solved(one) == [2]
    rookies = plan(tour("ann", "F1"), tour("bob", "F1", role="guest"))
    assert broken(one, rookies) == {"experience": 1}


def test_min_and_rookies_add_up() -> None:
    """A flight of three rookies lacks two veterans and has two rookies too many."""
    crew = ["ann", "bob", "cem"]
    rule = Experience(min=2, max_rookies=1, weight=1)
    one = program([flight("F1", 1, 11)], crew, seats=[seat("pilot", 3)], rules=[rule])
    flown = plan(*(tour(name, "F1") for name in crew))
    assert broken(one, flown) == {"experience": 4}
    assert solved(one) == [4]


def test_a_veteran_commander() -> None:
    """With `roles`, only these seats count, and only flights that have them."""
    seats = [seat("commander"), seat("pilot")]
    crew = [member("vera", flights_before=1), "ann"]
    rule = Experience(roles=("commander",))
    one = program([flight("F1", 1, 11)], crew, seats=seats, rules=[rule])
    wrong = plan(tour("ann", "F1", role="commander"), tour("vera", "F1"))
    assert broken(one, wrong) == {"experience": 1}
    right = plan(tour("vera", "F1", role="commander"), tour("ann", "F1"))
    assert broken(one, right) == {}
    other = flight("F2", 21, 31, seats=(seat("guest"),))
    assert solved(program([other], ["ann"], seats=seats, rules=[rule])) == []


def test_what_rookies_are_said_to_be() -> None:
    """The finding names veterans and rookies, even if there is one or none."""
    crew = [member("ann", name="Ann A."), "bob", member("cem", flights_before=1)]
    seats = [seat("pilot", 2), seat("guest", optional=True)]

    def said(rule: Experience, *lines: tuple[Assignment, Assignment]) -> list[str]:
        one = program([flight("F1", 1, 11)], crew, seats=seats, rules=[rule])
        found = findings(one, plan(*lines))
        return [one.found for one in found if one.requirement.rule == "experience"]

    ann, bob, cem = (tour(name, "F1") for name in ("ann", "bob", "cem"))
    assert said(Experience(max_rookies=0), ann) == ["Ann A. did not fly before"]
    assert said(Experience(max_rookies=0), ann, cem) == ["cem flew before, Ann A. did not"]
    assert said(Experience(max_rookies=1), ann, bob) == ["Ann A. and bob did not fly before"]
    assert said(Experience(min=2, max_rookies=1), cem) == ["cem alone flew before"]
    assert said(Experience(min=1, roles=("guest",)), ann) == ["no one goes up as guest"]
    assert said(Experience(min=2), cem) == ["only cem"]
    one = program([flight("F1", 1, 11)], crew, seats=seats, rules=[Experience(roles=["pilot"])])
    (sentence,) = (
        found.message
        for found in findings(one, plan(ann))
        if found.requirement.rule == "experience"
    )
    assert "carry at least 1 person as pilot who flew before" in sentence
    assert said(Experience(min=1), bob) == ["bob did not fly before"]
