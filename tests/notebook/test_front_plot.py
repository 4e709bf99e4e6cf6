"""Trade-offs as figures."""

from __future__ import annotations

import io

import pytest

import seatplan
from seatplan import Plan, Status, Tradeoff, TradeoffPoint

POINTS = (
    TradeoffPoint(55, 359, Plan()),
    TradeoffPoint(56, 353, Plan()),
    TradeoffPoint(58, 347, Plan(), proved=False),
)


def test_a_dot_for_each_point() -> None:
    """Each point is a dot, hollow if it is not proved, and one line goes through all of them."""
    front = Tradeoff("fewest-members", "even-turns", POINTS, Status.FEASIBLE, complete=False)
    figure = front.plot(width=5)
    (axes,) = figure.axes
    line, *dots = axes.lines
    assert list(line.get_xdata()) == [55, 56, 58]
    assert [(*dot.get_xdata(), *dot.get_ydata()) for dot in dots] == [
        (point.first, point.second) for point in POINTS
    ]
    assert [dot.get_markerfacecolor() == "white" for dot in dots] == [False, False, True]
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("fewest-members", "even-turns")
    page = io.BytesIO()
    figure.savefig(page, format="png", dpi=40)
    assert page.getvalue().startswith(b"\x89PNG")
    with pytest.raises(seatplan.ArgumentError, match="width"):
        front.plot(width=1)


def test_no_point() -> None:
    """A trade-off without points is an empty figure, and a frame without rows."""
    front = Tradeoff("fill-seats", "even-turns", (), Status.INFEASIBLE, complete=True)
    assert len(front.plot().axes[0].lines) == 1
    assert list(front.to_frame().columns) == ["fill-seats", "even-turns", "proved"]
    assert len(front.to_frame()) == 0
