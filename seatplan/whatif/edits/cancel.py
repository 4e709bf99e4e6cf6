"""Cancel: a flight does not take place."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, field, frozen

from seatplan import forgiving
from seatplan.program import LEGS, Leg
from seatplan.whatif.editing import Draft, Edit, edit_kind
from seatplan.whatif.mentions import without_mentions


@edit_kind("cancel")
@frozen
class Cancel(Edit):
    r"""Removes a flight, and what the program has about it.

    That is in `fixed`, `forbidden`, `return_options`, rules and goals. It leaves every list of ids
    that names it, in rules and in goals. A rule or goal that picked this flight alone has nothing
    left to pick and goes as well: without the key it would pick all. The numbers in a rule stay as
    they are: two seats on the flights `A` and `B` are two seats on `B` when `A` is cancelled. A
    condition of `some-of` of which no term is left counts 0 for good: it holds, and the rule needs
    one fewer of the others, or it fails, and what it was `given` for is no longer required.

    Attributes:
        flight: its id.

    Formula:
        \mathtt{flights}' = \mathtt{flights} - \{ \mathtt{flight} \}

    Example:
        edits = [{ edit = "cancel", flight = "Crew-13" }]
    """

    flight: str = field(converter=forgiving.flight_id, metadata={"id": "flight"})

    def made(self, draft: Draft) -> Draft:
        left = tuple(one for one in draft.flights if one.id != self.flight)
        return without_mentions(draft, evolve(draft, flights=left))

    def legs(self) -> Iterable[tuple[str, Leg]]:
        return [(self.flight, leg) for leg in LEGS]
