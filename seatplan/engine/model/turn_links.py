"""Rows that link how several rules and goals count one member's tours.

Each rule and goal has its own variables for a member: even turns for the number of tours, longest
waiting for the path from one tour to the next, experience for having flown before, fewest members
for flying at all. Each of these formulations is tight by itself, but together they are not: half a
tour now and half a tour later is one tour for even turns, and also the launch of a veteran for
experience. Integer plans have no such halves, so the count of each rule or goal bounds those of the
others. These rows express that; they exclude no plan.

They are not posted before `SeatModel.post_links` is called, because a search of the sum of all
goals takes longer with them if it is enough by itself.

Measured in docs/decisions/0013.
"""

from __future__ import annotations

from collections.abc import Sequence

from seatplan.engine.rows.row_model import RowModel
from seatplan.modelling import LinearExpr, Turns, Variable

Counted = Turns | Variable
"""How a rule or goal counts a member's tours, or a literal that is true if there are any; the
literal can also be true if there are none."""


def post_link(model: RowModel, counted: Counted, known: Sequence[Counted]) -> None:
    """Links a new count of a member's tours to the earlier ones."""
    turns = [one for one in known if isinstance(one, Turns)]
    if not isinstance(counted, Turns):
        for one in turns:
            _own(model, counted, one)
        return
    for one in turns:
        _link(model, counted, one)
        _link(model, one, counted)
    _link(model, counted, counted)
    for used in known:
        if not isinstance(used, Turns):
            _own(model, used, counted)


def _link(model: RowModel, one: Turns, other: Turns) -> None:
    """Bounds the later tours that one rule or goal counts by those of the other."""
    if other.levels:
        for later in (one.again, one.goes_on):
            if later:
                _at_most(model, [literal for _, literal in later], other.levels[1:])
    if one.again and other.goes_on:  # up to each day, no more launches than tours that went on
        for day in sorted({day for day, _ in one.again}):
            again, goes_on = (
                [literal for when, literal in dated if when <= day]
                for dated in (one.again, other.goes_on)
            )
            _at_most(model, again, goes_on)


def _own(model: RowModel, used: Variable, turns: Turns) -> None:
    """Requires that nothing is counted for a member who makes no tour."""
    for level in turns.levels:
        _at_most(model, [level], [used])
    if turns.first:
        _at_most(model, turns.first, [used])


def _at_most(model: RowModel, some: Sequence[Variable], others: Sequence[Variable]) -> None:
    model.add(LinearExpr(some) <= LinearExpr(others))
