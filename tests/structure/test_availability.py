"""Availability: no absence overlaps a tour or the training for it."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from seatplan.requirement import Finding, Requirement
from seatplan.structure.availability import days_before
from tests.build import (
    away,
    broken,
    day,
    findings,
    flight,
    flying,
    member,
    plan,
    program,
    solved,
    tour,
    vehicle,
)


@pytest.mark.parametrize(
    ("since", "until", "meets"),
    [
        (1, 11, False),
        (1, 12, True),
        (20, 21, True),
        (21, 30, False),
        (None, None, True),
        (15, 15, False),
        (None, 11, False),
        (20, None, True),
        (11, 12, True),
    ],
)
def test_days_of_a_tour(since: int | None, until: int | None, meets: bool) -> None:
    """A tour from day 11 to day 21: the launch day counts, the landing day does not."""
    who = member("ann", unavailable=(away(since, until),))
    one = program([flight("F1", 11, 21)], [who])
    assert broken(one, plan(tour("ann", "F1"))) == ({"availability": 1} if meets else {})
    assert (solved(one) is None) == meets


@pytest.mark.parametrize(("until", "answer"), [(6, []), (7, None)])
def test_training_counts(until: int, answer: list[int] | None) -> None:
    """Five days of training before day 11 start on day 6."""
    who = member("ann", unavailable=(away(None, until),))
    crafts = [vehicle("ship", "NASA", 5)]
    assert solved(program([flight("F1", 11, 21)], [who], vehicles=crafts)) == answer


def test_the_way_home_matters() -> None:
    """A member who must be back early cannot take the late flight home."""
    flights = [
        flight("F1", 1, 11, descent="empty", return_options=("F2",)),
        flight("F2", 5, 25, ascent="empty"),
    ]
    crew = [member("ann", unavailable=(away(20, None),)), member("bob")]
    assert flying(program(flights, crew)) == {"F1": "bob"}


def test_waived_after_the_launch() -> None:
    """A member in orbit whose absence begins stays in orbit."""
    one = program([flight("F1", 11, 21)], [member("ann", unavailable=(away(15, None),))])
    flies = plan(tour("ann", "F1"))
    assert broken(one, flies, as_of=11) == {"availability": 1}
    assert broken(one, flies, as_of=12) == {}
    assert solved(one, flies, as_of=12) == []


def test_what_it_says() -> None:
    """The sentence names the member, the days, the reason, and the tour that overlaps them."""
    why = evolve(away(5, 8), why="wedding")
    who = member("ann", name="Ann A.", unavailable=(why, away(None, 2), away(30, None)))
    one = program([flight("F1", 1, 11), flight("F2", 25, 31)], [who])
    wedding, before, after = findings(one, plan(tour("ann", "F1"), tour("ann", "F2")))
    assert wedding == Finding(
        Requirement(
            "availability:ann:2030-01-05:2030-01-08",
            "availability",
            "Ann A. is unavailable from 2030-01-05 until 2030-01-08 (wedding)",
            members=("ann",),
            decision="make Ann A. available from 2030-01-05 until 2030-01-08",
        ),
        amount=1,
        found="the tour on F1, 2030-01-01 to 2030-01-11, overlaps it",
        settled=day(1),
    )
    assert before.requirement.id == "availability:ann::2030-01-02"
    assert before.requirement.message == "Ann A. is unavailable until 2030-01-02"
    assert after.requirement.id == "availability:ann:2030-01-30:"
    assert after.requirement.decision == "make Ann A. available from 2030-01-30"


@pytest.mark.parametrize(
    ("of", "days", "start"),
    [
        (date(1, 1, 3), 1, date(1, 1, 2)),
        (date(1, 1, 3), 2, date(1, 1, 1)),
        (date(1, 1, 3), 3, date(1, 1, 1)),
        (date(1, 1, 3), 400, date(1, 1, 1)),
    ],
)
def test_training_at_the_beginning_of_time(of: date, days: int, start: date) -> None:
    """No training starts before the first day there is."""
    assert days_before(of, days) == start


def test_training_may_meet_days_of_leave() -> None:
    """Such an absence may overlap the training days, but not the tour."""
    crafts = [vehicle("ship", "NASA", 10)]
    for since, until, training, fine in (
        (15, 20, True, True),
        (15, 20, False, False),
        (15, 22, True, False),
        (30, 32, True, False),
        (31, 40, True, True),
    ):
        leave = evolve(away(since, until), training=training)
        crew = [member("ann", unavailable=(leave,))]
        one = program([flight("F1", 20, 31)], crew, vehicles=crafts)
        assert broken(one, plan(tour("ann", "F1"))) == ({} if fine else {"availability": 1})
        assert (solved(one) is not None) == fine
    (found,) = findings(
        program([flight("F1", 20, 31)], [member("ann", unavailable=(evolve(leave, since=None),))]),
        plan(tour("ann", "F1")),
    )
    assert found.requirement.message == "ann is unavailable until 2030-02-09 except for training"
