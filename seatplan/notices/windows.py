"""Windows with more possible days than two years have: nearly always a wrong year.

No one leaves a launch open for that long, and each day is one more choice for the search.
"""

from __future__ import annotations

from collections.abc import Iterator

from seatplan.notices.notice import Notice
from seatplan.program_index import ProgramIndex

MOST_DAYS = 2 * 366
"""The largest number of possible days of a launch or landing without a notice."""


def long_windows(index: ProgramIndex) -> Iterator[Notice]:
    """Yield a notice for each window with more than `MOST_DAYS` possible days."""
    for at, flight in enumerate(index.program.flights):
        for leg in ("launch", "landing"):
            window = getattr(flight, f"{leg}_window")
            days = 0 if window is None else len(window.days_around(getattr(flight, leg)))
            if days > MOST_DAYS:
                message = f"the {leg} of {flight.id!r} has {days:,} possible days"
                place = ("flights", at, f"{leg}_window")
                hint = "a shorter window, or a step of several days?"
                yield Notice("wide", message, place, hint, (flight.id,))
