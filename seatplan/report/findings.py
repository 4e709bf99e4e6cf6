"""The report of a check, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.console import RenderableType
from rich.text import Text

from seatplan.checking import Report, Violation
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.report.layout import Paragraph, Rows
from seatplan.report.style import BAD, BLANK, GOOD, heading, number, plain, title, why_lines
from seatplan.report.undocked import Undocked, undocked
from seatplan.report.verdicts import points, verdict
from seatplan.words import listed


def check_tables(program: Program, plan: Plan, report: Report) -> list[RenderableType]:
    """Return the broken rules, the rules kept, the goal values, and the verdict."""
    silent = undocked(ProgramIndex(program), plan, report.violations)
    parts: list[RenderableType] = [*title(program)]
    rules = {rule.name: rule for rule in program.named_rules}
    for (name, hard), group in groupby(report.violations, lambda one: (one.rule, one.hard)):
        parts.append(BLANK)
        rule = rules.get(name)
        parts += _broken(name, hard, tuple(group), rule.why if rule is not None else "", silent)
    broken = {one.rule for one in report.violations}
    kept = [name for name in rules if name not in broken]
    if kept:
        sentence = Text.assemble(heading("Rules kept"), plain(f": {listed(kept)}"))
        parts += [BLANK, Paragraph(sentence)]
    if report.values:
        goals = {goal.name: goal for goal in program.named_goals}
        values = [
            (plain(name), number(goals[name].in_words(value) if name in goals else value))
            for name, value in report.values.items()
        ]
        parts += [BLANK, Paragraph(heading("Goal values")), Rows(values)]
    return [*parts, BLANK, Paragraph(verdict_line(program, report))]


def _broken(
    name: str, hard: bool, found: tuple[Violation, ...], why: str, silent: Undocked | None
) -> Iterator[RenderableType]:
    """Yield one rule with its violations.

    The violations of ships for which the plan gives no port at all are one sentence.
    """
    amount = sum(one.amount for one in found)
    if hard:
        head = Text.assemble(plain(name, BAD), f": {amount}, hard")
    else:
        weights = {one.weight for one in found}
        each = f", weight {weights.pop()}" if len(weights) == 1 else ""
        cost = f"{amount}{each}, {points(sum(one.cost for one in found))}"
        head = Text.assemble(plain(name, "bold yellow"), f": {cost}")
    yield Paragraph(head)
    together = set(map(id, silent.violations)) if silent is not None else set()
    if silent is not None and any(id(one) in together for one in found):
        yield Paragraph(plain(silent.sentence), indent=2)
        yield Paragraph(plain(silent.hint), indent=4)
    for one in found:
        if id(one) in together:
            continue
        amounts = f"{one.amount}  " if len({each.amount for each in found}) > 1 else ""
        yield Paragraph(Text.assemble(amounts, plain(one.message)), indent=2)
    yield from why_lines(why)


def verdict_line(program: Program, report: Report) -> Text:
    """Return the verdict of the check in one sentence: the same as on the page."""
    word, good, sentence = verdict(program, report)
    return Text.assemble((word, GOOD if good else BAD), f": {sentence}")
