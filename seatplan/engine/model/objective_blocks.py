"""Goals in order as few objective blocks as possible.

Goals whose ranges together fit into `MOST_BITS` are one weighted sum with exact weights: each goal
weighs more than all that follow can add up to, so the optimum of the sum is the lexicographic one.
One search instead of one per goal was measured to be two to three times faster, and the numbers
stay far below what the solver's arithmetic bears.

Measured in docs/decisions/0011.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from attrs import evolve, frozen

from seatplan.engine.model.model import SeatModel
from seatplan.engine.rows.overflow import LARGEST_GOAL, counted, must_count
from seatplan.kinds import Goal
from seatplan.modelling import LinearExpr

MOST_BITS = 48
"""Doubles, which carry the solver's bounds, are exact to 53 bits."""


@frozen
class Term:
    """One goal in a stage, turned so that more is better and the least is 0.

    Attributes:
        expression: the goal's own.
        low, high: what it can be at all.
        weight: what one unit of it adds to the stage's objective.
        last: whether it is optimized for the second time: a goal that gives, after all others.
    """

    goal: Goal
    expression: LinearExpr
    low: int
    high: int
    weight: int
    last: bool = False

    @property
    def key(self) -> tuple[str, bool]:
        """What distinguishes it from all other terms."""
        return self.goal.name, self.last

    @property
    def gives(self) -> bool:
        """Whether plans that are worse than its best may be better for the terms after it."""
        return bool(self.goal.give) and not self.last

    def worst(self, best: int) -> int:
        """The worst value that is good enough for the terms after it."""
        return best if self.last else self.goal.worst(best)

    def within(self, best: int) -> Term:
        """The term for the second time, among what is good enough."""
        low, high = sorted((best, self.worst(best)))
        return evolve(self, low=low, high=high, weight=1, last=True)

    @property
    def best(self) -> int:
        """The value that nothing can be better than."""
        return self.high if self.goal.sense == "max" else self.low

    def gain(self, value: int) -> int:
        """How far a value is above the worst."""
        return value - self.low if self.goal.sense == "max" else self.high - value

    def value(self, gain: int) -> int:
        """The value with that gain."""
        return self.low + gain if self.goal.sense == "max" else self.high - gain


@frozen
class Block:
    """Goals that are optimised in one search."""

    parts: tuple[Term, ...]

    @property
    def objective(self) -> LinearExpr:
        """What is to be maximised."""
        terms = []
        for part in self.parts:
            if part.goal.sense == "max":
                gain = part.expression - part.low
            else:
                gain = part.high - part.expression
            terms.append(gain * part.weight)
        return LinearExpr.total(terms)

    @property
    def most(self) -> int:
        """The objective of a plan in which each goal is the best that it can be at all."""
        return sum((part.high - part.low) * part.weight for part in self.parts)

    def bounds(self, bound: float, values: Sequence[int]) -> list[int]:
        """A bound for each goal from one for the objective, given the values of a plan.

        As long as the goals before are at their bounds, what is left of the bound is for the next;
        behind the first that is not, only what a goal can be at all is known.
        """
        left = math.floor(bound + 1e-6)
        tight = True
        found = []
        for part, value in zip(self.parts, values, strict=True):
            most = part.high - part.low
            gain = min(most, left // part.weight) if tight else most
            gain = max(gain, part.gain(value))  # rounding in the solver makes no bound a lie
            found.append(part.value(gain))
            tight = tight and gain == part.gain(value)
            left -= gain * part.weight
        return found


def terms(model: SeatModel, goals: Sequence[Goal]) -> list[Term]:
    """The goals in order, each with a weight of 1.

    Raises:
        ProgramError: if one cannot be counted exactly.
    """
    made = []
    for goal in goals:
        with counted(goal):
            model.rows.about = (goal.name,)
            expression = model.worth(goal)
            model.rows.about = ()
            must_count(*model.range(expression))
            low, high = model.span(expression)
            if goal.sense == "min" and goal.least is not None:  # the expression is never better
                low, high = max(low, goal.least), max(high, goal.least)
            must_count(0, high - low, LARGEST_GOAL)
        made.append(Term(goal, expression, low, high, 1))
    return made


def block_of(todo: Sequence[Term], bits: int | None = None) -> Block:
    """As many of these, from the first on, as fit into one sum; one that gives is the last."""
    size, count = 1, 0
    for term in todo:
        size *= term.high - term.low + 1
        if count and size.bit_length() > (MOST_BITS if bits is None else bits):
            break
        count += 1
        if term.gives:  # what is left to the goals after it depends on its best value
            break
    parts = []
    weight = 1
    for term in reversed(todo[:count]):
        parts.append(evolve(term, weight=weight))
        weight *= term.high - term.low + 1
    return Block(tuple(reversed(parts)))


def blocks(model: SeatModel, goals: Sequence[Goal]) -> list[Block]:
    """The goals in order, as many in one block as fit."""
    todo = terms(model, goals)
    made: list[Block] = []
    while todo:
        made.append(block_of(todo))
        todo = todo[len(made[-1].parts) :]
    return made
