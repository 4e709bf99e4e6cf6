"""Ground spacecraft: a spacecraft does not launch for a while, or never again."""

from __future__ import annotations

from datetime import date
from typing import Self

from attrs import evolve, field, frozen

from seatplan import forgiving
from seatplan.program import PROSE, Outage
from seatplan.whatif.editing import Draft, Edit, edit_kind


@edit_kind("ground-spacecraft")
@frozen
class GroundSpacecraft(Edit):
    r"""A spacecraft does not launch on the days `[since, until)`; others fly instead of it.

    Flights that name it and launch on these days are made by whichever spacecraft the plan chooses.

    Attributes:
        spacecraft: the id of the spacecraft.
        since: the first day; unbounded if None. A what-if uses its `as_of` instead of None.
        until: the first day after the outage; unbounded if None.
        why: the reason, shown wherever the outage is shown.

    Formula:
        \mathtt{unavailable}' = \mathtt{unavailable} \cup \{ [\mathtt{since}, \mathtt{until}) \}

    Example:
        edits = [{ edit = "ground-spacecraft", spacecraft = "Endurance", until = 2025-06-01 }]
    """

    spacecraft: str = field(converter=forgiving.spacecraft_id, metadata={"id": "spacecraft"})
    since: date | None = field(default=None, converter=forgiving.maybe_day)
    until: date | None = field(default=None, converter=forgiving.maybe_day)
    why: str = field(default="", metadata=PROSE)

    def made(self, draft: Draft) -> Draft:
        outage = Outage(self.since, self.until, self.why)
        grounded = [
            evolve(one, unavailable=(*one.unavailable, outage))
            if one.id == self.spacecraft and outage not in one.unavailable
            else one
            for one in draft.spacecraft
        ]
        flights = [
            evolve(one, spacecraft=None)
            if one.spacecraft == self.spacecraft and outage.on(one.launch)
            else one
            for one in draft.flights
        ]
        return evolve(draft, spacecraft=tuple(grounded), flights=tuple(flights))

    def seen_from(self, as_of: date) -> Self:
        if self.since is not None and self.since >= as_of:
            return self
        return evolve(self, since=as_of)
