"""JSON Schemas of the files that people write: editors complete and check by them."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Literal, get_args

import seatplan.goals
import seatplan.rules  # noqa: F401  both are imported so that the kinds in them are registered
from seatplan.arguments import Arguments
from seatplan.files.plans import PlanFile
from seatplan.files.schema import Schemas
from seatplan.program import Program
from seatplan.whatif.scenario_files import ScenarioFile, edit_tags

FileKind = Literal["program", "plan", "scenarios"]


def schema(kind: FileKind = "program") -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a kind of file, with help for every key.

    It is made of the classes as they are now: rules, goals and edits of one's own are in it once
    they are registered. What it refuses, reading the file refuses. What it accepts can be read,
    unless it is wrong in a way that no schema can say, such as an id that nothing has.

    Args:
        kind: `"program"` for `load`; `"plan"` for `Plan.load` with JSON; `"scenarios"` for
            `load_scenarios`.

    Raises:
        ArgumentError: for another kind of file.
    """
    with Arguments("schema") as given:
        given.choice(kind, "kind", get_args(FileKind))
    match kind:
        case "program":
            made = Schemas().document(Program, "A program of seatplan")
        case "plan":
            made = Schemas(validated=False).document(PlanFile, "A plan of seatplan")
        case "scenarios":
            made = Schemas(edit_tags()).document(ScenarioFile, "Scenarios of seatplan")
    return deepcopy(made)
