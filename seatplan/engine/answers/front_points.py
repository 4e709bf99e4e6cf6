"""The points of a front, one after the other.

The best value of the second goal is found right after the first point. It is the end of the front,
so every search starts from a plan and none has to prove infeasibility.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date

from attrs import define, evolve

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

SCALE, GROWTH = 0.5, 2.5
"""The effort of the first search of each kind, as a share of a solve's, and the factor for the next
search after one that failed."""

FEW = 16
"""How many values of the first goal between two points are tried one after the other."""


@define
class Kind:
    """A kind of searches: the best of one of the two goals, with a bound on the other.

    Attributes:
        program: with the goals before the two, then the one that is optimized, then the other.
        wanted, held: the two goals.
        scale: the share of a solve's effort for the next search.
    """

    program: Program
    wanted: Goal
    held: Goal
    scale: float = SCALE


def without_preferences(program: Program) -> Program:
    """The program without what would bring `keep-rules` back as the first goal."""
    return evolve(
        program,
        rules=tuple(rule for rule in program.named_rules if rule.weight is None),
        fixed=tuple(entry for entry in program.fixed if entry.weight is None),
        forbidden=tuple(entry for entry in program.forbidden if entry.weight is None),
    )


class Points:
    """Finds point after point.

    There are two kinds of searches, and which of them is easier depends on the goals. So each has
    an effort limit and is followed by the other; one that fails gets more next time.

    Attributes:
        first, second: the two goals, without their `give`.
        left: the remaining seconds, for all searches.
        interrupted: whether Ctrl-C was pressed.
    """

    def __init__(
        self,
        program: Program,
        first: str,
        second: str,
        plan: Plan | None,
        as_of: date | None,
        how: Options,
    ) -> None:
        """The names are of two different goals of the program, the plan and the day as given."""
        goals = program.named_goals
        at = min(i for i, goal in enumerate(goals) if goal.name in (first, second))
        before = goals[:at]
        by_name = {goal.name: evolve(goal, give=None) for goal in goals}
        one, other = by_name[first], by_name[second]
        if all(goal.kind != "keep-rules" for goal in (*before, one, other)):
            program = without_preferences(program)
        self.first: Goal = one
        self.second: Goal = other
        self.left: float = how.seconds
        self.interrupted: bool = False
        self._of_first = Kind(evolve(program, goals=(*before, one, other)), one, other)
        self._of_second = Kind(evolve(program, goals=(*before, other, one)), other, one)
        self._before = before
        self._plan, self._as_of, self._how = plan, as_of, how
        self._best: Mapping[str, int] = {}  # of the goals before the two
        self._end: TradeoffPoint | None = None
        self._known: dict[tuple[str, int], TradeoffPoint] = {}

    def begin(self) -> tuple[Status, TradeoffPoint | None]:
        """The status of the program, and the first point if there is one."""
        start = self._solved(self._of_first)
        if start.result.plan is None:
            return start.result.status, None
        point = self._point(start)
        if not start.proved:
            return Status.FEASIBLE, point
        self._best = {goal.name: start.best[goal.name] for goal in self._before}
        end = self._solved(self._of_second, known=point.plan)
        self._end = evolve(self._point(end), proved=end.proved)
        if not end.proved:
            return Status.FEASIBLE, point
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
        worse = 1 if self.first.sense == "min" else -1
        near, beyond = end, before.first  # the value is beyond this, and at most that of near
        while (apart := abs(near.first - beyond)) > 1:
            if self.left <= 0:
                return None
            one_by_one = apart <= FEW
            if self._easier(self._of_second if one_by_one else self._of_first) is self._of_first:
                found = self._better_second(before, near.plan, beyond + worse)
                if found is not None:
                    return found
            else:
                at = beyond + worse * (1 if one_by_one else apart // 2)
                found = self._bounded(self._of_second, at, before.plan, end.second)
                if found is not None and found.second == before.second:
                    beyond = at
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
            if self._easier(self._of_second) is self._of_second:
                found = self._bounded(self._of_second, point.first, point.plan, end.second)
                if found is not None:
                    return evolve(found, proved=True)
            else:
                found = self._better_second(point, end.plan, point.first)
                if found is not None and found.first != point.first:
                    return evolve(point, proved=True)
                point = found or point
        return point

    def _easier(self, wished: Kind) -> Kind:
        """The kind of search that has failed less often; `wished` if they are even."""
        other = self._of_first if wished is self._of_second else self._of_second
        return other if other.scale < wished.scale else wished

    def _better_second(self, than: TradeoffPoint, plan: Plan, bound: int) -> TradeoffPoint | None:
        """The best of the first goal among plans that are better in the second; as `_bounded`."""
        step = 1 if self.second.sense == "max" else -1
        return self._bounded(self._of_first, than.second + step, plan, bound)

    def _bounded(self, kind: Kind, worst: int, plan: Plan, bound: int) -> TradeoffPoint | None:
        """The best of one goal, with the other no worse than `worst`; None if it is not proved.

        Args:
            kind: of the search.
            worst: the bound on the goal that is held.
            plan: a plan within it.
            bound: no such plan is better than this in the goal that is wanted.
        """
        key = kind.wanted.name, worst
        if key not in self._known:
            run = self._solved(
                kind,
                known=plan,
                worst={kind.held.name: worst},
                bounds={kind.wanted.name: bound},
                scale=kind.scale,
            )
            if not run.proved:
                kind.scale *= GROWTH
                return None
            self._known[key] = self._point(run)
        return self._known[key]

    def _point(self, run: _PointRun) -> TradeoffPoint:
        """The point of the plan that a run has found, which is not proved yet."""
        assert run.result.plan is not None
        assert run.incumbent is not None
        first, second = (run.incumbent.values[goal.name] for goal in (self.first, self.second))
        return TradeoffPoint(first, second, run.result.plan, proved=False)

    def _solved(
        self,
        kind: Kind,
        *,
        known: Plan | None = None,
        worst: Mapping[str, int] | None = None,
        bounds: Mapping[str, int] | None = None,
        scale: float | None = None,
    ) -> _PointRun:
        """The run that looks for the best plan in the goal that is wanted.

        Args:
            kind: of the search.
            known: a plan that meets all requirements.
            worst: by goal, the worst value allowed.
            bounds: by goal, a bound that no plan beats.
            scale: the factor of the effort; if given, the search ends after its first round.
        """
        start, how = time.monotonic(), self._how
        case = Case(kind.program, self._plan, self._as_of)
        search = Search(start + self.left, case, how.workers, how.seed, how.cancel)
        run = _PointRun(search, ActiveRequirements(), start, how.on_progress, known)
        run.verifier = Verifier(search, run.active, worst or {})
        run.known_best, run.known_bounds, run.aside = self._best, bounds or {}, kind.held
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
