"""The colors of a figure: those of the palette that page and terminal have too."""

from __future__ import annotations

from seatplan.report.palette import OTHER, looks
from seatplan.timeline import PlanIndex

OTHERS = "others"


def colours_of(reading: PlanIndex) -> dict[str, str]:
    """By agency, in the order of the program: those with a color that fly vehicles or people."""
    lookup = reading.lookup
    flying = {lookup.operator(flight) for flight in lookup.flights.values()}
    flying |= {tour.agency for tour in reading.all_tours() if tour.agency is not None}
    return {
        agency: look.color
        for agency, look in looks(reading.program).items()
        if agency in flying and look.color != OTHER
    }


def tint(colour: str, share: float = 0.45) -> str:
    """A lighter colour: this much of it, the rest white."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - share * (255 - part)):02x}" for part in parts)
