"""The result of a solve for a terminal: manifest, exchanges, goals, and what was proved."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text

from seatplan.explanation import Explanation
from seatplan.kinds import Goal
from seatplan.lacking import lacking
from seatplan.program import Program
from seatplan.report.accounts import accounts
from seatplan.report.explanations import explanation_tables
from seatplan.report.goal_words import proof_in_words
from seatplan.report.layout import Paragraph, Row, Rows
from seatplan.report.style import BAD, BLANK, GOOD, MARK, heading, number, plain, title
from seatplan.report.tables import account_table, manifest_table
from seatplan.result import GoalValue, Result, Status
from seatplan.timeline import PlanIndex


def result_tables(
    program: Program,
    result: Result,
    explanation: Explanation | None = None,
    *,
    with_manifest: bool = True,
    interrupted: bool = False,
) -> list[RenderableType]:
    """Return the result as a planner reads it, with the verdict last.

    A terminal scrolls to the end of the output, so the verdict is what the planner sees first.

    Args:
        program: the program that was solved.
        result: the result of the solve.
        explanation: why there is no plan, if requested.
        with_manifest: whether the manifest is shown; it is left out where the plan is in a file.
        interrupted: whether the search was interrupted.
    """
    parts: list[RenderableType] = [*title(program)]
    if result.plan is not None:
        reading = PlanIndex(program, result.plan)
        if with_manifest:
            parts += [BLANK, *manifest_table(reading)]
        for account in accounts(reading):
            parts += [BLANK, *account_table(account)]
        parts += goal_table(program, result.goals)
    if result.given_up:
        parts += [BLANK, *given_up_lines(result)]
    if explanation is not None:
        parts += [BLANK, *explanation_tables(explanation, program.named_rules)]
    elif lacks := lacking(program):
        parts += [BLANK, Paragraph(plain(lacks, MARK))]
    return [*parts, BLANK, Paragraph(status_line(program, result, interrupted))]


def given_up_lines(result: Result) -> list[RenderableType]:
    """Return a line for each requirement that the best possible plan gives up."""
    lines = [Paragraph(heading("For the best possible plan you must"))]
    for one in result.given_up:
        lines.append(Paragraph(Text.assemble("- ", plain(one.decision)), indent=2))
    return [*lines]


def goal_table(program: Program, reached: tuple[GoalValue, ...]) -> list[RenderableType]:
    """Return a row for each goal of the program: its value and what was proved about it."""
    goals = program.named_goals
    if not goals:
        return []
    values = {goal.id: goal for goal in reached}
    rows: list[Row] = []
    for goal in goals:
        found = values.get(goal.name)
        value = number(goal.in_words(found.value) if found is not None else "-")
        rows.append((plain(goal.name), value, _proof(found, goal)))
    head = heading("Goals in order of priority")
    return [BLANK, Paragraph(head), Rows(rows)]


def _proof(found: GoalValue | None, goal: Goal) -> Text:
    if found is None:
        return Text("not reached", MARK)
    return Text(proof_in_words(goal, found), GOOD if found.optimal else MARK)


def status_line(program: Program, result: Result, interrupted: bool = False) -> Text:
    """Return a sentence about what was proved, with the time in seconds."""
    goals = bool(program.named_goals)
    said = {
        Status.OPTIMAL: "every goal is proved." if goals else "the program has no goals.",
        Status.FEASIBLE: "the plan keeps every hard rule, but not every goal is proved.",
        Status.INFEASIBLE: "no plan keeps all that is required. That is proved.",
        Status.UNKNOWN: "no plan was found before the search ended, and infeasibility was not "
        "proved.",
    }[result.status]
    if result.status is Status.UNKNOWN and result.statistics.runs == 0:
        what = "the solve was interrupted" if interrupted else "the time was up"
        said = f"{what} before the search began."
    if result.given_up:
        least = "none gives up less" if result.status is Status.OPTIMAL else "not all is proved"
        said = f"no plan keeps all that is required; {least}."
    style = {Status.OPTIMAL: GOOD, Status.INFEASIBLE: BAD}.get(result.status, MARK)
    name = result.status.name.capitalize()
    return Text.assemble((name, style), f": {said} {result.seconds:.1f} s.")
