"""The driver of one solve: from the model, over a first plan and goal after goal, to the result.

Measured in docs/decisions/0004 and 0012.
"""

from __future__ import annotations

import math
import time

from attrs import evolve

from seatplan.engine.lexicographic.before_rounds import BeforeRounds
from seatplan.engine.lexicographic.first_plan import (
    MANY,
    of_hard_rules,
    places,
    plan_first,
    unbroken_first,
)
from seatplan.engine.lexicographic.fixed_dates import OnFixedDates
from seatplan.engine.lexicographic.goal_alone import SMALLER
from seatplan.engine.lexicographic.hardening import can_harden
from seatplan.engine.lexicographic.portfolio import Portfolio
from seatplan.engine.lexicographic.run import Run
from seatplan.engine.lexicographic.traffic_first import choose_traffic
from seatplan.engine.lexicographic.warm_start import ROUNDED, begin
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import Term, terms
from seatplan.engine.model.plan_values import hint_plan
from seatplan.engine.solver.answer import LOG
from seatplan.engine.solver.reproduction import solved_with
from seatplan.engine.solver.search import OutOfTime
from seatplan.errors import Interrupted
from seatplan.goals.keep_rules import KeepRules
from seatplan.program import Program
from seatplan.result import GoalValue, Result, Statistics, Status

LARGE = 4_000
"""From this many variables, a separate warm start finds a plan far sooner: 6,271 variables take
0.9 s instead of 9, but 3,279 take 0.6 s instead of 0.2."""

SECURED = (LARGE, 25_000)
"""With more variables than the first, a plan of the hard rules comes before anything else; with
fewer, the first slice of the sum finds one as soon. From the second on, any search takes seconds,
and a large program has its own method for a first plan."""


