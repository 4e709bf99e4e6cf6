"""A plan: who sits where on the way up and on the way down, and when flights launch and land."""

from typing import Any, get_type_hints

from seatplan.plan import entries
from seatplan.plan.entries import Assignment, ChosenSpacecraft, Docking, FlightDates
from seatplan.plan.plan import Plan

__all__ = [
    "Assignment",
    "ChosenSpacecraft",
    "Docking",
    "FlightDates",
    "Plan",
]

# attrs copies the annotations of the converters, which are in `entries`, to the constructor.
_start: Any = Plan.__init__
_start.__annotations__ = get_type_hints(_start, {**vars(entries), "Plan": Plan})
