"""The ports of a figure, and the days that rules close."""

from __future__ import annotations

from attrs import evolve
from matplotlib.dates import date2num
from matplotlib.patches import Rectangle

import seatplan
from seatplan.notebook.berths import berths_of
from seatplan.rules import Blackout
from seatplan.rules.blackout import Period
from seatplan.timeline import PlanIndex
from tests.build import day, flight
from tests.ships import at, cargo, harbor, port

HARBOR = harbor(
    [flight("F", 1, 31), cargo("G", 10, 20)], [port("A"), port("B"), port("never used")]
)
PLAN = at("F A", "F B 20", "G B")


def test_each_port_has_its_ships_by_day() -> None:
    """A ship that moves to another port has a stay at both, one after the other."""
    found = berths_of(PlanIndex(HARBOR, PLAN))
    assert {name: [(one.flight, one.since) for one in stays] for name, stays in found.items()} == {
        "A": [("F", day(1))],
        "B": [("G", day(10)), ("F", day(20))],
    }


def test_the_figure_draws_ports_and_blackouts() -> None:
    """A cargo ship is only in the row of its port, and hatched; closed days are shaded."""
    shut = Blackout(periods=[Period(day(5), day(8)), Period(None, day(-9))], weight=1)
    figure = seatplan.plot(evolve(HARBOR, rules=(shut,)), PLAN)
    rows, ports, _ = figure.axes
    assert [text.get_text() for text in rows.texts].count("G") == 0
    assert next(text.get_text() for text in ports.texts) == "A"
    bars = [bar for bar in ports.patches if isinstance(bar, Rectangle) and bar.get_hatch()]
    assert [bar.get_x() for bar in bars] == [date2num(day(10))]
    shaded = [bar.get_x() for bar in rows.patches if isinstance(bar, Rectangle)]
    assert date2num(day(5)) in shaded


def test_a_plan_without_ports() -> None:
    """If the plan has no ports, every ship has a row of its own."""
    figure = seatplan.plot(HARBOR)
    assert "G" in [text.get_text() for text in figure.axes[0].texts]
