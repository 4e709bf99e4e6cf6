"""The page of a trade-off: the points of a front as a drawing and a table, and their plans."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from seatplan.front import Tradeoff
from seatplan.kinds import Goal
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.report.manifest import manifest
from seatplan.report.page.answer import Answer, Fact
from seatplan.report.page.swaps import Swap, swaps
from seatplan.report.palette import NOWHERE, looks, roles
from seatplan.report.tradeoff import goals_of, in_a_sentence
from seatplan.result import Status
from seatplan.timeline import PlanIndex
from seatplan.whatif.changes import Difference, seats_changed
from seatplan.words import many, opening

WIDTH, HEIGHT, MARGIN = 640, 260, 16
"""Of the drawing, in pixels, and what is around it."""

MOST_LINES = 6_000
"""Lines of all plans together for which the page has whole manifests: else the changes alone."""


@frozen
class Boarding:
    """Who goes up on a flight.

    Attributes:
        days: from launch to landing.
        seats: for each person the letter of the role, the name, and the letter of the agency.
    """

    flight: str
    days: str
    seats: tuple[str, ...]


@frozen
class Dot:
    """One point.

    Attributes:
        number: from 1 on.
        first, second: the values with their units.
        step: how much it gains in the second goal over the point before, and loses in the first.
        proved: whether it is proved.
        x, y: where it is drawn.
        seats: how many change from the plan of the point before, in words.
        swaps: these seats.
        flights: the plan.
    """

    number: int
    first: str
    second: str
    step: str
    proved: bool
    x: int
    y: int
    seats: str
    swaps: tuple[Swap, ...]
    flights: tuple[Boarding, ...]


@frozen
class Side:
    """One side of the drawing.

    Attributes:
        title, id: of the goal.
        low, high: the values at its ends, with their units.
        better: whether the higher end is the better one.
    """

    title: str
    id: str
    low: str
    high: str
    better: bool


@frozen
class FrontPage:
    """What one goal costs in another.

    Attributes:
        across, upwards: the first goal, from left to right, and the second.
        dots: the points.
        line: the path through them, around the corners behind which no plan lies.
    """

    program: Program
    answer: Answer
    across: Side
    upwards: Side
    dots: tuple[Dot, ...]
    line: str
    width: int = WIDTH
    height: int = HEIGHT


def front_page(program: Program, found: Tradeoff) -> FrontPage:
    """The page of a trade-off."""
    first, second = goals_of(program, found)
    firsts, seconds = ([getattr(one, name) for one in found] for name in ("first", "second"))
    dots = tuple(_dots(program, found, first, second))
    word = {True: "Proved", False: "No plan", None: "Not all proved"}
    good = {Status.OPTIMAL: True, Status.INFEASIBLE: False}.get(found.status)
    facts = [Fact("Points", f"{len(found):,}", "there is no other" if found.complete else "")]
    for goal, values in ((first, firsts), (second, seconds)):
        if values:
            ends = (goal.in_words(values[0]), goal.in_words(values[-1]))
            facts.append(Fact(opening(goal.title or goal.kind), ends[0], f"to {ends[1]}"))
    answer = Answer(
        opening(f"{first.title or first.kind} against {second.title or second.kind}"),
        word[good],
        good,
        opening(in_a_sentence(found)),
        "",
        tuple(facts) if found.points else (),
    )
    steps = [f"H{dot.x}V{dot.y}" for dot in dots[1:]]
    line = f"M{dots[0].x} {dots[0].y}{''.join(steps)}" if dots else ""
    return FrontPage(program, answer, _side(first, firsts), _side(second, seconds), dots, line)


def _side(goal: Goal, values: list[int]) -> Side:
    low, high = (min(values), max(values)) if values else (0, 0)
    ends = (goal.in_words(low), goal.in_words(high))
    return Side(goal.title or goal.kind, goal.name, *ends, goal.sense == "max")


def _dots(program: Program, found: Tradeoff, first: Goal, second: Goal) -> Iterator[Dot]:
    xs = _places([point.first for point in found], WIDTH)
    ys = [HEIGHT - y for y in _places([point.second for point in found], HEIGHT)]
    whole = sum(len(point.plan.assignments) for point in found) <= MOST_LINES
    for at, point in enumerate(found):
        step = seats = ""
        changed: tuple[Swap, ...] = ()
        if at:
            before = found[at - 1]
            gain = second.step_in_words(before.second, point.second, unit=False)
            loss = first.step_in_words(before.first, point.first, unit=False)
            step = f"{second.name} {gain}, {first.name} {loss}"
            difference = Difference(before.plan, point.plan, program, program)
            changed = swaps(difference, program, program)
            seats = f"{many(seats_changed(difference.changes), 'seat')} from point {at}"
        yield Dot(
            at + 1,
            first.in_words(point.first),
            second.in_words(point.second),
            step,
            point.proved,
            xs[at],
            ys[at],
            seats,
            changed,
            tuple(_boarding(program, point.plan)) if whole else (),
        )


def _boarding(program: Program, plan: Plan) -> Iterator[Boarding]:
    reading = PlanIndex(program, plan)
    letters, looked = roles(reading.lookup), looks(program)
    for one in manifest(reading):
        seats = tuple(
            " ".join((letters[each.role], each.name, looked.get(each.agency, NOWHERE).short))
            for each in one.up
        )
        if seats:
            yield Boarding(one.flight.id, f"{one.launch} to {one.landing}", seats)


def _places(values: list[int], size: int) -> list[int]:
    """Where values lie between the margins of a side that is so long."""
    if not values:
        return []
    low, high = min(values), max(values)
    room = size - 2 * MARGIN
    return [MARGIN + room * (value - low) // max(1, high - low) for value in values]
