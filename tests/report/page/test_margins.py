"""The margins of a member to hard limits."""

from __future__ import annotations

from attrs import evolve

from seatplan.report.page.margins import margins, next_flights
from seatplan.rules.career import Career
from seatplan.rules.ground_time import GroundTime
from seatplan.timeline import PlanIndex
from tests.build import away, day, flight, member, plan, program, seat, tour, vehicle


def test_each_limit_in_a_sentence() -> None:
    """Rest, days and flights of a career are sentences; preferences set no limits."""
    rules = (
        GroundTime(days=10),
        Career(max_days=300, max_flights=3),
        GroundTime(id="wish", days=99, weight=1),
    )
    ann = evolve(member("ann"), flights_before=1, days_before=100, last_landing=day(1))
    bob = member("bob")
    one = program([flight("F1", 11, 31)], [ann, bob], rules=rules)
    reading = PlanIndex(one, plan(tour("ann", "F1")))
    assert margins(reading, ann) == (
        f"rests until {day(41)} (ground-time-1)",
        "120 of 300 days in space (career)",
        "2 of 3 flights (career)",
    )
    assert margins(reading, bob)[0] == "0 of 300 days in space (career)"


def test_the_next_possible_flight() -> None:
    """It is the first flight after the last tour that rest, absences and seats permit."""
    crew = [
        member("ann"),
        evolve(member("bob"), unavailable=(away(None, 45),)),
        member("cy", "JAXA"),
    ]
    one = program(
        [flight("F1", 11, 31), flight("F2", 35, 40), flight("F3", 50, 60)],
        crew,
        vehicles=(vehicle("ship", "NASA", 0, seat("pilot", agencies=("NASA",))),),
        rules=(GroundTime(days=10),),
    )
    found = next_flights(PlanIndex(one, plan(tour("ann", "F1"))))
    assert found == {
        "ann": f"next possible flight: F3, {day(50)}, as pilot",
        "bob": f"next possible flight: F3, {day(50)}, as pilot",
        "cy": "could be on no later flight of the program",
    }
    late = next_flights(PlanIndex(one, plan(tour("ann", "F1")), as_of=day(51)))
    assert set(late.values()) == {"could be on no later flight of the program"}
