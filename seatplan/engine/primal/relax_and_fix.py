"""Relax-and-fix with a rolling horizon: a first plan of a large program, by launch date.

Each sub-model decides some flights and looks ahead at some more; its decisions are kept, and the
next one begins where they end. Each seat has only a few candidates (`flight_windows.py`), and the
costs that depend on how often a member flies are worked out before (`marginal_costs.py`), so a
sub-model is small and gives a plan within a second. If it has no plan, the lists get longer, and
then earlier flights are decided again, further and further back. The plan meets all requirements.
On programs of hundreds of flights it is within two percent of the optimum.

Measured in docs/decisions/0006.
"""

from __future__ import annotations

from seatplan.engine.primal.flight_windows import FlightWindows
from seatplan.engine.solver.answer import Answer
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.presets import PROVE, STEP
from seatplan.engine.solver.search import Search

FEW = 12
"""The initial length of a list."""

WIDER = 4
"""The factor by which lists grow if a sub-model has no plan."""

LEAST, MOST, SHARE = 800, 2_500, 1 / 16
"""How many literals of the lists a sub-model decides: this share of them, within these limits, or
those of one flight; half as many after the solver gave up."""

AHEAD = 1.0
"""How many more literals it looks ahead at, for each that it decides."""

FORESIGHT = 4
"""The weight of the most expensive turn expected, relative to a member's next turn."""

EFFORT = 2.0
"""Effort for one sub-model, in deterministic time; four times as much, with full presolve, if two
attempts found no plan."""

BACK = 6
"""How many times in a row it goes back, each time twice as far, before it gives up."""


class RelaxAndFix:
    """One run of relax-and-fix."""

    def __init__(self, stretches: FlightWindows, search: Search) -> None:
        """
        Args:
            stretches: of a partial solution without any decision made.
            search: how to search.
        """
        self.partial: PartialSolution = stretches.partial
        self._stretches = stretches
        self._search = search

    def run(self) -> bool:
        """Makes all decisions; returns whether that succeeded."""
        stretches, shortlist = self._stretches, self._stretches.shortlist
        flights = stretches.flights
        most = int(min(max(LEAST, SHARE * stretches.literals), MOST))
        start = failed = 0
        kept = most
        while start < len(flights):
            if self._search.left <= 0:
                return False
            # First the lists get longer; then it also goes back.
            begin = start if failed < 2 else stretches.before(start, kept * 2 ** (failed - 2))
            end = stretches.after(start, kept)
            ahead = stretches.after(end, int(AHEAD * kept))
            numbers, last = self.partial.numbers, self.partial.last
            self.partial.reopen(numbers[(last >= begin) & (last < start)])
            answer = self._decide(begin, ahead, failed)
            if not answer.found and not answer.infeasible and end > start + 1:
                kept //= 2
                continue
            if not answer.found:
                whole = begin == 0 and _length(failed) >= shortlist.longest
                if failed == BACK + 1 or (failed > 1 and whole):
                    return False
                failed += 1
                continue
            if self.partial.separate(self.partial.broken(flights[:end])):
                continue
            self.partial.choose(numbers[last < end])
            start, failed, kept = end, 0, min(2 * kept, most)
        stretches.turns.take()
        return self.partial.kept

    def _decide(self, begin: int, ahead: int, failed: int) -> Answer:
        """Optimizes the open decisions that arise before that flight.

        When going back, nothing is settled: a variable that depends on decisions through other
        variables would keep its value although the decisions are reopened.
        """
        stretches, partial = self._stretches, self.partial
        back = failed > 1
        prices = stretches.prices(FORESIGHT)
        submodel = stretches.submodel(
            (partial.first < ahead) & ~partial.chosen[partial.numbers],
            [] if back else partial.covers(begin, ahead),
            _length(failed),
            prices,
            prices[partial.numbers],
            settled=not back,
            last=ahead == len(stretches.flights),
        )
        preset, effort = (PROVE, 4 * EFFORT) if back else (STEP, EFFORT)
        answer = self._search.run(submodel.cp, preset, effort=effort)
        if answer.found:
            partial.take(submodel, answer)
        return answer


def _length(failed: int) -> int:
    """The length of the lists after this many sub-models without a plan."""
    return FEW * int(pow(WIDER, failed))
