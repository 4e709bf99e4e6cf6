"""Standing risks: single points of failure, without solving."""

from __future__ import annotations

from attrs import evolve

from seatplan import Stress, Unavailable, stress
from seatplan.whatif.risks import standing_risks
from tests.build import day, flight, held, member, plan, program, seat, tour, vehicle

SHIP = vehicle("ship", "NASA", 0, seat("pilot", requires=("fly",)), seat("guest", optional=True))
ANN = member("ann", "NASA", "fly")
BOB = member("bob", "NASA", held("fly", since=15))
CEM = member("cem")
FLIGHTS = [flight("F1", 1, 31, "ship"), flight("F2", 11, 41, "ship"), flight("F3", 61, 71, "ship")]
GIVEN = program(FLIGHTS, [ANN, BOB, CEM], vehicles=[SHIP])
OLD = plan(tour("ann", "F1"), tour("bob", "F2"), tour("cem", "F1", role="guest"))


def test_the_only_holder_aboard_is_a_risk_on_those_days_alone() -> None:
    """A second holder ends the risk from the day of the qualification; a departure renews it."""
    aboard = [one for one in standing_risks(GIVEN, OLD) if one.kind == "aboard"]
    assert [(one.member, one.since, one.until) for one in aboard] == [
        ("ann", day(1), day(15)),
        ("bob", day(31), day(41)),
    ]
    assert aboard[0].flights == ("F1", "F2")
    assert aboard[1].flights == ("F2",)
    later = standing_risks(GIVEN, OLD, as_of=day(35))
    assert [(one.member, one.since) for one in later if one.kind == "aboard"] == [("bob", day(35))]


def test_the_only_one_who_may_take_a_coming_seat_is_a_risk() -> None:
    """Holders count on the launch day, if they are available for a way up and down."""
    coming = [one for one in standing_risks(GIVEN, OLD) if one.kind == "coming"]
    assert [(one.member, one.flights) for one in coming] == [("ann", ("F1", "F2"))]
    away = evolve(ANN, unavailable=(Unavailable(day(65), day(66)),))
    without = evolve(GIVEN, crew=(away, BOB, CEM))
    coming = list(standing_risks(without, OLD, as_of=day(50)))
    assert [(one.member, one.flights, one.since) for one in coming] == [("bob", ("F3",), day(61))]
    assert not standing_risks(GIVEN, OLD, as_of=day(50))


def test_seats_that_may_stay_empty_are_no_risk() -> None:
    """Optional seats are no risks."""
    ship = vehicle("ship", "NASA", 0, seat("pilot", optional=True, requires=("fly",)))
    assert not standing_risks(evolve(GIVEN, vehicles=(ship,)), OLD)


def test_a_stress_test_has_them_and_its_data_too() -> None:
    """The risks are part of a study and survive a round trip through data."""
    study = stress(GIVEN, OLD, as_of=day(5), slips=())
    assert study.risks == standing_risks(GIVEN, OLD, as_of=day(5))
    assert study.risks
    assert Stress.from_dict(study.to_dict()).risks == study.risks
