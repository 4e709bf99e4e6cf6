"""A scenario: a named list of edits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar

from attrs import field, frozen

from seatplan.arguments import Arguments
from seatplan.as_data import AsData
from seatplan.errors import MOST_PROBLEMS, Problem, ProgramError, at_place, path_of
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.whatif.edited import edited
from seatplan.whatif.editing import Edit


def _edits(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    with Arguments("Scenario") as given:
        if isinstance(edits, Edit):
            given.wrong(edits, "is one edit", ("edits",), "a tuple with it.")
        elif isinstance(edits, str) or not isinstance(edits, Iterable):
            given.wrong(edits, "is not a list of edits", ("edits",), "(seatplan.Slip(…), …).")
    return tuple(edits)


@frozen
class Scenario(AsData):
    """A named list of edits.

    Attributes:
        name: the name, which is shown with the outcome.
        edits: the edits, applied one after the other.
    """

    data_kind: ClassVar[str] = "scenario"

    name: str
    edits: tuple[Edit, ...] = field(default=(), converter=_edits, metadata={"repeats": True})


def must_apply(
    program: Program,
    scenarios: Sequence[Scenario],
    *,
    as_of: date | None = None,
    plan: Plan | None = None,
) -> None:
    """Check that every scenario can be applied to a program.

    Args:
        program: the program.
        scenarios: the scenarios.
        as_of, plan: as in `what_if`.

    Raises:
        ProgramError: if any scenario is wrong; lists every problem with its place.
    """
    problems: list[Problem] = []
    complete = True
    for index, scenario in enumerate(scenarios):
        try:
            edited(program, scenario.edits, as_of=as_of, plan=plan)
        except ProgramError as error:
            problems += [_of_scenario(one, index, scenario.name) for one in error.problems]
            complete = error.complete and len(problems) < MOST_PROBLEMS
            if not complete:
                break
    if problems:
        raise ProgramError(problems, complete=complete)


def _of_scenario(problem: Problem, index: int, name: str) -> Problem:
    """The problem with its place in the scenarios; problems of the edited program have no place."""
    if problem.place[:1] == ("edits",):
        return at_place(problem, ("scenarios", index))
    message = f"in {name!r} the program contradicts itself, {path_of(problem.place)}: "
    return Problem(message + problem.message, ("scenarios", index, "edits"), problem.hint)
