"""A plan: who sits where on the way up and on the way down, and when flights launch and land."""

from seatplan.plan.entries import Assignment, ChosenSpacecraft, Docking, FlightDates
from seatplan.plan.plan import Plan

__all__ = [
    "Assignment",
    "ChosenSpacecraft",
    "Docking",
    "FlightDates",
    "Plan",
]
