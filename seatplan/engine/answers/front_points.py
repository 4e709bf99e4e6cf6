"""The points of a front, one after the other.

The best value of the second goal is found right after the first point. It is the end of the front,
so every search starts from a plan and none has to prove infeasibility.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date
from typing import Self

from attrs import evolve, frozen

from seatplan.engine.answers.driver import Driver
from seatplan.engine.model.model import SeatModel
from seatplan.engine.rows.active_requirements import ActiveRequirements
from seatplan.engine.solver.reproduction import Case
from seatplan.engine.solver.search import Search
from seatplan.engine.solver.verification import Verifier
from seatplan.errors import Interrupted
from seatplan.front import TradeoffPoint
from seatplan.kinds import Goal
from seatplan.options import Options
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.result import Result, Status

FIRST, SECOND = "first", "second"
"""The kinds of searches, by the goal that is optimized."""

SCALE, GROWTH = 0.5, 2.5
"""The effort of the first search of each kind, as a share of a solve's, and the factor for the next
search after one that failed."""

FEW = 16
"""How many values of the first goal between two points are tried one after the other."""


@frozen
class TwoGoals:
    """The program with the goals before the two, then the two.

    Attributes:
        program: the first of the two comes first.
        before: the goals before both.
        first, second: the two, without their `give`.
    """

    program: Program
    before: tuple[Goal, ...]
    first: Goal
    second: Goal

    @classmethod
    def of(cls, program: Program, first: str, second: str) -> Self:
        """The two goals of a program that has both."""
        goals = program.named_goals
        by_name = {goal.name: evolve(goal, give=None) for goal in goals}
        at = min(i for i, goal in enumerate(goals) if goal.name in (first, second))
        before, one, other = goals[:at], by_name[first], by_name[second]
        chosen = (*before, one, other)
        if all(goal.kind != "keep-rules" for goal in chosen):
            # Preferences must go, too: they would bring `keep-rules` back as the first goal.
            program = evolve(
                program,
                rules=tuple(rule for rule in program.named_rules if rule.weight is None),
                fixed=tuple(entry for entry in program.fixed if entry.weight is None),
                forbidden=tuple(entry for entry in program.forbidden if entry.weight is None),
            )
        return cls(evolve(program, goals=chosen), before, one, other)

    @property
    def turned(self) -> Program:
        """The program with the second of the two first."""
        return evolve(self.program, goals=(*self.before, self.second, self.first))

    def point(self, run: _PointRun, *, proved: bool = False) -> TradeoffPoint:
        """The point of the plan that a run has found."""
        assert run.result.plan is not None
        assert run.incumbent is not None
        values = run.incumbent.values
        first, second = values[self.first.name], values[self.second.name]
        return TradeoffPoint(first, second, run.result.plan, proved)

    def next_second(self, point: TradeoffPoint) -> int:
        """The worst value of the second goal that is better than at that point."""
        return point.second + (1 if self.second.sense == "max" else -1)


class Points:
    """Finds point after point.

    There are two kinds of searches. Which of them is easier depends on the goals:

    - the best of the first goal, with a bound on the second;
    - the best of the second goal, with a bound on the first.

    So each has an effort limit and is followed by the other; one that fails gets more next time.

    Attributes:
        goals: the two goals.
        left: the remaining seconds, for all searches.
        interrupted: whether Ctrl-C was pressed.
    """

    def __init__(
        self, goals: TwoGoals, plan: Plan | None, as_of: date | None, how: Options
    ) -> None:
        self.goals = goals
        self.left: float = how.seconds
        self.interrupted: bool = False
        self._plan = plan
        self._as_of = as_of
        self._how = how
        self._best: Mapping[str, int] = {}  # of the goals before the two
        self._end: TradeoffPoint | None = None
        self._scale = {FIRST: SCALE, SECOND: SCALE}
        self._known: dict[int, TradeoffPoint] = {}

    def first(self) -> tuple[Status, TradeoffPoint | None]:
        """The status of the program, and the first point if there is one."""
        goals = self.goals
        start = self._solved(goals.program, aside=goals.second)
        if start.result.plan is None:
            return start.result.status, None
        point = goals.point(start)
        if not start.proved:
            return Status.FEASIBLE, evolve(point, proved=False)
        self._best = {goal.name: start.best[goal.name] for goal in goals.before}
        end = self._solved(goals.turned, known=point.plan, aside=goals.first)
        self._end = goals.point(end, proved=end.proved)
        if not end.proved:
            return Status.FEASIBLE, evolve(point, proved=False)
        point = self._settled(point)
        return (Status.OPTIMAL if point.proved else Status.FEASIBLE), point

    def after(self, point: TradeoffPoint) -> TradeoffPoint | None:
        """The next point, or None if there is none; if time ran out, what is known about it."""
        end = self._end
        if end is None or end.second == point.second:
            return None
        found = self._next(point, end) if point.proved else None
        return evolve(end, proved=False) if found is None else self._settled(found)

    def _next(self, before: TradeoffPoint, end: TradeoffPoint) -> TradeoffPoint | None:
        """A plan with the value of the first goal at the next point; None if time ran out.

        The point is proved if its value of the second goal is known as well.
        """
        worse = 1 if self.goals.first.sense == "min" else -1
        near, beyond = end, before.first  # the value is beyond this, and at most that of near
        while abs(near.first - beyond) > 1:
            if self.left <= 0:
                return None
            apart = abs(near.first - beyond)
            if self._kind(SECOND if apart <= FEW else FIRST) == FIRST:
                wanted = self.goals.next_second(before)
                found = self._best_first(wanted, near.plan, beyond + worse)
                if found is not None:
                    return evolve(found, proved=False)
            else:
                step = 1 if apart <= FEW else apart // 2
                found = self._best_second(beyond + worse * step, before.plan, end.second)
                if found is not None and found.second == before.second:
                    beyond += worse * step
                elif found is not None:
                    near = found
        return evolve(near, proved=True)

    def _settled(self, point: TradeoffPoint) -> TradeoffPoint:
        """The point with the best value of the second goal, for its value of the first."""
        end = self._end
        assert end is not None
        while not point.proved:
            if point.second == end.second:
                return evolve(point, proved=True)
            if self.left <= 0:
                return point
            if self._kind(SECOND) == SECOND:
                found = self._best_second(point.first, point.plan, end.second)
                if found is not None:
                    return evolve(found, proved=True)
            else:
                wanted = self.goals.next_second(point)
                found = self._best_first(wanted, end.plan, point.first)
                if found is not None and found.first != point.first:
                    return evolve(point, proved=True)
                if found is not None:
                    point = evolve(found, proved=False)
        return point

    def _kind(self, wished: str) -> str:
        """The kind of search that has failed less often; `wished` if they are even."""
        scales = self._scale
        if scales[FIRST] == scales[SECOND]:
            return wished
        return min(scales, key=lambda kind: scales[kind])

    def _best_first(self, second: int, plan: Plan, bound: int) -> TradeoffPoint | None:
        """The best of the first goal, with the second no worse than `second`; None if not proved.

        Args:
            second: the bound on the second goal.
            plan: a plan within it.
            bound: no such plan is better than this in the first goal.
        """
        if second not in self._known:
            found = self._tried(FIRST, self.goals.second, second, plan, bound)
            if found is None:
                return None
            self._known[second] = found
        return self._known[second]

    def _best_second(self, first: int, plan: Plan, bound: int) -> TradeoffPoint | None:
        """The best of the second goal, with the first no worse than `first`; None if not proved."""
        return self._tried(SECOND, self.goals.first, first, plan, bound)

    def _tried(
        self, kind: str, held: Goal, worst: int, plan: Plan, bound: int
    ) -> TradeoffPoint | None:
        goals = self.goals
        program, wanted = (
            (goals.program, goals.first) if kind == FIRST else (goals.turned, goals.second)
        )
        run = self._solved(
            program,
            known=plan,
            worst={held.name: worst},
            bounds={wanted.name: bound},
            aside=held,
            scale=self._scale[kind],
        )
        if run.proved:
            return goals.point(run)
        self._scale[kind] *= GROWTH
        return None

    def _solved(
        self,
        program: Program,
        *,
        known: Plan | None = None,
        worst: Mapping[str, int] | None = None,
        bounds: Mapping[str, int] | None = None,
        aside: Goal,
        scale: float | None = None,
    ) -> _PointRun:
        """The run that looks for the best plan.

        Args:
            program: the program.
            known: a plan that meets all requirements.
            worst: by goal, the worst value allowed.
            bounds: by goal, a bound that no plan beats.
            aside: a goal that is not optimized.
            scale: the factor of the effort; if given, the search ends after its first round.
        """
        start, how = time.monotonic(), self._how
        case = Case(program, self._plan, self._as_of)
        search = Search(start + self.left, case, how.workers, how.seed, how.cancel)
        run = _PointRun(search, ActiveRequirements(), start, how.on_progress, known)
        run.verifier = Verifier(search, run.active, worst or {})
        run.known_best, run.known_bounds, run.aside = self._best, bounds or {}, aside
        if scale is not None:
            run.scale, run.rounds = scale, 1
        try:
            run.result = run.solve()
        except Interrupted as stop:
            self.interrupted, run.result = True, stop.result
        stopped = self.interrupted or (how.cancel is not None and how.cancel.cancelled)
        self.left = 0.0 if stopped else max(0.0, self.left - (time.monotonic() - start))
        return run


class _PointRun(Driver):
    """A solve that begins with known bounds or required values.

    Attributes:
        known_best: by goal, its proved best value.
        known_bounds: by goal, a bound that no plan beats.
        aside: a goal that is not optimized.
        result: what it has found.
    """

    comes_back = False
    tightens = False
    secures = False
    ships_first = False  # one of the goals need not be at its best
    known_best: Mapping[str, int]
    known_bounds: Mapping[str, int]
    aside: Goal
    result: Result

    @property
    def proved(self) -> bool:
        """Whether no plan is better."""
        return self.result.status is Status.OPTIMAL

    def _pin(self, model: SeatModel) -> None:
        for term in tuple(self.todo):
            name = term.goal.name
            worst = self.verifier.worst.get(name)
            if name in self.known_best:
                self.keep(model, term, self.known_best[name])
            if name in self.known_bounds:
                self.raise_bound(term, self.known_bounds[name])
            if worst is not None:
                model.add(term.no_worse(worst))
        self.todo = [term for term in self.todo if term.goal.name != self.aside.name]
