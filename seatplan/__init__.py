"""Decides who flies in which seat of which spacecraft.

This module has the public names. Importing it loads neither the solver nor pandas.
"""

from typing import TYPE_CHECKING

import seatplan.at_start as _at_start  # noqa: F401 (comes first: imported for its effect)
import seatplan.bindings as _bindings  # noqa: F401 (imported for its effect)
import seatplan.on_first_use as _on_first_use
from seatplan import goals, rules
from seatplan.certificate import Certificate, CertificatePart, KeptGoal, Verification
from seatplan.checking import Report, Violation, check
from seatplan.date_fix import DateFix
from seatplan.errors import (
    ArgumentError,
    EngineError,
    InputError,
    InputWarning,
    Interrupted,
    JournalError,
    PlanError,
    Problem,
    ProgramError,
    SeatplanError,
    WorkerError,
)
from seatplan.explanation import Explanation, Shortfall
from seatplan.kinds import Goal, Rule, goal_kind, goal_kinds, rule_kind, rule_kinds
from seatplan.options import Options
from seatplan.plan import Assignment, ChosenSpacecraft, Docking, FlightDates, Plan
from seatplan.plugins import PluginError
from seatplan.program import (
    Agency,
    CrewMember,
    DockedDays,
    Fixed,
    Flight,
    Forbidden,
    Membership,
    Outage,
    Port,
    Program,
    Qualification,
    Seat,
    Spacecraft,
    Unavailable,
    Vehicle,
    Window,
)
from seatplan.progress import CancelToken, Progress, ProgressCallback
from seatplan.requirement import Finding, Loosened, Requirement, Subject
from seatplan.result import BoundClaim, GoalValue, Result, Statistics, Status
from seatplan.stranded.groups import Stranded
from seatplan.timeline import Tour
from seatplan.traffic import PortStay
from seatplan.whatif.change import Change, DateChange, FlightChange, Move, SeatChange, ShipChange
from seatplan.whatif.changes import Difference, compare
from seatplan.whatif.editing import Draft, Edit, edit_kind, edit_kinds
from seatplan.whatif.edits import (
    AddFlight,
    AddRule,
    AssignSpacecraft,
    Cancel,
    ChangeRule,
    ClosePort,
    Disqualify,
    DropRule,
    Extend,
    Fix,
    Forbid,
    GroundSpacecraft,
    LaunchEmpty,
    OpenDates,
    Promote,
    Qualify,
    Reseat,
    ReturnEmpty,
    ReturnOptions,
    SetDates,
    Slip,
    Withdraw,
)
from seatplan.whatif.outcome import GoalChange, Outcome
from seatplan.whatif.scenario import Scenario

if TYPE_CHECKING:
    from seatplan import catalog
    from seatplan.answers import outcomes_from_dict
    from seatplan.builder import ProgramBuilder
    from seatplan.choice import Alternatives
    from seatplan.engine.answers.alternatives import alternatives
    from seatplan.engine.answers.solving import solve
    from seatplan.engine.answers.tradeoff import Front, tradeoff
    from seatplan.engine.explain.explaining import explain
    from seatplan.files import load, load_crew, save_crew
    from seatplan.front import Tradeoff, TradeoffPoint
    from seatplan.moments import Solving, solving
    from seatplan.notebook.outcome_frames import outcomes_frame
    from seatplan.notebook.plotting import plot
    from seatplan.notices import Notice
    from seatplan.report.page import report_page
    from seatplan.schemas import schema
    from seatplan.solved import Solved
    from seatplan.verifying import verify
    from seatplan.versions import show_versions
    from seatplan.whatif.faults import Fault
    from seatplan.whatif.journal_reader import Journal, JournalEntry
    from seatplan.whatif.risks import StandingRisk
    from seatplan.whatif.scenario_files import load_scenarios
    from seatplan.whatif.seat_candidates import Bar, Candidate, Candidates, candidates
    from seatplan.whatif.stressing import Stress, StressRow, StressSubject, stress
    from seatplan.whatif.sweep_progress import SweepProgress
    from seatplan.whatif.sweeping import sweep
    from seatplan.whatif.what_if import what_if
    from seatplan.whatif.why_not import WhyNot, why_not
    from seatplan.whatif.why_not_better import Gain, WhyNotBetter, why_not_better

__version__ = "0.2.0"

if not TYPE_CHECKING:  # type checkers would accept any misspelled name

    def __getattr__(name: str) -> object:
        return _on_first_use.loaded(name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


__all__ = [
    "AddFlight",
    "AddRule",
    "Agency",
    "Alternatives",
    "ArgumentError",
    "AssignSpacecraft",
    "Assignment",
    "Bar",
    "BoundClaim",
    "Cancel",
    "CancelToken",
    "Candidate",
    "Candidates",
    "Certificate",
    "CertificatePart",
    "Change",
    "ChangeRule",
    "ChosenSpacecraft",
    "ClosePort",
    "CrewMember",
    "DateChange",
    "DateFix",
    "Difference",
    "Disqualify",
    "DockedDays",
    "Docking",
    "Draft",
    "DropRule",
    "Edit",
    "EngineError",
    "Explanation",
    "Extend",
    "Fault",
    "Finding",
    "Fix",
    "Fixed",
    "Flight",
    "FlightChange",
    "FlightDates",
    "Forbid",
    "Forbidden",
    "Front",
    "Gain",
    "Goal",
    "GoalChange",
    "GoalValue",
    "GroundSpacecraft",
    "InputError",
    "InputWarning",
    "Interrupted",
    "Journal",
    "JournalEntry",
    "JournalError",
    "KeptGoal",
    "LaunchEmpty",
    "Loosened",
    "Membership",
    "Move",
    "Notice",
    "OpenDates",
    "Options",
    "Outage",
    "Outcome",
    "Plan",
    "PlanError",
    "PluginError",
    "Port",
    "PortStay",
    "Problem",
    "Program",
    "ProgramBuilder",
    "ProgramError",
    "Progress",
    "ProgressCallback",
    "Promote",
    "Qualification",
    "Qualify",
    "Report",
    "Requirement",
    "Reseat",
    "Result",
    "ReturnEmpty",
    "ReturnOptions",
    "Rule",
    "Scenario",
    "Seat",
    "SeatChange",
    "SeatplanError",
    "SetDates",
    "ShipChange",
    "Shortfall",
    "Slip",
    "Solved",
    "Solving",
    "Spacecraft",
    "StandingRisk",
    "Statistics",
    "Status",
    "Stranded",
    "Stress",
    "StressRow",
    "StressSubject",
    "Subject",
    "SweepProgress",
    "Tour",
    "Tradeoff",
    "TradeoffPoint",
    "Unavailable",
    "Vehicle",
    "Verification",
    "Violation",
    "WhyNot",
    "WhyNotBetter",
    "Window",
    "Withdraw",
    "WorkerError",
    "alternatives",
    "candidates",
    "catalog",
    "check",
    "compare",
    "edit_kind",
    "edit_kinds",
    "explain",
    "goal_kind",
    "goal_kinds",
    "goals",
    "load",
    "load_crew",
    "load_scenarios",
    "outcomes_frame",
    "outcomes_from_dict",
    "plot",
    "report_page",
    "rule_kind",
    "rule_kinds",
    "rules",
    "save_crew",
    "schema",
    "show_versions",
    "solve",
    "solving",
    "stress",
    "sweep",
    "tradeoff",
    "verify",
    "what_if",
    "why_not",
    "why_not_better",
]
