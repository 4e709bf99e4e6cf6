"""The interface of a model for rules and goals: linear expressions and constraints on them.

This package contains no solver: a literal is a number that the engine knows, and `Model` is a
protocol that the engine implements. Therefore rules, including your own, do not import a solver.
"""

from seatplan.modelling.linear import ALWAYS, LinearConstraint, LinearExpr, Variable, may_be
from seatplan.modelling.model import Model
from seatplan.modelling.variables import (
    Event,
    PortChange,
    PortVariable,
    SeatVariable,
    SpacecraftVariable,
    TourVariable,
    Turns,
)

__all__ = [
    "ALWAYS",
    "Event",
    "LinearConstraint",
    "LinearExpr",
    "Model",
    "PortChange",
    "PortVariable",
    "SeatVariable",
    "SpacecraftVariable",
    "TourVariable",
    "Turns",
    "Variable",
    "may_be",
]
