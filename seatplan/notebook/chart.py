"""The flights of a plan as an SVG for a notebook, with the blocks and lines of the page."""

from __future__ import annotations

import html
from collections.abc import Collection, Iterator
from datetime import date

from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.report.clean import clean
from seatplan.report.manifest import manifest
from seatplan.report.page.axis import Axis
from seatplan.report.page.blocks import StationChart
from seatplan.report.page.letters import shortened
from seatplan.report.page.packing import HEAD, ROW
from seatplan.report.page.station import WIDTH, station_charts
from seatplan.report.palette import NOWHERE, Look, looks, roles
from seatplan.timeline import PlanIndex

GUTTER = 130
"""The width of the names of the vehicles, in pixels."""

MARGIN = 110
"""The space to the right for the labels of the last flights, in pixels."""

AXIS = 22
"""The height of the years above the flights, in pixels."""


def chart(program: Program, plan: Plan, added: Collection[tuple[str, str]] = ()) -> str:
    """Return an SVG for each station.

    Args:
        program: the program.
        plan: the plan.
        added: pairs of a flight and a member who is new on it, which are marked.
    """
    reading = PlanIndex(program, plan)
    flights = manifest(reading)
    if not flights:
        return ""
    axis = Axis.over(day for one in flights for day in (one.launch, one.landing))
    seen = looks(program)
    charts = station_charts(reading, flights, axis, roles(reading.lookup), seen)
    return "".join(_picture(one, axis, seen, added) for one in charts)


def _picture(
    one: StationChart, axis: Axis, seen: dict[str, Look], added: Collection[tuple[str, str]]
) -> str:
    width, height = GUTTER + WIDTH + MARGIN, AXIS + one.height
    lines = [
        f'<svg viewBox="0 0 {width} {height}" width="{width}" '
        f'style="max-width: 100%; height: auto" font-size="11" font-family="sans-serif" '
        f'fill="currentColor" role="img" aria-label="Flights to {_escaped(one.name)}">'
    ]
    for tick in axis.ticks():
        if tick.label[:1].isdigit():
            x = GUTTER + float(tick.x.rstrip("%")) * WIDTH / 100
            lines.append(_text(x + 3, 14, tick.label, "bold"))
            lines.append(f'<rect x="{x:.1f}" width="1" height="{height}" fill-opacity="0.25"/>')
    for group in one.groups:
        lines.append(_text(4, AXIS + group.top + 13, shortened(group.vehicle, GUTTER - 16), "bold"))
    lines += [line for block in _blocks(one, axis, seen, added) for line in block]
    return "".join([*lines, "</svg>"])


def _blocks(
    one: StationChart, axis: Axis, seen: dict[str, Look], added: Collection[tuple[str, str]]
) -> Iterator[list[str]]:
    far = one.level == "far"
    for block in one.blocks:
        flight, top = block.flight, AXIS + block.top
        left = _x(flight.launch, axis)
        name = flight.id if one.level != "near" else f"{flight.id}  {block.when}"
        found = [_bar(left, top, _x(flight.landing, axis), 3, "currentColor", 0.6)]
        if far:
            turned = f'transform="rotate(-90 {left + 9:.1f} {top + 54})"'
            yield [*found, _text(left + 9, top + 54, flight.id, "bold", turned)]
            continue
        found.append(_text(left + 4, top + 14, name, "bold"))
        for row, stay in enumerate(block.stays):
            y = top + HEAD + ROW * row
            hue = seen.get(stay.agency or "", NOWHERE).color
            x = _x(stay.since, axis)
            if stay.member and not stay.backup:
                found.append(_bar(x, y, _x(stay.until, axis), ROW - 1, hue, 0.25))
                found.append(_bar(x, y, x + 3, ROW - 1, hue, 1))
            new = (flight.id, stay.member) in added
            label = stay.label if one.level == "near" else stay.surname
            found.append(
                _text(x + 7, y + 10, f"+ {label}" if new else label, "bold" if new else "")
            )
        yield found


def _x(day: date, axis: Axis) -> float:
    return GUTTER + (day - axis.start).days * WIDTH / axis.days


def _bar(left: float, top: int, right: float, height: int, fill: str, opacity: float) -> str:
    size = f'width="{max(0.0, right - left):.1f}" height="{height}"'
    return f'<rect x="{left:.1f}" y="{top}" {size} fill="{fill}" fill-opacity="{opacity}"/>'


def _text(x: float, y: int, text: str, weight: str = "", more: str = "") -> str:
    bold = f' font-weight="{weight}"' if weight else ""
    return f'<text x="{x:.1f}" y="{y}"{bold}{f" {more}" if more else ""}>{_escaped(text)}</text>'


def _escaped(text: str) -> str:
    return html.escape(clean(text))
