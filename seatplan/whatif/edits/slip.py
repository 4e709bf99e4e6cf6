"""Slip: a flight launches and lands later, and those that it relieves wait for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import field, frozen

from seatplan import forgiving
from seatplan.errors import Problem, ProgramError
from seatplan.program import Leg
from seatplan.whatif.days import landing, launching
from seatplan.whatif.editing import Draft, Edit, edit_kind


@edit_kind("slip")
@frozen
class Slip(Edit):
    r"""Moves the launch and the landing of a flight; flights that wait for it land later as well.

    Their windows move, too, and begin no earlier than the new days.

    Attributes:
        flight: the id of the flight.
        days: the number of days; negative for an earlier launch.
        keep_landing: whether its landing does not move.
        hold: ids of flights whose landings move by the same number of days: those that it relieves.

    Formula:
        \begin{aligned}
        \mathtt{launch}' &= \mathtt{launch} + \mathtt{days} \\
        \mathtt{landing}' &= \mathtt{landing} + \mathtt{days}
        \quad\text{unless } \mathtt{keep\_landing} \\
        \mathtt{landing}_h' &= \mathtt{landing}_h + \mathtt{days}
        \quad\text{for each } h \in \mathtt{hold}
        \end{aligned}

    Example:
        edits = [{ edit = "slip", flight = "MS-28", days = 30, hold = ["MS-27"] }]
    """

    flight: str = field(converter=forgiving.flight_id, metadata={"id": "flight"})
    days: int = field(converter=forgiving.day_count)
    keep_landing: bool = field(default=False, converter=forgiving.flag)
    hold: tuple[str, ...] = field(
        default=(), converter=forgiving.one_or_more_flight_ids, metadata={"id": "flight"}
    )

    def made(self, draft: Draft) -> Draft:
        problems = list(self._held_wrongly())
        if problems:
            raise ProgramError(problems)
        draft = draft.with_flight(launching(draft.flight(self.flight), self.days))
        for name in (*(() if self.keep_landing else (self.flight,)), *self.hold):
            draft = draft.with_flight(landing(draft.flight(name), self.days))
        return draft

    def _held_wrongly(self) -> Iterator[Problem]:
        for index, name in enumerate(self.hold):
            if name == self.flight:
                message = f"{name!r} is the flight that slips: `keep_landing` is about its landing"
                yield Problem(message, ("hold", index), "the flights whose crews it relieves.")
            elif name in self.hold[:index]:
                message = f"{name!r} appears twice in this list"
                yield Problem(message, ("hold", index), "leave one out.")

    def legs(self) -> Iterable[tuple[str, Leg]]:
        if not self.days:
            return
        yield self.flight, "up"
        if not self.keep_landing:
            yield self.flight, "down"
        for name in self.hold:
            yield name, "down"
