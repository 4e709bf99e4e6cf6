"""The axis of days, which all charts of a page share, in percent of their width.

Because all positions are percentages, zooming changes one width, and nothing is recomputed.
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
"""An axis of more years than these has no months."""


@frozen
class Tick:
    """A line across all charts, with a label on the axis.

    Attributes:
        x: its position, in percent.
        label: a year or a month.
        size: the size class of the days that the label has for itself.
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
        """Return an axis that includes all the given days, with a little room at both ends."""
        found = sorted(days)
        room = timedelta(days=1 + (found[-1] - found[0]).days // 80)
        # A program can use the first and the last day that `date` has.
        start = found[0] - min(room, found[0] - date.min)
        return cls(start, found[-1] + min(room, date.max - found[-1]))

    @property
    def days(self) -> int:
        """The number of days."""
        return (self.end - self.start).days

    def inside(self, day: date) -> date:
        """Return the day, or the nearest end of the axis if the day is outside."""
        return min(max(day, self.start), self.end)

    def at(self, day: date) -> str:
        """Return the position of a day, in percent."""
        return percent((self.inside(day) - self.start).days, self.days)

    def width(self, since: date, until: date) -> str:
        """Return the width of the days `[since, until)`, in percent."""
        return percent((self.inside(until) - self.inside(since)).days, self.days)

    @property
    def least(self) -> int:
        """The smallest size class whose labels can be read without zooming."""
        return max(0, math.ceil(math.log2(READABLE * self.days / SCREEN)))

    def ticks(self) -> Iterator[Tick]:
        """Yield years, quarters and months, each kind with a size class of its own."""
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
    """Return the size class of a number of days: class n has 2^n to 2^(n+1) - 1 days."""
    return max(days, 1).bit_length() - 1


def fitting(days: int, text: str) -> int:
    """Return the size class of a label on a number of days: lower, the longer the text is.

    A text that needs twice the room of the shortest label is readable only at twice the zoom.
    """
    return max(0, size(days) - words(text))


def percent(part: int, whole: int) -> str:
    """Return `12.5%`, with four decimals, which is less than a pixel at the closest zoom."""
    return f"{100 * part / whole:.4f}".rstrip("0").rstrip(".") + "%"
