"""What stands against an assignment, for a terminal and as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import asdict
from rich.console import RenderableType
from rich.text import Text

from seatplan.program import Program
from seatplan.report.data import plan_data
from seatplan.report.differences import count_line, difference_tables
from seatplan.report.explanations import explanation_data, explanation_tables
from seatplan.report.layout import Paragraph, Row, Rows
from seatplan.report.outcome_data import goal_change_data
from seatplan.report.steps import steps_in_words
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
    """The answer, then the nearest plan with it and the price, or the conflict."""
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
        steps = steps_in_words(nearest.program, nearest.goals)
        if steps:
            parts.append(Paragraph(plain(f"Against the given plan: {', '.join(steps)}.")))
    elif answer.sentences:
        parts += [BLANK, Paragraph(heading("What changes"))]
        parts += [Paragraph(plain(one), indent=2) for one in answer.sentences]
    if answer.costs:
        goals = {goal.name: goal for goal in program.named_goals}
        head_row = (heading("best plan"), number_heading("without it"), number_heading("with it"))
        rows: list[Row] = [
            (
                plain(goal),
                number(goals[goal].in_words(old)),
                number(goals[goal].in_words(new)),
                plain(goals[goal].step_in_words(old, new, unit=False)),
            )
            for goal, (old, new) in answer.costs.items()
        ]
        head = Text.assemble(heading("What it costs"), " with everything else planned anew")
        parts += [BLANK, Paragraph(head), Rows(rows, (*head_row, heading("")))]
    return parts


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
        "nearest": _nearest_data(answer),
        "plan": plan_data(plan) if plan is not None else None,
        "explanation": explanation_data(explanation) if explanation is not None else None,
    }


def _nearest_data(answer: WhyNot) -> dict[str, Any] | None:
    nearest = answer.nearest
    if nearest is None or nearest.result.plan is None:
        return None
    return {
        "seats": nearest.seats,
        "members": list(nearest.members),
        "changes": [asdict(change) for change in nearest.changes],
        "goals": [goal_change_data(goal) for goal in nearest.goals],
        "plan": plan_data(nearest.result.plan),
    }
