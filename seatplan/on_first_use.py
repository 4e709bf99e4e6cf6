"""Public names of `seatplan` whose modules are imported when a name is first used.

They need the solver, the readers or the page, which most programs that import seatplan do not use.
"""

from __future__ import annotations

import importlib

LATER = {
    "Alternatives": "seatplan.choice",
    "Journal": "seatplan.whatif.journal_reader",
    "JournalEntry": "seatplan.whatif.journal_reader",
    "Notice": "seatplan.notices",
    "ProgramBuilder": "seatplan.builder",
    "Bar": "seatplan.whatif.seat_candidates",
    "Candidate": "seatplan.whatif.seat_candidates",
    "Candidates": "seatplan.whatif.seat_candidates",
    "Fault": "seatplan.whatif.faults",
    "Solved": "seatplan.solved",
    "StandingRisk": "seatplan.whatif.risks",
    "StressRow": "seatplan.whatif.stressing",
    "StressSubject": "seatplan.whatif.stressing",
    "Stress": "seatplan.whatif.stressing",
    "SweepProgress": "seatplan.whatif.sweep_progress",
    "Front": "seatplan.engine.answers.tradeoff",
    "Tradeoff": "seatplan.front",
    "TradeoffPoint": "seatplan.front",
    "WhyNot": "seatplan.whatif.why_not",
    "WhyNotBetter": "seatplan.whatif.why_not_better",
    "Gain": "seatplan.whatif.why_not_better",
    "alternatives": "seatplan.engine.answers.alternatives",
    "candidates": "seatplan.whatif.seat_candidates",
    "catalog": "seatplan",
    "explain": "seatplan.engine.explain.explaining",
    "load": "seatplan.files",
    "load_crew": "seatplan.files",
    "save_crew": "seatplan.files",
    "load_scenarios": "seatplan.whatif.scenario_files",
    "report_page": "seatplan.report.page",
    "schema": "seatplan.schemas",
    "show_versions": "seatplan.versions",
    "solve": "seatplan.engine.answers.solving",
    "solving": "seatplan.moments",
    "Solving": "seatplan.moments",
    "stress": "seatplan.whatif.stressing",
    "verify": "seatplan.verifying",
    "sweep": "seatplan.whatif.sweeping",
    "tradeoff": "seatplan.engine.answers.tradeoff",
    "what_if": "seatplan.whatif.what_if",
    "why_not": "seatplan.whatif.why_not",
    "why_not_better": "seatplan.whatif.why_not_better",
    "outcomes_frame": "seatplan.notebook.outcome_frames",
    "outcomes_from_dict": "seatplan.answers",
    "plot": "seatplan.notebook.plotting",
}
"""The module of each such name; `seatplan` means that the name is itself a module."""


def loaded(name: str) -> object:
    """Imports the module of a public name.

    Raises:
        AttributeError: if `seatplan` has no such name.
    """
    if name not in LATER:
        raise AttributeError(f"module 'seatplan' has no attribute {name!r}")
    if LATER[name] == "seatplan":
        return importlib.import_module(f"seatplan.{name}")
    return getattr(importlib.import_module(LATER[name]), name)
