"""Return empty: a flight comes down without people, who return on others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self

from attrs import evolve, field, frozen

from seatplan import forgiving
from seatplan.errors import Problem, ProgramError
from seatplan.program import Flight, Leg
from seatplan.timeline import is_lifeboat
from seatplan.whatif.editing import Draft, Edit, edit_kind


@edit_kind("return-empty")
@frozen
class ReturnEmpty(Edit):
    r"""No one comes down on a flight, and from a day on it is no longer a lifeboat.

    Before that day, nothing changes: a damaged capsule was a lifeboat until it was damaged.

    Attributes:
        flight: the id of the flight.
        via: ids of further flights for the return of those who went up on it, and of those who went
            up on another flight that has this one among its return options.
        since: the first day on which it is not a lifeboat; its launch if None. `what_if` and
            `sweep` use `as_of` instead of None.

    Formula:
        \begin{aligned}
        \mathtt{descent}' &= \text{empty} \\
        \mathtt{lifeboat\_until}' &= \min(\mathtt{lifeboat\_until}, \mathtt{since}) \\
        \mathtt{return\_options}_g' &= \mathtt{return\_options}_g \cup \mathtt{via}
        \quad\text{for it and each } g \text{ whose people may return on it}
        \end{aligned}

    Example:
        edits = [{ edit = "return-empty", flight = "MS-26", via = ["MS-27"] }]
    """

    flight: str = field(converter=forgiving.flight_id, metadata={"id": "flight"})
    via: tuple[str, ...] = field(
        default=(), converter=forgiving.one_or_more_flight_ids, metadata={"id": "flight"}
    )
    since: date | None = field(default=None, converter=forgiving.maybe_day)

    def seen_from(self, as_of: date) -> Self:
        return self if self.since is not None else evolve(self, since=as_of)

    def made(self, draft: Draft) -> Draft:
        if self.flight in self.via:
            message = f"{self.flight!r} comes down empty: no one returns on it"
            place = ("via", self.via.index(self.flight))
            raise ProgramError([Problem(message, place, "another flight.")])
        for flight in draft.flights:
            if self.flight in (flight.id, *flight.return_options):
                others = (one for one in self.via if one != flight.id)
                options = tuple(dict.fromkeys((*flight.return_options, *others)))
                if options != flight.return_options:
                    draft = draft.with_flight(evolve(flight, return_options=options))
        return draft.with_flight(self._empty(draft.flight(self.flight)))

    def _empty(self, flight: Flight) -> Flight:
        """The flight without people on the way down, and as a lifeboat only before `since`."""
        first = date.fromordinal(flight.launch_days[0])
        since = self.since if self.since is not None else first
        if not is_lifeboat(flight, flight.launch) or since <= first:
            return evolve(flight, descent="empty", lifeboat=False, lifeboat_until=None)
        until = min(since, flight.lifeboat_until or since)
        return evolve(flight, descent="empty", lifeboat=True, lifeboat_until=until)

    def legs(self) -> Iterable[tuple[str, Leg]]:
        return [(self.flight, "down")]
