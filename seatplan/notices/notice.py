"""The class of notices."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from seatplan.errors import Place, Problem

NoticeKind = Literal[
    "unheld",
    "untimely",
    "unasked",
    "no-flight",
    "no-member",
    "no-role",
    "idle",
    "never",
    "wide",
    "station",
    "alike",
]


@frozen
class Notice:
    """A part of a program that is allowed, but that its author probably did not intend.

    Attributes:
        kind: `unheld`: no one ever holds a required qualification; `untimely`: no one holds it on
            a day on which it is required; `unasked`: a qualification that is not required, but
            similar to one that is; `no-flight`, `no-member`, `no-role`: the keys of a rule or goal
            pick none; `idle`: no plan can break the rule; `never`: an absence or outage of all
            days; `wide`: a window of too many days; `station`: only one flight goes there, and
            others go to a station with nearly the same name; `alike`: ids that look alike.
        message: the notice in one sentence.
        place: its place in the data.
        hint: what the author probably meant, or "".
        ids: the words that it is about, such as qualifications, flights and members.
    """

    kind: NoticeKind
    message: str
    place: Place = ()
    hint: str = ""
    ids: tuple[str, ...] = ()

    @property
    def problem(self) -> Problem:
        """The notice in the form of a problem of an error."""
        return Problem(self.message, self.place, self.hint)

    def __str__(self) -> str:
        return str(self.problem)
