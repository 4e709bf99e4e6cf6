"""JSON Schemas of files, for editors, and of answers, for other programs."""

from __future__ import annotations

from copy import deepcopy
from importlib import import_module
from typing import Any, Literal, get_args

import seatplan.goals
import seatplan.rules  # noqa: F401  (both are imported to register their kinds)
from seatplan.answers import FORMAT
from seatplan.arguments import Arguments
from seatplan.files.plans import PlanFile
from seatplan.files.schema import DIALECT, Schemas
from seatplan.program import Program
from seatplan.whatif.editing import Edit
from seatplan.whatif.scenario_files import ScenarioFile, edit_tags

Kind = Literal[
    "program",
    "plan",
    "scenarios",
    "scenario",
    "edit",
    "result",
    "report",
    "explanation",
    "outcome",
    "outcomes",
    "why-not",
    "stress",
    "alternatives",
    "tradeoff",
    "tradeoff-point",
    "candidates",
    "certificate",
    "certificates",
    "verification",
    "why-not-better",
]

_ANSWERS = {
    "scenario": "seatplan.whatif.scenario.Scenario",
    "edit": "seatplan.whatif.editing.Edit",
    "result": "seatplan.result.Result",
    "report": "seatplan.checking.Report",
    "explanation": "seatplan.explanation.Explanation",
    "outcome": "seatplan.whatif.outcome.Outcome",
    "outcomes": "seatplan.answers.Outcomes",
    "why-not": "seatplan.whatif.why_not.WhyNot",
    "stress": "seatplan.whatif.stressing.Stress",
    "alternatives": "seatplan.choice.Alternatives",
    "tradeoff": "seatplan.front.Tradeoff",
    "tradeoff-point": "seatplan.front.TradeoffPoint",
    "candidates": "seatplan.whatif.seat_candidates.Candidates",
    "certificate": "seatplan.certificate.Certificate",
    "certificates": "seatplan.certificate.Certificates",
    "verification": "seatplan.certificate.Verification",
    "why-not-better": "seatplan.whatif.why_not_better.WhyNotBetter",
}
"""The classes of edits, scenarios and answers. They are imported late, as one loads the solver."""


def schema(kind: Kind = "program") -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a kind of file or answer, with help for every key.

    The schema is made from the classes, so it includes your own rules, goals and edits as soon as
    they are registered. Reading rejects everything that the schema rejects. It accepts everything
    that the schema accepts, except for errors that no schema can express, such as unknown ids.

    Args:
        kind: `"program"` for `load`; `"plan"` for `Plan.load` with JSON; `"scenarios"` for
            `load_scenarios`; the others for `from_dict` of that class, and `"outcomes"` for
            `outcomes_from_dict`.

    Raises:
        ArgumentError: if the kind is none of these.
    """
    with Arguments("schema") as given:
        given.choice(kind, "kind", get_args(Kind))
    match kind:
        case "program":
            made = Schemas().document(Program, "A program of seatplan")
        case "plan":
            made = Schemas(validated=False).document(PlanFile, "A plan of seatplan")
        case "scenarios":
            made = Schemas(edit_tags()).document(ScenarioFile, "Scenarios of seatplan")
        case "edit":
            made = _edit()
        case _:
            made = _answer(kind)
    return deepcopy(made)


def _answer(kind: str) -> dict[str, Any]:
    """The schema of an answer, with the keys of the header."""
    module, _, name = _ANSWERS[kind].rpartition(".")
    cls = getattr(import_module(module), name)
    title = f"{kind.replace('-', ' ').capitalize()} of seatplan"
    made = Schemas(edit_tags(), validated=False).document(cls, title)
    return {**made, "properties": {**_header(kind), **made["properties"]}}


def _edit() -> dict[str, Any]:
    """The schema of an edit; the keys of the header are in the table of each kind."""
    schemas = Schemas(edit_tags(), validated=False)
    reference = schemas.of(Edit)
    for name, table in schemas.definitions.items():
        if name.startswith("edit-"):
            for one in (table, *table.get("oneOf", ())):
                if "properties" in one:
                    one["properties"] |= _header("edit")
    definitions = dict(sorted(schemas.definitions.items()))
    return {"$schema": DIALECT, "title": "Edit of seatplan", **reference, "$defs": definitions}


def _header(kind: str) -> dict[str, Any]:
    return {
        "format": {"description": "the format of the data", "const": FORMAT},
        "kind": {"description": "the kind of data", "const": kind},
        "seatplan": {"description": "the version of seatplan that wrote them", "type": "string"},
    }
