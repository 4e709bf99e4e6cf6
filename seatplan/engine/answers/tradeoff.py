"""Trade-off: the front of two goals, point by point.

Each point is the optimum of one goal under a bound of the other (the epsilon-constraint method:
Haimes, Lasdon and Wismer, IEEE Transactions on Systems, Man, and Cybernetics 1, 1971). The best
value of the second goal is found right after the first point. It is the end of the front, so
every later search starts from a plan and none has to prove infeasibility.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Self

from attrs import evolve

from seatplan.arguments import Arguments, Day, Seconds
from seatplan.engine.answers.driver import Driver
from seatplan.engine.explain.relevance import without_soft
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.requirement_model import ActiveRequirements
from seatplan.engine.solver.reproduction import Case
from seatplan.engine.solver.search import Search
from seatplan.engine.solver.verification import Verifier
from seatplan.errors import Interrupted
from seatplan.front import Tradeoff, TradeoffPoint
from seatplan.kinds import Goal
from seatplan.known_names import goals_must_be_known, past_must_be_known
from seatplan.options import Options, chosen
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.progress import CancelToken, ProgressCallback
from seatplan.result import Result, Status

UNSURE = 0.5
"""The effort of a search that may well fail, as a share of a solve's."""


def tradeoff(
    program: Program,
    first: str,
    second: str,
    plan: Plan | None = None,
    *,
    as_of: Day | None = None,
    most: int = 20,
    time_limit: Seconds = 60.0,
    workers: int = 1,
    seed: int = 0,
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
    options: Options | None = None,
) -> Front:
    """The price of one goal in another: all pairs of values that no plan improves for free.

    The goals before both of the two are kept, within their `give`; all other goals are ignored, and
    so is the `give` of the two themselves. The same arguments give the same points, unless the time
    limit cut them short.

    Args:
        program: the program.
        first: the id of the goal in which the first point is the best.
        second: the id of the other goal.
        plan: the start of the search, and the plan that `least-change` compares with.
        as_of: every leg before that day is as in `plan`.
        most: the largest number of points.
        time_limit: in seconds, for all points: time spent between two calls does not count.
            None for no limit.
        workers, seed: of the solver.
        on_progress, cancel: as `solve` takes them.
        options: the five arguments before as one value.

    Returns:
        an iterator, which searches for a point when `next` is called.

    Raises:
        ArgumentError: naming each wrong argument.
        ProgramError: if the program does not have one of the goals.
        PlanError: if `as_of` comes without a plan, or a past leg names something unknown.
    """
    with Arguments("tradeoff") as given:
        given.program(program)
        given.text(first, "first")
        given.text(second, "second")
        plan = given.plan(plan, program, optional=True)
        most = given.whole(most, "most", 1)
        day = given.day(as_of)
        how = chosen(given, options, time_limit, workers, seed, on_progress, cancel)
        if isinstance(first, str) and first == second:
            given.wrong(second, "is the first goal, too", ("second",))
    past_must_be_known(program, plan, day)
    goals_must_be_known(program.named_goals, {("first",): first, ("second",): second})
    return Front(Case(program, plan, day), first, second, how, most)


