"""Trade-off: the front of two goals, point by point.

Each point is the optimum of one goal under a bound of the other (the epsilon-constraint method:
Haimes, Lasdon and Wismer, IEEE Transactions on Systems, Man, and Cybernetics 1, 1971). The best of
the second goal is found right after the first point: there the front ends, and every search
starts from a plan, so none has to prove that there is none.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Self

from attrs import evolve, frozen

from seatplan.arguments import Arguments, Day, Seconds
from seatplan.checking import must_be_known
from seatplan.engine.active_requirements import ActiveRequirements
from seatplan.engine.model import SeatModel
from seatplan.engine.reproduction import Case
from seatplan.engine.search import Search
from seatplan.engine.solving import Driver
from seatplan.engine.verification import Verifier
from seatplan.errors import Interrupted, PlanError, Problem, ProgramError, nearest
from seatplan.front import Tradeoff, TradeoffPoint
from seatplan.kinds import Goal
from seatplan.options import Options, chosen
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.progress import CancelToken, ProgressCallback
from seatplan.result import Status

FIRST, SECOND = "first", "second"
"""The kinds of searches: for the best of which goal."""

SCALE, GROWTH = 0.5, 2.5
"""The effort of the first search of each kind, as a part of that of a solve, and how much more the
next one gets after one that failed."""

FEW = 16
"""Values of the first goal between two points that are tried one after the other."""


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
    """What one goal costs in another: every pair of values of which no plan betters one for free.

    The goals before both of the two hold, within what they `give`; all others are left out, and so
    is what the two themselves give. The same arguments give the same points, unless the time limit
    cut them short.

    Args:
        program: what is known and wanted.
        first: the id of the goal in which the first point is the best.
        second: the id of the other goal.
        plan: where the search starts, and what `least-change` compares with.
        as_of: every leg before that day is as in `plan`.
        most: how many points are wanted.
        time_limit: in seconds, for all of them: what passes between two points does not count.
            None for no limit.
        workers, seed: of the solver.
        on_progress, cancel: as `solve` takes them.
        options: the five arguments before as one value.

    Returns:
        an iterator, which searches for a point when `next` is called.

    Raises:
        ArgumentError: with each argument that is not what it should be.
        ProgramError: if the program does not have one of the goals.
        PlanError: if `as_of` comes without a plan, or a past leg of it names what is unknown.
    """
    with Arguments("tradeoff") as given:
        given.program(program)
        given.text(first, "first")
        given.text(second, "second")
        given.plan(plan, optional=True)
        most = given.whole(most, "most", 1)
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
        if isinstance(first, str) and first == second:
            given.wrong(second, "is the first goal, too", ("second",))
    if day is not None:
        if plan is None:
            raise PlanError("as_of needs a plan: the past is as the plan has it")
        must_be_known(ProgramIndex(program), plan, before=day)
    names = [goal.name for goal in program.named_goals]
    unknown = [
        (at, name) for at, name in (("first", first), ("second", second)) if name not in names
    ]
    if unknown:
        raise ProgramError(
            [Problem(f"unknown goal {name!r}", (at,), nearest(name, names)) for at, name in unknown]
        )
    solver = _Solver(plan, day, how)
    return Front(_Points(_Goals.of(program, first, second), solver), most)


class Front:
    """The points of a front, one after the other; it is an iterator.

    At Ctrl-C `next` raises `Interrupted` with what is known so far, as `collect` gives it.
    """

    def __init__(self, search: _Points, most: int) -> None:
        self._points_of = search
        self._most = most
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

    def _must_go_on(self) -> None:
        """Raises `Interrupted` if Ctrl-C was pressed."""
        if self._points_of.solver.interrupted:
            raise Interrupted(self.so_far)

    @property
    def so_far(self) -> Tradeoff:
        """The points that were found, and what is proved."""
        goals = self._points_of.goals
        first, second = goals.first.name, goals.second.name
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
        search = self._points_of
        status, start = search.first()
        self._status = status
        if start is None:
            self._complete = status is Status.INFEASIBLE
            self._must_go_on()
            return
        found: TradeoffPoint | None = start
        while found is not None:
            self._found.append(found)
            yield found
            if not found.proved:
                self._status = Status.FEASIBLE
            elif len(self._found) == self._most:
                return
            found = search.after(found)
            self._must_go_on()
        self._complete = self._status is Status.OPTIMAL


@frozen
class _Solved:
    """What came of one search.

    Attributes:
        status: what is proved.
        plan: the best plan, if there is one.
        values: what it is worth, by goal.
        best: of each goal that is proved, the best value.
    """

    status: Status
    plan: Plan | None
    values: Mapping[str, int]
    best: Mapping[str, int]

    @property
    def proved(self) -> bool:
        """Whether no plan is better."""
        return self.status is Status.OPTIMAL


@frozen
class _Goals:
    """The program with the goals before the two, then the two.

    Attributes:
        program: the first of the two comes first.
        before: the goals before both.
        first, second: the two, without what they give.
    """

    program: Program
    before: tuple[Goal, ...]
    first: Goal
    second: Goal

    @classmethod
    def of(cls, program: Program, first: str, second: str) -> Self:
        """The two of them, of which the program has both."""
        goals = program.named_goals
        by_name = {goal.name: evolve(goal, give=None) for goal in goals}
        at = min(i for i, goal in enumerate(goals) if goal.name in (first, second))
        before, one, other = goals[:at], by_name[first], by_name[second]
        chosen = (*before, one, other)
        if all(goal.kind != "keep-rules" for goal in chosen):
            # Where preferences are left they would bring the goal back as the first one.
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

    def point(self, solved: _Solved, *, proved: bool = False) -> TradeoffPoint:
        """The point of a plan that was found."""
        assert solved.plan is not None
        first, second = solved.values[self.first.name], solved.values[self.second.name]
        return TradeoffPoint(first, second, solved.plan, proved)

    def next_second(self, point: TradeoffPoint) -> int:
        """The worst value of the second goal that is better than at that point."""
        return point.second + (1 if self.second.sense == "max" else -1)


class _Points:
    """Finds point after point.

    There are two kinds of searches, and which of them is easy depends on the goals:

    - for the best of the first goal among plans that are no worse in the second than something;
    - for the best of the second among plans that are no worse in the first than something.

    So each has a limit on its effort, and the other behind it; what fails gets more the next time.

    Attributes:
        goals: the two.
        solver: what solves.
    """

    def __init__(self, goals: _Goals, solver: _Solver) -> None:
        self.goals = goals
        self.solver = solver
        self._end: TradeoffPoint | None = None
        self._scale = {FIRST: SCALE, SECOND: SCALE}
        self._known: dict[int, TradeoffPoint] = {}

    def first(self) -> tuple[Status, TradeoffPoint | None]:
        """What is proved of the program, and the first point, if there is one."""
        goals, solver = self.goals, self.solver
        start = solver.solved(goals.program, aside=goals.second.name)
        if start.plan is None:
            return start.status, None
        point = goals.point(start)
        if not start.proved:
            return Status.FEASIBLE, evolve(point, proved=False)
        solver.best = {goal.name: start.best[goal.name] for goal in goals.before}
        end = solver.solved(goals.turned, known=point.plan, aside=goals.first.name)
        self._end = goals.point(end, proved=end.proved)
        if not end.proved:
            return Status.FEASIBLE, evolve(point, proved=False)
        point = self._settled(point)
        return (Status.OPTIMAL if point.proved else Status.FEASIBLE), point

    def after(self, point: TradeoffPoint) -> TradeoffPoint | None:
        """The next point, None where there is none; what is known of it where time ran out."""
        end = self._end
        if end is None or end.second == point.second:
            return None
        found = self._next(point, end) if point.proved else None
        return evolve(end, proved=False) if found is None else self._settled(found)

    def _next(self, before: TradeoffPoint, end: TradeoffPoint) -> TradeoffPoint | None:
        """A plan with the value of the first goal at the next point; None if time ran out.

        The point is proved where that of the second goal is known, too.
        """
        worse = 1 if self.goals.first.sense == "min" else -1
        near, beyond = end, before.first  # the value lies behind this, and is at most that of near
        while abs(near.first - beyond) > 1:
            if self.solver.left <= 0:
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
            if self.solver.left <= 0:
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
        """The kind of search that has failed less; where that is even, the one that is wished."""
        scales = self._scale
        if scales[FIRST] == scales[SECOND]:
            return wished
        return min(scales, key=lambda kind: scales[kind])

    def _best_first(self, second: int, plan: Plan, bound: int) -> TradeoffPoint | None:
        """The best of the first goal, no worse in the second than that; None if not proved.

        Args:
            second: the value.
            plan: one that has it.
            bound: no such plan is better than that in the first goal.
        """
        if second not in self._known:
            found = self._tried(FIRST, self.goals.second, second, plan, bound)
            if found is None:
                return None
            self._known[second] = found
        return self._known[second]

    def _best_second(self, first: int, plan: Plan, bound: int) -> TradeoffPoint | None:
        """The best of the second goal, no worse in the first than that; None if not proved."""
        return self._tried(SECOND, self.goals.first, first, plan, bound)

    def _tried(
        self, kind: str, held: Goal, worst: int, plan: Plan, bound: int
    ) -> TradeoffPoint | None:
        goals = self.goals
        program, wanted = (
            (goals.program, goals.first) if kind == FIRST else (goals.turned, goals.second)
        )
        solved = self.solver.solved(
            program,
            known=plan,
            worst={held.name: worst},
            bounds={wanted.name: bound},
            aside=held.name,
            scale=self._scale[kind],
        )
        if solved.proved:
            return goals.point(solved)
        self._scale[kind] *= GROWTH
        return None


class _Solver:
    """Solves one search after the other; the seconds that are left get fewer.

    Attributes:
        best: by goal before the two, its best value, once it is proved.
        left: the seconds.
        interrupted: whether Ctrl-C was pressed.
    """

    def __init__(self, plan: Plan | None, as_of: date | None, how: Options) -> None:
        self.plan = plan
        self.as_of = as_of
        self.how = how
        self.left = how.seconds
        self.best: Mapping[str, int] = {}
        self.interrupted = False

    def solved(
        self,
        program: Program,
        *,
        known: Plan | None = None,
        worst: Mapping[str, int] | None = None,
        bounds: Mapping[str, int] | None = None,
        aside: str | None = None,
        scale: float | None = None,
    ) -> _Solved:
        """The best plan.

        Args:
            program: what is solved.
            known: a plan that keeps all that is demanded.
            worst: by goal, the worst value that the plan may have.
            bounds: by goal, what no plan is better than.
            aside: a goal that is not optimized.
            scale: of the effort; with one the search ends after its first round.
        """
        start = time.monotonic()
        case = Case(program, self.plan, self.as_of)
        how = self.how
        search = Search(start + self.left, case, how.workers, how.seed, how.cancel)
        driver = _Point(search, start, how.on_progress, known)
        driver.verifier = Verifier(search, driver.active, worst or {})
        driver.known_best, driver.known_bounds = self.best, bounds or {}
        driver.aside = aside
        if scale is not None:
            driver.scale, driver.rounds = scale, 1
        try:
            result = driver.solve()
        except Interrupted as stop:
            self.interrupted = True
            self.left = 0.0
            result = stop.result
        self.left = max(0.0, self.left - (time.monotonic() - start))
        if how.cancel is not None and how.cancel.cancelled:
            self.left = 0.0
        values = {} if driver.incumbent is None else driver.incumbent.values
        return _Solved(result.status, result.plan, values, driver.best)


class _Point(Driver):
    """A solve of which something is known or demanded before it begins."""

    comes_back = False
    ships_first = False  # a goal is not to be at its best

    def __init__(
        self,
        search: Search,
        start: float,
        on_progress: ProgressCallback | None,
        known: Plan | None,
    ) -> None:
        super().__init__(search, ActiveRequirements(), start, on_progress, known)
        self.known_best: Mapping[str, int] = {}
        self.known_bounds: Mapping[str, int] = {}
        self.aside: str | None = None

    def _pin(self, model: SeatModel) -> None:
        for term in tuple(self.todo):
            name = term.goal.name
            worst = self.verifier.worst.get(name)
            if name in self.known_best:
                self.keep(model, term, self.known_best[name])
            if name in self.known_bounds:
                self.raise_bound(term, self.known_bounds[name])
            if worst is not None and term.goal.sense == "max":
                model.add_linear(term.expression, worst, None)
            elif worst is not None:
                model.add_linear(term.expression, None, worst)
        self.todo = [term for term in self.todo if term.goal.name != self.aside]
