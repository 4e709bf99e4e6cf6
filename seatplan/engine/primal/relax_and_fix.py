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

from collections.abc import Mapping

from attrs import define, field

from seatplan.engine.primal.flight_windows import FlightWindows
from seatplan.engine.solver.answer import Answer
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.presets import PROVE, STEP
from seatplan.engine.solver.relaxation import Relaxed
from seatplan.engine.solver.search import Search
from seatplan.modelling import Variable

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

EFFORT = 2.0
"""Effort for one sub-model, in deterministic time; four times as much, with full presolve, if two
attempts found no plan."""

BACK = 6
"""How many times in a row it goes back, each time twice as far, before it gives up."""


@define
class RelaxAndFix:
    """Decides flight after flight.

    Attributes:
        worth: the objective coefficient of each variable, to be maximized.
        relaxed: shows which turns to expect.
        windows: of the partial solution that was built; None before that.
    """

    worth: Mapping[Variable, int]
    relaxed: Relaxed | None = None
    windows: FlightWindows | None = field(default=None, init=False)

    def build(self, partial: PartialSolution, search: Search) -> bool:
        """Makes all decisions; what has no rows yet is not broken."""
        self.windows = windows = FlightWindows(partial, self.worth, LISTED_AT_FIRST)
        if self.relaxed is not None:
            windows.turns.expect(self.relaxed.values)
        flights = windows.flights
        most = int(min(max(LEAST_DECIDED, DECIDED_SHARE * windows.literals), MOST_DECIDED))
        start = failed = 0
        kept = most
        while start < len(flights):
            if search.left <= 0:
                return False
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
                    return False
                failed += 1
                continue
            if partial.separate(partial.broken(flights[:end])):
                continue
            partial.choose(numbers[last < end])
            start, failed, kept = end, 0, min(2 * kept, most)
        windows.turns.take()
        return partial.kept


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
    preset, effort = (PROVE, 4 * EFFORT) if back else (STEP, EFFORT)
    answer = search.run(submodel.cp, preset, effort=effort)
    if answer.found:
        submodel.decide(partial, answer)
    return answer


def _length(failed: int) -> int:
    """The length of the lists after this many sub-models without a plan."""
    return LISTED_AT_FIRST * int(pow(WIDER, failed))
