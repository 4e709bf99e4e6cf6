"""One call of the solver, stopped by the clock, a token or a key press, and its outcome."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue

from attrs import define, evolve, field
from ortools.sat.python import cp_model
from ortools.sat.python.cp_model import CpSolver

from seatplan.engine.solver.answer import Answer, Counts
from seatplan.engine.solver.presets import FEASIBLE_RAW, PROVE, Preset, set_parameters
from seatplan.engine.solver.reproduction import Case, contradiction
from seatplan.errors import EngineError
from seatplan.program import Program
from seatplan.progress import CancelToken

Found = Callable[[float, list[int] | None], None]
"""Called when either changes: the bound, or the values of the variables in a better plan."""

PAUSE = 0.05
"""Seconds between checks of a token, and between stop requests to a solver."""

ROUNDING = 0.5
"""Tolerance for objectives: they are integers, which the solver returns as doubles."""

EXACT = 2**53
"""From this value, integers are not exact as doubles."""

SECOND_LOOK = 0.25
"""The minimum effort of a second search, in deterministic time. There it finds a plan of 3,500
variables in 0.02, and none of 28,000 in 1.0."""

Told = tuple[float, list[int] | None]


class OutOfTime(Exception):  # noqa: N818 - no error: partial results are returned
    """The time is up, or the search was canceled."""


@define
class Search:
    """How to search.

    Attributes:
        deadline: on the clock `time.monotonic`.
        case: what is being solved, saved if the solver contradicts itself.
        workers, seed, cancel: as `solve` takes them.
        counts: one for all searches made from this one.
    """

    deadline: float
    case: Case
    workers: int = 1
    seed: int = 0
    cancel: CancelToken | None = None
    counts: Counts = field(factory=lambda: Counts(), kw_only=True)
    _last: tuple[cp_model.CpModel, CpSolver] | None = field(default=None, init=False)
    _beats: int = field(default=0, init=False)

    def about(self, program: Program) -> Search:
        """The same search for another program."""
        return evolve(self, case=evolve(self.case, program=program))

    @property
    def interrupted(self) -> bool:
        """Whether someone pressed Ctrl-C; nothing is searched after that."""
        return self.counts.interrupted

    @property
    def left(self) -> float:
        """The remaining seconds."""
        stopped = self.interrupted or (self.cancel is not None and self.cancel.cancelled)
        return 0.0 if stopped else self.deadline - time.monotonic()

    @contextmanager
    def until_stopped(self) -> Iterator[None]:
        """Leaves the block when the time is up, or at Ctrl-C."""
        try:
            yield
        except OutOfTime:
            pass
        except KeyboardInterrupt:
            self.counts.interrupted = True

    def pulse(self) -> None:
        """Checks the time; call it often while a model is built.

        Raises:
            OutOfTime: if the time is up.
        """
        self._beats += 1
        if self._beats % 64 == 0:
            self.must_have_time()

    def must_have_time(self) -> None:
        """Checks the time before a step that takes some.

        Raises:
            OutOfTime: if the time is up.
        """
        if self.left <= 0:
            raise OutOfTime

    def run(
        self,
        cp: cp_model.CpModel,
        preset: Preset = PROVE,
        *,
        found: Found | None = None,
        watched: Sequence[cp_model.IntVar] = (),
        effort: float | None = None,
        seed: int | None = None,
        gap: int = 0,
        until: float = math.inf,
    ) -> Answer:
        """Solves a model within the time that is left.

        The solver runs in a separate thread, and this one waits for its reports. So Ctrl-C takes
        effect at once, everything found by then is kept, and `found` is called in this thread.

        Args:
            cp: the model.
            preset: how the solver is set up.
            found: called with each better plan and bound.
            watched: the variables whose values `found` gets.
            effort: a limit in deterministic time, which every run reaches at the same point.
            seed: instead of the search's own.
            gap: a plan this near to the bound counts as optimal.
            until: a moment at which to stop, on the clock `time.monotonic`.

        Raises:
            EngineError: if the solver fails, refuses the model, or returns what cannot be.
        """
        solver = CpSolver()
        if min(self.left, until - time.monotonic()) <= 0:
            return Answer(cp_model.UNKNOWN, solver)
        seed = self.seed if seed is None else seed
        set_parameters(solver, preset, workers=self.workers, seed=seed, effort=effort, gap=gap)
        self._last = (cp, solver)
        answer = self._answer(cp, solver, found, watched, until)
        self.counts.add(cp, preset, effort, answer)
        if answer.status == cp_model.MODEL_INVALID:
            raise self.contradiction(f"the solver refuses the model: {cp.validate().strip()}")
        if answer.proved and cp.has_objective():
            value, bound = solver.objective_value, solver.best_objective_bound
            if abs(value - bound) > ROUNDING + gap:
                raise self.contradiction(
                    f"the solver claims that {value:.0f} is proved, "
                    f"and that its bound is {bound:.0f}"
                )
        return answer

    def _answer(
        self,
        cp: cp_model.CpModel,
        solver: CpSolver,
        found: Found | None,
        watched: Sequence[cp_model.IntVar],
        until: float,
    ) -> Answer:
        """Starts the solver, waits and listens, and stops it in time."""
        bounds: list[float] = []
        told: SimpleQueue[Told | None] = SimpleQueue()
        watch = None if found is None else _Watch(told, watched)

        def closer(bound: float) -> None:
            bounds.append(bound)
            if found is not None:
                told.put((bound, None))

        solver.best_bound_callback = closer
        claim = threading.Lock()  # its holder decides whether the solver begins
        ended = threading.Event()
        ends: list[cp_model.CpSolverStatus | Exception] = []

        def work() -> None:
            if not claim.acquire(blocking=False):
                return
            try:
                ends.append(solver.solve(cp, watch))
            except Exception as error:  # raised below, in the caller's thread
                ends.append(error)
            finally:
                told.put(None)
                ended.set()

        thread = threading.Thread(target=work, daemon=True)
        try:
            thread.start()
            self._listen(told, ended, solver, found, until)
        except KeyboardInterrupt:  # perhaps before `start` returned
            self.counts.interrupted = True
        finally:
            if not claim.acquire(blocking=False):
                # A stop before the search has begun is lost, so it is repeated until it works.
                while not ended.wait(0 if ends else PAUSE):
                    solver.stop_search()
                thread.join()
        end = ends[0] if ends else cp_model.UNKNOWN
        if isinstance(end, Exception):
            reason = f"{type(end).__name__}: {end}"
            raise self.contradiction(f"the solver failed with {reason}") from end
        return Answer(end, solver, bounds[-1] if bounds else math.inf)

    def _listen(
        self,
        told: SimpleQueue[Told | None],
        ended: threading.Event,
        solver: CpSolver,
        found: Found | None,
        until: float,
    ) -> None:
        """Passes on the solver's reports until it has ended, and stops it in time.

        The solver gets no limit in seconds: it uses a clock that people and networks can set, and
        would stop early or never if that clock jumps.
        """
        while True:
            try:
                left = min(self.left, until - time.monotonic())
                if left <= 0:
                    solver.stop_search()
                # Without a token nothing happens before the time is up; an hour is long enough.
                pause = min(left, 3600.0 if self.cancel is None else PAUSE)
                moment = told.get(timeout=pause if left > 0 else PAUSE)
                if moment is None:
                    return
                if found is not None and left > 0:
                    found(*moment)
            except Empty:
                # A Ctrl-C between taking the last report and reading it loses that report.
                if ended.is_set() and told.empty():
                    return
            except KeyboardInterrupt:
                self.counts.interrupted = True

    def wait_for(self, work: Callable[[], object], stop: Callable[[], object] | None) -> bool:
        """Does the work of another solver in a thread of its own, so that Ctrl-C takes effect.

        Args:
            work: it may raise what a solver raises.
            stop: asks it to end, when the time is up; without it, the thread is left alone then.

        Returns:
            whether it has ended without an error.
        """
        ends: list[object] = []

        def quietly() -> None:
            with suppress(RuntimeError, ValueError, AttributeError):
                ends.append(work())

        thread = threading.Thread(target=quietly, daemon=True)
        thread.start()
        while thread.is_alive() and (stop is not None or self.left > 0):
            try:
                thread.join(PAUSE)
                if stop is not None and self.left <= 0:
                    stop()
            except KeyboardInterrupt:
                self.counts.interrupted = True
        return bool(ends)

    def must_be_none(self, cp: cp_model.CpModel, answer: Answer) -> None:
        """Searches again after a proof of infeasibility: presolve has been wrong in some releases.

        It looks for any plan, for as long as the proof took. Without presolve a complete proof can
        take many times as long, and is not needed.

        Args:
            cp: a model; its objective is removed.
            answer: the solver's claim that it has no plan.

        Raises:
            EngineError: if a plan is found.
        """
        cp.clear_objective()
        if self.run(cp, FEASIBLE_RAW, effort=max(SECOND_LOOK, answer.effort)).found:
            raise self.contradiction("the solver finds a plan without presolve, and none with it")

    def contradiction(self, message: str) -> EngineError:
        """The error for a contradiction, with the model that was solved last."""
        return contradiction(message, self.case, *(self._last or (None, None)))


class _Watch(cp_model.CpSolverSolutionCallback):
    def __init__(self, told: SimpleQueue[Told | None], watched: Sequence[cp_model.IntVar]) -> None:
        super().__init__()
        self._told, self._watched = told, watched

    def on_solution_callback(self) -> None:
        values = [self.value(one) for one in self._watched]
        self._told.put((self.best_objective_bound, values))
