"""Colours that people with any kind of colour vision tell apart."""

from __future__ import annotations

from collections import Counter

from seatplan.timeline import PlanIndex

PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
"""Of M. Okabe and K. Ito, "Color Universal Design" (2008), without black and yellow."""

OTHER = "#999999"

OTHERS = "others"


def colours_of(reading: PlanIndex) -> dict[str, str]:
    """By agency, in the order of the program: those that fly vehicles or people.

    Where there are more of them than colours, those are left out that fly the fewest vehicles, and
    among them those whose people are the fewest days in space.
    """
    lookup = reading.lookup
    vehicles = Counter(lookup.operator(flight) for flight in lookup.flights.values())
    days: Counter[str] = Counter()
    for tour in reading.all_tours():
        if tour.agency is not None:
            days[tour.agency] += tour.days
    agencies = [agency.id for agency in reading.program.agencies]
    flying = [agency for agency in agencies if vehicles[agency] or days[agency]]
    most = sorted(flying, key=lambda one: (-vehicles[one], -days[one]))[: len(PALETTE)]
    return dict(zip(sorted(most, key=agencies.index), PALETTE, strict=False))


def tint(colour: str, share: float = 0.45) -> str:
    """A lighter colour: so much of it, the rest white."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - share * (255 - part)):02x}" for part in parts)
