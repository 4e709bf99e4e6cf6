"""Repair: a solve that starts from a plan that is nearly the answer.

With `least-change` among the first goals, the search ends near where it starts, so it is split
there. The goals up to `least-change` are proved first; the others, whose expressions are large, are
built only if they still have something to choose.

Measured in docs/decisions/0008.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from attrs import evolve
from ortools.sat.python import cp_model

from seatplan.checking import Report
from seatplan.dates import dates_of, days_of, written_dates
from seatplan.engine.answers.driver import Driver
from seatplan.engine.answers.near_plans import NearPlans, certain_changes, known_lines
from seatplan.engine.answers.solving import best_plan
from seatplan.engine.lexicographic.goal_search import GoalSearch
from seatplan.engine.lexicographic.knowledge import Incumbent
from seatplan.engine.model.building import build_model
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import Block, blocks, terms
from seatplan.engine.model.open_dates import setting
from seatplan.engine.solver.answer import Answer
from seatplan.engine.solver.presets import REOPTIMIZE
from seatplan.engine.solver.relaxation import EFFORTS
from seatplan.engine.solver.reproduction import Case
from seatplan.engine.solver.search import OutOfTime
from seatplan.engine.solver.verification import Reached, is_lawful
from seatplan.goals.keep_dates import KeepDates
from seatplan.goals.least_change import LeastChange
from seatplan.kinds import Goal
from seatplan.known_names import past_must_be_known
from seatplan.modelling import ALWAYS
from seatplan.options import USUAL, Options
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.result import Result, Status
from seatplan.timeline import PlanIndex

NEARBY = 15_000
"""From this many pairs of a flight and a member on it is worth a model of the near plans. With
4,000 the whole is searched as soon."""

SETTLED = 15_000
"""From this many variables on, a relaxation pays off that shows what may still change. With 12,000
variables it takes as long as it saves; with 19,000 the later goals take 0.1 s instead of 6, with
49,000 half a second instead of more than 66."""


def repair(
    program: Program,
    plan: Plan,
    *,
    as_of: date | None = None,
    how: Options = USUAL,
    relax: bool = False,
    read: tuple[Plan, Report] | None = None,
) -> Result:
    """Find what `solve` finds, but sooner if that is near the plan; the goals need `least-change`.

    The arguments and errors are those of `solve`; `how` are its options, and `read` is a plan that
    the check has read, held against the given one, and what it found.
    """
    deadline = time.monotonic() + how.seconds
    past_must_be_known(program, plan, as_of)
    return best_plan(_Repair, Case(program, plan, as_of), how, deadline, relax=relax, read=read)


class _Repair(Driver):
    secures = False
    preset = REOPTIMIZE
    tightens = False

    def _answered_nearby(self) -> bool:
        """Tries a model of the plans near the old one, and takes what it proves.

        Where it proves less than all, its best plan is where the search of the whole starts.
        """
        plan = self.plan
        if plan is None or not self.active.all:
            return False
        made = setting(self.program, plan, self.as_of)
        if made.is_open:
            return self._answered_on_fixed_dates(plan)
        lookup, told = ProgramIndex(made.base), dates_of(plan)
        if len(lookup.flights) * len(lookup.members) < NEARBY:
            return False
        if any(days_of(one, told) != (one.launch, one.landing) for one in made.base.flights):
            return False  # what the old plan breaks on its days is not what it breaks now
        first = self._first_goals()
        if self.given is not None and not self._is_best(first, self.given):
            return False  # no edit has anything to do with what is to be better
        kept = known_lines(ProgramIndex(self.program), plan)
        near = NearPlans.of(lookup, plan, self.verifier.read(kept).violations)
        model = self.model(self.program, near.among)
        inner = _Nearby(self.search, self.active, self.start, None, self.known)
        inner.take_from(self)
        try:
            status = inner._optimise(model)
        finally:
            self._continue_from(inner)
        found = inner.incumbent
        if status is not Status.OPTIMAL or found is None:
            return False
        least = near.least_elsewhere(model)
        goal = self.program.named_goals[len(first)]
        if least is not None:
            if goal.worst(inner.best[goal.name]) >= least:
                self.bounds[goal.name, False] = min(least, inner.best[goal.name])
                return False
            if not self._is_best(first, found):
                return False
        self._adopt(inner, found)
        return True

    def _answered_on_fixed_dates(self, plan: Plan) -> bool:
        """Tries the dates of the old plan: where no flight has to move, that is the answer.

        It is if the goals before `least-change` cannot be better, no plan on any dates changes
        less, and `keep-dates` is next: then every plan as good has those dates.
        """
        goals, first = self.program.named_goals, self._first_goals()
        at = len(first)
        if len(goals) < at + 2 or goals[at + 1] != KeepDates(id=goals[at + 1].id):
            return False  # `keep-dates` of all flights
        if any(one.give for one in goals):
            return False
        known = setting(self.program, plan, self.as_of)
        if any(known.based[one.id] != (one.launch, one.landing) for one in self.program.flights):
            return False  # `longest-waiting` counts with the program's own dates
        if not known.fits or (self._on_fixed is not None and self._on_fixed.infeasible):
            return False
        days = build_model(  # of the days alone
            self.program,
            plan=plan,
            as_of=self.as_of,
            active=self.active,
            traffic=Plan(),
            only_traffic=True,
        )
        least = certain_changes(days, plan)
        inner = _Repair(self.search.about(known.base), self.active, self.start, None)
        result = inner.solve()
        if result.plan is None:
            return False
        made = evolve(result.plan, dates=written_dates(self.program, known.based))
        self.take_plan(made)  # it may be the best that time allows
        if result.status is not Status.OPTIMAL:
            return False
        report = self.verifier.read(made)
        if self.verifier.wrong(report) or not is_lawful(report):
            return False
        found = Incumbent(made, report.values, None)
        if any(report.values[one.id] != one.value for one in result.goals):
            return False
        if not self._is_best(first, found) or report.values[goals[at].name] != least:
            return False
        if report.values[goals[at + 1].name] != goals[at + 1].least:
            return False
        self._adopt(inner, found)
        return True

    def _first_goals(self) -> Sequence[Goal]:
        """The goals before `least-change`."""
        goals = self.program.named_goals
        return goals[: next(i for i, goal in enumerate(goals) if isinstance(goal, LeastChange))]

    def _is_best(self, goals: Sequence[Goal], found: Incumbent) -> bool:
        """Whether it shows without a search that no plan is better in these goals."""
        reading = PlanIndex(self.program, found.plan, as_of=self.as_of, reference=self.plan)
        return all(found.values[goal.name] == goal.limit(reading) for goal in goals)

    def _adopt(self, inner: _Repair, found: Incumbent) -> None:
        """Takes over what another run has proved."""
        self.incumbent, self.reached, self.last = found, inner.reached, inner.last
        self.goal_seconds = inner.goal_seconds
        self.phases, self.sizes = inner.phases, inner.sizes

    def _continue_from(self, inner: _Nearby) -> None:
        """Takes over the best plan of another run, and its time."""
        found = inner.incumbent
        goals = self.program.named_goals
        if found is not None and found.is_better_than(self.incumbent, goals, self.best):
            self.incumbent = evolve(found, solution=None)
        self.phases, self._lap, self.sizes = inner.phases, inner._lap, inner.sizes

    def _optimise(self, model: SeatModel) -> Status:
        goals = self.program.named_goals
        at = len(self._first_goals()) + 1
        first = blocks(model, goals[:at])
        self.todo = [term for block in first for term in block.parts]
        self._built(model)
        self._complete_given(model)
        status = self._climb(model)
        if status is not Status.OPTIMAL or self.incumbent is None or at == len(goals):
            return status
        same = self.reached[-1].worst == 0 and not model.open_dates
        if same and self._counts_all(model):
            # The old plan is the only one, so its values are the best values.
            reading = PlanIndex(
                self.program,
                self.incumbent.plan,
                as_of=self.as_of,
                reference=self.plan,
                lookup=model.own_lookup,
            )
            for goal in goals[at:]:
                value = goal.value(reading)
                self.reached.append(Reached(goal, value, value, value))
            self.last = dict(self.incumbent.values)
            return status
        self._settle(model, first[-1])
        self.todo = terms(model, goals[at:])
        return self._climb(model)

    def _settle(self, model: SeatModel, block: Block) -> None:
        """Fixes variables that have one value in every plan that is as near to the old one.

        Usually these are the variables of all but a few people.
        """
        if len(model.variables) < SETTLED:
            return
        worst = {part.goal.name: part.worst(self.best[part.goal.name]) for part in block.parts}
        near = GoalSearch(self, model, block)
        with suppress(OutOfTime):
            near.relax(EFFORTS, exclusive=False)
            near.fix(near.gain(worst), set())

    def _counts_all(self, model: SeatModel) -> bool:
        """Whether `least-change` counts every seat that is still open."""
        counted = {line.flight for line in self.plan.assignments} if self.plan is not None else ()
        return all(
            seat.flight.id in counted or seat.literal == ALWAYS for seat in model.candidates.seats
        )


class _Nearby(_Repair):
    """The search of a model that does not have all plans: what it finds is no proof by itself."""

    def take_from(self, run: _Repair) -> None:
        """Starts where another run is."""
        self.traffic, self.verifier = run.traffic, run.verifier
        self.incumbent, self.given = run.incumbent, run.given
        self.rounds = 1

    def without_plan(self, cp: cp_model.CpModel, answer: Answer) -> Status:
        """No second look: there may be plans elsewhere."""
        self.infeasible = answer.infeasible
        return Status.INFEASIBLE if answer.infeasible else Status.UNKNOWN
