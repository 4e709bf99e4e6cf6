"""The base class of laws: conditions that every plan must obey, whatever its rules."""

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
"""The rank of requirements that a planner would give up last."""


@frozen
class Law:
    """A condition that every plan must obey. Each subclass has its own file and one instance.

    A subclass also has `requirement(…)`, which makes its requirements.

    Attributes:
        id: the id of the law, which is the `rule` of its requirements and violations.
        can_be_given_up: whether explanations can name its requirements, and fixes give them up.
        only_bars: whether it only bars people, so that more tours never mend a violation, and a
            model with it is smaller.
        of_traffic: whether it depends only on ports and spacecraft, not on who flies.
        bar: a word for members that it bars from a seat, such as `absent`. Only laws have one whose
            findings about a member depend only on that member's own tours.
        decidable: whether a planner can decide to do without it.
        for_open_dates: whether `constrain`, with the variables that the engine makes, is correct
            for a model with open dates. If not, the law is evaluated for one choice of dates after
            another.
        rank: how soon a fix gives up its requirements: a lower rank comes first; at most
            `MOST_RANK`.
        reading_order: where its requirements come in a conflict, from 0 on; rules come at 2.
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
        """The violations in a finished plan, found in plain Python."""
        raise NotImplementedError

    def constrain(self, model: Model) -> None:
        """Adds the law's constraints to a model."""
        raise NotImplementedError

    def always_holds(self, requirement: str) -> bool:
        """Whether the requirement with this id is never given up."""
        return not self.can_be_given_up

    def reach(self, lookup: ProgramIndex, requirement: Requirement) -> Reach:
        """The members whose going up could help to keep a requirement, by flight.

        Empty if the law only bars people.
        """
        return {}

    def last_resort(self, lookup: ProgramIndex, requirement: Requirement) -> bool:
        """Whether a requirement of the law is given up only if nothing else helps."""
        return False

    def without(self, program: Program, requirement: Requirement) -> Program:
        """The program without a requirement of the law, and otherwise the same.

        Raises:
            NoEditError: if no change of the program gives up only this requirement.
        """
        raise NoEditError(f"{requirement.rule!r} holds for every plan.")


def entry_requirement(
    law: Law, entry: Fixed | Forbidden, leg: str | None, message: str, decision: str
) -> Requirement:
    """The requirement of an entry of `fixed` or `forbidden`.

    Args:
        law: the law of the entry.
        entry: the entry; its weight is part of the id, so that a wish has an id of its own.
        leg: the leg, for the id.
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
