"""The colors of a figure, which are those of the page and the terminal."""

from __future__ import annotations

from seatplan.report.palette import OTHER, looks
from seatplan.timeline import PlanIndex

OTHERS = "others"
"""The name of the agencies without a color of their own."""


def colors_of(reading: PlanIndex) -> dict[str, str]:
    """Return the color of each agency that operates flights or flies members.

    The agencies are in the order of the program; those beyond the palette are left out.
    """
    lookup = reading.lookup
    flying = {lookup.operator(flight) for flight in lookup.flights.values()}
    flying |= {tour.agency for tour in reading.all_tours() if tour.agency is not None}
    return {
        agency: look.color
        for agency, look in looks(reading.program).items()
        if agency in flying and look.color != OTHER
    }


def tint(color: str, share: float = 0.45) -> str:
    """Return a lighter color: a mixture of `share` of the color with white."""
    parts = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - share * (255 - part)):02x}" for part in parts)
