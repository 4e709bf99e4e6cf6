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
    r"""Removes a flight and everything in the program that refers to it.

    Entries of `fixed`, `forbidden` and `return_options` that name the flight are removed, and the
    flight is taken out of every list of ids in rules and goals. A rule or goal that picked only
    this flight is removed, too, because without the key it would pick all flights. The numbers in a
    rule do not change: two seats on the flights `A` and `B` become two seats on `B` if `A` is
    canceled. A condition of `some-of` that loses all its terms always counts 0. Either it then
    always holds, and the rule needs one fewer of the others, or it never holds, and nothing is
    required for which it was `given`.

    Attributes:
        flight: the id of the flight.

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
