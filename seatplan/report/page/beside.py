"""Labels beside stretches that are too short for one: a flight of a week on an axis of years."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from seatplan.report.page.axis import Axis, size
from seatplan.report.page.letters import words

Span = tuple[date, date]


@frozen
class Beside:
    """The place of a label beside a stretch of days.

    Attributes:
        x: the position, in percent, at which the label begins, or ends if it is to the left.
        left: whether the label is to the left of the stretch; otherwise it is to the right.
        own: the size class of the stretch; once a label fits on the stretch itself, the one beside
            it is hidden.
        room: the size class of the days that the label has for itself.
    """

    x: str
    left: bool
    own: int
    room: int

    def classes(self, text: str) -> str:
        """Return the CSS classes that show a text only while it fits beside the stretch alone."""
        twice = words(text)
        return f"beside fit b{max(0, self.own - twice)} d{max(0, self.room - twice)}"


def beside(span: Span, row: Iterable[Span], axis: Axis) -> Beside:
    """Return the place of the label of a stretch: to its right, or to its left if it is the last.

    The last stretch of a row has its label to the left only if there is more room. It shares the
    days before it with the label of its neighbor, so that the two never meet.

    Args:
        span: the stretch.
        row: the stretches in the same row.
        axis: the axis of days.
    """
    since, until = span
    others = [one for one in row if one != span]
    following = min((one[0] for one in others if one[0] >= until), default=None)
    before = max((one[1] for one in others if one[1] <= since), default=None)
    last = following is not None and all(one[0] <= following for one in others)
    right = ((following or axis.end) - until).days // (2 if last else 1)
    left = (since - axis.start).days if before is None else (since - before).days // 2
    own = size((until - since).days)
    if following is None and left > right:
        return Beside(axis.at(since), True, own, size(left))
    return Beside(axis.at(until), False, own, size(right))
