"""A plan as a figure: flights as bars with their people, and below them the people aboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from seatplan.arguments import Arguments, Day
from seatplan.known_names import must_be_known
from seatplan.later import Later
from seatplan.notebook.aboard import counts
from seatplan.notebook.bars import (
    DARK,
    HATCH,
    LANE,
    ROW,
    Scale,
    draw_lanes,
    draw_rows,
    is_empty,
    lanes_of,
    rows_of,
)
from seatplan.notebook.berths import BERTH, berths_of, draw_berths
from seatplan.notebook.colors import OTHERS, colors_of
from seatplan.notebook.key import LegendKey
from seatplan.notebook.panels import (
    LEFT,
    draw_closed,
    draw_days,
    draw_lifeboats,
    draw_people,
    name_counts,
    panel,
)
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.report.clean import clean
from seatplan.report.manifest import FlightManifest, manifest
from seatplan.report.palette import OTHER
from seatplan.timeline import PlanIndex

if TYPE_CHECKING:
    import matplotlib.figure as figures
    from matplotlib.artist import Artist
else:
    figures = Later("matplotlib.figure")

MOST_ROWS = 40
"""More flights than these are packed into lanes, unless `people` is True."""

COUNTS = 1.25
"""The height of the counts of one station, in inches."""

BOTTOM, RIGHT, GAP = 0.35, 0.15, 0.12
"""The space below the panels, to their right and between them, in inches."""


def plot(
    program: Program,
    plan: Plan | None = None,
    *,
    as_of: Day | None = None,
    people: bool | None = None,
    width: float = 11.0,
) -> figures.Figure:
    """Draw a plan as a timeline: a bar for each flight, its people, and the people aboard.

    Bars have the color of the operator of the flight, and are hatched if the flight goes up or
    comes down empty. The names of people who come home on another flight are followed by an arrow
    and that flight. If the plan has ports, each port is a row with its ships. Days of a blackout
    are shaded. Below the flights, a chart for each station shows the number of people aboard by
    agency, and as a line the number of lifeboat seats (left out with more than 40 flights).

    The figure is not registered with pyplot and needs no screen; save it with
    `figure.savefig("plan.png", dpi=150)`. Its height depends on its content.

    Args:
        program: the program.
        plan: the plan; without one, the figure has only the flights and the lifeboat seats.
        as_of: a day to mark; everything before it is past.
        people: whether each flight has a row with the names of its people; otherwise flights are
            packed into lanes. None means rows for at most 40 flights.
        width: the width of the figure, in inches; at least 3.

    Raises:
        ImportError: if matplotlib, the extra `seatplan[plot]`, is not installed.
        PlanError: if a line names something that the program does not have.
        ArgumentError: naming each wrong argument.
    """
    with Arguments("plot") as given:
        given.program(program)
        plan = given.plan(plan, program, optional=True)
        day = given.day(as_of)
        given.flag(people, "people", optional=True)
        given.number(width, "width", 3)
    must_have_matplotlib()

    own, drawn = ProgramIndex(program), Plan() if plan is None else plan
    must_be_known(own, drawn)
    reading = PlanIndex(program, drawn, lookup=own)
    berths = berths_of(reading)
    every = manifest(reading)
    # If the ports are drawn, ships without seats are only in the rows of their ports.
    flights = [one for one in every if not berths or reading.lookup.seats(one.flight)]
    in_rows = len(flights) <= MOST_ROWS if people is None else people
    # In rows, the name of the first flight needs room to the left of its bar.
    scale = _scale(every, width - LEFT - RIGHT, before=0.6 if in_rows else 0.1)
    colors = colors_of(reading)
    rows = rows_of(flights, scale) if in_rows else ()
    lanes = lanes_of(flights, scale) if not in_rows else {}
    bars = max(ROW, sum(row.height for row in rows) + LANE * sum(map(len, lanes.values())))
    ports = len(berths) * BERTH + (GAP if berths else 0)
    stations = {name: counts(reading, name, colors) for name in reading.lookup.stations}
    with_lifeboats = bool(stations) and (len(flights) <= MOST_ROWS or plan is None)
    shown = {one.operator for one in every}.union(*(one.aboard for one in stations.values()))
    key = LegendKey(
        clean(program.name),
        _handles(
            {name: color for name, color in {**colors, OTHERS: OTHER}.items() if name in shown},
            empty=any(map(is_empty, every)),
            lifeboats=with_lifeboats,
        ),
        width,
    )
    height = key.height + bars + ports + len(stations) * (GAP + COUNTS) + BOTTOM
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), facecolor="white")
    setattr(figure, "_repr_png_", partial(png, figure))  # noqa: B010 - no type knows it
    key.draw(figure)
    panels = [panel(figure, key.height, bars, scale)]
    if in_rows:
        draw_rows(panels[0], rows, colors)
    else:
        draw_lanes(panels[0], lanes, colors, scale)
    if berths:
        under = panel(figure, key.height + bars + GAP, len(berths) * BERTH, scale)
        draw_berths(under, berths, reading.lookup, colors, scale)
        panels.append(under)
    for at, (station, found) in enumerate(stations.items()):
        under = panel(figure, key.height + bars + ports + GAP + at * (GAP + COUNTS), COUNTS, scale)
        draw_people(under, found, colors)
        if with_lifeboats:
            draw_lifeboats(under, found)
        what = "aboard" if plan is not None else "lifeboats"
        name_counts(under, found, station if len(stations) > 1 else what)
        panels.append(under)
    draw_closed(panels, scale, [one for rule in program.named_rules for one in rule.closed()])
    draw_days(panels, scale, day)
    return figure


def png(figure: figures.Figure) -> bytes:
    """Return the figure as a PNG for a notebook: IPython shows figures itself only with pyplot."""
    target = BytesIO()
    figure.savefig(target, format="png")
    return target.getvalue()


def must_have_matplotlib() -> None:
    """Raise an ImportError with the command to install matplotlib if it is not installed."""
    try:
        import matplotlib  # noqa: F401
    except ImportError as error:
        raise ImportError("plot() needs matplotlib: pip install 'seatplan[plot]'") from error


def _scale(flights: Sequence[FlightManifest], width: float, *, before: float) -> Scale:
    """Return a scale with all flights, `before` inches before them and a little after them."""
    if not flights:
        return Scale(date(2000, 1, 1), date(2001, 1, 1), width)
    first, last = min(one.launch for one in flights), max(one.landing for one in flights)
    inch = (last - first) / (width - before - 0.1)
    # No room is left before the first day of the calendar, nor after the last one.
    begin, end = min(before * inch, first - date.min), min(0.1 * inch, date.max - last)
    return Scale(first - begin, last + end, width)


def _handles(colors: Mapping[str, str], *, empty: bool, lifeboats: bool) -> dict[str, Artist]:
    """Return the entries of the legend, by name."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    found: dict[str, Artist] = {
        clean(agency): Patch(facecolor=color) for agency, color in colors.items()
    }
    if empty:
        found["empty up or down"] = Patch(
            facecolor="white", edgecolor=OTHER, hatch=HATCH, linewidth=0.8
        )
    if lifeboats:
        found["seats of lifeboats"] = Line2D([], [], color=DARK, linewidth=0.9)
    return found
