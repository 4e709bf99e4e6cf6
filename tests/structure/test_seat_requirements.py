"""Seat requirements: on the launch day going up, on the landing day coming down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from attrs import evolve

from seatplan import Agency, CrewMember, Fixed
from seatplan.goals.fill_seats import FillSeats
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.structure import SEAT_REQUIREMENTS
from seatplan.structure.seat_requirements import trainees, with_trainees
from tests.build import (
    away,
    broken,
    day,
    findings,
    flight,
    flying,
    held,
    member,
    of,
    plan,
    program,
    seat,
    solved,
    tour,
)

ONE = [flight("F1", 1, 11)]


@pytest.mark.parametrize(
    ("since", "until", "amount"),
    [(1, 12, 0), (None, None, 0), (2, 12, 1), (1, 11, 1), (2, 11, 2), (12, 20, 2)],
)
def test_held_on_both_days(since: int | None, until: int | None, amount: int) -> None:
    """The first day counts, the last does not: `until` the day after the landing is enough."""
    who = member("ann", "NASA", held("eva", since, until))
    one = program(ONE, [who], seats=[seat(requires="eva")])
    assert sum(broken(one, plan(tour("ann", "F1"))).values()) == amount
    assert (solved(one) is None) == (amount > 0)


def test_not_in_between() -> None:
    """What is held on the launch day and again on the landing day may lapse in between."""
    who = member("ann", "NASA", held("eva", 1, 3), held("eva", 10, 20))
    assert solved(program(ONE, [who], seats=[seat(requires="eva")])) == []


def test_granted_by_the_agency() -> None:
    """An agency's qualifications are held by all its members, on every day."""
    agencies = [Agency("NASA", ("usos",)), Agency("JAXA")]
    crew = [member("aki", "JAXA"), member("ann")]
    one = program(ONE, crew, seats=[seat(requires="usos")], agencies=agencies)
    assert flying(one) == {"F1": "ann"}


def test_all_that_is_required() -> None:
    """One of two qualifications is not enough."""
    seats = [seat(requires=("eva", "arm"))]
    assert solved(program(ONE, [member("ann", "NASA", "eva")], seats=seats)) is None
    assert solved(program(ONE, [member("ann", "NASA", "eva", "arm")], seats=seats)) == []


def test_only_these_agencies() -> None:
    """A seat that belongs to some agencies takes no one else."""
    crew = [member("ann"), member("aki", "JAXA")]
    one = program(ONE, crew, seats=[seat(agencies=("JAXA",))])
    assert broken(one, plan(tour("ann", "F1"))) == {"seat-requirements": 2}
    assert flying(one) == {"F1": "aki"}


def test_what_it_says() -> None:
    """The sentence has the requirements of the seat, and what its holder lacks on which leg."""
    needs = seat(requires=("eva", "arm"), agencies=("Roscosmos", "JAXA"))
    crew = [member("ann", "NASA", "arm", held("eva", 1, 5), name="Ann A.")]
    up, down = findings(program(ONE, crew, seats=[needs]), plan(tour("ann", "F1")))
    here = Requirement(
        "seat-requirements:F1:pilot",
        "seat-requirements",
        "The pilot of F1 (2030-01-01) must hold arm and eva and belong to JAXA or Roscosmos",
        ("F1",),
        decision="waive arm, eva and membership of JAXA or Roscosmos for the pilot of F1",
    )
    found = "Ann A., going up on 2030-01-01, belongs to NASA"
    assert up == Finding(here, 1, found, day(1), members=("ann",))
    found = "Ann A., coming down on 2030-01-11, lacks eva and belongs to NASA"
    assert down == Finding(here, 1, found, day(11), members=("ann",))
    free = SEAT_REQUIREMENTS.requirement(ONE[0], seat())
    assert free.message == "The pilot of F1 (2030-01-01) must belong to an agency"
    assert free.decision == "waive membership of an agency for the pilot of F1"


def candidates(crew: Sequence[CrewMember], **keys: Any) -> list[str]:
    """Who could be trained for the one pilot of F1, who needs two qualifications."""
    pilot = seat("pilot", requires=("russian", "eva"), **keys)
    one = program(ONE, crew, seats=[pilot, seat("guest", requires="guest")])
    return [
        who.id for who in trainees(ProgramIndex(one), SEAT_REQUIREMENTS.requirement(ONE[0], pilot))
    ]


def test_who_could_be_trained() -> None:
    """First those who are free, of them those who lack least, then who may have another seat."""
    crew = [
        member("ann", "NASA", name="Ann A."),
        member("bob", "NASA", held("guest", 1, 2), held("eva", 2)),
        member("cem", "NASA", held("eva", 1, 2)),
        member("dan", "NASA", "eva", "russian"),
        member("eve", "NASA", "russian", "guest"),
        member("fay", "NASA", "eva", "guest", unavailable=(away(3, 4),)),
        member("gil", "JAXA", "eva", "guest"),
    ]
    assert candidates(crew, agencies=("NASA",)) == ["eve", "cem", "bob", "ann", "fay"]
    assert candidates(crew) == ["eve", "gil", "cem", "bob", "ann", "fay"]
    assert candidates(crew[3:4]) == []


