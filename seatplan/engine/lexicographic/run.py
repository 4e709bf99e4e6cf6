"""One solve under way: calls the solver, keeps what it finds, and reports progress.

Every way has a run. It calls the solver through `Run.ask` and offers the plans it finds; the
incumbent and the bounds belong to the run.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve
from ortools.sat.python import cp_model

from seatplan.engine.lexicographic.completion import values_in
from seatplan.engine.lexicographic.knowledge import Incumbent, Known
from seatplan.engine.model.building import build_model
from seatplan.engine.model.by_dates import separate_broken
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import Term
from seatplan.engine.model.plan_values import hint_plan, hint_values, read_plan
from seatplan.engine.model.requirement_model import ActiveRequirements
from seatplan.engine.model.roles import Roles, merged_roles
from seatplan.engine.solver.answer import LOG, Answer
from seatplan.engine.solver.presets import PROVE, Preset
from seatplan.engine.solver.search import ROUNDING, Found, OutOfTime, Search
from seatplan.engine.solver.verification import Verifier, is_lawful
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.progress import Progress, ProgressCallback
from seatplan.result import Status

SILENT = 5.0
"""After this many seconds without a plan, progress reports the way."""


class Run(Known):
    """One solve under way.

    Attributes:
        search: how to search.
        active: which requirements hold.
        verifier: checks each plan again.
        roles: the program with identical roles merged.
        known: a plan that meets the active requirements, from which the search may start.
        traffic: ports and spacecraft, once they are chosen; None if they are part of the whole.
        hard: the model of the hard rules alone, where it was made and gave no plan.
        infeasible: whether it is proved that there is no plan.
        polished: the best plan whose ships are optimal for its dates.
        preset: for the sum of the goals, and for one goal at a time.
        tightens: whether soft rules become hard once they are proved.
        ships_first: whether ships are settled before the seats, where that is valid.
        scale, rounds: the factor of the portfolio's effort, and the number of its rounds after
            which it leaves a goal.
        goal_seconds: by goal, the time that its proof took.
        phases: by phase, the time that it took.
    """

    preset: Preset = PROVE
    ships_first = True
    tightens = False

    def __init__(
        self,
        search: Search,
        active: ActiveRequirements,
        start: float,
        on_progress: ProgressCallback | None,
        known: Plan | None = None,
    ) -> None:
        super().__init__(search.case.program, search.case.plan, search.case.as_of)
        self.search = search
        self.active = active
        self.verifier: Verifier = Verifier(search, active)
        self.start = start
        self.on_progress = on_progress
        alone = self.plan is None and known is None and active.all
        self.roles: Roles = merged_roles(self.program) if alone else Roles(self.program, {})
        self.known = known
        self.traffic: Plan | None = None
        self.hard: SeatModel | None = None
        self.polished: Incumbent | None = None
        self.infeasible: bool = False
        self.scale: float = 1.0
        self.rounds: float = math.inf
        self.goal_seconds: dict[str, float] = {}
        self.phases: dict[str, float] = {}
        self._lap = start
        self._told: tuple[str, dict[str, Any], Plan | None] | None = None

    # Progress

    def tell(self, phase: str, **facts: Any) -> None:
        """Calls `on_progress`."""
        if self.on_progress is not None:
            plan = None if self.incumbent is None else self.incumbent.plan
            if self._told == (phase, facts, plan):
                return
            self._told = (phase, facts, plan)
            done = len(self.reached) + self._came_back
            stages = done + len(self.todo)
            self.on_progress(
                Progress(
                    phase,
                    seconds=time.monotonic() - self.start,
                    plan=plan,
                    stage=min(done + 1, stages) if stages else None,
                    stages=stages or None,
                    values={} if self.incumbent is None else dict(self.incumbent.values),
                    bounds={goal: bound for (goal, last), bound in self.bounds.items() if not last},
                    **facts,
                )
            )

    def tell_goal(self, term: Term) -> None:
        """Reports the value and the bound of a goal, if they are known."""
        name = term.goal.name
        value = None if self.incumbent is None else self.incumbent.values[name]
        self.tell("search", goal=name, value=value, bound=self.bounds.get(term.key))

    def trying(self, what: str) -> None:
        """Reports the current way when there has been no plan for long."""
        LOG.debug("trying %s", what)
        if self.incumbent is None and time.monotonic() - self.start > SILENT:
            goal = self.todo[0].goal.name if self.todo else None
            self.tell("search", goal=goal, trying=what)

    # Models and searches

    def model(
        self,
        program: Program,
        among: Mapping[str, frozenset[str]] | None = None,
        *,
        only_traffic: bool = False,
    ) -> SeatModel:
        """The model of this program, or of one made from it, with all that is settled.

        Args:
            program: on the same flights and people.
            among, only_traffic: as `build_model` takes them.
        """
        return build_model(
            program,
            plan=self.plan,
            as_of=self.as_of,
            active=self.active,
            among=among,
            patient=not only_traffic,
            traffic=self.traffic,
            only_traffic=only_traffic,
            pulse=self.search.pulse,
        )

    def ask(
        self,
        model: SeatModel,
        preset: Preset,
        *,
        effort: float | None = None,
        seed: int | None = None,
        found: Found | None = None,
    ) -> Answer:
        """Searches until a plan also meets the deferred requirements, or none is found."""
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
            solution = answer.values(len(model.variables))
            plan = self.plan_of(model, solution)
            report = self.verifier.read(plan)
            if not separate_broken(model, plan, report, solution, lawful=is_lawful(report)):
                return answer
            self.take_plan(plan)  # it may be the best that time allows
            hint_values(model, solution)
            if self.search.left <= 0:
                return Answer(cp_model.UNKNOWN, answer.solver)

    # Plans and bounds

    def plan_of(self, model: SeatModel, solution: Sequence[int]) -> Plan:
        """The plan of the program with these values."""
        return self.roles.split(read_plan(model, solution))

    def take_plan(self, plan: Plan, *, sure: bool = False) -> bool:
        """Offers a plan without the values of any model; returns whether it is the best so far.

        Args:
            plan: of the program.
            sure: whether it must pass the check.

        Raises:
            EngineError: if it must pass and does not.
        """
        report = self.verifier.read(plan)
        if sure:
            self.verifier.must_be_right(report)
        if self.verifier.wrong(report) or not is_lawful(report):
            return False
        return self._enter(Incumbent(plan, report.values, None))

    def offer(self, model: SeatModel, solution: list[int]) -> bool:
        """Offers a plan; returns whether it is the best so far.

        Args:
            model: whose variables have these values.
            solution: the values.

        Raises:
            EngineError: if the check finds that it breaks what the model demands already.
        """
        try:
            return self._offered(model, solution)
        except KeyboardInterrupt:  # the plan is there: it is read once more
            self.search.counts.interrupted = True
            return self._offered(model, solution)

    def _offered(self, model: SeatModel, solution: list[int]) -> bool:
        plan = self.plan_of(model, solution)
        report = self.verifier.read(plan)
        if self.verifier.wrong(report) and model.defers(report.violations):
            return False
        self.verifier.must_be_right(report)
        values = dict(report.values)
        if not is_lawful(report):  # then the check's values are meaningless
            values |= {one.goal.name: model.value(one.expression, solution) for one in self.todo}
        return self._enter(Incumbent(plan, values, solution))

    def _enter(self, made: Incumbent) -> bool:
        """Keeps a plan if it is the best so far, and returns whether it is.

        A plan that is as good is kept if only now the values of its variables are known.
        """
        known, improves = self.incumbent, self.improves(made)
        bare = known is not None and known.solution is None and known.values == made.values
        if improves or (bare and made.solution is not None):
            self.incumbent = made
        return improves

    def must_be_within(self, bound: float, value: float) -> None:
        """Checks that no known plan is better than the solver's bound."""
        if value > bound + ROUNDING:
            raise self.search.contradiction(
                f"the solver has a plan worth {value:.0f}, "
                f"but claims that none is above {bound:.0f}"
            )

    def keep(self, model: SeatModel, term: Term, value: int) -> None:
        """Records a proved goal: no later goal may worsen it by more than its `give`."""
        goal = term.goal
        took = time.monotonic() - self.start - sum(self.goal_seconds.values())
        self.goal_seconds[goal.name] = self.goal_seconds.get(goal.name, 0.0) + took
        model.add(term.no_worse(term.worst(value)))
        self.prove(term, value)
        if self.incumbent is not None:
            self.tell("search", goal=goal.name, value=value, bound=value)

    def without_plan(self, cp: cp_model.CpModel, answer: Answer) -> Status:
        """INFEASIBLE only after a second look."""
        if not answer.infeasible:
            return Status.UNKNOWN
        self.search.must_be_none(cp, answer)
        self.verifier.must_be_infeasible()
        self.infeasible = True
        return Status.INFEASIBLE

    def complete_incumbent(self, model: SeatModel) -> bool:
        """Finds the values of all variables in the incumbent; returns whether it did."""
        known = self.incumbent
        solution = None if known is None else self.complete(model, known.plan)
        if known is None or solution is None:
            return False
        self.incumbent = evolve(known, solution=solution)
        if self.given is known:
            self.given = self.incumbent
        return True

    def complete(self, model: SeatModel, plan: Plan) -> list[int] | None:
        """What `values_in` finds for a plan; None if the time is up.

        Unless it is up, the plan becomes a hint.
        """
        try:
            self.search.must_have_time()
            plan = self.roles.merge(plan)
            solution = values_in(model, plan, self.todo, self.verifier)
        except OutOfTime:
            return None
        hint_plan(model, plan)
        return solution
