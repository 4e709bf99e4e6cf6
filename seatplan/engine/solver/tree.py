"""Branch and bound over the linear relaxation, for a bound.

CP-SAT chooses its branches by conflicts, of which a soft rule with long balances has few: a day
more or less in one tour costs a day, and contradicts nothing. Here a branch is the column whose two
sides raise the bound of the relaxation most (strong branching: Applegate, Bixby, Chvátal and Cook,
"Finding cuts in the TSP", DIMACS Technical Report 95-05, 1995). Few of them raise the bound by more
than all cuts of the root.

A column that has gained much will gain much in other parts, too: half of the columns that are tried
are chosen by that (pseudo-costs: Benichou, Gauthier, Girodet, Hentges, Ribiere and Vincent,
"Experiments in mixed-integer linear programming", Mathematical Programming 1, 1971).

No floating-point number is trusted: the bound of each part is computed in integers from rounded
multipliers, and a part is closed only by that bound or by propagation.

Measured in docs/decisions/0028, 0031 and 0034.
"""

from __future__ import annotations

import heapq

import numpy as np
from attrs import evolve, frozen

from seatplan.engine.rows.rows import FAR, Whole
from seatplan.engine.solver.answer import LOG
from seatplan.engine.solver.dual_simplex import DualSimplex
from seatplan.engine.solver.linear_program import LinearProgram, Real, tightened
from seatplan.engine.solver.relaxation import INTEGRAL, exact_bound, reachable
from seatplan.engine.solver.search import Search

CANDIDATES = 8
"""The columns whose two sides are tried at each branch."""

PROVEN = 4
"""So many of them at most are those that gained most elsewhere. Measured in docs/decisions/0031."""

RANGED = 0.6
"""How much rather a column with more than two values is tried, where 0.5 is the most fractional:
numbers of seats of an agency decide more than seats of a person."""

NO_GAIN = 1e-3
"""A side that gains nothing counts as this, so that the gain of the other one decides."""


@frozen(eq=False)
class Part:
    """A part of all solutions.

    Attributes:
        bound: no solution in it has an objective above it.
        linear: the program with the ranges of this part.
        values: of the relaxation; None if it has none, and the part is not branched on.
    """

    bound: int
    linear: LinearProgram
    values: Real | None


