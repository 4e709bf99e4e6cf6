"""The flights of a plan as bars: each in a row with its people, or packed into lanes."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from attrs import frozen

from seatplan.notebook.colors import tint
from seatplan.report.clean import clean
from seatplan.report.manifest import FlightManifest
from seatplan.report.palette import OTHER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW = 0.25
"""The height of a row, in inches."""

LINE = 0.115
"""The height of a line of text, in inches."""

LANE = 0.44
"""The height of a lane, in inches; names of flights are vertical in it."""

SMALL = 6.5
"""The size of letters, in points."""

LETTER = 0.55 * SMALL / 72
"""The average width of a letter, in inches."""

UPRIGHT = 5.0
"""The size of letters of vertical names in a lane, in points."""

NAME = 1.2 * UPRIGHT / 72
"""The width of a vertical name, in inches."""

DARK = "#222222"

HATCH = "////"


@frozen
class Scale:
    """The scale of the axis of days.

    Attributes:
        first, last: the days at its ends.
        width: its width, in inches.
    """

    first: date
    last: date
    width: float

    def inches(self, since: date, until: date) -> float:
        """Return the width of the days `[since, until)`, in inches."""
        return (until - since).days / max(1, (self.last - self.first).days) * self.width


@frozen
class Row:
    """The row of a flight with its people.

    Attributes:
        flight: the manifest of the flight.
        side: where the names are: "right" of the bar, "in" it or "left" of it.
        people: the names, on one line or more.
        middle, height: the middle of the row, measured from the top, and its height, in inches.
    """

    flight: FlightManifest
    side: str
    people: str
    middle: float
    height: float


def people_of(one: FlightManifest) -> str:
    """Return the people of a flight, with the other flight where a leg is on another one."""
    homes: dict[str, list[str]] = {}
    for person in one.up:
        home = "no way home" if not person.paired else person.other or ""
        homes.setdefault(home, []).append(person.name)
    groups = [
        ", ".join(names) + (f" → {home}" if home else "")
        for home, names in sorted(homes.items(), key=lambda pair: pair[0] != "")
    ]
    if one.joining:
        origins: dict[str, list[str]] = {}
        for person in one.joining:
            origins.setdefault(person.other or "?", []).append(person.name)
        groups += [f"{', '.join(names)} ← {origin}" for origin, names in origins.items()]
    return clean("; ".join(groups))


def rows_of(flights: Sequence[FlightManifest], scale: Scale) -> tuple[Row, ...]:
    """Return a row for each flight, by launch.

    The people are to the right of the bar, in it, or to its left: the first place in which they
    fit on one line. If they fit in none, they are on several lines where there is the most room.
    """
    rows = []
    top = 0.0
    for one in flights:
        label = points(clean(one.flight.id), "bold") / 72
        room = {
            "right": scale.inches(one.landing, scale.last),
            "in": scale.inches(one.launch, one.landing),
            "left": scale.inches(scale.first, one.launch) - label - 0.1,
        }
        people = people_of(one)
        needed = points(people) / 72 + 0.1
        side = next((each for each in room if room[each] >= needed), None)
        lines = [people]
        if side is None:
            side = max(room, key=room.__getitem__)
            letters = int(len(people) * (room[side] - 0.15) / needed)
            lines = textwrap.wrap(people, max(12, letters))
        height = max(ROW, 0.05 + LINE * len(lines))
        rows.append(Row(one, side, "\n".join(lines), top + height / 2, height))
        top += height
    return tuple(rows)


def draw_rows(axes: Axes, rows: Sequence[Row], colors: Mapping[str, str]) -> None:
    """Draw the rows from top to bottom; the vertical axis is in inches."""
    for row in rows:
        since, until = number(row.flight.launch), number(row.flight.landing)
        _bar(axes, row.flight, row.middle, 0.62 * ROW, colors)
        name = clean(row.flight.flight.id)
        axes.annotate(
            name,
            (since, row.middle),
            xytext=(-3, 0),
            textcoords="offset points",
            ha="right",
            **letters(weight="bold"),
        )
        where: dict[str, Any] = {"xy": (until, row.middle), "xytext": (3, 0), "ha": "left"}
        if row.side == "in":
            where["xy"] = (since, row.middle)
        elif row.side == "left":
            # The text is placed by its left end, as its measured width can exceed the drawn one.
            wide = max(map(points, row.people.split("\n")))
            offset = -9 - points(name, "bold") - wide
            where = {"xy": (since, row.middle), "xytext": (offset, 0), "ha": "left"}
        axes.annotate(row.people, **where, textcoords="offset points", **letters())
    axes.set_ylim(rows[-1].middle + rows[-1].height / 2 if rows else ROW, 0)
    axes.set_yticks([])


def draw_lanes(
    axes: Axes,
    lanes: Mapping[str, Sequence[Sequence[FlightManifest]]],
    colors: Mapping[str, str],
    scale: Scale,
) -> None:
    """Draw the lanes of each operator, with the names of the flights written vertically."""
    row = 0
    for operator, packed in lanes.items():
        middle = row + (len(packed) - 1) / 2
        axes.annotate(
            clean(operator),
            (0, middle),
            xycoords=("axes fraction", "data"),
            xytext=(-4, 0),
            textcoords="offset points",
            ha="right",
            **letters(weight="bold"),
        )
        for lane in packed:
            for one in lane:
                _bar(axes, one, row, 0.86, colors)
                inside = scale.inches(one.launch, one.landing) >= NAME
                since, until = number(one.launch), number(one.landing)
                axes.annotate(
                    clean(one.flight.id),
                    ((since + until) / 2 if inside else until, row),
                    xytext=(0 if inside else 1.5, 0),
                    textcoords="offset points",
                    ha="center" if inside else "left",
                    rotation=90,
                    **{**letters(size=UPRIGHT), "va": "center"},
                )
            row += 1
        if row < sum(map(len, lanes.values())):
            axes.axhline(row - 0.5, color="#cccccc", linewidth=0.6)
    axes.set_ylim(max(1, row) - 0.5, -0.5)
    axes.set_yticks([])


def lanes_of(
    flights: Sequence[FlightManifest], scale: Scale
) -> dict[str, list[list[FlightManifest]]]:
    """Pack the flights of each operator into as few lanes as leave room for bars and names."""
    name = timedelta(1.3 * NAME / scale.width * (scale.last - scale.first).days)
    lanes: dict[str, list[list[FlightManifest]]] = {}
    for one in flights:
        packed = lanes.setdefault(one.operator, [])
        for lane in packed:
            if max(lane[-1].landing, lane[-1].launch + name) <= one.launch:
                lane.append(one)
                break
        else:
            packed.append([one])
    return lanes


def is_empty(one: FlightManifest) -> bool:
    """Return whether the ascent or the descent of a flight is empty."""
    return "empty" in (one.flight.ascent, one.flight.descent)


def _bar(
    axes: Axes, one: FlightManifest, row: float, height: float, colors: Mapping[str, str]
) -> None:
    color = colors.get(one.operator, OTHER)
    since, until = number(one.launch), number(one.landing)
    axes.barh(
        row,
        until - since,
        height,
        since,
        facecolor=tint(color),
        edgecolor=color,
        linewidth=0.8,
        hatch=HATCH if is_empty(one) else None,
    )


def letters(*, size: float = SMALL, weight: str = "normal") -> dict[str, Any]:
    """Return the style of a text, with a white outline against lines and colors under it."""
    from matplotlib.patheffects import withStroke

    stroke = [withStroke(linewidth=1.6, foreground="#ffffffb0")]
    # Names with dollar signs must not be read as formulas.
    return {
        "path_effects": stroke,
        "va": "center_baseline",
        "fontsize": size,
        "fontweight": weight,
        "color": DARK,
        "parse_math": False,
        "annotation_clip": False,
    }


def points(text: str, weight: str = "normal") -> float:
    """Return the width of a text, in points."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    if not text.strip():
        return 0.0
    # `TextPath` would read text between dollar signs as a formula.
    path = TextPath((0, 0), text.replace("$", "S"), SMALL, prop=FontProperties(weight=weight))
    return float(path.vertices[:, 0].max())


def number(day: date) -> float:
    """Return a day as a number, as matplotlib counts days."""
    from matplotlib.dates import date2num

    return float(date2num(day))
