"""Plans of the largest programs: relax-and-fix, and LNS over windows of some months.

*Relax-and-fix* with a rolling horizon makes a first plan by launch date. Each sub-model decides
some flights and looks ahead at some more; its decisions are kept, and the next one begins where
they end. Each seat has only a few candidates (`flight_windows.py`), and the costs that depend on
how often a member flies are worked out before (`marginal_costs.py`), so a sub-model is small and
gives a plan within a second. If it has no plan, the lists get longer, and then earlier flights are
decided again, further and further back. The plan meets all requirements. On programs of hundreds of
flights it is within two percent of the optimum.

It did not know who would fly later. Now that is known, and so is the cost of one more tour of each
member: the flights of some months are replanned, with a few candidates for each seat, while all
others stay fixed. Each window takes a second or less, however large the program, and windows
overlap.

Measured in docs/decisions/0006.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import numpy as np

from seatplan.engine.primal.flight_windows import FlightWindows
from seatplan.engine.primal.lns import Lns, Size, Target
from seatplan.engine.rows.rows import Flags, Whole
from seatplan.engine.solver.answer import Answer
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.presets import PROVE, STEP
from seatplan.engine.solver.relaxation import Relaxed
from seatplan.engine.solver.search import Search
from seatplan.engine.solver.submodel import Submodel
from seatplan.modelling import LinearExpr, Variable

LISTED_AT_FIRST = 12
"""The initial length of a list."""

WIDER = 4
"""The factor by which lists grow if a sub-model has no plan."""

LEAST_DECIDED, MOST_DECIDED, DECIDED_SHARE = 800, 2_500, 1 / 16
"""How many literals of the lists a sub-model decides: this share of them, within these limits, or
those of one flight; half as many after the solver gave up."""

AHEAD = 1.0
"""How many more literals it looks ahead at, for each that it decides."""

FORESIGHT = 4
"""The weight of the most expensive turn expected, relative to a member's next turn."""

STEP_EFFORT = 2.0
"""Effort for one sub-model, in deterministic time; four times as much, with full presolve, if two
attempts found no plan."""

BACK = 6
"""How many times in a row it goes back, each time twice as far, before it gives up."""

LISTED = 24
"""The length of a candidate list."""

SIZE = 3_000
"""The number of literals in a window, with lists as long as when the plan was made."""

OVERLAP = 0.5
"""The share of a window that is also in the next one."""

WINDOW_EFFORT = 1.0
"""For one window, in deterministic time."""

FINER = 4
"""Candidates are ordered by value in this many parts and one random part, so that not every pass
evaluates the same ones."""


def relax_and_fix(
    partial: PartialSolution,
    worth: Mapping[Variable, int],
    relaxed: Relaxed | None,
    search: Search,
) -> FlightWindows | None:
    """Decides flight after flight; what has no rows yet is not broken.

    Args:
        partial: without any decision made.
        worth: the objective coefficient of each variable, to be maximized.
        relaxed: shows which turns to expect.
        search: how to search.

    Returns:
        the windows of the partial solution with the plan; None if there is none.
    """
    windows = FlightWindows(partial, worth, LISTED_AT_FIRST)
    if relaxed is not None:
        windows.turns.expect(relaxed.values)
    flights = windows.flights
    most = int(min(max(LEAST_DECIDED, DECIDED_SHARE * windows.literals), MOST_DECIDED))
    start = failed = 0
    kept = most
    while start < len(flights):
        if search.left <= 0:
            return None
        # First the lists get longer; then it also goes back.
        begin = start if failed < 2 else windows.before(start, kept * 2 ** (failed - 2))
        end = windows.after(start, kept)
        ahead = windows.after(end, int(AHEAD * kept))
        numbers, last = partial.numbers, partial.last
        partial.reopen(numbers[(last >= begin) & (last < start)])
        answer = _decide(windows, begin, ahead, failed, search)
        if not answer.found and not answer.infeasible and end > start + 1:
            kept //= 2
            continue
        if not answer.found:
            whole = begin == 0 and _length(failed) >= windows.shortlist.longest
            if failed == BACK + 1 or (failed > 1 and whole):
                return None
            failed += 1
            continue
        if partial.separate(partial.broken(flights[:end])):
            continue
        partial.choose(numbers[last < end])
        start, failed, kept = end, 0, min(2 * kept, most)
    windows.turns.take()
    return windows if partial.kept else None