class Tree:
    """Parts that together have all solutions that are better than a known one."""

    def __init__(self, linear: LinearProgram, known: int, search: Search) -> None:
        """
        Args:
            linear: what is maximized.
            known: the objective of a known solution.
            search: the time.
        """
        self._root = linear
        self.known: int = known
        self._search = search
        self._wide = linear.most - linear.least > 1
        self._gains = _Gains(len(linear.costs))
        self._better_rows = _above(linear, known)
        self._simplex = DualSimplex(linear, known + 1)
        self._parts: list[tuple[int, int, Part]] | None = None  # a heap, once it has begun
        self._number = 0
        self._closed = known  # the best bound of parts that cannot be branched on
        self.solved: int = 0

    def bound(self, solves: int) -> int:
        """A bound of the objective, that of the known solution if none is better.

        Called again, it goes on where it ended.

        Args:
            solves: about how many linear programs it may solve.
        """
        if self._parts is None:
            most = exact_bound(self._root, [0] * len(self._root))
            if self._search.left <= 0:
                return most
            self._parts = []
            ranges = self._better(self._root.least, self._root.most)
            root = None if ranges is None else self._part(ranges, most)
            if root is not None:
                self._push(root)
        parts = self._parts
        end = self.solved + solves
        while parts and self.solved < end and self._search.left > 0:
            if -parts[0][0] <= self._closed:
                break
            _, _, part = heapq.heappop(parts)
            columns = self._candidates(part)
            if part.values is None or not columns:
                self._closed = max(self._closed, part.bound)
                continue
            for side in self._branched(part, columns):
                self._push(side)
        bound = max([self._closed, *(-one for one, _, _ in parts)])
        LOG.debug("tree: %d linear programs, %d parts open, %d", self.solved, len(parts), bound)
        return bound

    def _push(self, part: Part) -> None:
        assert self._parts is not None
        self._number += 1
        heapq.heappush(self._parts, (-part.bound, self._number, part))

    def _candidates(self, part: Part) -> list[int]:
        """The fractional columns of its relaxation, those that may decide most first."""
        if part.values is None:
            return []
        off = np.abs(part.values - np.rint(part.values))
        open_ = np.flatnonzero((off > INTEGRAL) & (part.linear.least < part.linear.most))
        score = off[open_] + RANGED * self._wide[open_]
        others: list[int] = open_[np.argsort(-score, kind="stable")].tolist()
        proven = self._gains.best(open_, part.values)[:PROVEN]
        return list(dict.fromkeys([*proven, *others]))

    def _branched(self, part: Part, columns: list[int]) -> list[Part]:
        """Its two sides in the column that raises the bound most; closed ones are left out.

        Columns whose sides have the same ranges as those of one before are passed over.
        """
        assert part.values is not None
        best: list[Part] = [part]
        most = -1.0
        seen: set[frozenset[bytes]] = set()
        for column in columns:
            if len(seen) == CANDIDATES or self._search.left <= 0:
                break
            value = float(part.values[column])
            sides = [self._side(part, column, value, upper=upper) for upper in (False, True)]
            key = frozenset(b"" if one is None else _key(one) for one in sides)
            if key in seen:
                continue
            seen.add(key)
            worth, kept = 1.0, list[Part]()
            for upper, side in enumerate(sides):
                found = None if side is None else self._part(side, part.bound)
                gain = part.bound - (self.known if found is None else found.bound)
                self._gains.add(column, value, gain, upper=bool(upper))
                # A side that is closed has gained all there is to gain.
                worth *= max(NO_GAIN, float(gain))
                if found is not None:
                    kept.append(found)
                    if found.values is None:  # its bound would stay
                        worth = 0.0
            if worth > most:
                most, best = worth, kept
            if not best:
                break
        return best

    def _side(self, part: Part, column: int, value: float, *, upper: bool) -> LinearProgram | None:
        """The ranges where a column is above a value, or below it; None without a solution."""
        least, most = part.linear.least.copy(), part.linear.most.copy()
        floor = int(np.floor(value))
        if upper:
            least[column] = max(int(least[column]), floor + 1)
        else:
            most[column] = min(int(most[column]), floor)
        if least[column] > most[column]:
            return None
        return self._better(least, most, np.array([column]))

    def _part(self, linear: LinearProgram, above: int) -> Part | None:
        """The part with these ranges; None if it has no solution that is better than the known.

        Args:
            linear: with the ranges, after propagation.
            above: a bound of all its solutions.
        """
        tighter: LinearProgram | None = linear
        values: Real | None = None
        while tighter is not None:
            found, multipliers = self._solve(tighter)
            above = min(above, exact_bound(tighter, multipliers))
            if above <= self.known:
                return None
            if found is None:  # values from before the last columns were fixed still help
                return Part(above, tighter, values)
            values = found
            least, most = reachable(tighter, multipliers, self.known + 1)
            changed = np.flatnonzero((least != tighter.least) | (most != tighter.most))
            tighter = self._better(least, most, changed)
            if tighter is not None and _within(values, tighter):
                return Part(above, tighter, values)
        return None

    def _better(
        self, least: Whole, most: Whole, changed: Whole | None = None
    ) -> LinearProgram | None:
        """These ranges after propagation, with the row that the objective is above the known one.

        Args:
            least, most: the ranges.
            changed: the columns whose ranges are not propagated yet; all by default.
        """
        found = tightened(evolve(self._better_rows, least=least, most=most), changed)
        return None if found is None else evolve(self._root, least=found.least, most=found.most)

    def _solve(self, linear: LinearProgram) -> tuple[Real | None, list[int]]:
        """The values of the relaxation, None without an optimum, and the multipliers at its end.

        Those at which the dual simplex finds that a program is infeasible, or no better than the
        known solution, imply a bound, too.
        """
        self.solved += 1
        return self._simplex.solve(linear.least, linear.most)


class _Gains:
    """How much bounds have fallen where columns were branched on, per unit that they moved."""

    def __init__(self, columns: int) -> None:
        self._sums: Real = np.zeros((2, columns))
        self._counts: Whole = np.zeros((2, columns), dtype=np.int64)

    def add(self, column: int, value: float, gain: int, *, upper: bool) -> None:
        """Counts the gain of one side of a column with this value in the relaxation."""
        moved = np.ceil(value) - value if upper else value - np.floor(value)
        self._sums[int(upper), column] += gain / max(float(moved), NO_GAIN)
        self._counts[int(upper), column] += 1

    def best(self, columns: Whole, values: Real) -> list[int]:
        """Those of these columns of which both sides are known to gain, the best first."""
        down = values[columns] - np.floor(values[columns])
        means = self._sums[:, columns] / np.maximum(self._counts[:, columns], 1)
        expected = np.maximum(NO_GAIN, means * np.stack((down, 1.0 - down))).prod(axis=0)
        expected[(self._counts[:, columns] == 0).any(axis=0)] = 0.0
        order = np.argsort(-expected, kind="stable")
        found: list[int] = columns[order[expected[order] > NO_GAIN]].tolist()
        return found


def _above(linear: LinearProgram, known: int) -> LinearProgram:
    """The program with the row that its objective is above the known one."""
    priced = np.flatnonzero(linear.costs)
    return evolve(
        linear,
        starts=np.append(linear.starts, linear.starts[-1] + len(priced)),
        variables=np.append(linear.variables, priced),
        factors=np.append(linear.factors, linear.costs[priced]),
        lows=np.append(linear.lows, known + 1 - linear.constant),
        highs=np.append(linear.highs, FAR),
    )


def _key(linear: LinearProgram) -> bytes:
    """The ranges of the columns, to compare."""
    return linear.least.tobytes() + linear.most.tobytes()


def _within(values: Real, linear: LinearProgram) -> bool:
    """Whether all values are in the ranges of the columns."""
    return bool(
        (values >= linear.least - INTEGRAL).all() and (values <= linear.most + INTEGRAL).all()
    )
