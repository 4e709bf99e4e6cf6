"""Cancel: a flight does not take place."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, field, frozen

from seatplan.program import LEGS, Leg
from seatplan.whatif.editing import Draft, Edit, edit_kind
from seatplan.whatif.mentions import without_mentions


@edit_kind("cancel")
@frozen
class Cancel(Edit):
    """Removes a flight, and what `fixed`, `forbidden`, `return_options` and rules say of it.

    It leaves every list of ids that names it, in rules and in goals. A rule or goal that picked
    this flight alone has nothing left to say and goes as well: without the key it would pick all.

    Attributes:
        flight: its id.
    """

    flight: str = field(metadata={"id": "flight"})

    def made(self, draft: Draft) -> Draft:
        left = tuple(one for one in draft.flights if one.id != self.flight)
        return without_mentions(draft, evolve(draft, flights=left))

    def legs(self) -> Iterable[tuple[str, Leg]]:
        return [(self.flight, leg) for leg in LEGS]
