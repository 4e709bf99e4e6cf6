"""Rows between what several rules and goals count of one member's tours.

Each rule and goal has its own variables for a member: even turns how many tours there are, longest
waiting the path from one to the next, experience whether someone has flown, fewest members whether
someone flies at all. Each of these is tight by itself. Together they are not: half of a tour now
and half of one later is one tour for even turns, and a veteran's launch for experience. Integer
plans know no such halves, so what each counts bounds what the others count. These are the rows for
it; no plan is lost by them.

They wait until `post`: where one search of the sum of all goals is enough, it takes
longer with them.

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
    """What has been counted of one member so far."""

    turns: list[Turns] = field(factory=list)
    used: list[Variable] = field(factory=list)


class TurnLinks:
    """What has been counted of each member, and the rows between."""

    def __init__(self, model: RowModel) -> None:
        self._model = model
        self._of: dict[str, _Counted] = {}
        self._waiting: list[tuple[Sequence[Variable], Sequence[Variable]]] | None = []

    def copy(self) -> TurnLinks:
        """The same, for what may be forgotten."""
        links = TurnLinks(self._model)
        links._of = {
            member: _Counted(list(one.turns), list(one.used)) for member, one in self._of.items()
        }
        links._waiting = None if self._waiting is None else list(self._waiting)
        return links

    def post(self) -> None:
        """Posts the rows so far, and from now on each as it comes."""
        waiting, self._waiting = self._waiting, None
        for some, others in waiting or ():
            self._at_most(some, others)

    def enter(self, member: str, turns: Turns) -> None:
        """Links what is counted to all that was counted before."""
        counted = self._of.setdefault(member, _Counted())
        for other in (*counted.turns, turns):
            self._link(turns, other)
            if other is not turns:
                self._link(other, turns)
        for literal in counted.used:
            self._own(literal, turns)
        counted.turns.append(turns)

    def use(self, member: str, literal: Variable) -> None:
        """Links a literal that is true if the member makes any tour; it may be true without."""
        counted = self._of.setdefault(member, _Counted())
        for turns in counted.turns:
            self._own(literal, turns)
        counted.used.append(literal)

    def _link(self, one: Turns, other: Turns) -> None:
        """What one counts of the tours after the first is bounded by the other."""
        if other.levels:
            for later in (_literals(one.again), _literals(one.goes_on)):
                if later:
                    self._at_most(later, other.levels[1:])
        if one.again and other.goes_on:
            self._by_day(one.again, other.goes_on)

    def _by_day(self, again: Dated, goes_on: Dated) -> None:
        """Up to each day no more launches after the first than members who went on to one."""
        for day in sorted({day for day, _ in again}):
            until = [literal for when, literal in again if when <= day]
            self._at_most(until, [literal for when, literal in goes_on if when <= day])

    def _own(self, used: Variable, turns: Turns) -> None:
        """Who makes no tour counts nothing."""
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
