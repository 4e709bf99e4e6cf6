"""Who flies in which seat of which spacecraft.

The public names; importing this loads neither the solver nor pandas.
"""

from typing import TYPE_CHECKING, Any

from seatplan import goals, rules
from seatplan.checking import Report, Violation, check
from seatplan.errors import (
    EngineError,
    Interrupted,
    PlanError,
    Problem,
    ProgramError,
    SeatplanError,
)
from seatplan.kinds import Goal, Rule, goal_kind, goal_kinds, rule_kind, rule_kinds
from seatplan.plan import Assignment, Plan
from seatplan.program import (
    Agency,
    CrewMember,
    Fixed,
    Flight,
    Forbidden,
    Program,
    Qualification,
    Seat,
    Unavailable,
    Vehicle,
)
from seatplan.progress import Progress
from seatplan.requirement import Finding, Requirement
from seatplan.result import GoalValue, Result, Status

if TYPE_CHECKING:
    from seatplan import catalog
    from seatplan.engine.solving import solve
    from seatplan.files import load

__version__ = "0.1.0"

_LATER = {"solve": "seatplan.engine.solving", "load": "seatplan.files", "catalog": ""}


def __getattr__(name: str) -> Any:
    # The solver and the readers load when they are first asked for.
    import importlib

    if name not in _LATER:
        raise AttributeError(f"module 'seatplan' has no attribute {name!r}")
    module = importlib.import_module(_LATER[name] or f"seatplan.{name}")
    return getattr(module, name) if _LATER[name] else module


__all__ = [
    "Agency",
    "Assignment",
    "CrewMember",
    "EngineError",
    "Finding",
    "Fixed",
    "Flight",
    "Forbidden",
    "Goal",
    "GoalValue",
    "Interrupted",
    "Plan",
    "PlanError",
    "Problem",
    "Program",
    "ProgramError",
    "Progress",
    "Qualification",
    "Report",
    "Requirement",
    "Result",
    "Rule",
    "Seat",
    "SeatplanError",
    "Status",
    "Unavailable",
    "Vehicle",
    "Violation",
    "catalog",
    "check",
    "goal_kind",
    "goal_kinds",
    "goals",
    "load",
    "rule_kind",
    "rule_kinds",
    "rules",
    "solve",
]
