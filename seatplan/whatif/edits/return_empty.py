"""Return empty: a flight comes down without people, who return on others."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, field, frozen

from seatplan.errors import Problem, ProgramError
from seatplan.program import Leg
from seatplan.whatif.editing import Draft, Edit, edit_kind


def _ids(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(ids)


@edit_kind("return-empty")
@frozen
class ReturnEmpty(Edit):
    r"""Nobody comes down on a flight, and it is no lifeboat any more.

    Attributes:
        flight: its id.
        via: ids of flights on which the people who went up on it may return, besides those on
            which they may already.

    Formula:
        \begin{aligned}
        \mathtt{descent}' &= \text{empty} \\
        \mathtt{lifeboat}' &= \text{false} \\
        \mathtt{return\_options}' &= \mathtt{return\_options} \cup \mathtt{via}
        \end{aligned}

    Example:
        edits = [{ edit = "return-empty", flight = "MS-26", via = ["MS-27"] }]
    """

    flight: str = field(metadata={"id": "flight"})
    via: tuple[str, ...] = field(default=(), converter=_ids, metadata={"id": "flight"})

    def made(self, draft: Draft) -> Draft:
        if self.flight in self.via:
            message = f"{self.flight!r} comes down empty: nobody returns on it"
            place = ("via", self.via.index(self.flight))
            raise ProgramError([Problem(message, place, "another flight.")])
        flight = draft.flight(self.flight)
        options = tuple(dict.fromkeys((*flight.return_options, *self.via)))
        return draft.with_flight(
            evolve(flight, descent="empty", lifeboat=False, return_options=options)
        )

    def legs(self) -> Iterable[tuple[str, Leg]]:
        return [(self.flight, "down")]
