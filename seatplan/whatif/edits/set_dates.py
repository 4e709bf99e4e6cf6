"""Set dates: a flight launches and lands on these days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import evolve, field, frozen

from seatplan import forgiving
from seatplan.errors import Problem, ProgramError
from seatplan.plan import Plan
from seatplan.program import Leg, Program
from seatplan.whatif.editing import Draft, Edit, edit_kind


@edit_kind("set-dates")
@frozen
class SetDates(Edit):
    r"""Gives a flight these dates in the program.

    The windows of the flight do not change and must contain these days.

    Attributes:
        flight: the id of the flight.
        launch, landing: the new days; a day that is left out does not change.

    Formula:
        \mathtt{launch}' = \mathtt{launch}, \quad \mathtt{landing}' = \mathtt{landing}

    Example:
        edits = [{ edit = "set-dates", flight = "Crew-9", launch = 2024-09-26 }]
    """

    flight: str = field(converter=forgiving.flight_id, metadata={"id": "flight"})
    launch: date | None = field(default=None, converter=forgiving.maybe_day)
    landing: date | None = field(default=None, converter=forgiving.maybe_day)

    def made(self, draft: Draft) -> Draft:
        if self.launch is None and self.landing is None:
            raise ProgramError([Problem("dates without a day", (), "add `launch` or `landing`.")])
        flight = draft.flight(self.flight)
        launch = flight.launch if self.launch is None else self.launch
        landing = flight.landing if self.landing is None else self.landing
        return draft.with_flight(evolve(flight, launch=launch, landing=landing))

    def remarks(self, program: Program, plan: Plan, as_of: date | None) -> Iterable[str]:
        """Yield a note for each of the days on which the flight need not launch or land."""
        flight = next((one for one in program.flights if one.id == self.flight), None)
        if flight is None:
            return
        for verb, day, window in (
            ("launch", self.launch, flight.launch_window),
            ("land", self.landing, flight.landing_window),
        ):
            if day is not None and window is not None:
                yield f"{flight.id} may {verb} on another day than {day}: its window stays open."

    def legs(self) -> Iterable[tuple[str, Leg]]:
        if self.launch is not None:
            yield self.flight, "up"
        if self.landing is not None:
            yield self.flight, "down"
