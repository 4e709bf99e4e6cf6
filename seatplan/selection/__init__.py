"""The keys by which rules and goals pick flights and members: selecting, counting, phrases.

All phrases for the keys are made here, for rules, goals and pages: `Where.which` for the flights
that are picked, `Members.whom` for the members.
"""

from seatplan.selection.counting import (
    Unit,
    goes_up,
    lines_taken,
    most_seats_taken,
    picked_seats,
    picked_tours,
    seats_taken,
    sum_of_seats,
    tours_of_picked,
    tours_taken,
)
from seatplan.selection.fields import PICKED, picked
from seatplan.selection.flights import Where, on_flights
from seatplan.selection.members import Members, Who

__all__ = [
    "PICKED",
    "Members",
    "Unit",
    "Where",
    "Who",
    "goes_up",
    "lines_taken",
    "most_seats_taken",
    "on_flights",
    "picked",
    "picked_seats",
    "picked_tours",
    "seats_taken",
    "sum_of_seats",
    "tours_of_picked",
    "tours_taken",
]
