"""One thing in a program that is allowed and rarely meant."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

from seatplan.errors import Place, Problem

NoticeKind = Literal[
    "unheld", "untimely", "unasked", "no-flight", "no-member", "no-role", "idle", "station", "alike"
]


@frozen
class Notice:
    """One thing in a program that is allowed and rarely meant.

    Attributes:
        kind: `unheld`: no one ever holds a qualification that is required; `untimely`: no one
            holds it on a day that counts; `unasked`: it is required nowhere, and nearly another
            one that is; `no-flight`, `no-member`, `no-role`: the keys of a rule or a goal pick
            none; `idle`: a rule that nothing breaks; `station`: only one flight goes there, and
            others to one of nearly that name; `alike`: ids that look like each other.
        message: what it is, in a sentence.
        place: where in the data.
        hint: what may be meant, or nothing.
        ids: the words that it is about: qualifications, flights, members, …
    """

    kind: NoticeKind
    message: str
    place: Place = ()
    hint: str = ""
    ids: tuple[str, ...] = ()

    @property
    def problem(self) -> Problem:
        """The notice as an error has it."""
        return Problem(self.message, self.place, self.hint)

    def __str__(self) -> str:
        return str(self.problem)
