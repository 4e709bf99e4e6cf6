"""One call of the solver, stopped by the clock, a token or a key press; and what it found."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue

from attrs import define, field
from ortools.sat.python import cp_model
from ortools.sat.python.cp_model import CpSolver

from seatplan.engine.answer import Answer, Counts
from seatplan.engine.presets import FEASIBLE_RAW, PROVE, Preset, set_parameters
from seatplan.engine.reproduction import Case, contradiction
from seatplan.errors import EngineError
from seatplan.progress import CancelToken

Found = Callable[[float, list[int] | None], None]
"""Called with the bound, and the values of the variables of each better plan, when one changes."""

PAUSE = 0.05
"""Seconds between two looks at a token, and between two calls to a solver that is to stop."""

ROUNDING = 0.5
"""Objectives are whole numbers, which the solver gives as doubles."""


EXACT = 2**53
"""From here on whole numbers are not exact as doubles."""

AGAIN = 1.0
"""How long the least thorough second look is, in deterministic time."""


Told = tuple[float, list[int] | None]


class OutOfTime(Exception):  # noqa: N818 - it is no error: what is known by then is returned
    """The time is up, or someone wants no more of it."""


@define
class Search:
    """How to search.

    Attributes:
        deadline: on the clock `time.monotonic`.
        case: what is being solved, kept if the solver is caught in an error.
        workers, seed, cancel: as `solve` takes them.
        interrupted: whether someone pressed Ctrl-C; nothing is searched after that.
    """

    deadline: float
    case: Case
    workers: int = 1
    seed: int = 0
    cancel: CancelToken | None = None
    interrupted: bool = field(default=False, init=False)
    counts: Counts = field(factory=lambda: Counts(), kw_only=True)
    _last: tuple[cp_model.CpModel, CpSolver] | None = field(default=None, init=False)
    _beats: int = field(default=0, init=False)

    @property
    def left(self) -> float:
        """The seconds that are left."""
        stopped = self.interrupted or (self.cancel is not None and self.cancel.cancelled)
        return 0.0 if stopped else self.deadline - time.monotonic()

    def until(self, moment: float) -> Search:
        """The same up to that moment."""
        return Search(
            min(moment, self.deadline),
            self.case,
            self.workers,
            self.seed,
            self.cancel,
            counts=self.counts,
        )

    def pulse(self) -> None:
        """To be called often while a model is built.

        Raises:
            OutOfTime: if the time is up.
        """
        self._beats += 1
        if self._beats % 64 == 0 and self.left <= 0:
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
    ) -> Answer:
        """Solves a model within the time that is left.

        The solver runs in a thread of its own, and this one waits for what it reports: so a Ctrl-C
        is noticed at once, what has been found by then is kept, and `found` is called here.

        Args:
            cp: the model.
            preset: how the solver is set up.
            found: called with each better plan and bound.
            watched: the variables whose values it gets.
            effort: a limit in deterministic time, which every run reaches at the same point.
            seed: instead of the search's own.
            gap: a plan that is so near to the bound counts as the best.

        Raises:
            EngineError: if the solver fails, refuses the model, or returns what cannot be.
        """
        solver = CpSolver()
        if self.left <= 0:
            return Answer(cp_model.UNKNOWN, solver)
        set_parameters(
            solver, preset, workers=self.workers, seed=self.seed if seed is None else seed
        )
        if effort is not None:
            solver.parameters.max_deterministic_time = effort
            # The limit is looked at between two batches of local search.
            batch = min(effort, solver.parameters.feasibility_jump_batch_dtime)
            solver.parameters.feasibility_jump_batch_dtime = batch
        if gap:
            solver.parameters.absolute_gap_limit = gap
        self._last = (cp, solver)
        status = self._status(cp, solver, found, watched)
        self.counts.add(cp, preset, effort, status, solver)
        if status == cp_model.MODEL_INVALID:
            raise self.contradiction(f"the solver refuses the model: {cp.validate().strip()}")
        answer = Answer(status, solver)
        if answer.proved and cp.has_objective():
            value, bound = solver.objective_value, solver.best_objective_bound
            if abs(value - bound) > ROUNDING + gap:
                raise self.contradiction(
                    f"the solver claims that {value:.0f} is proved, "
                    f"and that its bound is {bound:.0f}"
                )
        return answer

    def _status(
        self,
        cp: cp_model.CpModel,
        solver: CpSolver,
        found: Found | None,
        watched: Sequence[cp_model.IntVar],
    ) -> cp_model.CpSolverStatus:
        """Starts the solver, waits and listens, and stops it in time."""
        told: SimpleQueue[Told | None] = SimpleQueue()
        watch = None
        if found is not None:
            watch = _Watch(told, watched)
            solver.best_bound_callback = lambda bound: told.put((bound, None))
        claim = threading.Lock()  # whoever has it decides whether the solver begins
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
            self._listen(told, solver, found)
        except KeyboardInterrupt:  # perhaps before `start` came back
            self.interrupted = True
        finally:
            if not claim.acquire(blocking=False):
                # A stop before the search has begun is lost: so it is repeated until it is heard.
                while not ended.wait(0 if ends else PAUSE):
                    solver.stop_search()
                thread.join()
        if not ends:
            return cp_model.UNKNOWN
        if isinstance(ends[0], Exception):
            reason = f"{type(ends[0]).__name__}: {ends[0]}"
            raise self.contradiction(f"the solver failed with {reason}") from ends[0]
        return ends[0]

    def _listen(
        self,
        told: SimpleQueue[Told | None],
        solver: CpSolver,
        found: Found | None,
    ) -> None:
        """Passes on what the solver reports until it has ended, and stops it in time.

        The solver is given no limit in seconds: it goes by a clock that people and networks set,
        and would stop early or never when that jumps.
        """
        while True:
            try:
                left = self.left
                if left <= 0:
                    solver.stop_search()
                # Without a token nothing happens before the time is up; an hour is for ever.
                pause = min(left, 3600.0 if self.cancel is None else PAUSE)
                moment = told.get(timeout=pause if left > 0 else PAUSE)
                if moment is None:
                    return
                if found is not None and left > 0:
                    found(*moment)
            except Empty:
                pass
            except KeyboardInterrupt:
                self.interrupted = True

    def must_be_none(self, cp: cp_model.CpModel, answer: Answer) -> None:
        """Looks a second time where there is no plan: presolve has been wrong in releases before.

        Any plan will do, and it is looked for as long as the proof took: without presolve a proof
        can take many times as long, and none is needed.

        Args:
            cp: a model; its goal is gone afterwards.
            answer: that it has no plan.

        Raises:
            EngineError: if it has one.
        """
        cp.clear_objective()
        if self.run(cp, FEASIBLE_RAW, effort=max(AGAIN, answer.effort)).found:
            raise self.contradiction("the solver finds a plan without presolve, and none with it")

    def contradiction(self, message: str) -> EngineError:
        """The error for it, with what was solved last."""
        cp, solver = self._last or (None, None)
        return contradiction(message, self.case, cp, solver)


class _Watch(cp_model.CpSolverSolutionCallback):
    def __init__(self, told: SimpleQueue[Told | None], watched: Sequence[cp_model.IntVar]) -> None:
        super().__init__()
        self._told = told
        self._watched = watched

    def on_solution_callback(self) -> None:
        values = [self.value(one) for one in self._watched]
        self._told.put((self.best_objective_bound, values))
