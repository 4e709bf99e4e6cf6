"""What a law is: something that every plan obeys, whatever its rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from attrs import frozen

from seatplan.kinds import NoEditError, Reach
from seatplan.modelling import Model
from seatplan.program import Fixed, Forbidden, Program
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement, Subject, requirement_id
from seatplan.timeline import PlanIndex

MOST_RANK = 9
"""The rank of what a planner gives up last."""


@frozen
class Law:
    """One thing that every plan obeys; its subclass has a file of its own, and one instance.

    A subclass also has `requirement(…)`, which makes its requirements, of whatever they are about.

    Attributes:
        id: the id of the law; its requirements and violations have it as their `rule`.
        can_be_given_up: whether an explanation may name its requirements and a fix give them up.
        only_bars: whether it only holds people back. More tours never mend what breaks it, and a
            model in which it is in force is smaller.
        of_traffic: whether it is about ports and spacecraft alone: whoever flies has no part in it.
        bar: a word for members that it keeps out of a seat: `absent`. Only a law whose findings
            about each member depend on the tours of that member alone has one.
        decidable: whether anyone can decide to do without it.
        for_open_dates: whether `constrain`, with what the engine makes of the law, is right also
            where launches and landings may be on several days. Where it is not, the law is
            evaluated about one choice of dates after the other.
        rank: where it comes among what a fix gives up: the lower, the sooner; `MOST_RANK` at most.
        reading_order: where it comes in a conflict, the wishes first; a rule comes at 2.
    """

    id: ClassVar[str]
    can_be_given_up: ClassVar[bool] = True
    only_bars: ClassVar[bool] = False
    of_traffic: ClassVar[bool] = False
    bar: ClassVar[str] = ""
    decidable: ClassVar[bool] = True
    for_open_dates: ClassVar[bool] = False
    rank: ClassVar[int] = MOST_RANK
    reading_order: ClassVar[int] = 2

    def violations(self, reading: PlanIndex) -> Iterable[Finding]:
        """What a finished plan breaks, in plain Python."""
        raise NotImplementedError

    def constrain(self, model: Model) -> None:
        """Posts the same on a model."""
        raise NotImplementedError

    def always_holds(self, requirement: str) -> bool:
        """Whether what has this id is never given up."""
        return not self.can_be_given_up

    def reach(self, lookup: ProgramIndex, requirement: Requirement) -> Reach:
        """Whose going up on which flight could help to keep a requirement of the law.

        By flight id, the ids of members; no one where the law only holds people back.
        """
        return {}

    def last_resort(self, lookup: ProgramIndex, requirement: Requirement) -> bool:
        """Whether a requirement of the law is given up only where nothing else would do."""
        return False

    def without(self, program: Program, requirement: Requirement) -> Program:
        """The program that no longer requires a requirement of the law, and is otherwise the same.

        Raises:
            NoEditError: if no change of the program gives up just that.
        """
        raise NoEditError(f"{requirement.rule!r} holds for every plan.")


def entry_requirement(
    law: Law, entry: Fixed | Forbidden, leg: str | None, message: str, decision: str
) -> Requirement:
    """The requirement of an entry of `fixed` or `forbidden`.

    Args:
        law: whose it is.
        entry: what it is about; its weight is part of the id, so that a wish has an id of its own.
        leg: the part of the id for its leg.
        message: what must hold.
        decision: what giving it up means.
    """
    wish = [] if entry.weight is None else [str(entry.weight)]
    legs = entry.legs
    return Requirement(
        requirement_id(law.id, entry.flight, entry.role, entry.member, leg, *wish),
        law.id,
        message,
        (entry.flight,),
        (entry.member,),
        decision,
        Subject(
            flight=entry.flight,
            leg=legs[0] if len(legs) == 1 else None,
            role=entry.role,
            member=entry.member,
        ),
    )
