"""Open dates: flights may launch and land some days earlier or later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Self

from attrs import evolve, field, frozen

from seatplan import forgiving
from seatplan.errors import Problem, ProgramError
from seatplan.program import Flight, Leg, Window
from seatplan.whatif.days import moved
from seatplan.whatif.editing import Draft, Edit, edit_kind


@edit_kind("open-dates")
@frozen
class OpenDates(Edit):
    r"""Gives flights windows: their launches and landings may each move by some days.

    If a flight has launched, only its landing can move. Existing windows of a flight are replaced.

    Attributes:
        flights: the ids of the flights; all that have not landed if None.
        days: the number of days either way; alternatively, give `before` and `after`.
        before: the number of days earlier.
        after: the number of days later.
        step: the number of days from one possible day to the next.
        since: the day of the decision: launches and landings before it are past, and no window
            begins earlier. `what_if` and `sweep` use `as_of` instead of None.

    Formula:
        \begin{aligned}
        \mathtt{launch\_window}' &= [\, \mathtt{launch} - \mathtt{before},\;
        \mathtt{launch} + \mathtt{after} \,] \\
        \mathtt{landing\_window}' &= [\, \mathtt{landing} - \mathtt{before},\;
        \mathtt{landing} + \mathtt{after} \,]
        \end{aligned}

    Example:
        edits = [{ edit = "open-dates", flights = ["Crew-9"], days = 21, step = 7 }]
    """

    flights: tuple[str, ...] | None = field(
        default=None, converter=forgiving.maybe_flight_ids, metadata={"id": "flight"}
    )
    days: int | None = field(default=None, converter=forgiving.maybe_whole)
    before: int | None = field(default=None, converter=forgiving.maybe_whole)
    after: int | None = field(default=None, converter=forgiving.maybe_whole)
    step: int = field(default=1, converter=forgiving.whole)
    since: date | None = field(default=None, converter=forgiving.maybe_day)

    def seen_from(self, as_of: date) -> Self:
        return self if self.since is not None else evolve(self, since=as_of)

    def made(self, draft: Draft) -> Draft:
        problems = list(self._wrong())
        if problems:
            raise ProgramError(problems)
        for flight in draft.flights:
            if self._picks(flight):
                draft = draft.with_flight(self._opened(flight))
        return draft

    def _picks(self, flight: Flight) -> bool:
        if self.flights is not None:
            return flight.id in self.flights
        return not self._past(flight.landing)

    def _wrong(self) -> Iterator[Problem]:
        sides = self.before is not None or self.after is not None
        if self.days is None and not sides:
            yield Problem("it opens no days", (), "add `days`, or `before` and `after`.")
        elif self.days is not None and sides:
            message = "`days` is what `before` and `after` are together"
            yield Problem(message, ("days",), "leave one of them out.")
        for name in ("days", "before", "after"):
            value: int | None = getattr(self, name)
            if value is not None and value < 0:
                yield Problem(f"{value} is less than 0", (name,))
        if self.step < 1:
            yield Problem(f"{self.step} is less than 1", ("step",))
        if self.flights == ():
            hint = "leave the key out to open all."
            yield Problem("an empty list opens nothing", ("flights",), hint)

    def _past(self, day: date) -> bool:
        return self.since is not None and day < self.since

    def _opened(self, flight: Flight) -> Flight:
        """The flight with its windows."""
        if not self._past(flight.launch):
            flight = evolve(flight, launch_window=self._window(flight.launch))
        return evolve(flight, landing_window=self._window(flight.landing))

    def _window(self, day: date) -> Window:
        before, after = (
            (self.before or 0, self.after or 0) if self.days is None else (self.days, self.days)
        )
        begin = moved(day, -before)
        if self.since is not None:
            begin = max(begin, min(self.since, day))
        return Window(begin, moved(day, after + 1), self.step)

    def legs(self) -> Iterable[tuple[str, Leg]]:
        return [(flight, "down") for flight in self.flights or ()]
