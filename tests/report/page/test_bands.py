"""Bands over all charts: the periods that rules close, cut to the days of the axis."""

from __future__ import annotations

from seatplan.report.page.axis import Axis
from seatplan.report.page.bands import bands
from seatplan.rules import Blackout
from seatplan.rules.blackout import Period
from tests.build import day, flight, program

AXIS = Axis(day(0), day(100))


def test_blackouts_are_shaded_on_the_days_of_the_axis() -> None:
    """They are in the order of days; periods without days on the axis are left out."""
    rule = Blackout(
        vehicles=["ship"],
        events=["landing"],
        periods=[
            Period(day(90), None, "tide"),
            Period(day(10), day(20), "high beta angle"),
            Period(day(200), day(210)),
            Period(day(30), day(30)),
        ],
    )
    (band,) = bands(program([flight("F1", 1, 11)], ["ann"], rules=[rule]), AXIS)
    assert (band.name, band.shaded) == ("Blackouts", True)
    one, other = band.stretches
    assert (one.since, one.until, other.since, other.until) == (day(10), day(20), day(90), day(100))
    assert one.label.startswith("no ship must land")
    assert one.label.endswith("high beta angle")
    assert one.title.startswith("from 2030-01-10 before 2030-01-20 no ship")
    assert other.title.startswith("from 2030-03-31 no ship")


def test_without_blackouts_there_is_no_band() -> None:
    """There is no band without a closed period, and none without an axis."""
    bare = program([flight("F1", 1, 11)], ["ann"])
    assert bands(bare, AXIS) == bands(bare, None) == ()