class Driver(Run):
    """One solve, from the model to the checked result."""

    tightens = True
    secures = True
    """Whether any plan of the hard rules is welcome."""

    sizes = (0, 0)
    _on_fixed: OnFixedDates | None = None
    _secured = False
    _strict: Program | None = None
    _hard_rows: float = math.inf

    def solve(self) -> Result:
        """The result.

        Raises:
            Interrupted: at Ctrl-C, whenever it comes.
        """
        try:
            self.tell("build")
            self._take_given()
            self._on_fixed = OnFixedDates.of(self)
            if self._on_fixed is not None:
                self._on_fixed.secure()
            status = choose_traffic(self)
            if status is Status.INFEASIBLE:
                return self._result(status)
            if self._answered_nearby():
                return self._result(Status.OPTIMAL)
            model = None
            if self.secures and self.incumbent is None and places(self.roles.program) > MANY:
                model = self._plan_first()
                if model is None:
                    return self._result(Status.INFEASIBLE)
            if model is None or model.source is not self.roles.program:
                model = self._whole()
            status = self._optimise(model)
        except (OutOfTime, KeyboardInterrupt) as stop:
            self.search.counts.interrupted |= isinstance(stop, KeyboardInterrupt)
            status = Status.UNKNOWN if self.incumbent is None else Status.FEASIBLE
        self._end_phase("search")
        try:
            result = self._result(status)
        except KeyboardInterrupt:  # the plan is there: it is read once more
            self.search.counts.interrupted = True
            result = self._result(status)
        if self.search.interrupted:
            raise Interrupted(result)
        return result

    def _plan_first(self) -> SeatModel | None:
        """Looks for any plan; returns the model of the hard rules, or None if there is no plan."""
        model = self.model(of_hard_rules(self.roles.program))
        # Rows that are posted for this plan alone would only slow down what comes after it.
        forget = model.on_trial()
        if plan_first(self, model) is Status.INFEASIBLE:
            return None
        forget()
        self._secured = self.incumbent is not None
        self._hard_rows = len(model.rows)
        self.hard = None if self._secured else model
        if self._secured:
            self._strict = unbroken_first(self, model)
        self._end_phase("first plan")
        return model

    def _whole(self) -> SeatModel:
        """The model of the whole program; with its soft rules hard where a plan breaks none."""
        return self.model(self.roles.program if self._strict is None else self._strict)

    def _answered_nearby(self) -> bool:
        """Whether a model of some plans has proved the answer; never in a plain solve."""
        return False

    def _take_given(self) -> None:
        """Makes the given plan the first incumbent, if it passes the check."""
        if self.known is not None:
            self.take_plan(self.known)
        elif self.verifier.known() is not None and self.plan is not None:
            self.take_plan(self.plan)
            self.given = self.incumbent

    def _end_phase(self, phase: str) -> None:
        now = time.monotonic()
        self.phases[phase] = self.phases.get(phase, 0.0) + now - self._lap
        self._lap = now

    def _result(self, status: Status) -> Result:
        """The result: the plan and its values, checked again in plain Python."""
        values: tuple[GoalValue, ...] = ()
        plan = None
        if self.incumbent is not None and status is not Status.INFEASIBLE:
            self.tell("check")
            # A plan that was given may come from a file that does not name its program.
            plan = evolve(self.incumbent.plan, program=self.program.name)
            left = [] if status is Status.OPTIMAL else self.left()
            values = self.verifier.values(plan, [*self.reached, *left], self.last)
        self._end_phase("check")
        statistics = Statistics(
            variables=self.sizes[0],
            rows=self.sizes[1],
            phases=self.phases,
            goals=self.goal_seconds,
            runs=self.search.counts.runs,
            conflicts=self.search.counts.conflicts,
            branches=self.search.counts.branches,
            deterministic_time=self.search.counts.effort,
            workers=self.search.workers,
            seed=self.search.seed,
            versions=solved_with(),
        )
        claims = self.claims(values, selection := self.active.selection)
        return Result(
            status,
            plan,
            tuple(evolve(one, claim=claim) for one, claim in zip(values, claims, strict=True)),
            time.monotonic() - self.start,
            statistics=statistics,
            claim=self.claim(selection) if status is Status.INFEASIBLE else None,
        )

    def _optimise(self, model: SeatModel) -> Status:
        """Improves the incumbent and the bounds; returns the status."""
        self.todo: list[Term] = terms(model, self.program.named_goals)
        self._built(model)
        self._pin(model)
        if self._strict is not None:  # no plan costs less than one that breaks no soft rule
            self.keep(model, self.todo[0], 0)
        if not self._secured or self._on_fixed is not None:
            self._start(model)
        fresh = self._secured or self.incumbent is None
        if fresh and self.todo and SECURED[0] < len(model.variables) < SECURED[1]:
            portfolio = BeforeRounds(self, model)
            if not portfolio.begin():
                return Status.INFEASIBLE
            model = portfolio.model
        fixed = model.rows.complete and not model.open_dates
        open_ = bool(self.todo) or self.incumbent is None
        if open_:
            self.search.must_have_time()
        if len(model.variables) > LARGE:
            model.post_links()
        begun, proved = None, False
        if fresh and fixed and self._begins_alone(model):
            begun = BeforeRounds(self, model)
            proved = begun.begin_large()
            model, open_ = begun.model, bool(self.todo)
        if len(model.variables) > LARGE and fresh and fixed and open_ and not proved:
            begin(self, model, improved=begun is not None and model.size <= ROUNDED)
        bare = self.incumbent is not None and self.incumbent.solution is None
        if self._secured and self.todo and bare:
            self._complete_given(model)
        if begun is not None and (proved or model.size <= ROUNDED):  # it knows relaxations
            self.once_more()
            return begun.run()
        return self._climb(model)

    def _begins_alone(self, model: SeatModel) -> bool:
        """Whether goals come first in models of their own, before a start that builds a plan.

        That is so for the cost of the soft rules, and for other goals if the program is much
        smaller without these: the start solves a relaxation of all goals, which takes far longer.
        """
        hard = self._hard_rows if self._secured else math.inf
        if len(self.todo) < 2 or not can_harden(self, model):
            return False
        if isinstance(self.todo[0].goal, KeepRules) and self._strict is None:
            return model.size > LARGE
        if hard > SMALLER * len(model.rows):
            return False
        return model.size > (ROUNDED if self._strict is not None else LARGE)

    def _start(self, model: SeatModel) -> None:
        """Starts from the first incumbent, and improves it before a wide search."""
        fixed = self._on_fixed
        if fixed is None or fixed.improve(model) or self.incumbent is None:
            self._complete_given(model)
        else:  # the first search completes it on the way
            hint_plan(model, self.incumbent.plan)

    def _built(self, model: SeatModel) -> None:
        self.sizes = (model.size, len(model.rows))
        self._end_phase("build")
        LOG.debug("built: %d variables, %d rows", *self.sizes)

    def _pin(self, model: SeatModel) -> None:
        """Posts known or required values of goals before the search; none in a plain solve."""

    def _complete_given(self, model: SeatModel) -> None:
        """Completes the given plan to values of all variables, or at least hints at it."""
        if self.incumbent is not None:
            self.complete_incumbent(model)
            return
        for plan in (self.known, self.plan):
            if plan is not None:
                hint_plan(model, plan)
                return

    def _climb(self, model: SeatModel) -> Status:
        """Optimizes the goals one after the other, from the best plan if there is one."""
        self.once_more()
        return Portfolio(self, model).run()
