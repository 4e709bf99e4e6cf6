"""The run of a sweep: its scenarios in this process, or on the workers of executors."""

from __future__ import annotations

import os
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import ExitStack
from typing import Any, cast

from seatplan.errors import WorkerError
from seatplan.progress import CancelToken
from seatplan.result import Status
from seatplan.whatif.broken_pools import PATIENCE, break_pool, lacks_a_worker
from seatplan.whatif.journal import JournalFile
from seatplan.whatif.outcome import Outcome
from seatplan.whatif.replanning import Replanner
from seatplan.whatif.scenario import Scenario
from seatplan.whatif.study import Study
from seatplan.whatif.sweep_journal import OnError, SweepJournal
from seatplan.whatif.sweep_progress import SweepProgress
from seatplan.whatif.workers import answer

Executors = Executor | Callable[[], Executor] | None

FEW = 3
"""For fewer scenarios, nothing is computed in advance."""

TWICE = "the worker process that had it died, and so did another one that had nothing else to do"
"""The error recorded for a scenario that is to blame."""

WITHOUT_IT = '\n    Maybe it needs more memory; a sweep with on_error "record" goes on without it.'
"""The hint if such a scenario ends the sweep."""

PAUSE = 0.1
"""Seconds between checks of a token, while workers run."""

REFUSED = 3
"""The most executors in a row that accept nothing; one more ends the sweep."""

BREAKING = 5.0
"""The seconds that a broken executor has to fail its tasks."""


class _Broken(Exception):  # noqa: N818 - it never leaves the sweep
    """An executor broke."""

    def __init__(self, lost: list[Scenario], found: list[Outcome]) -> None:
        super().__init__()
        self.lost = lost
        self.found = found


