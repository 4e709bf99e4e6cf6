"""What a rule or a goal sees of a model: sums of literals, and ways to demand things of them.

No solver here: a literal is a number that the engine knows, and `Model` is a protocol that the
engine keeps. So a rule, also one's own, is written without importing a solver.
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
