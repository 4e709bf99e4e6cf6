"""The page of a trade-off: the points of a front, drawn and in a table."""

from __future__ import annotations

from attrs import frozen

from seatplan.front import Tradeoff
from seatplan.program import Program
from seatplan.report.page.answer import Answer
from seatplan.report.tradeoff import goals_of, in_a_sentence
from seatplan.result import Status
from seatplan.words import opening

WIDTH, HEIGHT, MARGIN = 480, 240, 12
"""Of the drawing, in pixels, and what is around it."""


@frozen
class Dot:
    """One point.

    Attributes:
        number: from 1 on.
        first, second: the values with their units.
        step: how much it gains in the second goal over the point before.
        proved: whether it is proved.
        x, y: where it is drawn.
    """

    number: int
    first: str
    second: str
    step: str
    proved: bool
    x: int
    y: int


@frozen
class FrontPage:
    """What one goal costs in another.

    Attributes:
        first, second: the ids of the goals.
        dots: the points.
        line: the path through them, around the corners behind which no plan lies.
    """

    program: Program
    answer: Answer
    first: str
    second: str
    dots: tuple[Dot, ...]
    line: str
    width: int = WIDTH
    height: int = HEIGHT


def front_page(program: Program, found: Tradeoff) -> FrontPage:
    """The page of a trade-off."""
    first, second = goals_of(program, found)
    xs = _places([point.first for point in found], WIDTH)
    ys = [HEIGHT - y for y in _places([point.second for point in found], HEIGHT)]
    dots: list[Dot] = []
    for at, point in enumerate(found):
        before = found[at - 1].second if at else point.second
        step = second.step_in_words(before, point.second, unit=False) if at else ""
        dots.append(
            Dot(
                at + 1,
                first.in_words(point.first),
                second.in_words(point.second),
                step,
                point.proved,
                xs[at],
                ys[at],
            )
        )
    word = {True: "Proved", False: "No plan", None: "Not all proved"}
    good = {Status.OPTIMAL: True, Status.INFEASIBLE: False}.get(found.status)
    answer = Answer(
        f"{found.first} against {found.second}", word[good], good, opening(in_a_sentence(found)), ""
    )
    steps = [f"H{dot.x}V{dot.y}" for dot in dots[1:]]
    line = f"M{dots[0].x} {dots[0].y}{''.join(steps)}" if dots else ""
    return FrontPage(program, answer, found.first, found.second, tuple(dots), line)


def _places(values: list[int], size: int) -> list[int]:
    """Where values lie between the margins of a side that is so long."""
    if not values:
        return []
    low, high = min(values), max(values)
    room = size - 2 * MARGIN
    return [MARGIN + room * (value - low) // max(1, high - low) for value in values]
