"""Answers to why-not questions for a terminal: what rules an assignment out, or its price."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.text import Text

from seatplan.program import Program
from seatplan.report.differences import count_line, difference_tables
from seatplan.report.explanations import explanation_tables
from seatplan.report.goal_words import gains_in_words
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
from seatplan.whatif.changes import Difference

if TYPE_CHECKING:
    from seatplan.whatif.why_not import WhyNot


def why_not_tables(program: Program, answer: WhyNot) -> list[RenderableType]:
    """Return the verdict, then the conflict, or the nearest plan with the assignment and its price.

    Args:
        program: the program.
        answer: the answer to the why-not question.
    """
    style = {True: GOOD, False: BAD, None: MARK}[answer.possible]
    parts: list[RenderableType] = [*title(program), Paragraph(plain(answer.verdict, style))]
    if answer.explanation is not None:
        parts += [BLANK, *explanation_tables(answer.explanation, program.named_rules)]
    nearest = answer.nearest
    if nearest is not None and nearest.result.plan is not None:
        found = Difference(nearest.plan, nearest.result.plan, nearest.before, nearest.program)
        head = Text.assemble(heading("The nearest plan with it"), ": ", count_line(found))
        parts += [BLANK, Paragraph(head)]
        parts += difference_tables(found, nearest.program, nearest.before)
        steps = gains_in_words(nearest.program, nearest.goals)
        if steps:
            parts.append(Paragraph(plain(f"Against the given plan: {', '.join(steps)}.")))
    elif answer.sentences:
        parts += [BLANK, Paragraph(heading("What changes"))]
        parts += [Paragraph(plain(one), indent=2) for one in answer.sentences]
    if answer.costs:
        goals = {goal.name: goal for goal in program.named_goals}
        columns = (heading("best plan"), number_heading("without it"), number_heading("with it"))
        rows: list[Row] = [
            (
                plain(goal),
                number(goals[goal].in_words(old)),
                number(goals[goal].in_words(new)),
                plain(goals[goal].step_in_words(old, new, unit=False)),
            )
            for goal, (old, new) in answer.costs.items()
        ]
        head = Text.assemble(heading("Cost"), " with everything else re-planned")
        parts += [BLANK, Paragraph(head), Rows(rows, (*columns, heading("")))]
    return parts
