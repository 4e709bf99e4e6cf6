"""A program with a fix applied: what an explanation gives up is no longer required."""

from __future__ import annotations

from attrs import evolve

from seatplan.errors import Problem, ProgramError
from seatplan.explanation import Requirements
from seatplan.kinds import NoEditError, Rule
from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Requirement
from seatplan.structure import LAW_BY_ID


def with_fix(program: Program, fix: Requirements) -> Program:
    """The program with every requirement of a fix given up, and nothing else.

    An absence or an entry of `fixed` or `forbidden` is removed; a flight gets seats of its own
    whose requirements are waived; a rule no longer picks the flight or the member, or is dropped
    where it requires nothing else.

    Raises:
        ProgramError: with every requirement that the program cannot give up alone.
    """
    changed = program
    problems: list[Problem] = []
    for one in fix:
        try:
            changed = _without(changed, one)
        except NoEditError as reason:
            message = f"no change of the program gives up just this: {one.message}"
            problems.append(Problem(message, hint=str(reason)))
    if problems:
        raise ProgramError(problems)
    return changed


def _without(program: Program, one: Requirement) -> Program:
    law = LAW_BY_ID.get(one.rule)
    if law is not None:
        return law.without(program, one)
    rule = next((rule for rule in program.named_rules if rule.name == one.rule), None)
    if rule is None:
        raise NoEditError(f"{one.rule!r} holds for every plan.")
    return _replaced(program, rule, rule.without(ProgramIndex(program), one))


def _replaced(program: Program, old: Rule, new: Rule | None) -> Program:
    """With another rule in the same place; without it if nothing is left of it."""
    rules = [new if rule.name == old.name else rule for rule in program.named_rules]
    return evolve(program, rules=tuple(rule for rule in rules if rule is not None))
