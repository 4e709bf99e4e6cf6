"""Solve: optimizes goal after goal, each within the best values of those before, and checks.

Measured in docs/decisions/0004 and 0012.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence

from attrs import evolve

from seatplan.arguments import Arguments, Day, Seconds
from seatplan.checking import must_be_known
from seatplan.engine.answers.best_possible import best_possible
from seatplan.engine.lexicographic.first_plan import MANY, hard_model, places, plan_first
from seatplan.engine.lexicographic.fixed_dates import OnFixedDates
from seatplan.engine.lexicographic.knowledge import Incumbent
from seatplan.engine.lexicographic.portfolio import Portfolio
from seatplan.engine.lexicographic.run import Run
from seatplan.engine.lexicographic.traffic_first import choose_traffic
from seatplan.engine.lexicographic.warm_start import begin
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import Term, terms
from seatplan.engine.model.plan_values import hint_plan
from seatplan.engine.rows.active_requirements import ActiveRequirements
from seatplan.engine.solver.answer import LOG
from seatplan.engine.solver.reproduction import Case, solved_with
from seatplan.engine.solver.search import OutOfTime, Search
from seatplan.engine.solver.verification import is_lawful
from seatplan.errors import Interrupted, PlanError
from seatplan.options import Options, chosen
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.progress import CancelToken, ProgressCallback
from seatplan.requirement import Requirement
from seatplan.result import GoalValue, Result, Statistics, Status

LARGE = 4_000
"""From this many variables, a separate warm start finds a plan far sooner: 6,271 variables take
0.9 s instead of 9, but 3,279 take 0.6 s instead of 0.2."""

SECURED = (LARGE, 25_000)
"""With more variables than the first, a plan of the hard rules comes before anything else; with
fewer, the first slice of the sum finds one as soon. From the second on, any search takes seconds,
and a large program has its own method for a first plan."""


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
        program: the program.
        plan: the start of the search, and the plan that `least-change` compares with.
        as_of: every leg before that day is as in `plan`, and requirements that can no longer be
            met are waived.
        time_limit: in seconds, for everything; None for no limit.
        workers: threads of the solver.
        seed: of the solver.
        on_progress: called for each phase, each better plan and each better bound, in the thread
            that called `solve`. Its exceptions propagate to the caller.
        cancel: stops the solve; the answer is then the same as when time runs out.
        options: the five arguments before as one value.
        without: requirements to give up.
        only: requirements to keep; all others are given up.
        relax: if no plan meets all requirements, find the one that gives up least:
            `Result.given_up`.

    Raises:
        ArgumentError: naming each wrong argument.
        ProgramError: if the numbers of a rule or goal are too large to be exact.
        PlanError: if `as_of` comes without a plan, or a past leg names something unknown.
        Interrupted: at Ctrl-C, with the best result so far.
        EngineError: if the solver fails, or contradicts itself, the check or the given plan.
    """
    start = time.monotonic()
    with Arguments("solve") as given:
        given.program(program)
        plan = given.plan(plan, program, optional=True)
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
            raise PlanError("as_of needs a plan: the plan whose past is kept")
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


class Driver(Run):
    """One solve, from the model to the checked result."""

    tightens = True
    secures = True
    """Whether any plan of the hard rules is welcome."""

    def __init__(
        self,
        search: Search,
        active: ActiveRequirements,
        start: float,
        on_progress: ProgressCallback | None,
        known: Plan | None = None,
    ) -> None:
        super().__init__(search, active, start, on_progress, known)
        self.sizes: tuple[int, int] = (0, 0)
        self.phases: dict[str, float] = {}
        self._lap = start
        self._on_fixed: OnFixedDates | None = None
        self._secured = False

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
            self.search.interrupted |= isinstance(stop, KeyboardInterrupt)
            status = Status.UNKNOWN if self.incumbent is None else Status.FEASIBLE
        self._end_phase("search")
        try:
            result = self._result(status)
        except KeyboardInterrupt:  # the plan is there: it is read once more
            self.search.interrupted = True
            result = self._result(status)
        if self.search.interrupted:
            raise Interrupted(result)
        return result

    def _plan_first(self) -> SeatModel | None:
        """Looks for any plan; returns the model of the hard rules, or None if there is no plan."""
        model = hard_model(self, self.roles.program)
        # Rows that are posted for this plan alone would only slow down what comes after it.
        forget = model.on_trial()
        if plan_first(self, model) is Status.INFEASIBLE:
            return None
        forget()
        self._secured = self.incumbent is not None
        self.hard = None if self._secured else model
        self._end_phase("first plan")
        return model

    def _whole(self) -> SeatModel:
        """The model of the whole program."""
        return SeatModel(
            self.roles.program,
            plan=self.plan,
            as_of=self.as_of,
            active=self.active,
            patient=True,
            traffic=self.traffic,
            pulse=self.search.pulse,
        )

    def _answered_nearby(self) -> bool:
        """Whether a model of some plans has proved the answer; never in a plain solve."""
        return False

    def _take_given(self) -> None:
        """Makes the given plan the first incumbent, if it passes the check."""
        if self.known is not None:
            report = self.verifier.read(self.known)
            if not self.verifier.wrong(report) and is_lawful(report):
                self.incumbent: Incumbent | None = Incumbent(self.known, report.values, None)
        elif self.plan is not None:
            given = self.verifier.known()
            if given is not None and is_lawful(given):
                self.incumbent = Incumbent(self.plan, given.values, None)
                self.given: Incumbent | None = self.incumbent

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
        if not self._secured or self._on_fixed is not None:
            self._start(model)
        fresh = self._secured or self.incumbent is None
        if fresh and self.todo and SECURED[0] < len(model.variables) < SECURED[1]:
            portfolio = Portfolio(self, model)
            if not portfolio.begin():
                return Status.INFEASIBLE
            model = portfolio.model
        fixed = model.rows.complete and not model.open_dates
        if len(model.variables) > LARGE:
            model.post_links()
        open_ = bool(self.todo) or self.incumbent is None
        if len(model.variables) > LARGE and fresh and fixed and open_:
            self.todo = begin(self, model, self.todo)
        if self._secured and self.todo and self._is_bare():
            self._complete_given(model)
        return self._climb(model, self.todo)

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
            solution = self.complete(model, self.incumbent.plan)
            if solution is not None:
                before, self.incumbent = self.incumbent, evolve(self.incumbent, solution=solution)
                if self.given is before:
                    self.given = self.incumbent
            return
        for plan in (self.known, self.plan):
            if plan is not None:
                hint_plan(model, plan)
                return

    def _is_bare(self) -> bool:
        """Whether the incumbent is a plan without the values of the variables."""
        return self.incumbent is not None and self.incumbent.solution is None

    def _climb(self, model: SeatModel, todo: Sequence[Term]) -> Status:
        """Optimizes the goals one after the other, from the best plan if there is one."""
        self.todo = list(todo)
        self.once_more()
        return Portfolio(self, model).run()
