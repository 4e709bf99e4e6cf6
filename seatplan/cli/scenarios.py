"""Functions that the commands on scenarios share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from seatplan.cli.exits import Exit
from seatplan.errors import Problem, ProgramError
from seatplan.program import Program
from seatplan.result import Status
from seatplan.whatif.edited import edited
from seatplan.whatif.outcome import Outcome
from seatplan.whatif.scenario import Scenario


def scenarios_of(path: Path, program: Program, as_of: date | None) -> tuple[Scenario, ...]:
    """The scenarios in a file.

    Raises:
        ProgramError: if the file cannot be read, or an edit does not fit the program.
    """
    from seatplan.whatif.scenario_files import load_scenarios

    return load_scenarios(path, program, as_of=as_of)


def todo(
    program: Program, path: Path | None, lines: list[str] | None, as_of: date | None
) -> tuple[Scenario, ...]:
    """The scenarios in the file, or one scenario made of the edits in the lines.

    Raises:
        ProgramError: if there are neither or both, or an edit does not fit the program.
    """
    if path is None and not lines:
        message = "there is nothing to change: give a file of scenarios, or --edit"
        hint = '`--edit "slip flight=… days=30"`; `seatplan kinds` lists all edits.'
        raise ProgramError([Problem(message, hint=hint)])
    if path is not None and lines:
        raise ProgramError("give either a file of scenarios or --edit, not both")
    if path is not None:
        return scenarios_of(path, program, as_of)
    from seatplan.whatif.one_line import edit_from_line

    edits = [edit_from_line(line) for line in lines or ()]
    edited(program, edits, as_of=as_of)
    return (Scenario("", edits),)


def one_scenario(found: tuple[Scenario, ...]) -> tuple[Scenario]:
    """The only scenario, for a page.

    Raises:
        ProgramError: if there are none or several.
    """
    if len(found) != 1:
        raise ProgramError(f"a page shows one scenario; there are {len(found)}")
    return (found[0],)


def outcomes_data(program: Program, outcomes: Iterable[Outcome]) -> dict[str, Any]:
    """The outcomes as plain data, with the name of the program."""
    from seatplan.answers import outcomes_to_data

    return {**outcomes_to_data(outcomes), "program": program.name}


def status_of(outcomes: Sequence[Outcome]) -> Exit:
    """The exit status: 1 if a scenario leaves no plan, else 3 if time ran out for one, else 0."""
    found = {outcome.result.status for outcome in outcomes}
    if Status.INFEASIBLE in found:
        return Exit.NO
    return Exit.NO_TIME if Status.UNKNOWN in found else Exit.OK