def _decide(windows: FlightWindows, begin: int, ahead: int, failed: int, search: Search) -> Answer:
    """Optimizes the open decisions that arise before a flight.

    When going back, nothing is settled: a variable that depends on decisions through other
    variables would keep its value although the decisions are reopened.

    Args:
        windows: of the partial solution.
        begin: the first flight that is open.
        ahead: the flight before which it ends.
        failed: how many sub-models had no plan.
        search: how to search.
    """
    partial = windows.partial
    back = failed > 1
    prices = windows.prices(FORESIGHT)
    submodel = windows.submodel(
        (partial.first < ahead) & ~partial.chosen[partial.numbers],
        [] if back else partial.covers(begin, ahead),
        _length(failed),
        prices,
        prices[partial.numbers],
        settled=not back,
        last=ahead == len(windows.flights),
    )
    preset, effort = (PROVE, 4 * STEP_EFFORT) if back else (STEP, STEP_EFFORT)
    answer = search.run(submodel.cp, preset, effort=effort)
    if answer.found:
        submodel.decide(partial, answer)
    return answer


def _length(failed: int) -> int:
    """The length of the lists after this many sub-models without a plan."""
    return LISTED_AT_FIRST * int(pow(WIDER, failed))


class TimeWindowSearch(Target):
    """One run of the search; it is its own target and neighborhood.

    Attributes:
        partial: with the plan.
        size, effort: of a window.
    """

    def __init__(self, stretches: FlightWindows, objective: LinearExpr, search: Search) -> None:
        """
        Args:
            stretches: of a partial solution with a plan that breaks nothing.
            objective: to be maximized.
            search: how to search, and the seed.
        """
        self.partial: PartialSolution = stretches.partial
        self.effort: float = WINDOW_EFFORT
        self.size: Size = Size(float(SIZE), 1.0, 1.0)
        self._stretches = stretches
        self._objective = objective
        self._search = search
        self._random = np.random.default_rng(search.seed % 2**32)
        self._windows = [(0, stretches.after(0, SIZE))]
        while (begin := stretches.after(self._windows[-1][0], int(SIZE * OVERLAP))) < len(
            stretches.flights
        ):
            self._windows.append((begin, stretches.after(begin, SIZE)))
        self._next = 0
        self._bound: float = math.inf

    def run(self, bound: float = math.inf) -> Iterator[int]:
        """Improves the plan as far as possible, or up to the bound.

        Yields:
            the value of the plan after each pass that improved it.
        """
        self._bound = bound
        loop = Lns(self, [self], self._search, idle=len(self._windows))
        before = None
        worth = self.partial.worth(self._objective)
        while worth != before:
            before = worth
            loop.run(self.partial, steps=len(self._windows))
            worth = self.partial.worth(self._objective)
            if worth != before:
                yield worth

    def value(self, partial: PartialSolution) -> tuple[int, ...]:
        self._stretches.turns.take()
        return -len(partial.broken()), partial.worth(self._objective)

    def is_reached(self, value: tuple[int, ...]) -> bool:
        return value >= (0, self._bound)

    def drawn(self, partial: PartialSolution) -> Whole:
        """All decisions of the next window."""
        numbers: Whole = partial.numbers[self._among(*self._windows[self._next])]
        return numbers

    def submodel(self, partial: PartialSolution, opened: Whole) -> tuple[Submodel, int]:
        stretches, (begin, end) = self._stretches, self._windows[self._next]
        self._next = (self._next + 1) % len(self._windows)
        numbers = partial.numbers
        prices = stretches.prices()
        # A cover is sufficient and not necessary: the plan may be without it.
        covers = [
            (places, least)
            for places, least in partial.covers(begin, end)
            if partial.values[numbers[places]].sum() >= least
        ]
        rank = prices[numbers] * FINER + self._random.integers(FINER, size=len(numbers))
        among = self._among(begin, end)
        return stretches.submodel(among, covers, LISTED, prices, rank, settled=True, hinted=True), 0

    def _among(self, begin: int, end: int) -> Flags:
        """Flags of the decisions that arise with these flights, by position."""
        among: Flags = (self.partial.first >= begin) & (self.partial.first < end)
        return among
