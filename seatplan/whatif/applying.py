"""A program with a fix applied: what an explanation says to give up is no longer asked for."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from seatplan.errors import Problem, ProgramError
from seatplan.explanation import Requirements
from seatplan.kinds import NoEditError, Rule
from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Requirement
from seatplan.rules.apart import Apart
from seatplan.rules.career import Career
from seatplan.rules.experience import Experience
from seatplan.rules.ground_time import GroundTime
from seatplan.rules.quota import Quota
from seatplan.rules.together import Together
from seatplan.structure import LAW_BY_ID


def with_fix(program: Program, fix: Requirements) -> Program:
    """The program with every requirement of a fix given up, and nothing else.

    An absence or an entry of `fixed` or `forbidden` is removed; a flight gets seats of its own
    whose requirements are waived; a rule no longer picks the flight or the member, or is dropped
    where it asks for nothing else.

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
    return _without_piece(program, rule, one)


def _without_piece(program: Program, rule: Rule, one: Requirement) -> Program:
    """The rule without one flight or member; dropped where nothing is left of it."""
    index = ProgramIndex(program)
    if isinstance(rule, (GroundTime, Career)):
        left = [m.id for m in rule.members_in(index) if m.id not in one.members]
        return _replaced(program, rule, evolve(rule, agencies=None, members=tuple(left)), left)
    if isinstance(rule, (Experience, Together, Apart)):
        left = [f.id for f in rule.flights_in(index) if f.id not in one.flights]
        return _replaced(program, rule, evolve(rule, flights=tuple(left)), left)
    if isinstance(rule, Quota) and rule.per == "program":
        return _replaced(program, rule, rule, ())
    raise NoEditError(f"change the rule {rule.name!r} by hand, or drop it.")


def _replaced(program: Program, old: Rule, new: Rule, left: Iterable[str]) -> Program:
    """With another rule in the same place, under the same id; without it if it picks nothing."""
    rules: list[Rule] = []
    for rule in program.named_rules:
        if rule.name != old.name:
            rules.append(rule)
        elif left:
            rules.append(new)
    return evolve(program, rules=tuple(rules))
