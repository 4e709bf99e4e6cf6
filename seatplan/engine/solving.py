"""Solve: goal after goal, each optimal under the best values of all before it, and checked.

Measured in docs/decisions/0004.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from attrs import evolve
from ortools.sat.python import cp_model

from seatplan.arguments import Arguments, Day, Seconds
from seatplan.certificate import Kept
from seatplan.checking import must_be_known
from seatplan.engine.active_requirements import ActiveRequirements
from seatplan.engine.best_possible import best_possible
from seatplan.engine.completion import complete
from seatplan.engine.incumbent import Incumbent
from seatplan.engine.model import SeatModel
from seatplan.engine.objective_blocks import Block, Term, terms
from seatplan.engine.open_dates import Setting, setting, told
from seatplan.engine.overflow import LARGEST_GOAL
from seatplan.engine.plan_values import hint_plan, hint_values, read_plan
from seatplan.engine.portfolio import Portfolio
from seatplan.engine.presets import PROVE, Preset
from seatplan.engine.primal_heuristics import begin
from seatplan.engine.reproduction import Case, solved_with
from seatplan.engine.roles import Roles, merged_roles
from seatplan.engine.search import LOG, ROUNDING, Answer, Found, OutOfTime, Search
from seatplan.engine.traffic import TrafficChoices
from seatplan.engine.traffic_first import choose_traffic
from seatplan.engine.verification import Reached, Verifier, is_lawful
from seatplan.errors import Interrupted, PlanError
from seatplan.options import Options, chosen
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.progress import CancelToken, Progress, ProgressCallback
from seatplan.requirement import Requirement
from seatplan.result import BoundClaim, GoalValue, Result, Statistics, Status
from seatplan.timeline import PlanIndex

LARGE = 4_000
"""From so many variables on the search has a start of its own: a plan is found far sooner. 6,271 of
them take 0.9 s in place of 9, and 3,279 take 0.6 in place of 0.2."""

SECURED = (LARGE, 50_000)
"""With more variables than this a plan of the hard rules comes before anything else: below, the
first slice of the sum has one as soon. From so many on any search takes seconds, and a large
program has a way of its own to its first plan."""

TINY, WIDE = 200, 15_000
"""With open dates and more flights times members than the first a plan is made on fixed dates
before anything else; with more variables than the second it is also made better there."""

SECURE = 0.5
"""What that may take at first, as a slice of `portfolio`."""

SILENT = 5.0
"""After so many seconds without a plan it is told what is tried."""


def solve(
    program: Program,
    plan: Plan | None = None,
    *,
    as_of: Day | None = None,
    time_limit: Seconds = 60.0,
    workers: int = 1,
    seed: int = 0,
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
    options: Options | None = None,
    without: Iterable[Requirement] | None = None,
    only: Iterable[Requirement] | None = None,
    relax: bool = False,
) -> Result:
    """Finds the best plan and proves it.

    With one worker the answer is deterministic: the same program, plan, seed and library versions
    give the same plan, unless the time limit cut it short. More workers reach the same goal
    values, perhaps by another plan.

    Args:
        program: what is known and wanted.
        plan: where the search starts, and what `least-change` compares with.
        as_of: every leg before that day is as in `plan`, and what nothing can mend is waived.
        time_limit: in seconds, for everything; None for no limit.
        workers: threads of the solver.
        seed: of the solver.
        on_progress: told about each phase, each better plan and each better bound, in the thread
            that called. What it raises comes out of here.
        cancel: stops it; the answer is then that of a solve whose time ran out.
        options: the five arguments before as one value.
        without: requirements that are given up.
        only: with these, all others are given up.
        relax: where no plan keeps all that is required, find the one that gives up least:
            `Result.given_up`.

    Raises:
        ArgumentError: with each argument that is not what it should be.
        ProgramError: if the numbers of a rule or goal come to more than is counted exactly.
        PlanError: if `as_of` comes without a plan, or a past leg of it names what is unknown.
        Interrupted: at Ctrl-C, with the best result so far.
        EngineError: if the solver fails, or contradicts itself, the check or the given plan.
    """
    start = time.monotonic()
    with Arguments("solve") as given:
        given.program(program)
        given.plan(plan, optional=True)
        day = given.day(as_of)
        how = chosen(
            given,
            options,
            time_limit=time_limit,
            workers=workers,
            seed=seed,
            on_progress=on_progress,
            cancel=cancel,
        )
        without = given.requirements(without, "without")
        only = given.requirements(only, "only")
        given.flag(relax, "relax")
    if day is not None:
        if plan is None:
            raise PlanError("as_of needs a plan: the past is as the plan has it")
        must_be_known(ProgramIndex(program), plan, before=day)
    kept, gone = only, without or ()

    def solve_without(
        given_up: Iterable[Requirement], room: float, known: Plan | None = None
    ) -> Result:
        begin = time.monotonic()
        search = Search(begin + room, Case(program, plan, day), how.workers, how.seed, how.cancel)
        active = ActiveRequirements(without=(*gone, *given_up), only=kept)
        return Driver(search, active, begin, how.on_progress, known).solve()

    result = solve_without((), start + how.seconds - time.monotonic())
    if not relax or result.status is not Status.INFEASIBLE:
        return result
    return best_possible(
        program,
        plan,
        day,
        solve_without,
        time_limit=start + how.seconds - time.monotonic(),
        without=gone,
        only=kept,
        on_progress=how.on_progress,
        cancel=how.cancel,
    )


class Driver:
    """One solve, from the model to the checked result: one incumbent, one bound for each goal."""

    preset: ClassVar[Preset] = PROVE
    """For the sum of the goals, and for one goal at a time."""

    ships_first: ClassVar[bool] = True
    """Whether ships are settled before the seats, where that is right."""

    comes_back: ClassVar[bool] = True
    """Whether goals that give are optimized once more, after all others."""

    def __init__(
        self,
        search: Search,
        active: ActiveRequirements,
        start: float,
        on_progress: ProgressCallback | None,
        known: Plan | None = None,
    ) -> None:
        self.search = search
        self.program = search.case.program
        self.plan = search.case.plan
        self.as_of = search.case.as_of
        self.active = active
        self.verifier = Verifier(search, active)
        self.start = start
        self.on_progress = on_progress
        alone = self.plan is None and known is None and active.all
        self.roles = merged_roles(self.program) if alone else Roles(self.program, {})
        self.given: Incumbent | None = None
        """The plan that was given, if it passes the check."""
        self.known = known
        """A plan that keeps what is active, where the search may begin."""
        self.traffic: TrafficChoices | None = None
        """Ports and spacecraft, once they are chosen; None if they are part of the whole."""
        self.polished: Incumbent | None = None
        """The best plan whose ships are as good as they can be on its dates."""
        self.incumbent: Incumbent | None = None
        self._on_fixed: _OnFixedDates | None = None
        self.reached: list[Reached] = []
        """The goals that are proved."""
        self.todo: list[Term] = []
        """The goals that are not."""
        self.best: dict[str, int] = {}
        """By goal, its best value where that is proved."""
        self.last: dict[str, int] = {}
        """By goal that gives, what is proved of it at last."""
        self.bounds: dict[tuple[str, bool], int] = {}
        """By term: no plan that is as good in the terms before can be better than that."""
        self.scale, self.rounds = 1.0, math.inf
        """Of the effort of the portfolio, and after how many of its rounds a goal is left."""
        self._kept: list[Term] = []
        self._came_back = 0
        self.sizes = (0, 0)
        self.phases: dict[str, float] = {}
        self.goal_seconds: dict[str, float] = {}
        self._lap = start
        self._told: tuple[str, dict[str, Any], Plan | None] | None = None

    # What is told

    def tell(self, phase: str, **facts: Any) -> None:
        """Calls `on_progress`."""
        if self.on_progress is not None:
            plan = None if self.incumbent is None else self.incumbent.plan
            if self._told == (phase, facts, plan):
                return
            self._told = (phase, facts, plan)
            seconds = time.monotonic() - self.start
            done = len(self.reached) + self._came_back
            stages = done + len(self.todo)
            stage = min(done + 1, stages) if stages else None
            self.on_progress(
                Progress(
                    phase,
                    seconds=seconds,
                    plan=plan,
                    stage=stage,
                    stages=stages or None,
                    values={} if self.incumbent is None else dict(self.incumbent.values),
                    bounds={goal: bound for (goal, last), bound in self.bounds.items() if not last},
                    **facts,
                )
            )

    def tell_goal(self, term: Term) -> None:
        """Tells the value and the bound of a goal, as far as they are known."""
        name = term.goal.name
        value = None if self.incumbent is None else self.incumbent.values[name]
        self.tell("search", goal=name, value=value, bound=self.bounds.get(term.key))

    def trying(self, what: str) -> None:
        """Tells what is tried while there is no plan for long."""
        LOG.debug("trying %s", what)
        if self.incumbent is None and time.monotonic() - self.start > SILENT:
            goal = self.todo[0].goal.name if self.todo else None
            self.tell("search", goal=goal, trying=what)

    # The whole

    def solve(self) -> Result:
        """The result.

        Raises:
            Interrupted: at Ctrl-C, whenever it comes.
        """
        model: SeatModel | None = None
        try:
            self.tell("build")
            self._take_given()
            self._begin_on_fixed_dates()
            status = choose_traffic(self)
            if status is Status.INFEASIBLE:
                return self._result(None, status)
            model = SeatModel(
                self.roles.program,
                plan=self.plan,
                as_of=self.as_of,
                active=self.active,
                patient=True,
                traffic=self.traffic,
                pulse=self.search.pulse,
            )
            status = self._optimise(model)
        except (OutOfTime, KeyboardInterrupt) as stop:
            self.search.interrupted |= isinstance(stop, KeyboardInterrupt)
            status = Status.UNKNOWN if self.incumbent is None else Status.FEASIBLE
        self._end_phase("search")
        try:
            result = self._result(model, status)
        except KeyboardInterrupt:  # the plan is there: it is read once more
            self.search.interrupted = True
            result = self._result(model, status)
        if self.search.interrupted:
            raise Interrupted(result)
        return result

    def _take_given(self) -> None:
        """The plan that was given is the first incumbent, if it passes the check."""
        if self.known is not None:
            report = self.verifier.read(self.known)
            if not self.verifier.wrong(report) and is_lawful(report):
                self.incumbent = Incumbent(self.known, report.values, None)
        elif self.plan is not None:
            given = self.verifier.known()
            if given is not None and is_lawful(given):
                self.incumbent = Incumbent(self.plan, given.values, None)
                self.given = self.incumbent

    def _end_phase(self, phase: str) -> None:
        now = time.monotonic()
        self.phases[phase] = self.phases.get(phase, 0.0) + now - self._lap
        self._lap = now

    def _result(self, model: SeatModel | None, status: Status) -> Result:
        """The plan, read again in plain Python, with its values as they are found there."""
        values: tuple[GoalValue, ...] = ()
        plan = None
        if self.incumbent is not None and status is not Status.INFEASIBLE:
            self.tell("check")
            # A plan that was given may come from a file that does not name its program.
            plan = evolve(self.incumbent.plan, program=self.program.name)
            left = [] if status is Status.OPTIMAL else self._left()
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
        claims = self._claims(values)
        return Result(
            status,
            plan,
            tuple(evolve(one, claim=claim) for one, claim in zip(values, claims, strict=True)),
            time.monotonic() - self.start,
            statistics=statistics,
            claim=self._claim() if status is Status.INFEASIBLE else None,
        )

    def _claims(self, values: Sequence[GoalValue]) -> list[BoundClaim]:
        """What is said of each goal."""
        goals = {goal.name: goal for goal in self.program.named_goals}
        kept = [Kept(one.id, goals[one.id].worst(one.best)) for one in values]
        return [
            self._claim(one.id, one.bound, tuple(kept[:number]))
            for number, one in enumerate(values)
        ]

    def _claim(
        self, goal: str | None = None, bound: int = -1, kept: tuple[Kept, ...] = ()
    ) -> BoundClaim:
        without, only = self.active.selection
        return BoundClaim(self.program, self.plan, self.as_of, goal, bound, kept, without, only)

    def _left(self) -> list[Reached]:
        """The goals that are not proved; before there is a model, all of them."""
        assert self.incumbent is not None
        if self.todo or self.reached:
            return [self._open(term) for term in self.todo if not term.last]
        reading = PlanIndex(
            self.program, self.incumbent.plan, as_of=self.as_of, reference=self.plan
        )
        left = []
        for goal in self.program.named_goals:
            value = self.incumbent.values[goal.name]
            most = goal.sense == "max"
            limit = goal.limit(reading)
            if limit is None:  # a model with a wider range would not have been accepted
                limit = value + LARGEST_GOAL if most else value - LARGEST_GOAL
            bound = max(limit, value) if most else min(limit, value)
            left.append(Reached(goal, value, bound, value))
        return left

    def _open(self, term: Term) -> Reached:
        """A goal that is not proved: its value and what it could be."""
        assert self.incumbent is not None
        value = self.incumbent.values[term.goal.name]
        return Reached(term.goal, value, self.bound_of(term, value), value)

    def bound_of(self, term: Term, value: int | None = None) -> int:
        """What no plan can be better than in a goal."""
        bound = self.bounds.get(term.key, term.best)
        if value is None:
            return bound
        return max(bound, value) if term.goal.sense == "max" else min(bound, value)

    def _optimise(self, model: SeatModel) -> Status:
        """The status; the incumbent grows better, and the bounds closer."""
        self.todo = terms(model, self.program.named_goals)
        self._built(model)
        self._pin(model)
        if self._on_fixed is None:
            self._complete_given(model)
        self._start_from_fixed(model)
        fresh = self.incumbent is None
        if fresh and self.todo and SECURED[0] < len(model.variables) < SECURED[1]:
            portfolio = Portfolio(self, model)
            portfolio.secure(SECURE)
            if portfolio.infeasible:
                return Status.INFEASIBLE
        fixed = model.rows.complete and not model.open_dates
        if len(model.variables) > LARGE and fresh and fixed:
            self.todo = begin(self, model, self.todo)
        return self._climb(model, self.todo)

    def _begin_on_fixed_dates(self) -> None:
        """A first plan on the dates that the program has: to find one is far easier there.

        It comes before the model, which takes its time where windows are wide.
        """
        known = setting(self.program, self.plan, self.as_of)
        small = len(self.program.flights) * len(self.program.crew) < TINY
        if self.incumbent is not None or small or not (known.is_open and known.fits):
            return
        self._on_fixed = _OnFixedDates(self, known)
        self._take_from_fixed(self._on_fixed.secured())

    def _take_from_fixed(self, plan: Plan | None) -> bool:
        """Whether a plan that was made on fixed dates is the best so far."""
        if plan is None:
            return False
        report = self.verifier.read(plan)
        if self.verifier.wrong(report) or not is_lawful(report):
            return False
        made = Incumbent(plan, report.values, None)
        if made.is_better_than(self.incumbent, self.program.named_goals, self.best):
            self.incumbent = made
        return self.incumbent is made

    def _start_from_fixed(self, model: SeatModel) -> None:
        """The first incumbent as a start for the search; a better one before a wide search."""
        if self._on_fixed is None:
            return
        if model.size > WIDE:
            self._take_from_fixed(self._on_fixed.improved())
            self._complete_given(model)
        elif self.incumbent is not None:  # the first search completes it on the way
            hint_plan(model, self.incumbent.plan)
        else:
            self._complete_given(model)

    def _built(self, model: SeatModel) -> None:
        self.sizes = (len(model.variables), len(model.rows))
        self._end_phase("build")
        LOG.debug("built: %d variables, %d rows", *self.sizes)

    def _pin(self, model: SeatModel) -> None:
        """What is known or demanded of goals before the search; nothing in a solve."""

    def _complete_given(self, model: SeatModel) -> None:
        """The values of all variables in the plan that was given, or at least a hint at them."""
        if self.incumbent is not None:
            solution = complete(self, model, self.incumbent.plan)
            if solution is not None:
                self.incumbent = evolve(self.incumbent, solution=solution)
                if self.given is not None:
                    self.given = self.incumbent
            return
        for plan in (self.known, self.plan):
            if plan is not None:
                hint_plan(model, plan)
                return

    def _climb(self, model: SeatModel, todo: Sequence[Term]) -> Status:
        """The goals one after the other, from the best plan if there is one."""
        self.todo = list(todo)
        self._once_more()
        return Portfolio(self, model).run()

    # Plans and bounds

    def ask(
        self,
        model: SeatModel,
        preset: Preset,
        *,
        effort: float | None = None,
        seed: int | None = None,
        found: Found | None = None,
    ) -> Answer:
        """Searches until the plan keeps also what was put off, or nothing is found."""
        while True:
            answer = self.search.run(
                model.cp,
                preset,
                effort=effort,
                seed=seed,
                found=found,
                watched=() if found is None else model.variables,
            )
            if not answer.found or not model.puts_off:
                return answer
            solution = self.take(model, answer)
            plan = self.roles.split(read_plan(model, solution))
            report = self.verifier.read(plan)
            broken = {one.requirement for one in report.violations} & model.lazy_rows.keys()
            asked = model.by_dates.separate(plan, report, solution, lawful=is_lawful(report))
            if not broken and not asked:
                return answer
            model.separate(broken)
            hint_values(model, solution)
            if self.search.left <= 0:
                return Answer(cp_model.UNKNOWN, answer.solver)

    def take(self, model: SeatModel, answer: Answer) -> list[int]:
        """The values of all variables."""
        return [answer.solver.value(variable) for variable in model.variables]

    def offer(self, model: SeatModel, solution: list[int], *, sure: bool = True) -> bool:
        """A plan that was found; whether it is the best so far.

        Args:
            model: whose variables have these values.
            solution: the values.
            sure: whether it must pass the check; one on the way may break what is put off.

        Raises:
            EngineError: if it must, and does not.
        """
        try:
            return self._offered(model, solution, sure)
        except KeyboardInterrupt:  # the plan is there: it is read once more
            self.search.interrupted = True
            return self._offered(model, solution, sure)

    def _offered(self, model: SeatModel, solution: list[int], sure: bool) -> bool:
        plan = self.roles.split(read_plan(model, solution))
        report = self.verifier.read(plan)
        if not sure and self.verifier.wrong(report):
            return False
        self.verifier.must_be_right(report)
        values = dict(report.values)
        if not is_lawful(report):  # then the check's values mean nothing
            values.update(
                (term.goal.name, model.value(term.expression, solution)) for term in self.todo
            )
        made = Incumbent(plan, values, solution)
        if not made.is_better_than(self.incumbent, self.program.named_goals, self.best):
            known = self.incumbent
            if known is not None and known.solution is None and known.values == values:
                self.incumbent = made
            return False
        self.incumbent = made
        return True

    def raise_bound(self, term: Term, bound: int) -> None:
        """No plan that is as good in the goals before is better than that; bounds never go back."""
        before = self.bounds.get(term.key, term.best)
        closer = min(bound, before) if term.goal.sense == "max" else max(bound, before)
        self.bounds[term.key] = closer

    def raise_bounds(self, block: Block, bound: float) -> None:
        """What a bound of a sum says of its first goal, and of the next as far as it is tight."""
        if not math.isfinite(bound):
            return
        if self.incumbent is None:
            first = block.parts[0]
            gain = min(first.high - first.low, math.floor(bound + 1e-6) // first.weight)
            self.raise_bound(first, first.value(gain))
            return
        values = [self.incumbent.values[part.goal.name] for part in block.parts]
        for part, value, limit in zip(
            block.parts, values, block.bounds(bound, values), strict=True
        ):
            self.raise_bound(part, limit)
            if value != limit:
                return

    def must_be_within(self, bound: float, value: float) -> None:
        """No plan that is known may be better than the solver claims that any can be."""
        if value > bound + ROUNDING:
            raise self.search.contradiction(
                f"the solver has a plan worth {value:.0f}, and says that none is above {bound:.0f}"
            )

    def keep(self, model: SeatModel, term: Term, value: int) -> None:
        """A goal is proved: no later goal may cost it more than it gives."""
        goal, worst = term.goal, term.worst(value)
        took = time.monotonic() - self.start - sum(self.goal_seconds.values())
        self.goal_seconds[goal.name] = self.goal_seconds.get(goal.name, 0.0) + took
        self.bounds[term.key] = value
        self.todo = [one for one in self.todo if one.key != term.key]
        if goal.sense == "max":
            model.add_linear(term.expression, worst, None)
        else:
            model.add_linear(term.expression, None, worst)
        if term.last:
            self.last[goal.name] = value
            self._came_back += 1
        else:
            self.reached.append(Reached(goal, value, value, worst))
            self.best[goal.name] = value
            self._kept.append(term)
            self._once_more()
            given = self.given  # what a goal gives is worth nothing any more
            if given is not None and given.is_better_than(
                self.incumbent, self.program.named_goals, self.best
            ):
                self.incumbent = given
        if self.incumbent is not None:
            self.tell("search", goal=goal.name, value=value, bound=value)

    @property
    def gave(self) -> int:
        """How many of the goals that are proved give something."""
        return sum(term.gives for term in self._kept)

    def _once_more(self) -> None:
        """Once no goal that gives is open, each comes once more, after all others."""
        goals = {goal.name for goal in self.program.named_goals}
        known = {*self.best, *(term.goal.name for term in self.todo)}
        going_on = goals != known or any(term.gives or term.last for term in self.todo)
        if going_on or not self.comes_back:
            return
        again = (term for term in self._kept if term.gives and term.goal.name not in self.last)
        for term in again:
            best = self.best[term.goal.name]
            if term.goal.room(best):
                self.todo.append(term.within(best))
            else:
                self.last[term.goal.name] = best

    def watching(self, model: SeatModel, block: Block) -> Found | None:
        """Tells of better plans, which pass the check, and of closer bounds."""
        if self.on_progress is None:
            return None

        def found(bound: float, solution: list[int] | None) -> None:
            if solution is not None and not self.offer(model, solution, sure=False):
                return
            before = self.bounds.copy()
            self.raise_bounds(block, bound)
            if solution is not None or self.bounds != before:
                self.tell_goal(self._first_open(block))

        return found

    def _first_open(self, block: Block) -> Term:
        """The first goal of a block that is not at its bound."""
        for term in block.parts:
            bound = self.bounds.get(term.key)
            if self.incumbent is None or self.incumbent.values[term.goal.name] != bound:
                return term
        return block.parts[-1]

    def without_plan(self, cp: cp_model.CpModel, answer: Answer) -> Status:
        """INFEASIBLE only after a second look."""
        if not answer.infeasible:
            return Status.UNKNOWN
        self.search.must_be_none(cp, answer)
        self.verifier.must_be_infeasible()
        return Status.INFEASIBLE


class _OnFixedDates:
    """The same program on dates that are possible, those of the given plan or its own."""

    def __init__(self, run: Driver, known: Setting) -> None:
        self._run = run
        self._dates = told(run.program, known.based)
        case = evolve(run.search.case, program=known.base)
        self._search = evolve(run.search, case=case)
        self._driver = Driver(self._search, run.active, run.start, None)
        model = SeatModel(
            known.base,
            plan=run.plan,
            as_of=run.as_of,
            active=run.active,
            patient=True,
            pulse=run.search.pulse,
        )
        self._driver.todo = terms(model, known.base.named_goals)
        self._portfolio = Portfolio(self._driver, model)

    def secured(self) -> Plan | None:
        """Any plan of the hard rules, if one is easily found."""
        self._portfolio.secure(SECURE)
        return self._plan()

    def improved(self) -> Plan | None:
        """A better one."""
        if self._driver.todo and not self._portfolio.infeasible:
            self._portfolio.sum(SECURE)
        return self._plan()

    def _plan(self) -> Plan | None:
        self._run.search.interrupted |= self._search.interrupted
        found = self._driver.incumbent
        return None if found is None else evolve(found.plan, dates=self._dates)
