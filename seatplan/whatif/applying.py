"""Applies a fix to a program: the requirements that the fix gives up are no longer in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from seatplan.errors import Problem, ProgramError
from seatplan.explanation import Requirements
from seatplan.kinds import NoEditError, Rule
from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Loosened, Requirement, requirement_id
from seatplan.structure import LAW_BY_ID
from seatplan.whatif.replanning_goals import free_name


def with_fix(program: Program, fix: Requirements) -> Program:
    """The program with every requirement of a fix given up, and nothing else.

    An absence or an entry of `fixed` or `forbidden` is removed. A flight gets its own seats,
    without the requirements that are waived. A rule no longer picks the flight or the member, or is
    dropped if it requires nothing else. If the fix names the smallest sufficient change of a
    number, the rule gets that number and is otherwise unchanged. A rule that is given up as a whole
    is dropped.

    Raises:
        ProgramError: if the program cannot give up a requirement alone; lists all of these.
    """
    changed = program
    problems: list[Problem] = []
    parts: dict[str, tuple[str, ...]] = {}
    for one in fix:
        try:
            changed = _without(changed, one, parts)
        except NoEditError as reason:
            message = f"no change of the program gives up just this: {one.message}"
            problems.append(Problem(message, hint=str(reason)))
    if problems:
        raise ProgramError(problems)
    return changed


def _without(program: Program, one: Requirement, parts: dict[str, tuple[str, ...]]) -> Program:
    """The program without one requirement.

    Args:
        program: the program to change.
        one: the requirement to give up.
        parts: by the name of a rule, the names of the rules that have replaced it.
    """
    law = LAW_BY_ID.get(one.rule)
    if law is not None:
        return law.without(program, one)
    names = parts.get(one.rule, (one.rule,))
    if not names:
        return program  # nothing is left of that rule
    if not any(rule.name in names for rule in program.named_rules):
        raise NoEditError(f"{one.rule!r} holds for every plan.")
    if one.loosened is not None:
        return evolve(program, rules=tuple(_loosened(program, one, one.loosened)))
    if one.id == requirement_id(one.rule):
        rules = tuple(rule for rule in program.named_rules if rule.name not in names)
        parts[one.rule] = ()
        return evolve(program, rules=rules)
    kept: list[str] = []
    changed = False
    for rule in program.named_rules:
        if rule.name in names:
            left = rule.without(ProgramIndex(program), one)
            rules = () if left is None else (left,) if isinstance(left, Rule) else tuple(left)
            changed |= rules != (rule,)
            program = _replaced(program, rule, rules, kept)
    if not changed:
        raise NoEditError(f"change the rule {one.rule!r} by hand, or drop it.")
    parts[one.rule] = tuple(kept)
    return program


def _replaced(program: Program, old: Rule, new: Sequence[Rule], kept: list[str]) -> Program:
    """Replace a rule by others and record their names; the first keeps the old name."""
    rules: list[Rule] = []
    for rule in program.named_rules:
        if rule.name != old.name:
            rules.append(rule)
            continue
        for at, one in enumerate(new):
            name = old.name
            if at:
                name = free_name(old.name, (*program.named_rules, *rules), program.goals)
            rules.append(evolve(one, id=name))
            kept.append(name)
    return evolve(program, rules=tuple(rules))


def _loosened(program: Program, one: Requirement, number: Loosened) -> Iterator[Rule]:
    """Yield all rules, with the number changed in the rule of the requirement."""
    for rule in program.named_rules:
        if rule.name == one.rule:
            yield evolve(rule, **{number.key: type(getattr(rule, number.key))(number.after)})
        else:
            yield rule
