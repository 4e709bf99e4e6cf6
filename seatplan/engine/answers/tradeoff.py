"""Trade-off: the front of two goals, point by point.

Each point is the optimum of one goal under a bound of the other (the epsilon-constraint method:
Haimes, Lasdon and Wismer, IEEE Transactions on Systems, Man, and Cybernetics 1, 1971). How points
are found is in `front_points.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from seatplan.arguments import Arguments, Day, Seconds
from seatplan.checking import past_must_be_known
from seatplan.engine.answers.front_points import Points
from seatplan.errors import Interrupted, Problem, ProgramError, nearest_of_all
from seatplan.front import Tradeoff, TradeoffPoint
from seatplan.options import Options, chosen
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.progress import CancelToken, ProgressCallback
from seatplan.result import Status


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
    names = [goal.name for goal in program.named_goals]
    unknown = [
        (at, name) for at, name in (("first", first), ("second", second)) if name not in names
    ]
    if unknown:
        raise ProgramError(
            [
                Problem(f"unknown goal {name!r}", (at,), nearest_of_all(name, names))
                for at, name in unknown
            ]
        )
    return Front(Points(program, first, second, plan, day, how), most)


class Front:
    """The points of a front, one after the other; it is an iterator.

    At Ctrl-C `next` raises `Interrupted` with what is known so far, as `collect` gives it.
    """

    def __init__(self, search: Points, most: int) -> None:
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
        if self._points_of.interrupted:
            raise Interrupted(self.so_far)

    @property
    def so_far(self) -> Tradeoff:
        """The points found so far, and what is proved."""
        first, second = self._points_of.first.name, self._points_of.second.name
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
        status, start = search.begin()
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
