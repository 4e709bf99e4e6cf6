"""The open launch and landing windows of flights, which the page draws behind them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from attrs import frozen

from seatplan.dates import choices
from seatplan.timeline import PlanIndex
from seatplan.words import many


@frozen
class OpenDays:
    """The open days of a launch or landing window.

    Attributes:
        verb: `launch` or `land`.
        first, last: the first and the last possible day.
        step: the number of days from each possible day to the next.
    """

    verb: str
    first: date
    last: date
    step: int

    @property
    def end(self) -> date:
        """The day after the last one."""
        return self.last + timedelta(1) if self.last < date.max else self.last

    @property
    def in_words(self) -> str:
        """The window in words: `may launch from 2031-06-20 to 2031-08-09, every 7 days`."""
        step = f", every {many(self.step, 'day')}" if self.step > 1 else ""
        return f"may {self.verb} from {self.first} to {self.last}{step}"


def open_days(reading: PlanIndex) -> Mapping[str, tuple[OpenDays, ...]]:
    """Return the windows in which more than one day is possible, by flight id."""
    found: dict[str, tuple[OpenDays, ...]] = {}
    for name, one in choices(reading.own.program, reading.plan, reading.as_of).items():
        windows = tuple(
            OpenDays(verb, date.fromordinal(days[0]), date.fromordinal(days[-1]), days.step)
            for verb, days in (("launch", one.launch_days), ("land", one.landing_days))
            if len(days) > 1
        )
        if windows:
            found[name] = windows
    return found
