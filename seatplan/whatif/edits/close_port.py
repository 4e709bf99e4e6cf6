"""Close port: no ship may be at a port for a while, or for good."""

from __future__ import annotations

from datetime import date
from typing import Self

from attrs import evolve, field, frozen

from seatplan import forgiving
from seatplan.program import PROSE, Outage
from seatplan.whatif.editing import Draft, Edit, edit_kind


@edit_kind("close-port")
@frozen
class ClosePort(Edit):
    r"""No ship may be at a port on the days `[since, until)`.

    A ship that would be there must use another port.

    Attributes:
        port: the id of the port.
        since: the first day; unbounded if None. A what-if uses its `as_of` instead of None, because
            no ship moves before it.
        until: the first day after the outage; unbounded if None.
        why: the reason, shown wherever the outage is shown.

    Formula:
        \mathtt{unavailable}' = \mathtt{unavailable} \cup \{ [\mathtt{since}, \mathtt{until}) \}

    Example:
        edits = [{ edit = "close-port", port = "IDA-3 zenith", since = 2024-09-01, why = "hatch" }]
    """

    port: str = field(converter=forgiving.port_id, metadata={"id": "port"})
    since: date | None = field(default=None, converter=forgiving.maybe_day)
    until: date | None = field(default=None, converter=forgiving.maybe_day)
    why: str = field(default="", metadata=PROSE)

    def made(self, draft: Draft) -> Draft:
        outage = Outage(self.since, self.until, self.why)
        changed = [
            evolve(one, unavailable=(*one.unavailable, outage))
            if one.id == self.port and outage not in one.unavailable
            else one
            for one in draft.ports
        ]
        return evolve(draft, ports=tuple(changed))

    def seen_from(self, as_of: date) -> Self:
        return self if self.since is not None else evolve(self, since=as_of)
