"""Plans: who sits where on the way up and down, and the dates, ports and spacecraft of flights."""

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

# attrs copies annotations of converters in `entries` to the constructor, so they are resolved here.
_start: Any = Plan.__init__
_start.__annotations__ = get_type_hints(_start, {**vars(entries), "Plan": Plan})
