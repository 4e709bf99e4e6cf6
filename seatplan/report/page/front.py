"""The page of a trade-off: its points as a chart and as a table, and their plans."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from seatplan.front import Tradeoff
from seatplan.kinds import Goal
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.report.manifest import manifest
from seatplan.report.page.answer import Fact, PageAnswer
from seatplan.report.page.swaps import Swap, swaps
from seatplan.report.palette import NOWHERE, looks, roles
from seatplan.report.tradeoff import goals_of, in_a_sentence
from seatplan.result import Status
from seatplan.timeline import PlanIndex
from seatplan.whatif.changes import Difference, seats_changed
from seatplan.words import many, opening

WIDTH, HEIGHT, MARGIN = 640, 260, 16
"""The size of the chart and the margin inside it, in pixels."""

MOST_LINES = 6_000
"""If the plans together have more lines, the page shows only changes instead of manifests."""


@frozen
class Boarding:
    """The people who go up on a flight.

    Attributes:
        flight: the id of the flight.
        days: launch and landing, in words.
        seats: for each person, the letter of the role, the name, and the short name of the agency.
    """

    flight: str
    days: str
    seats: tuple[str, ...]


@frozen
class Dot:
    """One point of the trade-off.

    Attributes:
        number: its number; the first is 1.
        first, second: its values in the two goals, with units.
        step: its gain in the second goal and its loss in the first, from the point before.
        proved: whether it is proved.
        x, y: its position in the chart, in pixels.
        seats: the number of seats that change from the plan of the point before, in words.
        swaps: the seats that change.
        flights: who goes up on each flight; () if the page shows only changes.
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
    """One axis of the chart.

    Attributes:
        title, id: title and id of its goal.
        low, high: the values at its ends, with units.
        better: whether higher values are better.
    """

    title: str
    id: str
    low: str
    high: str
    better: bool


@frozen
class FrontPage:
    """The page of a trade-off between two goals.

    Attributes:
        program: the program.
        answer: the top of the page.
        across, upwards: the axes of the first and of the second goal.
        dots: the points.
        line: the SVG path of the front: steps from each point to the next.
        width, height: the size of the chart, in pixels.
    """

    program: Program
    answer: PageAnswer
    across: Side
    upwards: Side
    dots: tuple[Dot, ...]
    line: str
    width: int = WIDTH
    height: int = HEIGHT


def front_page(program: Program, found: Tradeoff) -> FrontPage:
    """Return the page of a trade-off."""
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
    answer = PageAnswer(
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
    """Return the positions of values on an axis of `size` pixels, between its margins."""
    if not values:
        return []
    low, high = min(values), max(values)
    room = size - 2 * MARGIN
    return [MARGIN + room * (value - low) // max(1, high - low) for value in values]
