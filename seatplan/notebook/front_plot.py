"""The points of a trade-off as a figure."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from seatplan.arguments import Arguments
from seatplan.front import Tradeoff
from seatplan.notebook.bars import DARK
from seatplan.notebook.plotting import must_have_matplotlib, png
from seatplan.report.clean import clean
from seatplan.report.palette import PALETTE

if TYPE_CHECKING:
    from matplotlib.figure import Figure

HEIGHT = 0.62
"""The height of the figure, as a part of its width."""


def plot_front(found: Tradeoff, width: float = 6.0) -> Figure:
    """Draw the points of a trade-off; see `Tradeoff.plot`."""
    with Arguments("plot") as given:
        given.number(width, "width", 3)
    must_have_matplotlib()
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    figure = Figure(figsize=(width, HEIGHT * width), facecolor="white", layout="constrained")
    setattr(figure, "_repr_png_", partial(png, figure))  # noqa: B010 - no type knows it
    axes = figure.add_subplot()
    first = [point.first for point in found]
    second = [point.second for point in found]
    axes.step(first, second, where="post", color=DARK, linewidth=0.8, zorder=1)
    for point in found:
        axes.plot(
            point.first,
            point.second,
            marker="o",
            color=PALETTE[0],
            markerfacecolor=PALETTE[0] if point.proved else "white",
        )
    axes.set_xlabel(clean(found.first))
    axes.set_ylabel(clean(found.second))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(MaxNLocator(integer=True))
    axes.spines[["top", "right"]].set_visible(False)
    return figure
