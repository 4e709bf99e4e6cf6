"""Explanations for a terminal: the conflicts, then the fixes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.text import Text

from seatplan.alike import condensed
from seatplan.explanation import (
    DATES_HEAD,
    DATES_UNTRIED,
    Explanation,
    Requirements,
    count_of,
    fixes_head,
    short_of,
)
from seatplan.kinds import Rule
from seatplan.report.layout import Paragraph
from seatplan.report.style import BAD, BLANK, GOOD, MARK, heading, plain, why_lines


def explanation_tables(
    explanation: Explanation, rules: Iterable[Rule] = ()
) -> list[RenderableType]:
    """Return the verdict, the conflicts one by one, and the fixes.

    Args:
        explanation: why there is no plan.
        rules: the rules of the program; the `why` of each is shown under its requirements.
    """
    style = {True: GOOD, False: BAD, None: MARK}[explanation.feasible]
    parts: list[RenderableType] = [Paragraph(plain(explanation.verdict, style))]
    if explanation.lacking:
        return parts
    reasons = {rule.name: rule.why for rule in rules}
    for number, conflict in enumerate(explanation.conflicts, 1):
        if len(explanation.conflicts) > 1:
            parts += [BLANK, Paragraph(heading(f"Conflict {number}"))]
        parts += [Paragraph(plain(one)) for one in count_of(explanation, number)]
        parts += _conflict(explanation, conflict, reasons)
    if explanation.stranded:
        parts.append(BLANK)
        parts += [Paragraph(plain(one.message)) for one in explanation.stranded]
    if explanation.fixes:
        parts += [BLANK, Paragraph(heading(fixes_head(explanation)))]
    for number, fix in enumerate(explanation.fixes, 1):
        parts += _fix(number, (one.decision for one in fix))
    if explanation.date_fixes:
        parts += [BLANK, Paragraph(heading(DATES_HEAD))]
    for number, moved in enumerate(explanation.date_fixes, len(explanation.fixes) + 1):
        parts += _fix(number, [moved.decision])
    if explanation.dates_untried:
        parts += [BLANK, Paragraph(plain(DATES_UNTRIED))]
    return parts


def _conflict(
    explanation: Explanation, conflict: Requirements, reasons: dict[str, str]
) -> Iterator[RenderableType]:
    """Yield a line for each requirement; the reason for a rule follows its last requirement."""
    shown = condensed(conflict)
    for at, one in enumerate(shown):
        yield Paragraph(Text.assemble("- ", plain(one.message)), indent=2)
        for short in short_of(explanation, one):
            yield Paragraph(plain(short.message, MARK), indent=4)
        if at + 1 == len(shown) or shown[at + 1].rule != one.rule:
            yield from why_lines(reasons.get(one.rule, ""))


def _fix(number: int, decisions: Iterable[str]) -> Iterator[RenderableType]:
    head = f"{number}. "
    for decision in decisions:
        yield Paragraph(Text.assemble(head, plain(decision)), indent=2)
        head = "& ".rjust(len(head))
