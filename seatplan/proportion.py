"""How far a part of a whole is from its share, as rows of a convex hull.

A number of seats that is at most b + s z, for a whole number z, is at most that rounded down. The
convex hull of these points has few edges, and each edge is a row that cuts off more fractional
solutions than the condition itself.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from attrs import frozen

from seatplan.modelling import LinearConstraint, LinearExpr, Model

MOST_STEPS = 32
"""The most values of the whole whose hull is taken; the more there are, the less it gains. Of 12
flights, 24 are needed; of 60, 64 make the relaxation slower and its vertex less like a plan."""

MOST_SCALE = 10**4
"""The largest common factor of the rows, whose coefficients it multiplies."""


@frozen
class Proportion:
    """scale · part - share · whole + before, for a part and a whole that are whole numbers.

    Attributes:
        part, whole: the two numbers; `whole` has at most one variable, or its hull is not taken.
        scale, share: positive integers, or a share of 0.
        before: a constant.
    """

    part: LinearExpr
    whole: LinearExpr
    scale: int
    share: int
    before: int

    def within(self, model: Model, slack: int) -> tuple[list[LinearConstraint], int]:
        """Rows that keep the difference between -slack and slack, and the scale of their violation.

        The violation is the number of units of the part by which it misses that, rounded up.
        """
        rows = [
            *self._at_most(model, self.part, 1, slack),
            *self._at_most(model, -self.part, -1, slack),
        ]
        common = math.lcm(*(scale for _, scale in rows))
        if common > MOST_SCALE * self.scale:
            return [self._plain() <= slack, self._plain() >= -slack], self.scale
        return [row * (common // scale) <= 0 for row, scale in rows], common

    def _plain(self) -> LinearExpr:
        return self.part * self.scale - self.whole * self.share + self.before

    def _at_most(
        self, model: Model, part: LinearExpr, sign: int, slack: int
    ) -> list[tuple[LinearExpr, int]]:
        """Expressions that are at most 0 where the difference, times `sign`, is at most the slack.

        Each comes with its scale: the violation is the expression divided by it.
        """
        low, high = model.range(self.whole)
        step = math.gcd(*self.whole.factors)
        if len(self.whole.variables) > 1 or (step and high - low > MOST_STEPS * step):
            return [(self._plain() * sign - slack, self.scale)]
        wholes = range(low, high + 1, step or 1)
        most = [(slack + sign * (self.share * one - self.before)) // self.scale for one in wholes]
        begin, grid = part.constant, math.gcd(*part.factors)
        found = []
        for edge in upper_hull(most):
            # (slope · z + rise) / run with z = (whole - low) / step
            line = self.whole * edge.slope - edge.slope * low + edge.rise * (step or 1)
            run = edge.run * (step or 1)
            found.append((part * run - line, run))
        if grid > 1:
            on_grid = [begin + (one - begin) // grid * grid for one in most]
            if len(most) == 1:
                # The first value on the grid that is too large is off by so much.
                off = on_grid[0] + grid - most[0]
                found.append(((part - on_grid[0]) * off, grid))
        return found


@frozen
class Edge:
    """The line (slope · z + rise) / run."""

    slope: int
    rise: int
    run: int


def upper_hull(values: Sequence[int]) -> list[Edge]:
    """The edges of the least concave function that is at least `values[z]` for each index z."""
    corners: list[tuple[int, int]] = []
    for point in enumerate(values):
        while len(corners) > 1 and _is_below(corners[-2], corners[-1], point):
            corners.pop()
        corners.append(point)
    if len(corners) == 1:
        return [Edge(0, corners[0][1], 1)]
    edges = []
    for (left, low), (right, high) in pairwise(corners):
        shared = math.gcd(right - left, high - low)
        slope, run = (high - low) // shared, (right - left) // shared
        edges.append(Edge(slope, low * run - slope * left, run))
    return edges


def lower_hull(values: Sequence[int]) -> list[Edge]:
    """The edges of the largest convex function that is at most `values[z]` for each index z."""
    return [Edge(-one.slope, -one.rise, one.run) for one in upper_hull([-one for one in values])]


def _is_below(left: tuple[int, int], middle: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether the middle point is on or below the line from the left to the right one."""
    rise, run = right[1] - left[1], right[0] - left[0]
    return (middle[1] - left[1]) * run <= rise * (middle[0] - left[0])
