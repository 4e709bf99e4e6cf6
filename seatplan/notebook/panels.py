"""The panels of a figure: their positions, their days, and the people aboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from seatplan.agreements import ClosedDays
from seatplan.notebook.aboard import AboardCounts
from seatplan.notebook.bars import DARK, SMALL, Scale, number
from seatplan.report.clean import clean
from seatplan.report.palette import OTHER

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEFT = 0.75
"""The distance of all panels from the left of the figure, in inches."""

TICK = 0.5
"""The least width of a tick with its label, in inches."""

GRID = "#dddddd"


def panel(figure: Figure, top: float, height: float, scale: Scale) -> Axes:
    """Return new axes, `top` inches below the top of the figure and `height` inches tall."""
    width, total = figure.get_size_inches()
    axes = figure.add_axes(
        (LEFT / width, 1 - (top + height) / total, scale.width / width, height / total)
    )
    axes.set_xlim(*numbers((scale.first, scale.last)))
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set(color=DARK, linewidth=0.6)
    axes.grid(visible=True, axis="x", color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    return axes


def draw_people(axes: Axes, found: AboardCounts, colors: Mapping[str, str]) -> None:
    """Draw the number of people aboard, stacked by agency."""
    days = numbers(found.days)
    below = [0] * len(days)
    for agency, people in found.aboard.items():
        above = [low + more for low, more in zip(below, people, strict=True)]
        color = colors.get(agency, OTHER)
        axes.fill_between(days, below, above, step="post", facecolor=color, linewidth=0)
        below = above


def draw_lifeboats(axes: Axes, found: AboardCounts) -> None:
    """Draw the number of lifeboat seats as a line."""
    axes.step(numbers(found.days), found.lifeboat, where="post", color=DARK, linewidth=0.9)


def name_counts(axes: Axes, found: AboardCounts, name: str) -> None:
    """Set the range, ticks and label of the vertical axis of the counts."""
    from matplotlib.ticker import MaxNLocator

    aboard = map(sum, zip(*found.aboard.values(), strict=True))
    axes.set_ylim(0, 1.08 * max((1, *aboard, *found.lifeboat)))
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.tick_params(axis="y", labelsize=SMALL, labelcolor=DARK, length=0)
    axes.grid(visible=True, axis="y", color=GRID, linewidth=0.6)
    axes.set_ylabel(clean(name), fontsize=SMALL, color=DARK, parse_math=False)


def draw_days(panels: Sequence[Axes], scale: Scale, as_of: date | None) -> None:
    """Label the days under the lowest panel only, and shade what is past in all panels."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    ticks = max(2, int(scale.width / TICK))
    for axes in panels:
        lowest = axes is panels[-1]
        locator = AutoDateLocator(minticks=min(6, ticks), maxticks=min(16, ticks))
        axes.xaxis.set_major_locator(locator)
        # If no tick is in January, the year is at the right end of the axis.
        axes.xaxis.set_major_formatter(ConciseDateFormatter(locator, show_offset=lowest))
        axes.xaxis.get_offset_text().set(fontsize=SMALL, color=DARK)
        axes.tick_params(
            axis="x", labelsize=SMALL + 0.5, labelcolor=DARK, length=2, labelbottom=lowest
        )
        if as_of is not None:
            (day,) = numbers((as_of,))
            axes.axvspan(axes.get_xlim()[0], day, color="#000000", alpha=0.05, linewidth=0)
            axes.axvline(day, color=DARK, linewidth=0.8, linestyle=(0, (4, 2)))
    if as_of is not None:
        panels[0].annotate(
            f"as of {as_of}",
            (numbers((as_of,))[0], 1),
            xycoords=("data", "axes fraction"),
            xytext=(3, 2),
            textcoords="offset points",
            fontsize=SMALL,
            color=DARK,
            annotation_clip=False,
        )


def draw_closed(panels: Sequence[Axes], scale: Scale, closed: Sequence[ClosedDays]) -> None:
    """Shade the days on which rules forbid launches or landings."""
    for one in closed:
        since = max(one.since or scale.first, scale.first)
        until = min(one.until or scale.last, scale.last)
        for axes in panels if since < until else ():
            first, last = numbers((since, until))
            axes.axvspan(first, last, color="#000000", alpha=0.1, linewidth=0, zorder=0)


def numbers(days: Sequence[date]) -> list[float]:
    """Return days as numbers, as matplotlib counts days."""
    return [number(day) for day in days]
