"""A solve as an iterator of its moments, for loops, notebooks and servers.

The solve runs in its own thread and puts its moments into a queue. The thread holds no reference
to the iterator: when the iterator is dropped, the solve is canceled.
"""

from __future__ import annotations

import asyncio
import threading
import weakref
from collections.abc import Callable, Iterable
from queue import Empty, Queue
from types import TracebackType
from typing import Self

from attrs import define, evolve, field

from seatplan.arguments import Arguments, Day, Seconds
from seatplan.engine.answers.solving import solve
from seatplan.errors import Interrupted
from seatplan.options import Options, chosen
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.progress import CancelToken, Progress
from seatplan.requirement import Requirement
from seatplan.result import Result

LOOK = 0.2
"""Seconds between checks for Ctrl-C, which does not interrupt a wait on Windows."""


class _Either(CancelToken):
    """A token that is also canceled when another one is."""

    def __init__(self, other: CancelToken | None) -> None:
        super().__init__()
        self._other = other

    @property
    def cancelled(self) -> bool:
        return super().cancelled or (self._other is not None and self._other.cancelled)


@define(eq=False)
class _Work:
    """The state that the thread and the iterator share."""

    solve: Callable[[Callable[[Progress], None]], Result]
    moments: Queue[Progress | None] = field(factory=Queue)
    result: Result | None = None
    error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result = self.solve(self.moments.put)
        except BaseException as error:  # it is raised again where the moments are read
            self.error = error
        self.moments.put(None)


class Solving:
    """The moments of a solve, one after the other, and its result. The first `next` starts it.

    Leaving a `with` block, `close()`, or dropping it cancels the solve.
    """

    def __init__(self, work: _Work, token: CancelToken) -> None:
        self._work = work
        self._token = token
        self._thread = threading.Thread(target=work.run, name="seatplan.solving", daemon=True)
        self._begun = self._over = False
        weakref.finalize(self, token.cancel)

    def __repr__(self) -> str:
        return f"<Solving {'over' if self._over else 'under way' if self._begun else 'not begun'}>"

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Progress:
        moment = self._next()
        if moment is None:
            raise StopIteration
        return moment

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Progress:
        try:
            moment = await asyncio.to_thread(self._next)
        except asyncio.CancelledError:
            self._token.cancel()
            raise
        if moment is None:
            raise StopAsyncIteration
        return moment

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def result(self) -> Result:
        """Waits for the result of the solve; moments that were not read are dropped.

        Raises:
            Interrupted: at Ctrl-C, with the best result so far.
            EngineError: and anything else that `solve` raises.
        """
        for _ in self:
            pass
        if self._work.error is not None:
            raise self._work.error
        assert self._work.result is not None
        return self._work.result

    def close(self) -> None:
        """Cancels the solve and waits for it to end, which takes at most a second."""
        self._token.cancel()
        if self._begun:
            self._thread.join()

    def _next(self) -> Progress | None:
        """The next moment; None after the last one."""
        if self._over:
            return None
        if not self._begun:
            self._begun = True
            self._thread.start()
        try:
            moment = self._waited()
        except KeyboardInterrupt:
            self.close()
            self._over = True
            if self._work.result is None:
                raise
            raise Interrupted(self._work.result) from None
        if moment is None:
            self._over = True
            if self._work.error is not None:
                raise self._work.error
        return moment

    def _waited(self) -> Progress | None:
        while True:
            try:
                return self._work.moments.get(timeout=LOOK)
            except Empty:
                continue


def solving(
    program: Program,
    plan: Plan | None = None,
    *,
    as_of: Day | None = None,
    time_limit: Seconds = 60.0,
    workers: int = 1,
    seed: int = 0,
    cancel: CancelToken | None = None,
    options: Options | None = None,
    without: Iterable[Requirement] | None = None,
    only: Iterable[Requirement] | None = None,
    relax: bool = False,
) -> Solving:
    """Solves a program and yields its moments meanwhile, in a `for` or an `async for` loop.

    The moments are those that `solve` passes to `on_progress`, each with the best plan so far, its
    values and the bounds. Afterwards `result` has the result. The solve runs in a thread, so a slow
    loop does not hold it up, and it does not block an event loop.

    Args:
        program, plan, as_of, time_limit, workers, seed, without, only, relax: as `solve` takes
            them.
        cancel: stops it.
        options: the arguments from `time_limit` to `cancel` as one value; its `on_progress` is
            called as well, in the thread of the solve.

    Raises:
        ArgumentError: naming each wrong argument. Anything else that `solve` raises is raised
            with the first moment.
    """
    with Arguments("solving") as given:
        given.program(program)
        plan = given.plan(plan, program, optional=True)
        day = given.day(as_of)
        gone = given.requirements(without, "without")
        kept = given.requirements(only, "only")
        given.flag(relax, "relax")
        how = chosen(given, options, time_limit, workers, seed, cancel=cancel)
    token = _Either(how.cancel)

    def begin(note: Callable[[Progress], None]) -> Result:
        def tell(moment: Progress) -> None:
            if how.on_progress is not None:
                how.on_progress(moment)
            note(moment)

        options = evolve(how, cancel=token, on_progress=tell)
        return solve(
            program, plan, as_of=day, options=options, without=gone, only=kept, relax=relax
        )

    return Solving(_Work(begin), token)
