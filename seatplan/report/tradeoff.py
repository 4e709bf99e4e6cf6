"""The trade-off between two goals, for a terminal and as plain data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from seatplan.front import Tradeoff
from seatplan.kinds import Goal
from seatplan.program import Program
from seatplan.report.layout import Paragraph, Row, Rows
from seatplan.report.style import BAD, BLANK, GOOD, MARK, number, number_heading, plain, title
from seatplan.result import Status
from seatplan.words import many


def tradeoff_tables(
    program: Program, found: Tradeoff, folder: Path | None = None
) -> list[RenderableType]:
    """Return a row for each point of the front, and a sentence about what was proved.

    Args:
        program: the program.
        found: the trade-off.
        folder: where the plans were written; None if they were not.
    """
    first, second = goals_of(program, found)
    rows: list[Row] = []
    for count, point in enumerate(found, 1):
        proof = Text("proved", GOOD) if point.proved else Text("not proved", MARK)
        values = (first.in_words(point.first), second.in_words(point.second))
        rows.append((number(str(count)), *map(number, values), proof))
    head = (number_heading("point"), *map(number_heading, (found.first, found.second)), Text(""))
    parts: list[RenderableType] = [*title(program)]
    if rows:
        parts += [BLANK, Rows(rows, head)]
    return [*parts, BLANK, Paragraph(_answer(found, folder))]


def goals_of(program: Program, found: Tradeoff) -> tuple[Goal, Goal]:
    """Return the two goals of the trade-off."""
    goals = {goal.name: goal for goal in program.named_goals}
    return goals[found.first], goals[found.second]


def in_a_sentence(found: Tradeoff) -> str:
    """Return a sentence about what was proved of the points."""
    if found.status is Status.INFEASIBLE:
        return "no plan keeps all that is required. That is proved."
    if found.status is Status.UNKNOWN:
        return "no plan was found within the time limit, and infeasibility was not proved."
    points = many(len(found), "point")
    if found.complete:
        return f"{points}, each proved, and there is no other."
    if found.status is Status.OPTIMAL:
        return f"{points}, each proved; there are others behind the last one (--most)."
    unproved = sum(not point.proved for point in found)
    if not unproved:
        return f"{points}, each proved; time ran out before the others."
    which = "not proved" if unproved == len(found) else f"{unproved} not proved"
    return (
        f"{points}, {which}: time ran out, and a plan may be better in one goal and no worse in "
        "the other."
    )


def _answer(found: Tradeoff, folder: Path | None) -> Text:
    style = {Status.OPTIMAL: GOOD, Status.INFEASIBLE: BAD}.get(found.status, MARK)
    where = f" The plans are in {folder}." if folder is not None and found.points else ""
    name = found.status.name.capitalize()
    return Text.assemble((name, style), f": {in_a_sentence(found)}", plain(where))


def tradeoff_data(program: Program, found: Tradeoff) -> dict[str, Any]:
    """Return the trade-off as plain data, with the name of the program."""
    return {**found.to_dict(), "program": program.name}
