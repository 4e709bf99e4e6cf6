"""Outcomes of scenarios for a terminal: seats, goals before and after, or the explanation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.text import Text

from seatplan.kinds import Goal
from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.report.answers import given_up_lines
from seatplan.report.differences import difference_tables, ships_in_words
from seatplan.report.explanations import explanation_tables
from seatplan.report.goal_words import gains_in_words
from seatplan.report.layout import Paragraph, Row, Rows
from seatplan.report.style import BAD, BLANK, GOOD, MARK, heading, number, number_heading, plain
from seatplan.result import Status
from seatplan.whatif.changes import Difference
from seatplan.words import many

if TYPE_CHECKING:
    from seatplan.whatif.outcome import GoalChange, Outcome
    from seatplan.whatif.stressing import Stress, StressSubject

MOST_SUBJECTS = 10
"""The stress table lists at most this many subjects, and at most this many risks."""

LONGEST = 12
"""The length of the longest bar, in block characters."""

PROMOTION = "mended by promotion"
"""The remark on a withdrawal that promoting the backups of the member mends."""


def outcome_tables(outcome: Outcome) -> list[RenderableType]:
    """Return the name, remarks, changes and goals of one scenario, with the verdict last."""
    parts: list[RenderableType] = []
    if outcome.scenario.name:
        parts += [Paragraph(heading(outcome.scenario.name))]
    parts += [Paragraph(plain(remark, MARK)) for remark in outcome.remarks]
    if outcome.anyway:
        parts += _changes_in_two(outcome)
        parts += [Paragraph(plain(change.sentence)) for change in outcome.dates]
        parts += [Paragraph(plain(change.sentence)) for change in outcome.ships]
    elif outcome.result.plan is not None:
        plans = outcome.plan, outcome.result.plan
        found = Difference(*plans, outcome.before, outcome.program)
        parts += difference_tables(found, outcome.program, outcome.before)
    compared = [goal for goal in outcome.goals if goal.after is not None]
    if compared:
        head = Paragraph(heading("Goals, before and after"))
        parts = [*apart(parts), head, goal_rows(outcome.program, compared)]
    if outcome.result.given_up:
        parts = [*apart(parts), *given_up_lines(outcome.result), BLANK]
    if outcome.explanation is not None:
        parts += explanation_tables(outcome.explanation)
    return [*apart(parts), Paragraph(verdict(outcome))]


def apart(parts: list[RenderableType]) -> list[RenderableType]:
    """Return the parts with a blank line after them, if there are any."""
    return [*parts, BLANK] if parts else []


def _changes_in_two(outcome: Outcome) -> list[RenderableType]:
    """Return the changes that the edits need, then those that are better without them as well."""
    parts: list[RenderableType] = []
    if outcome.needed:
        parts.append(Paragraph(heading("Needed because of it")))
        parts += [Paragraph(plain(change.sentence)) for change in outcome.needed]
        parts.append(BLANK)
    head = "Better without it as well: the given plan was not the best"
    parts.append(Paragraph(heading(head)))
    return parts + [Paragraph(plain(change.sentence)) for change in outcome.anyway]


def goal_rows(program: Program, goals: Iterable[GoalChange]) -> Rows:
    """Return a row for each goal: its values before and after, and the gain or loss."""
    known = {goal.name: goal for goal in program.named_goals}
    rows: list[Row] = []
    for one in goals:
        goal = known.get(one.id)
        before, after = (
            number("-" if value is None else f"{value:,}" if goal is None else goal.in_words(value))
            for value in (one.before, one.after)
        )
        rows.append((plain(one.id), before, after, _step(goal, one)))
    return Rows(rows)


def _step(goal: Goal | None, one: GoalChange) -> Text:
    if one.before is None or one.after is None or goal is None:
        return Text("new" if one.before is None else "")
    style = GOOD if one.gain > 0 else MARK if one.gain < 0 else ""
    return Text(goal.step_in_words(one.before, one.after, unit=False), style)


def verdict(outcome: Outcome) -> Text:
    """Return the verdict on a scenario: what changes and what was proved."""
    seconds = f" {outcome.result.seconds:.1f} s."
    if outcome.result.status is Status.INFEASIBLE:
        return Text.assemble(("Nothing works", BAD), ": no plan is left. That is proved.", seconds)
    if outcome.error is not None:
        return Text.assemble(("Failed", BAD), ": ", plain(outcome.error))
    if outcome.result.status is Status.UNKNOWN:
        text = ": no plan was found before the search ended, and infeasibility was not proved."
        return Text.assemble(("Unknown", MARK), text, seconds)
    proved = outcome.result.status is Status.OPTIMAL
    if outcome.result.given_up:
        number = many(len(outcome.result.given_up), "requirement")
        least = "No plan gives up less." if proved else "Not all of that is proved."
        text = f": the best possible plan gives up {number}. {least}"
        return Text.assemble(("Nothing works", BAD), text, seconds)
    least = "No plan as good as this changes less." if proved else "Not every goal is proved."
    count = len(outcome.dates)
    moved = f"{many(count, 'flight')} {'moves' if count == 1 else 'move'}. " if count else ""
    moved += "".join(f"{part}. " for part in ships_in_words(outcome.ships))
    if not outcome.lines:
        head = f"No seat changes, {moved}" if moved else ""
        changes = (head, MARK) if head else ("Nothing changes", GOOD)
        return Text.assemble(changes, f"{'' if head else '. '}{least}", seconds)
    head = f"{many(outcome.seats, 'seat')} of {many(len(outcome.flights), 'flight')}"
    people = f" and {many(len(outcome.members), 'member')} change. {moved}"
    return Text.assemble((head + people, MARK), least, seconds)


def sweep_table(outcomes: Iterable[Outcome]) -> list[RenderableType]:
    """Return a row for each scenario, with a bar for the number of seats that change."""
    found = list(outcomes)
    most = max((one.seats for one in found), default=0)
    rows: list[Row] = [(plain(one.scenario.name), *_cells(one, most)) for one in found]
    return [Rows(rows, _head("scenario"), under=True)]


def stress_tables(study: Stress) -> list[RenderableType]:
    """Return the faults that change anything, the worst first, then what the program depends on."""
    when = f"as of {study.as_of}" if study.as_of is not None else "from the beginning"
    parts: list[RenderableType] = [Paragraph(heading(f"Single faults, {when}"))]
    tried = [row for row in study.rows if row.tried]
    moving = [row for row in tried if not study.is_quiet(row)]
    rows: list[Row] = []
    most = max((row.seats for row in moving), default=0)
    for row in moving:
        if row.outcome is None:
            blank = number("")
            cells: Row = (Text("✕ contradicts", BAD), Text(), blank, blank, plain(row.problem))
        else:
            cells = _cells(row.outcome, most)
            if row.mended_by_promotion:
                cells = (*cells[:-1], plain(", ".join(filter(None, (PROMOTION, cells[-1].plain)))))
        rows.append((plain(row.fault.scenario.name), *cells))
    if moving:
        parts.append(Rows(rows, _head("fault"), under=True))
    quiet = len(tried) - len(moving)
    if quiet:
        faults = many(quiet, "fault")
        parts.append(Paragraph(plain(f"{faults} of {len(study.rows)} would change nothing.")))
    if len(tried) < len(study.rows):
        faults = f"{len(study.rows) - len(tried)} of {many(len(study.rows), 'fault')}"
        parts.append(Paragraph(plain(f"{faults} were not tried.", MARK)))
    subjects = subjects_of(study)
    names = ProgramIndex(study.baseline.program).names
    if subjects:
        rows = [
            (plain(subject_name(one, names)), plain(one.kind), plain(damage(one)))
            for one in subjects
        ]
        parts += [BLANK, Paragraph(heading("The program depends most on")), Rows(rows)]
    if study.risks:
        parts += [BLANK, Paragraph(heading("Standing risks"))]
        parts += [Paragraph(plain(f"  {one.message}")) for one in study.risks[:MOST_SUBJECTS]]
        more = len(study.risks) - MOST_SUBJECTS
        if more > 0:
            parts.append(Paragraph(plain(f"  and {many(more, 'more risk')}")))
    if study.baseline.lines:
        seats = many(study.baseline.seats, "seat")
        remark = (
            f"{seats} would change even without a fault, because the plan is not the best one in "
            "the goals before least-change. Every line includes them."
        )
        parts += [BLANK, Paragraph(plain(remark, MARK))]
    return [*parts, BLANK, Paragraph(_survives(study))]


def _survives(study: Stress) -> Text:
    """Return the verdict on all faults together."""
    if not study.rows:
        return Text("There is no fault to try: the program has no members, flights or agreements.")
    lost = sum(row.verdict in ("fails", "contradicts") for row in study.rows)
    unknown = sum(row.verdict == "unknown" for row in study.rows)
    faults = many(len(study.rows), "single fault")
    more = f"; {many(unknown, 'fault')} not decided" if unknown else ""
    if lost:
        return Text.assemble((f"No plan is left after {lost} of {faults}", BAD), more, ".")
    if unknown:
        decided = f"{len(study.rows) - unknown} of {faults}"
        return Text.assemble((f"A plan is left after {decided}", MARK), more, ".")
    return Text.assemble(
        (f"A plan is left after {'each of ' if len(study.rows) > 1 else ''}{faults}", GOOD), "."
    )


def subjects_of(study: Stress) -> list[StressSubject]:
    """Return the subjects on which the program depends most, the worst first."""
    without = study.baseline.seats
    found = [one for one in study.hangs_on if one.broken or one.seats > without]
    return found[:MOST_SUBJECTS]


def subject_name(one: StressSubject, names: Mapping[str, str]) -> str:
    """Return the display name of a member, and the id of any other subject."""
    return names.get(one.id, one.id) if one.kind == "member" else one.id


def damage(one: StressSubject) -> str:
    """Return the number of faults without a plan and the number of seats that change, in words."""
    broken = f"no plan in {one.broken} of {many(one.faults, 'fault')}" if one.broken else ""
    seats = f"up to {many(one.seats, 'seat')} change" if one.seats else ""
    return ", ".join(filter(None, (broken, seats)))


def _head(first: str) -> Row:
    """Return the heads of the columns of `_cells`, and of the column before them."""
    numbers = (number_heading("seats"), number_heading("people"))
    return heading(first), Text(), Text(), *numbers, heading("goals")


def _cells(outcome: Outcome, most: int) -> Row:
    """Return a verdict, a bar, the numbers of seats and people, and the first goal that differs.

    Args:
        outcome: the outcome of a scenario.
        most: the number of seats for which the bar has its full length.
    """
    none = Text(), number(""), number("")
    if outcome.fails:
        return Text("✕ no plan", BAD), *none, plain(outcome.cause)
    if outcome.error is not None:
        return Text("✕ failed", BAD), *none, plain(outcome.error)
    if outcome.result.status is Status.UNKNOWN:
        return Text("? unknown", MARK), *none, Text()
    first, *others = gains_in_words(outcome.program, outcome.goals) or [""]
    goals = first + (f", and {many(len(others), 'other goal')}" if others else "")
    return (
        Text("✓ survives", GOOD),
        Text("▇" * -(-LONGEST * outcome.seats // max(1, most)), MARK),
        number(outcome.seats),
        number(len(outcome.members)),
        plain(goals),
    )
