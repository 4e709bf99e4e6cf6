"""The flights of a plan as bars: a row for each with its people, or packed into lanes."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from attrs import frozen

from seatplan.notebook.colours import tint
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
"""The height of a lane, in inches; the name of a flight is upright in it."""

SMALL = 6.5
"""The size of letters, in points."""

LETTER = 0.55 * SMALL / 72
"""The width of a letter on average, in inches."""

UPRIGHT = 5.0
"""The size of letters that are upright in a lane, in points."""

NAME = 1.2 * UPRIGHT / 72
"""The width of an upright name, in inches."""

DARK = "#222222"

HATCH = "////"


@frozen
class Scale:
    """The days of the axis and how long it is, in inches."""

    first: date
    last: date
    width: float

    def inches(self, since: date, until: date) -> float:
        """How long a stretch of days is on paper."""
        return (until - since).days / max(1, (self.last - self.first).days) * self.width


@frozen
class Row:
    """A flight and its people, and where they are.

    Attributes:
        flight: what is shown.
        side: where the people are: "right" of the bar, "in" it or "left" of it.
        people: who they are, on one line or more.
        middle, height: of the row, in inches from the top.
    """

    flight: FlightManifest
    side: str
    people: str
    middle: float
    height: float


def people_of(one: FlightManifest) -> str:
    """Who goes up, and on what they come home if it is another flight; who only comes down."""
    homes: dict[str, list[str]] = {}
    for person in one.up:
        home = "no way home" if not person.paired else person.other or ""
        homes.setdefault(home, []).append(person.name)
    said = [
        ", ".join(names) + (f" → {home}" if home else "")
        for home, names in sorted(homes.items(), key=lambda pair: pair[0] != "")
    ]
    if one.joining:
        origins: dict[str, list[str]] = {}
        for person in one.joining:
            origins.setdefault(person.other or "?", []).append(person.name)
        said += [f"{', '.join(names)} ← {origin}" for origin, names in origins.items()]
    return clean("; ".join(said))


def rows_of(flights: Sequence[FlightManifest], scale: Scale) -> tuple[Row, ...]:
    """A row for each flight, by launch: its people where they find room, right of the bar first.

    Where they find none on one line, they are on several where there is the most.
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


def draw_rows(axes: Axes, rows: Sequence[Row], colours: Mapping[str, str]) -> None:
    """The rows from top to bottom; the vertical axis is in inches."""
    for row in rows:
        since, until = number(row.flight.launch), number(row.flight.landing)
        _bar(axes, row.flight, row.middle, 0.62 * ROW, colours)
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
            # By its left end: a figure may measure letters wider than it draws them.
            wide = max(map(points, row.people.split("\n")))
            offset = -9 - points(name, "bold") - wide
            where = {"xy": (since, row.middle), "xytext": (offset, 0), "ha": "left"}
        axes.annotate(row.people, **where, textcoords="offset points", **letters())
    axes.set_ylim(rows[-1].middle + rows[-1].height / 2 if rows else ROW, 0)
    axes.set_yticks([])


def draw_lanes(
    axes: Axes,
    lanes: Mapping[str, Sequence[Sequence[FlightManifest]]],
    colours: Mapping[str, str],
    scale: Scale,
) -> None:
    """For each operator as many lanes as its flights need, the name of a flight upright in each."""
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
                _bar(axes, one, row, 0.86, colours)
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
    """By operator, the flights in as few lanes as leave room for each bar and its name."""
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
    """Whether no one goes up on it, or no one comes down."""
    return "empty" in (one.flight.ascent, one.flight.descent)


def _bar(
    axes: Axes, one: FlightManifest, row: float, height: float, colours: Mapping[str, str]
) -> None:
    colour = colours.get(one.operator, OTHER)
    since, until = number(one.launch), number(one.landing)
    axes.barh(
        row,
        until - since,
        height,
        since,
        facecolor=tint(colour),
        edgecolor=colour,
        linewidth=0.8,
        hatch=HATCH if is_empty(one) else None,
    )


def letters(*, size: float = SMALL, weight: str = "normal") -> dict[str, Any]:
    """How a text is written: it is set off from lines and colours under it."""
    from matplotlib.patheffects import withStroke

    stroke = [withStroke(linewidth=1.6, foreground="#ffffffb0")]
    # A name with dollar signs in it is no formula.
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
    """How wide a text is, in points."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    if not text.strip():
        return 0.0
    # It would read what is between dollar signs as a formula.
    path = TextPath((0, 0), text.replace("$", "S"), SMALL, prop=FontProperties(weight=weight))
    return float(path.vertices[:, 0].max())


def number(day: date) -> float:
    """A day as matplotlib counts it."""
    from matplotlib.dates import date2num

    return float(date2num(day))
