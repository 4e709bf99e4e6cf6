"""The room that hard rules leave one member."""

from __future__ import annotations

from attrs import evolve

from seatplan.report.page.margins import margins
from seatplan.rules.career import Career
from seatplan.rules.ground_time import GroundTime
from seatplan.timeline import PlanIndex
from tests.build import day, flight, member, plan, program, tour


def test_each_limit_in_a_sentence() -> None:
    """Rest after the last landing, days and flights of the career; soft rules are no limits."""
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
