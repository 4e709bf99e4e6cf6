"""Sweeps that are canceled, interrupted, or lose a worker keep finished outcomes."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import (
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import seatplan
from seatplan import (
    CancelToken,
    Interrupted,
    Outcome,
    Scenario,
    Slip,
    Status,
    WorkerError,
    stress,
    sweep,
    what_if,
)
from seatplan.whatif.sweep_progress import SweepProgress
from tests import warm
from tests.small_programs import endless
from tests.warm import WARM

from .studies import PLAN, PROGRAM, SCENARIOS, findings
from .test_journal import entries


@pytest.fixture(scope="module")
def whole() -> dict[str, object]:
    """The findings of the whole study."""
    return findings(sweep(PROGRAM, PLAN, SCENARIOS))


class Stop:
    """A listener that cancels once a number of scenarios is done."""

    def __init__(self, after: int) -> None:
        self.token = CancelToken()
        self.after = after

    def __call__(self, moment: SweepProgress) -> None:
        if moment.done == self.after:
            self.token.cancel()


@pytest.fixture(params=["here", "threads", "processes"])
def executor(request: pytest.FixtureRequest) -> Iterator[Executor | None]:
    """The executors that run the scenarios."""
    if request.param == "here":
        yield None
    elif request.param == "threads":
        with ThreadPoolExecutor(2) as threads:
            yield threads
    else:
        with ProcessPoolExecutor(2, WARM) as processes:
            yield processes


@pytest.mark.parametrize("after", [3, 0])
def test_a_cancelled_sweep(
    executor: Executor | None, after: int, tmp_path: Path, whole: dict[str, object]
) -> None:
    """A canceled sweep ends early; its outcomes are in the journal, and a rerun does the rest."""
    path, stop = tmp_path / "study.jsonl", Stop(after)
    options: dict[str, Any] = {"executor": executor, "journal": path}
    some = findings(sweep(PROGRAM, PLAN, SCENARIOS, cancel=stop.token, on_progress=stop, **options))
    # Others may have been done by then, as many as the executor was given: they count.
    assert after <= len(some) <= (after + 4 if after and executor is not None else after)
    assert some == {name: whole[name] for name in some}
    assert set(entries(path)) >= set(some)
    assert findings(sweep(PROGRAM, PLAN, SCENARIOS, journal=path)) == whole
    assert sorted(entries(path)) == sorted(one.name for one in SCENARIOS)


def test_what_was_cut_short_is_no_outcome(tmp_path: Path) -> None:
    """A scenario that is canceled while running has no outcome, in no journal."""
    world, token, path = endless(), CancelToken(), tmp_path / "study.jsonl"
    plan = seatplan.solve(world, time_limit=0.5).plan
    assert plan is not None
    slow = Scenario("slow", [Slip("F-59", 5)])

    class Cancelling(ThreadPoolExecutor):
        """Cancels when the scenario has been started for a while."""

        def submit(self, fn: Any, /, *args: Any, **keys: Any) -> Future[Any]:
            future = super().submit(fn, *args, **keys)
            super().submit(lambda: (future.running(), token.cancel()))
            return future

    with Cancelling(2) as threads:
        done = list(
            sweep(
                world, plan, [slow], executor=threads, journal=path, cancel=token, time_limit=3600
            )
        )
    assert done == []
    assert entries(path) == []
    token = CancelToken()
    outcome = what_if(
        world,
        plan,
        *slow.edits,
        time_limit=3600,
        cancel=token,
        on_progress=lambda moment: token.cancel() if moment.value is not None else None,
    )
    assert outcome.result.status is Status.FEASIBLE


def test_who_listens_to_a_solve_can_listen_to_a_sweep() -> None:
    """A listener of a solve can listen to a sweep: phase, value and bound exist."""
    told: list[SweepProgress] = []
    list(sweep(PROGRAM, PLAN, SCENARIOS[:2], on_progress=told.append))
    assert [(one.phase, one.value, one.bound) for one in told] == [
        ("sweep", 0, 2),
        ("sweep", 1, 2),
        ("sweep", 2, 2),
    ]


def test_a_cancelled_stress() -> None:
    """In a canceled stress test, untested faults are unknown, not contradictions."""
    full = stress(PROGRAM, PLAN)
    for after in (0, 5):
        stop = Stop(after)
        part = stress(PROGRAM, PLAN, cancel=stop.token, on_progress=stop)
        known = [row for row in part.rows if row.outcome is not None]
        assert len(known) == max(0, after - 1)  # the first is the baseline
        assert (part.baseline.result.status is Status.UNKNOWN) == (after == 0)
        assert len(part.rows) == len(full.rows)
        for row in part.rows:
            if row.outcome is None:
                assert row.verdict == ("contradicts" if row.problem else "unknown")
        assert all(one.broken == 0 for one in part.hangs_on) or after


def test_an_interrupted_stress() -> None:
    """An interrupted stress test raises an error with the rows known so far."""

    def press(moment: SweepProgress) -> None:
        if moment.done == 4:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted) as caught:
        stress(PROGRAM, PLAN, on_progress=press)
    study = caught.value.result
    assert sum(row.outcome is not None for row in study.rows) == 2  # the fourth was not told


def test_a_worker_that_is_killed(tmp_path: Path, whole: dict[str, object]) -> None:
    """If a worker is killed, the error is in words, and no finished outcome is lost."""
    path = tmp_path / "study.jsonl"
    some: list[Outcome] = []
    with ProcessPoolExecutor(2, WARM) as processes:

        def kill(moment: SweepProgress) -> None:
            if moment.latest is not None:
                some.append(moment.latest)
            if moment.done == 3:
                for victim in list(processes._processes):
                    os.kill(victim, signal.SIGKILL)

        outcomes = sweep(
            PROGRAM, PLAN, SCENARIOS, executor=processes, journal=path, on_progress=kill
        )
        with pytest.raises(WorkerError) as caught:
            list(outcomes)
    assert "a worker process died" in str(caught.value)
    assert f"{len(some)} of {len(SCENARIOS)} scenarios are done, and in {path}" in str(caught.value)
    assert "\n    Maybe start again with that journal" in str(caught.value)
    assert isinstance(caught.value.__cause__, BrokenExecutor)
    assert len(some) >= 3
    assert set(entries(path)) >= {one.scenario.name for one in some}
    assert findings(sweep(PROGRAM, PLAN, SCENARIOS, journal=path)) == whole


class Breaking(Executor):
    """An executor that breaks like a process pool: it fails one task after another."""

    _max_workers = 2

    def __init__(self) -> None:
        self.tasks: list[Future[Any]] = []
        self.cancelled: list[bool] = []
        self.thread = threading.Thread(target=self._break)

    def submit(self, fn: Any, /, *args: Any, **keys: Any) -> Future[Any]:
        self.tasks.append(Future())
        if len(self.tasks) == 4:
            self.thread.start()
        return self.tasks[-1]

    def _break(self) -> None:
        for task in self.tasks:
            self.cancelled.append(task.cancelled())
            if not task.cancelled():
                task.set_exception(BrokenExecutor("a worker is gone"))
            time.sleep(0.05)


def test_nothing_is_cancelled_under_a_pool_that_breaks() -> None:
    """No task is canceled while a pool breaks, because Python would print a traceback."""
    pool = Breaking()
    with pytest.raises(WorkerError):
        list(sweep(PROGRAM, PLAN, SCENARIOS, executor=pool))
    pool.thread.join()
    assert pool.cancelled == [False] * 4


class Exiting(ProcessPoolExecutor):
    """An executor whose third task ends its process."""

    def __init__(self) -> None:
        super().__init__(1, WARM)
        self.count = 0

    def submit(self, fn: Any, /, *args: Any, **keys: Any) -> Future[Any]:
        self.count += 1
        return super().submit(os._exit, 7) if self.count == 3 else super().submit(fn, *args, **keys)


def test_a_worker_that_ends_itself() -> None:
    """If a worker ends itself without a journal, the error shows what helps."""
    with Exiting() as processes, pytest.raises(WorkerError, match="Maybe use a journal"):
        list(sweep(PROGRAM, PLAN, SCENARIOS, executor=processes))


class Deadly(ProcessPoolExecutor):
    """An executor in which the process with a certain scenario ends."""

    def __init__(self) -> None:
        super().__init__(2, WARM)

    def submit(self, fn: Any, /, *args: Any, **keys: Any) -> Future[Any]:
        deadly = any(isinstance(one, Scenario) and one.name == "no bob" for one in args)
        return super().submit(os._exit, 7) if deadly else super().submit(fn, *args, **keys)


def test_a_scenario_that_ends_its_worker_twice(tmp_path: Path, whole: dict[str, object]) -> None:
    """Where new workers are made it is blamed and skipped; all others have their outcomes."""
    path = tmp_path / "study.jsonl"
    some = SCENARIOS[1:5]
    outcomes = list(
        sweep(PROGRAM, PLAN, some, executor=partial(Deadly), journal=path, on_error="record")
    )
    (blamed,) = (one for one in outcomes if one.error is not None)
    assert blamed.scenario.name == "no bob"
    assert blamed.error is not None
    assert blamed.error.startswith("WorkerError: the worker process that had it died")
    found = findings(one for one in outcomes if one.error is None)
    assert found == {one.name: whole[one.name] for one in some if one.name != "no bob"}
    again = list(sweep(PROGRAM, PLAN, some, journal=path, on_error="record"))
    assert [one.error for one in again if one.error] == [blamed.error]


class Refusing(ThreadPoolExecutor):
    """An executor that accepts a number of tasks and then none, like a pool that lost a worker."""

    def __init__(self, tasks: int) -> None:
        super().__init__(1)
        self.left = tasks

    def submit(self, fn: Any, /, *args: Any, **keys: Any) -> Future[Any]:
        if not self.left:
            raise BrokenExecutor("a worker is gone")
        self.left -= 1
        return super().submit(fn, *args, **keys)


@pytest.mark.parametrize("tasks", [(0,), (1,), (3,), (3, 0), (2, 1, 0, 1)])
def test_a_task_that_is_refused(tasks: tuple[int, ...], whole: dict[str, object]) -> None:
    """A scenario that a broken executor did not take is neither lost nor blamed: a new one has it.

    Also where it was to be tried alone.
    """
    left = list(tasks)
    outcomes = sweep(
        PROGRAM, PLAN, SCENARIOS, executor=lambda: Refusing(left.pop(0) if left else 1000)
    )
    assert findings(outcomes) == whole


def test_executors_that_take_nothing() -> None:
    """If every executor is broken from the start, the sweep ends with a WorkerError."""
    with pytest.raises(WorkerError, match="0 of"):
        list(sweep(PROGRAM, PLAN, SCENARIOS, executor=lambda: Refusing(0)))


def test_alone_a_task_that_is_refused(whole: dict[str, object]) -> None:
    """A refused task is tried again, even when suspects are tried one at a time."""
    made: list[Executor] = []

    def make() -> Executor:
        made.append(Breaking() if not made else Refusing(0 if len(made) == 1 else 1000))
        return made[-1]

    assert findings(sweep(PROGRAM, PLAN, SCENARIOS[:4], executor=make)) == {
        one.name: whole[one.name] for one in SCENARIOS[:4]
    }
    assert len(made) > 2


FULL = """
import resource, sys
from tests.whatif.studies import PLAN, PROGRAM, SCENARIOS
import seatplan

resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
done = 0
try:
    for outcome in seatplan.sweep(PROGRAM, PLAN, SCENARIOS, journal=sys.argv[1]):
        done += 1
except seatplan.JournalError as error:
    print(done)
    print(error)
"""


@pytest.mark.parametrize("room", [200, 1500])
def test_a_disk_that_is_full(room: int, tmp_path: Path, whole: dict[str, object]) -> None:
    """If the disk is full, the error is in words, and every reported line is whole."""
    path = tmp_path / "study.jsonl"
    ran = warm.run(warm.script, FULL, (str(path), str(room)), environment=os.environ)
    assert ran.returncode == 0
    done, said = ran.stdout.split("\n", 1)
    assert f"{path}: cannot be written: file too large; all that it has so far is kept" in said
    assert "Maybe make room, and start again with this journal." in said
    assert path.stat().st_size <= room
    assert path.read_bytes().count(b"\n") == (int(done) + 1 if room > 1000 else 0)
    assert findings(sweep(PROGRAM, PLAN, SCENARIOS, journal=path)) == whole
