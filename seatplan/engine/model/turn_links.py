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

from seatplan.engine.rows.row_model import RowModel
from seatplan.modelling import LinearExpr, Turns, Variable

Dated = Sequence[tuple[date, Variable]]


Counted = Turns | Variable
"""How a rule or goal counts a member's tours, or a literal that is true if there are any; the
literal can also be true if there are none."""


class TurnLinks:
    """The counts of each member's tours, and the rows that link them."""

    def __init__(self, model: RowModel) -> None:
        self._model = model
        self._of: dict[str, tuple[Counted, ...]] = {}
        self._waiting: list[tuple[str, Counted]] | None = []

    def copy(self) -> TurnLinks:
        """A copy, for a trial that may be discarded."""
        links = TurnLinks(self._model)
        links._of = dict(self._of)
        links._waiting = None if self._waiting is None else list(self._waiting)
        return links

    def post(self) -> None:
        """Post the rows so far, and from now on each new row at once."""
        waiting, self._waiting = self._waiting, None
        for member, counted in waiting or ():
            self.enter(member, counted)

    def enter(self, member: str, counted: Counted) -> None:
        """Link a new count of a member to all earlier ones."""
        if self._waiting is not None:
            self._waiting.append((member, counted))
            return
        known = self._of.get(member, ())
        self._of[member] = (*known, counted)
        turns = [one for one in known if isinstance(one, Turns)]
        if not isinstance(counted, Turns):
            for one in turns:
                self._own(counted, one)
            return
        for one in turns:
            self._link(counted, one)
            self._link(one, counted)
        self._link(counted, counted)
        for used in known:
            if not isinstance(used, Turns):
                self._own(used, counted)

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
        self._model.add(LinearExpr(some) <= LinearExpr(others))


def _literals(dated: Dated) -> list[Variable]:
    return [literal for _, literal in dated]
