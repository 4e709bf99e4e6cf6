"""Rows that link how several rules and goals count one member's tours.

Each rule and goal has its own variables for a member: even turns for the number of tours, longest
waiting for the path from one tour to the next, experience for having flown before, fewest members
for flying at all. Each of these formulations is tight by itself, but together they are not: half a
tour now and half a tour later is one tour for even turns, and also the launch of a veteran for
experience. Integer plans have no such halves, so the count of each rule or goal bounds those of the
others. These rows express that; they exclude no plan.

They are not posted before `post` is called, because a search of the sum of all goals takes longer
with them if it is enough by itself.

Measured in docs/decisions/0013.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import define, field

from seatplan.engine.rows.row_model import RowModel
from seatplan.modelling import LinearExpr, Turns, Variable

Dated = Sequence[tuple[date, Variable]]


@define
class _Counted:
    """The counts of one member's tours so far."""

    turns: list[Turns] = field(factory=list)
    used: list[Variable] = field(factory=list)


class TurnLinks:
    """The counts of each member's tours, and the rows that link them."""

    def __init__(self, model: RowModel) -> None:
        self._model = model
        self._of: dict[str, _Counted] = {}
        self._waiting: list[tuple[Sequence[Variable], Sequence[Variable]]] | None = []

    def copy(self) -> TurnLinks:
        """A copy, for a trial that may be discarded."""
        links = TurnLinks(self._model)
        links._of = {
            member: _Counted(list(one.turns), list(one.used)) for member, one in self._of.items()
        }
        links._waiting = None if self._waiting is None else list(self._waiting)
        return links

    def post(self) -> None:
        """Post the rows so far, and from now on each new row at once."""
        waiting, self._waiting = self._waiting, None
        for some, others in waiting or ():
            self._at_most(some, others)

    def enter(self, member: str, turns: Turns) -> None:
        """Link new counts of a member to all earlier ones."""
        counted = self._of.setdefault(member, _Counted())
        for other in (*counted.turns, turns):
            self._link(turns, other)
            if other is not turns:
                self._link(other, turns)
        for literal in counted.used:
            self._own(literal, turns)
        counted.turns.append(turns)

    def use(self, member: str, literal: Variable) -> None:
        """Link a literal that is true if the member makes any tour; it can also be true if not."""
        counted = self._of.setdefault(member, _Counted())
        for turns in counted.turns:
            self._own(literal, turns)
        counted.used.append(literal)

    def _link(self, one: Turns, other: Turns) -> None:
        """Bound the later tours that one rule or goal counts by those of the other."""
        if other.levels:
            for later in (_literals(one.again), _literals(one.goes_on)):
                if later:
                    self._at_most(later, other.levels[1:])
        if one.again and other.goes_on:
            self._by_day(one.again, other.goes_on)

    def _by_day(self, again: Dated, goes_on: Dated) -> None:
        """Require, up to each day, no more launches after the first than tours that went on."""
        for day in sorted({day for day, _ in again}):
            until = [literal for when, literal in again if when <= day]
            self._at_most(until, [literal for when, literal in goes_on if when <= day])

    def _own(self, used: Variable, turns: Turns) -> None:
        """Require that nothing is counted for a member who makes no tour."""
        for level in turns.levels:
            self._at_most([level], [used])
        if turns.first:
            self._at_most(turns.first, [used])

    def _at_most(self, some: Sequence[Variable], others: Sequence[Variable]) -> None:
        if self._waiting is None:
            self._model.add(LinearExpr(some) <= LinearExpr(others))
        else:
            self._waiting.append((some, others))


def _literals(dated: Dated) -> list[Variable]:
    return [literal for _, literal in dated]
