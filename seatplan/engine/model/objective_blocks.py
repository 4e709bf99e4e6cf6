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

from seatplan.engine.model.by_dates import worth_of
from seatplan.engine.model.model import SeatModel
from seatplan.engine.rows.overflow import LARGEST_GOAL, counting, must_count
from seatplan.kinds import Goal
from seatplan.modelling import LinearConstraint, LinearExpr

MOST_BITS = 48
"""Doubles, which carry the solver's bounds, are exact to 53 bits."""


@frozen
class Term:
    """One goal in a block, transformed so that more is better and the least gain is 0.

    Attributes:
        expression: the expression of the goal.
        low, high: the range of the expression.
        weight: how much one unit of the goal adds to the objective of the block.
        last: whether the goal is optimized for the second time: a goal that gives, after all
            others.
    """

    goal: Goal
    expression: LinearExpr
    low: int
    high: int
    weight: int
    last: bool = False

    @property
    def key(self) -> tuple[str, bool]:
        """A key that no other term has."""
        return self.goal.name, self.last

    @property
    def gives(self) -> bool:
        """Whether plans that are worse than its best may be better for the terms after it."""
        return bool(self.goal.give) and not self.last

    def no_worse(self, value: int) -> LinearConstraint:
        """The constraint that the goal has this value or a better one."""
        return self.expression >= value if self.goal.sense == "max" else self.expression <= value

    def worst(self, best: int) -> int:
        """The worst value that is allowed while later terms are optimized."""
        return best if self.last else self.goal.worst(best)

    def within(self, best: int) -> Term:
        """The term for the second time, limited to the values that are good enough."""
        low, high = sorted((best, self.worst(best)))
        return evolve(self, low=low, high=high, weight=1, last=True)

    @property
    def best(self) -> int:
        """The best value in its range."""
        return self.high if self.goal.sense == "max" else self.low

    def gain(self, value: int) -> int:
        """How far a value is above the worst."""
        return value - self.low if self.goal.sense == "max" else self.high - value

    def value(self, gain: int) -> int:
        """The value with that gain."""
        return self.low + gain if self.goal.sense == "max" else self.high - gain


@frozen
class Block:
    """Goals that are optimized in one search."""

    parts: tuple[Term, ...]

    @property
    def objective(self) -> LinearExpr:
        """The expression to maximize."""
        terms = []
        for part in self.parts:
            if part.goal.sense == "max":
                gain = part.expression - part.low
            else:
                gain = part.high - part.expression
            terms.append(gain * part.weight)
        return LinearExpr.total(terms)

    def bounds(self, bound: float, values: Sequence[int]) -> list[int]:
        """A bound for each goal from a bound for the objective, given the values of a plan.

        As long as the goals before are at their bounds, the rest of the bound is for the next goal.
        After the first goal that is not at its bound, only the range of each goal is known.
        """
        left = math.floor(bound + 1e-6)
        tight = True
        found = []
        for part, value in zip(self.parts, values, strict=True):
            most = part.high - part.low
            gain = min(most, left // part.weight) if tight else most
            gain = max(gain, part.gain(value))  # the solver's rounding must not make a bound wrong
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
        with counting(goal):
            model.rows.about = (goal.name,)
            expression = worth_of(model, goal)
            model.rows.about = ()
            must_count(*model.range(expression))
            low, high = model.span(expression)
            if goal.sense == "min" and goal.least is not None:  # the expression is never better
                low, high = max(low, goal.least), max(high, goal.least)
            must_count(0, high - low, LARGEST_GOAL)
        made.append(Term(goal, expression, low, high, 1))
    return made


def block_of(todo: Sequence[Term], bits: int | None = None) -> Block:
    """As many of these terms, in order, as fit into one sum; a term that gives is the last."""
    size, count = 1, 0
    for term in todo:
        size *= term.high - term.low + 1
        if count and size.bit_length() > (MOST_BITS if bits is None else bits):
            break
        count += 1
        if term.gives:  # the range for later goals depends on its best value
            break
    parts = []
    weight = 1
    for term in reversed(todo[:count]):
        parts.append(evolve(term, weight=weight))
        weight *= term.high - term.low + 1
    return Block(tuple(reversed(parts)))


def blocks(model: SeatModel, goals: Sequence[Goal]) -> list[Block]:
    """The goals in order, with as many in each block as fit."""
    todo = terms(model, goals)
    made: list[Block] = []
    while todo:
        made.append(block_of(todo))
        todo = todo[len(made[-1].parts) :]
    return made
