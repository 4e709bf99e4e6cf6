"""Which agency has which colour. Colours only help: names say the same."""

from __future__ import annotations

from collections import Counter

from seatplan.timeline import PlanIndex

COLOURS = 6
"""`page.css` has so many, `c1` to `c6`, after Okabe and Ito; `c0` is grey."""


def colours(reading: PlanIndex) -> dict[str, str]:
    """By agency id the class of its colour; those with most seats have one of their own."""
    agencies = [agency.id for agency in reading.program.agencies]
    seats = Counter(map(reading.agency_of, reading.plan.assignments))
    ranked = sorted(agencies, key=lambda agency: -seats[agency])
    coloured = {agency: f"c{place + 1}" for place, agency in enumerate(ranked[:COLOURS])}
    return {agency: coloured.get(agency, "c0") for agency in agencies}
