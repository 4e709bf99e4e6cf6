"""What the commands on scenarios share."""

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
    """The scenarios in a file, each of which fits the program."""
    from seatplan.whatif.scenario_files import load_scenarios

    return load_scenarios(path, program, as_of=as_of)


def todo(
    program: Program, path: Path | None, lines: list[str] | None, as_of: date | None
) -> tuple[Scenario, ...]:
    """The scenarios of the file, or the one that the lines make."""
    if path is None and not lines:
        message = "what happens is missing: a file of scenarios, or --edit"
        hint = '`--edit "slip flight=… days=30"`; `seatplan what-if --help` shows more.'
        raise ProgramError([Problem(message, hint=hint)])
    if path is not None and lines:
        raise ProgramError("what happens: a file of scenarios, or --edit, and not both")
    if path is not None:
        return scenarios_of(path, program, as_of)
    from seatplan.whatif.one_line import edit_from_line

    edits = [edit_from_line(line) for line in lines or ()]
    edited(program, edits, as_of=as_of)
    return (Scenario("", edits),)


def one_scenario(found: tuple[Scenario, ...]) -> tuple[Scenario]:
    """The only one.

    Raises:
        ProgramError: if there are several.
    """
    if len(found) != 1:
        raise ProgramError(f"a page is about one scenario, and here are {len(found)}")
    return (found[0],)


def outcomes_data(program: Program, outcomes: Iterable[Outcome]) -> dict[str, Any]:
    """The outcomes as one document, with the name of the program."""
    from seatplan.answers import outcomes_to_data

    return {**outcomes_to_data(outcomes), "program": program.name}


def status_of(outcomes: Sequence[Outcome]) -> Exit:
    """1 if some scenario leaves no plan, else 3 if time ran out for one, else 0."""
    found = {outcome.result.status for outcome in outcomes}
    if Status.INFEASIBLE in found:
        return Exit.NO
    return Exit.NO_TIME if Status.UNKNOWN in found else Exit.OK
