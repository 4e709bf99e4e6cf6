"""What stands against an assignment, for a terminal and as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import asdict
from rich.console import RenderableType

from seatplan.program import Program
from seatplan.report.data import plan_data
from seatplan.report.explanations import explanation_data, explanation_tables
from seatplan.report.layout import Paragraph, Row, Rows
from seatplan.report.style import (
    BAD,
    BLANK,
    GOOD,
    MARK,
    heading,
    number,
    number_heading,
    plain,
    title,
)

if TYPE_CHECKING:
    from seatplan.whatif.why_not import WhyNot


def why_not_tables(program: Program, answer: WhyNot) -> list[RenderableType]:
    """The changes and the price, or the conflict; the answer stands last."""
    parts: list[RenderableType] = [*title(program)]
    if answer.explanation is not None:
        parts += [BLANK, *explanation_tables(answer.explanation, program.named_rules)]
    if answer.sentences:
        parts += [BLANK, Paragraph(heading("What changes"))]
        parts += [Paragraph(plain(one), indent=2) for one in answer.sentences]
    if answer.costs:
        head = (heading("goal"), number_heading("without"), number_heading("with"))
        rows: list[Row] = [
            (plain(goal), number(old), number(new)) for goal, (old, new) in answer.costs.items()
        ]
        parts += [BLANK, Paragraph(heading("What it costs")), Rows(rows, head)]
    style = {True: GOOD, False: BAD, None: MARK}[answer.possible]
    return [*parts, BLANK, Paragraph(plain(answer.verdict, style))]


def why_not_data(program: Program, answer: WhyNot) -> dict[str, Any]:
    """The same for other programs: the keys always in the same order."""
    plan = answer.result.plan
    explanation = answer.explanation
    return {
        "program": program.name,
        "entry": asdict(answer.entry),
        "possible": answer.possible,
        "proved": answer.proved,
        "already": answer.already,
        "verdict": answer.verdict,
        "costs": {goal: {"without": old, "with": new} for goal, (old, new) in answer.costs.items()},
        "changes": [asdict(change) for change in answer.changes],
        "plan": plan_data(plan) if plan is not None else None,
        "explanation": explanation_data(explanation) if explanation is not None else None,
    }