class SweepRun:
    """One run of a sweep; its outcomes are in the journal, if there is one."""

    def __init__(
        self,
        study: Study,
        scenarios: Sequence[Scenario],
        on_progress: Callable[[SweepProgress], object] | None,
        cancel: CancelToken | None,
        on_error: OnError,
        retry_unproved: bool,
    ) -> None:
        self.study = study
        self.on_error = on_error
        self.scenarios = scenarios
        self.on_progress = on_progress
        self.cancel = cancel
        self.replanner: Replanner = study.replanner()
        self.journal = SweepJournal(study, self.replanner, on_error, retry_unproved)
        self.start = time.monotonic()
        self.done = 0

    def outcomes(
        self, executor: Executors, journal: str | os.PathLike[str] | None
    ) -> Iterator[Outcome]:
        """Yield every outcome once."""
        self._tell(None)
        with ExitStack() as stack:
            if journal is not None:
                self.journal.file = stack.enter_context(JournalFile(journal, self.study.identity))
            todo: deque[Scenario] = deque()
            for scenario in self.scenarios:
                known = self.journal.known(scenario)
                if known is None:
                    todo.append(scenario)
                else:
                    yield self._tell(known)
            if executor is None:
                yield from self._here(todo)
            elif hasattr(executor, "submit"):  # or anything that looks like an Executor
                try:
                    yield from self._spread(todo, cast(Executor, executor))
                except _Broken as broken:
                    raise self._died() from broken.__cause__
            else:
                yield from self._with_new_ones(todo, executor)

    @property
    def cancelled(self) -> bool:
        return self.cancel is not None and self.cancel.cancelled

    def _here(self, todo: deque[Scenario]) -> Iterator[Outcome]:
        """Solve one scenario after another, in this process."""
        if len(todo) >= FEW:
            self.replanner.prepare(self.cancel)
        for scenario in todo:
            if self.cancelled:
                return
            found = self.journal.looked_up(scenario)
            if found is None:
                try:
                    found = self.replanner.outcome(scenario, cancel=self.cancel)
                except Exception as error:  # including errors in rules of the user
                    found = self._failed(scenario, error)
                if self._cut_short(found):
                    return
                self.journal.keep(found)
            yield self._tell(found)

    def _spread(self, todo: deque[Scenario], executor: Executor) -> Iterator[Outcome]:
        """Solve scenarios on an executor; as many again as it has workers are waiting in it."""
        packed = self.study.packed()
        key = self.study.key
        width = _width(executor)
        running: dict[Future[Outcome | None], Scenario] = {}

        def submit(scenario: Scenario, *, with_study: bool) -> None:
            sent = packed if with_study else None
            ticket = uuid.uuid4().hex
            try:
                future = executor.submit(answer, key, sent, scenario, ticket, self.cancel)
            except BrokenExecutor:  # the scenario never started
                todo.appendleft(scenario)
                raise
            running[future] = scenario

        missing: float | None = None  # since when a worker is, while the pool has not noticed
        fresh = width  # the number of workers that have not received the study yet
        try:
            while (todo or running) and not self.cancelled:
                while todo and len(running) < 2 * width:
                    scenario = todo.popleft()
                    found = self.journal.looked_up(scenario)
                    if found is None:
                        submit(scenario, with_study=fresh > 0)
                        fresh -= 1
                    else:
                        yield self._tell(found)
                pause = PATIENCE if self.cancel is None else PAUSE
                done = wait(running, pause, FIRST_COMPLETED).done
                if done or not lacks_a_worker(executor):
                    missing = None
                elif missing is None:
                    missing = time.monotonic()
                elif time.monotonic() - missing > PATIENCE / 2:
                    break_pool(executor)
                for future in sorted(done, key=_has_failed):  # outcomes first
                    # It leaves `running` only once it is in the journal, in case of an interrupt.
                    try:
                        found = future.result()
                    except BrokenExecutor:
                        raise
                    except Exception as error:
                        found = self._failed(running[future], error)
                    if found is not None and self._cut_short(found):
                        continue
                    if found is not None:
                        self.journal.keep(found)
                    scenario = running.pop(future)
                    if found is None:
                        submit(scenario, with_study=True)
                    else:
                        yield self._tell(found)
        except BrokenExecutor as error:
            # A pool fails its tasks one by one; canceling one in the meantime stops its thread.
            wait(running, BREAKING)
            lost = list(running.values())
            found_yet = self._rescue(running)
            for outcome in found_yet:
                lost.remove(outcome.scenario)
            raise _Broken(lost, found_yet) from error
        finally:
            self._rescue(running)

    def _with_new_ones(
        self, todo: deque[Scenario], make: Callable[[], Executor]
    ) -> Iterator[Outcome]:
        """Solve scenarios on executors, and make a new executor whenever a worker dies.

        If several scenarios were running, it is unknown which one is to blame. They are tried again
        one at a time, after all others.
        """
        suspects: deque[Scenario] = deque()
        refused = 0
        executor = make()
        try:
            while (todo or suspects) and not self.cancelled:
                alone, done = not todo, self.done
                try:
                    yield from self._spread(deque([suspects[0]]) if alone else todo, executor)
                except _Broken as broken:
                    executor.shutdown(wait=False, cancel_futures=True)
                    refused = 0 if broken.lost or broken.found or self.done > done else refused + 1
                    if refused > REFUSED:
                        raise self._died() from broken.__cause__
                    executor = make()
                    for outcome in broken.found:
                        yield self._tell(outcome)
                    if not alone:
                        suspects += broken.lost
                        continue
                    if refused:  # the executor was broken before
                        continue
                    blame = TWICE + (WITHOUT_IT if self.on_error == "raise" else "")
                    for scenario in broken.lost:
                        outcome = self._failed(scenario, WorkerError(blame))
                        self.journal.keep(outcome)
                        yield self._tell(outcome)
                if alone:
                    suspects.popleft()
        except BaseException:
            executor.shutdown(wait=False, cancel_futures=True)
            raise
        executor.shutdown(wait=not self.cancelled, cancel_futures=True)

    def _failed(self, scenario: Scenario, error: Exception) -> Outcome:
        """The outcome of a scenario that raised an error, if errors are to be recorded."""
        error.add_note(f"in the scenario {scenario.name!r}")
        if self.on_error == "raise":
            raise error
        text = f"{type(error).__name__}: {error}"
        return self.journal.without_answer(scenario, text)

    def _cut_short(self, outcome: Outcome) -> bool:
        """Whether the scenario was canceled before its outcome was complete."""
        if outcome.error is not None:
            return False
        proved = outcome.result.status in (Status.OPTIMAL, Status.INFEASIBLE)
        told = outcome.explanation is None or outcome.explanation.proved
        return self.cancelled and not (proved and told)

    def _died(self) -> WorkerError:
        file = self.journal.file
        where = f", and in {file.path}" if file is not None else ""
        again = "start again with that journal" if file is not None else "use a journal"
        return WorkerError(
            f"a worker process died, as it does when it is killed or the memory is full; "
            f"{self.done} of {len(self.scenarios)} scenarios are done{where}\n"
            f"    Maybe {again}, with fewer processes."
        )

    def _rescue(self, running: dict[Future[Outcome | None], Scenario]) -> list[Outcome]:
        """Keep finished outcomes, and cancel scenarios that have not started."""
        kept = []
        for future in running:
            future.cancel()
        for future in running:
            if future.done() and not future.cancelled() and future.exception() is None:
                found = future.result()
                if found is not None and not self._cut_short(found):
                    self.journal.keep(found)
                    kept.append(found)
        running.clear()
        return kept

    def _tell(self, outcome: Outcome | None) -> Any:
        if outcome is not None:
            self.done += 1
        if self.on_progress is not None:
            seconds = time.monotonic() - self.start
            self.on_progress(SweepProgress(self.done, len(self.scenarios), outcome, seconds))
        return outcome


def _has_failed(future: Future[Outcome | None]) -> bool:
    return future.exception() is not None


def _width(executor: Executor) -> int:
    """How many scenarios the executor can work on at once, as far as it reports."""
    workers = getattr(executor, "_max_workers", None)
    if isinstance(workers, int):
        return max(1, workers)
    client = getattr(executor, "_client", None)  # an executor of `distributed`
    if client is not None and hasattr(client, "nthreads"):
        return max(1, int(sum(client.nthreads().values())))
    return 4 * (os.cpu_count() or 1)