class Front:
    """The points of a front, one after the other; it is an iterator.

    At Ctrl-C `next` raises `Interrupted` with what is known so far, as `collect` gives it.
    """

    def __init__(self, case: Case, first: str, second: str, how: Options, most: int) -> None:
        goals = case.program.named_goals
        at = min(i for i, goal in enumerate(goals) if goal.name in (first, second))
        by_name = {goal.name: evolve(goal, give=None) for goal in goals}
        self._first, self._second = by_name[first], by_name[second]
        self._first_sign, self._second_sign = (
            1 if goal.sense == "max" else -1 for goal in (self._first, self._second)
        )
        self._before = goals[:at]
        if all(one.kind != "keep-rules" for one in (*self._before, self._first, self._second)):
            case = evolve(case, program=without_soft(case.program))
        self._case, self._how, self._most = case, how, most
        self._left: float = how.seconds
        self._interrupted = False
        self._best: Mapping[str, int] = {}  # of the goals before the two
        self._end: TradeoffPoint | None = None
        self._ends = False  # whether the end is proved to be the best in the second goal
        self._dense = True  # whether the next point is probably one worse in the first goal
        self._found: list[TradeoffPoint] = []
        self._status = Status.UNKNOWN
        self._complete = False
        self._points = self._search()

    def __repr__(self) -> str:
        return f"<Front {self.so_far!r}>"

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> TradeoffPoint:
        return next(self._points)

    @property
    def so_far(self) -> Tradeoff:
        """The points found so far, and what is proved."""
        first, second = self._first.name, self._second.name
        return Tradeoff(first, second, tuple(self._found), self._status, self._complete)

    def collect(self) -> Tradeoff:
        """Searches for all points that are left.

        Raises:
            Interrupted: at Ctrl-C, with the points so far.
            EngineError: if the solver fails, or contradicts itself or the check.
        """
        for _ in self:
            pass
        return self.so_far

    def _search(self) -> Iterator[TradeoffPoint]:
        """The points in their order, each noted before it is given."""
        point = self._start()
        while point is not None and not (self._interrupted and self._found):
            end = self._end
            if end is not None and min(gains := self._gains(end, point)) >= 0 < max(gains):
                point = end
            self._found.append(point)
            yield point
            if point.proved and len(self._found) == self._most:
                return
            if not (point.proved and self._ends):  # points between, or behind, can be missing
                self._status = Status.FEASIBLE
            if end is None or end.second == point.second:
                break
            go_on = point.proved and self._ends and self._left > 0
            point = (self._next(point, end) if go_on else None) or end
        whole = (Status.INFEASIBLE,) if self._interrupted else (Status.OPTIMAL, Status.INFEASIBLE)
        self._complete = self._status in whole
        if self._interrupted:
            raise Interrupted(self.so_far)

    def _start(self) -> TradeoffPoint | None:
        """The first point, if there is one; also finds the end of the front.

        The first point comes before the end: it has half of the time, as the end may take it all.
        """
        start = self._best_of(self._first)
        self._status = start.result.status
        if start.result.plan is None:
            return None
        point = self._point(start)
        if start.proved:
            self._best = {goal.name: start.best[goal.name] for goal in self._before}
            point = self._settled(point, None, share=0.5)
            run = self._best_of(self._second, point.plan)
            self._end, self._ends = self._point(run), run.proved
            if self._ends and not point.proved:
                point = self._settled(point, self._end)
        self._status = Status.OPTIMAL if point.proved else Status.FEASIBLE
        return point

    def _next(self, before: TradeoffPoint, end: TradeoffPoint) -> TradeoffPoint | None:
        """The next point; None if not even its value of the first goal was found in time.

        One search is enough if the point is one worse in the first goal.
        """
        at = before.first - self._first_sign
        if self._dense:
            run = self._best_of(self._second, before.plan, worst=at, bound=end.second, unsure=True)
            if run.proved and (found := self._point(run)).second != before.second:
                return evolve(found, proved=True)
        better = before.second + self._second_sign
        run = self._best_of(self._first, end.plan, worst=better, bound=at)
        if not run.proved:
            return None
        found = self._settled(self._point(run), end)
        self._dense = found.first == at
        return found

    def _settled(
        self, point: TradeoffPoint, end: TradeoffPoint | None, share: float = 1.0
    ) -> TradeoffPoint:
        """The point with the best value of the second goal, for its value of the first."""
        if end is not None and point.second == end.second:
            return evolve(point, proved=True)
        bound = None if end is None else end.second
        run = self._best_of(self._second, point.plan, worst=point.first, bound=bound, share=share)
        return evolve(self._point(run), proved=run.proved)

    def _point(self, run: _PointRun) -> TradeoffPoint:
        """The point of the plan that a run has found, which is not proved yet."""
        assert run.result.plan is not None
        assert run.incumbent is not None
        first, second = (run.incumbent.values[goal.name] for goal in (self._first, self._second))
        return TradeoffPoint(first, second, run.result.plan, proved=False)

    def _best_of(
        self,
        wanted: Goal,
        known: Plan | None = None,
        *,
        worst: int | None = None,
        bound: int | None = None,
        unsure: bool = False,
        share: float = 1.0,
    ) -> _PointRun:
        """The run that looks for the best plan in one of the two goals.

        Args:
            wanted: the goal.
            known: a plan that meets all requirements.
            worst: the worst value allowed of the other goal.
            bound: no such plan is better than this in the goal.
            unsure: whether it may well fail; the search ends after its first round.
            share: the part of the time left that it may take.
        """
        start, how = time.monotonic(), self._how
        held = self._second if wanted is self._first else self._first
        program = evolve(self._case.program, goals=(*self._before, wanted, held))
        case = evolve(self._case, program=program)
        search = Search(start + share * self._left, case, how.workers, how.seed, how.cancel)
        run = _PointRun(search, ActiveRequirements(), start, how.on_progress, known)
        run.verifier = Verifier(search, run.active, {} if worst is None else {held.name: worst})
        run.known_best, run.aside = self._best, held
        run.known_bounds = {} if bound is None else {wanted.name: bound}
        if unsure:
            run.scale, run.rounds = UNSURE, 1
        try:
            run.result = run.solve()
        except Interrupted as stop:
            self._interrupted, run.result = True, stop.result
        stopped = self._interrupted or (how.cancel is not None and how.cancel.cancelled)
        self._left = 0.0 if stopped else max(0.0, self._left - (time.monotonic() - start))
        return run

    def _gains(self, one: TradeoffPoint, other: TradeoffPoint) -> tuple[int, int]:
        """By how much a point is better than another, in each of the two goals."""
        first, second = one.first - other.first, one.second - other.second
        return self._first_sign * first, self._second_sign * second


class _PointRun(Driver):
    """A solve that begins with known best values and bounds, and does not optimize one goal."""

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
