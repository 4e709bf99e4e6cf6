"""Who flies in which seat of which spacecraft.

The public names; importing this loads neither the solver nor pandas.
"""

from typing import TYPE_CHECKING, Any

from seatplan import goals, rules
from seatplan.checking import Report, Violation, check
from seatplan.errors import (
    EngineError,
    Interrupted,
    JournalError,
    PlanError,
    Problem,
    ProgramError,
    SeatplanError,
    WorkerError,
)
from seatplan.explanation import Explanation
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
from seatplan.progress import CancelToken, Progress
from seatplan.requirement import Finding, Requirement
from seatplan.result import GoalValue, Result, Status
from seatplan.whatif.editing import Edit, edit_kind, edit_kinds
from seatplan.whatif.edits import (
    AddFlight,
    AddRule,
    Cancel,
    ChangeRule,
    Disqualify,
    DropRule,
    Extend,
    Fix,
    Forbid,
    LaunchEmpty,
    Qualify,
    Reseat,
    ReturnEmpty,
    Slip,
    Withdraw,
)
from seatplan.whatif.outcome import GoalChange, Outcome
from seatplan.whatif.scenario import Scenario

if TYPE_CHECKING:
    from seatplan import catalog
    from seatplan.engine.alternatives import alternatives
    from seatplan.engine.explaining import explain
    from seatplan.engine.solving import solve
    from seatplan.files import load
    from seatplan.whatif.replanning import what_if
    from seatplan.whatif.scenario_files import load_scenarios
    from seatplan.whatif.stressing import stress
    from seatplan.whatif.sweeping import sweep
    from seatplan.whatif.why_not import WhyNot, why_not

__version__ = "0.1.0"

_LATER = {
    "solve": "seatplan.engine.solving",
    "explain": "seatplan.engine.explaining",
    "load": "seatplan.files",
    "catalog": "",
    "what_if": "seatplan.whatif.replanning",
    "sweep": "seatplan.whatif.sweeping",
    "stress": "seatplan.whatif.stressing",
    "alternatives": "seatplan.engine.alternatives",
    "load_scenarios": "seatplan.whatif.scenario_files",
    "WhyNot": "seatplan.whatif.why_not",
    "why_not": "seatplan.whatif.why_not",
}


def __getattr__(name: str) -> Any:
    # The solver and the readers load when they are first asked for.
    import importlib

    if name not in _LATER:
        raise AttributeError(f"module 'seatplan' has no attribute {name!r}")
    module = importlib.import_module(_LATER[name] or f"seatplan.{name}")
    return getattr(module, name) if _LATER[name] else module


__all__ = [
    "AddFlight",
    "AddRule",
    "Agency",
    "Assignment",
    "Cancel",
    "CancelToken",
    "ChangeRule",
    "CrewMember",
    "Disqualify",
    "DropRule",
    "Edit",
    "EngineError",
    "Explanation",
    "Extend",
    "Finding",
    "Fix",
    "Fixed",
    "Flight",
    "Forbid",
    "Forbidden",
    "Goal",
    "GoalChange",
    "GoalValue",
    "Interrupted",
    "JournalError",
    "LaunchEmpty",
    "Outcome",
    "Plan",
    "PlanError",
    "Problem",
    "Program",
    "ProgramError",
    "Progress",
    "Qualification",
    "Qualify",
    "Report",
    "Requirement",
    "Reseat",
    "Result",
    "ReturnEmpty",
    "Rule",
    "Scenario",
    "Seat",
    "SeatplanError",
    "Slip",
    "Status",
    "Unavailable",
    "Vehicle",
    "Violation",
    "WhyNot",
    "Withdraw",
    "WorkerError",
    "alternatives",
    "catalog",
    "check",
    "edit_kind",
    "edit_kinds",
    "explain",
    "goal_kind",
    "goal_kinds",
    "goals",
    "load",
    "load_scenarios",
    "rule_kind",
    "rule_kinds",
    "rules",
    "solve",
    "stress",
    "sweep",
    "what_if",
    "why_not",
]