def test_whom_to_train_is_said() -> None:
    """The decision names one member or several to train; without any it is unchanged."""
    here = SEAT_REQUIREMENTS.requirement(ONE[0], seat("pilot", requires=("eva",)))
    ann, bob = member("ann", name="Ann A."), member("bob")
    lookup = ProgramIndex(program(ONE, [ann, bob]))
    assert with_trainees(lookup, here, []) == here
    waive = "waive eva for the pilot of F1"
    assert with_trainees(lookup, here, [ann]).decision == f"{waive}, or train Ann A. for it"
    either = with_trainees(lookup, here, [bob, ann]).decision
    assert either == f"{waive}, or train one of bob or Ann A. for it"


def test_those_who_are_wished_for_are_trained() -> None:
    """Where the seat is fixed for someone, it is they who need the training."""
    crew = [member("ann"), member("bob", "NASA", "eva"), member("cem")]
    fixed = [
        Fixed("F1", "pilot", "ann"),
        Fixed("F1", "guest", "bob"),
        Fixed("F2", "pilot", "cem"),
    ]
    pilot = seat("pilot", requires=("russian", "eva"))
    flights = [*ONE, flight("F2", 20, 30)]
    one = program(flights, crew, seats=[pilot, seat("guest")], fixed=fixed)
    assert [
        who.id for who in trainees(ProgramIndex(one), SEAT_REQUIREMENTS.requirement(ONE[0], pilot))
    ] == ["ann"]


NASA_THEN_JAXA = member("ann", (of("NASA", None, 5), of("JAXA", 5)))


def test_the_agency_is_that_of_the_launch_day() -> None:
    """Someone who changes agency in orbit keeps the seat, up and down."""
    crew = [NASA_THEN_JAXA]
    for launch, agency, other in ((1, "NASA", "JAXA"), (4, "NASA", "JAXA"), (5, "JAXA", "NASA")):
        flights = [flight("F1", launch, 11)]
        fits = program(flights, crew, seats=[seat(agencies=(agency,))])
        assert broken(fits, plan(tour("ann", "F1"))) == {}
        assert solved(fits) == []
        fails = program(flights, crew, seats=[seat(agencies=(other,))])
        assert broken(fails, plan(tour("ann", "F1"))) == {"seat-requirements": 2}
        assert solved(fails) is None


def test_the_agency_of_the_launch_day_holds_on_another_ship_home() -> None:
    """A seat on the way down requires the agency of the day of the launch that led to it."""
    home = seat("pilot", agencies=("NASA",), optional=True)
    flights = [
        flight("F1", 1, 21, return_options=("F9",), descent="empty"),
        flight("F2", 5, 21, return_options=("F9",), descent="empty"),
        flight("F9", 7, 31, ascent="empty", seats=(home,)),
    ]
    for up, broke in (("F1", {}), ("F2", {"seat-requirements": 1})):
        left_out = [one for one in flights if one.id in (up, "F9")]
        one = program(left_out, [NASA_THEN_JAXA])
        assert broken(one, plan(tour("ann", up, "F9"))) == broke
        assert (solved(one) is None) == bool(broke)
        past = solved(one, plan(tour("ann", up, "F9")), as_of=20)
        assert (past is None) == bool(broke)
    # Only one of the two ways leads to the seat; it is in the model for both.
    both = program(
        [evolve(one, seats=(seat(optional=True),)) for one in flights[:2]] + flights[2:],
        [NASA_THEN_JAXA],
        goals=[FillSeats()],
    )
    assert flying(both) == {"F1": "ann"}


def test_without_an_agency_nobody_goes_up() -> None:
    """Between two agencies, before the first and after the last; the way down is no matter."""
    crew = [member("ann", (of("NASA", 3, 5), of("JAXA", 8)))]
    for launch, flies in ((2, False), (3, True), (5, False), (7, False), (8, True)):
        one = program([flight("F1", launch, 11)], crew)
        assert broken(one, plan(tour("ann", "F1"))) == ({} if flies else {"seat-requirements": 1})
        assert (solved(one) is None) != flies
        # What has launched has launched.
        assert solved(one, plan(tour("ann", "F1")), as_of=10) == []
    (found,) = findings(program([flight("F1", 5, 11)], crew), plan(tour("ann", "F1")))
    assert found.found == "ann, going up on 2030-01-05, belongs to no agency on the launch day"


def test_training_does_not_help_another_agency() -> None:
    """Who belongs to no agency that may have the seat on that day is not named."""
    crew = [NASA_THEN_JAXA, member("bob", (of("JAXA", None, 5), of("NASA", 5)))]
    assert candidates(crew, agencies=("NASA",)) == ["ann"]
    assert candidates([member("cem", (of("NASA", 5),))]) == []
