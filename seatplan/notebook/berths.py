"""The ports of a figure: a row for each port with the ships docked there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from seatplan.notebook.bars import HATCH, LETTER, Scale, letters, number
from seatplan.notebook.colors import tint
from seatplan.program_index import ProgramIndex
from seatplan.report.clean import clean
from seatplan.report.palette import OTHER
from seatplan.timeline import PlanIndex
from seatplan.traffic import PortStay, stays_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BERTH = 0.2
"""The height of a row, in inches."""


def berths_of(reading: PlanIndex) -> dict[str, list[PortStay]]:
    """Return the stays at each port, by day; ports that stay empty are left out.

    The ports are in the order of the program.
    """
    found: dict[str, list[PortStay]] = {}
    for stays in stays_of(reading.lookup, reading.plan).values():
        for stay in stays:
            found.setdefault(stay.port, []).append(stay)
    ports = [port.id for port in reading.program.ports if port.id in found]
    return {port: sorted(found[port], key=lambda one: one.since) for port in ports}


def draw_berths(
    axes: Axes,
    berths: Mapping[str, Sequence[PortStay]],
    lookup: ProgramIndex,
    colors: Mapping[str, str],
    scale: Scale,
) -> None:
    """Draw the rows from top to bottom, ships in the color of the operator and cargo hatched."""
    for row, (port, stays) in enumerate(berths.items()):
        axes.annotate(
            clean(port),
            (0, row),
            xycoords=("axes fraction", "data"),
            xytext=(-4, 0),
            textcoords="offset points",
            ha="right",
            **letters(),
        )
        for stay in stays:
            flight = lookup.flights[stay.flight]
            color = colors.get(lookup.operator(flight), OTHER)
            since, until = number(stay.since), number(stay.until)
            axes.barh(
                row,
                until - since,
                0.8,
                since,
                facecolor=tint(color),
                edgecolor=color,
                linewidth=0.6,
                hatch=None if lookup.seats(flight) else HATCH,
            )
            name = clean(stay.flight)
            if LETTER * len(name) < scale.inches(stay.since, stay.until):
                where = ((since + until) / 2, row)
                axes.annotate(name, where, ha="center", **letters())
    axes.set_ylim(len(berths) - 0.5, -0.5)
    axes.set_yticks([])
