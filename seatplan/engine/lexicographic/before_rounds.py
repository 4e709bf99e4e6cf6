"""What comes before the rounds of the portfolio, in programs that are not small.

A first plan comes before anything else. Then each goal, up to the first that stays open, has its
own relaxation, in the model without the goals after it: that of the whole is far slower, since it
has all soft rules and a sum of many goals.

Measured in docs/decisions/0013, 0017 and 0033.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from seatplan.engine.lexicographic.portfolio import SLICE, Portfolio
from seatplan.engine.lexicographic.warm_start import ROUNDED, improve_at_first
from seatplan.engine.model.objective_blocks import Term
from seatplan.engine.solver.presets import LOCAL_RAW
from seatplan.goals.keep_rules import KeepRules

BEGIN = 0.5
"""The effort of a first plan that comes before everything else, as a slice."""

BEGIN_AGAIN = 4.0
"""The factor by which that effort grows if no plan is found: where plans are rare, RENS and LNS
find none either, and take longer. Measured in docs/decisions/0017."""

NEAR = 0.01
"""Up to this share of the value between it and the bound, no start follows for the first open goal:
on 21 flights and 90 people the relaxation of all goals takes 7 s. Measured in
docs/decisions/0033."""


class BeforeRounds(Portfolio):
    """A portfolio, and what comes before its rounds."""

    def begin(self) -> bool:
        """Finds a first plan of a program that is not small; returns whether there may be one."""
        for effort in (BEGIN, BEGIN_AGAIN * BEGIN):
            if self.run_.incumbent is None and not self.run_.infeasible:
                self.secure(effort)
        return not self.run_.infeasible

    def begin_large(self) -> bool:
        """Proves goals by relaxations of their own, up to the first that stays open.

        Goals that count people are left to the rounds.

        Returns:
            whether a goal is proved, or nearly: then the portfolio goes on from the incumbent, and
            no start builds a plan without it.
        """
        open_ = len(self.run_.todo)
        while len(self.run_.todo) > 1 and self._may_be_alone() and not self._counts_people():
            goal = self.first
            for step in self._steps_at_first(goal):
                step()
                self._notice()
                if self._next is not goal:
                    break
            else:
                break
            self._tighten()
            self._begin_goal()
        return len(self.run_.todo) < open_ or self._is_near()

    def _steps_at_first(self, goal: Term) -> Iterator[Callable[[], object]]:
        """What comes before the rounds for a goal, each step only if those before leave it open.

        The relaxation comes before LNS unless it takes several seconds: RENS mostly finds the best
        plan, or one so near that LNS needs few steps.
        """
        largest, costs = self.model.size > ROUNDED, isinstance(goal.goal, KeepRules)
        # The model of the goal alone takes seconds to build in the largest programs.
        cheap = not costs and self.goal_alone.is_much_smaller
        relaxes = cheap or not (largest or self._is_slow(self.goal_alone))
        if relaxes:
            yield self._relax_at_first
        elif self._may_be_unbroken():
            yield partial(self.unbroken, BEGIN, (LOCAL_RAW,))
        if largest:
            return
        yield partial(improve_at_first, self.run_, self.model, goal)
        if not relaxes:
            if self._is_far():
                yield partial(self.neighborhoods_at_first, SLICE)
            yield self._relax_at_first

    def _relax_at_first(self) -> None:
        """The relaxation of the next goal in a model of its own, and RENS."""
        self.run_.trying("relaxation of the goal alone")
        self.relax_alone(SLICE)

    def _is_near(self) -> bool:
        """Whether the incumbent is so near the bound that the start would hardly improve it."""
        if not self.run_.todo or self._value is None or self.model.size > ROUNDED:
            return False
        value, bound = self._value, self.run_.bound_of(self.first)
        return abs(value - bound) <= NEAR * abs(value)
