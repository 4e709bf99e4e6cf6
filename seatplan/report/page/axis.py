"""Days on the page: every chart has the same axis, in percent of its width.

Percentages, so that zooming is a change of one width: nothing is worked out anew.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from attrs import frozen

from seatplan.report.page.letters import READABLE, words

SCREEN = 1000
"""The approximate width of a chart in pixels before zooming."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

MOST_YEARS = 60
"""Longer axes have no months."""


@frozen
class Tick:
    """A line across all charts.

    Attributes:
        x: where.
        label: a year, or a month.
        size: the size class of the stretch that its label has for itself.
    """

    x: str
    label: str
    size: int


@frozen
class Axis:
    """The days `[start, end)` from left to right."""

    start: date
    end: date

    @classmethod
    def over(cls, days: Iterable[date]) -> Axis:
        """The axis that has all these days and a little room on both sides."""
        found = sorted(days)
        room = timedelta(days=1 + (found[-1] - found[0]).days // 80)
        # Dates end somewhere, and a program may use the first and the last of them.
        start = found[0] - min(room, found[0] - date.min)
        return cls(start, found[-1] + min(room, date.max - found[-1]))

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    def inside(self, day: date) -> date:
        """The day, or the end of the axis that is next to it."""
        return min(max(day, self.start), self.end)

    def at(self, day: date) -> str:
        """Where a day is."""
        return percent((self.inside(day) - self.start).days, self.days)

    def width(self, since: date, until: date) -> str:
        """How wide a stretch of days is."""
        return percent((self.inside(until) - self.inside(since)).days, self.days)

    @property
    def least(self) -> int:
        """The smallest size class whose labels are readable without zooming."""
        return max(0, math.ceil(math.log2(READABLE * self.days / SCREEN)))

    def ticks(self) -> Iterator[Tick]:
        """Years, quarters and months, each kind with a size class of its own."""
        long = self.end.year - self.start.year > MOST_YEARS
        for year in range(self.start.year, self.end.year + 1):
            for month in (1,) if long else range(1, 13):
                day = date(year, month, 1)
                if self.start <= day < self.end:
                    first = size(365) if year % 4 or month > 1 else size(4 * 365)
                    kind = first if month == 1 else size(91) if month % 3 == 1 else size(31)
                    kind = min(kind, size((self.end - day).days))  # the last has less room
                    yield Tick(self.at(day), f"{day:%Y}" if month == 1 else MONTHS[month - 1], kind)


def size(days: int) -> int:
    """The size class of a stretch of days: each is twice as long as the one before it."""
    return max(days, 1).bit_length() - 1


def fitting(days: int, text: str) -> int:
    """The size class in which a text finds room in a stretch of days."""
    return max(0, size(days) - words(text))


def percent(part: int, whole: int) -> str:
    """`12.5%`, to the ten-thousandth: less than a pixel wherever one can zoom to."""
    return f"{100 * part / whole:.4f}".rstrip("0").rstrip(".") + "%"
