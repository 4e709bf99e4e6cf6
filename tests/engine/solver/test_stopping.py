"""Stopping work: by a token, by Ctrl-C, by an error of a listener, by the clock."""

from __future__ import annotations

import ast
import gc
import math
import pickle
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest

import seatplan
from seatplan import (
    CancelToken,
    Explanation,
    Interrupted,
    Plan,
    Program,
    Progress,
    Result,
    Slip,
    Status,
    check,
)
from seatplan.choice import Alternatives
from seatplan.engine.solver import search
from seatplan.progress import LOOK
from tests.engine.liars import Liar, lying
from tests.small_programs import endless, impossible, leaking, leaking_plan
from tests.warm import WARM

Patch = pytest.MonkeyPatch
Ask = Callable[..., Any]

HOUR = 3600.0
"""The time limit of these tests, so that a test that fails to stop does not pass."""

WORLD = leaking()
PLAN = leaking_plan()


def solve(**keys: Any) -> Result:
    return seatplan.solve(WORLD, time_limit=HOUR, **keys)


def explain(**keys: Any) -> Explanation:
    return seatplan.explain(impossible(), time_limit=HOUR, **keys)


def why_not(**keys: Any) -> seatplan.WhyNot:
    return seatplan.why_not(WORLD, PLAN, "D-1", "pilot", "carl", time_limit=HOUR, **keys)


def what_if(**keys: Any) -> seatplan.Outcome:
    return seatplan.what_if(WORLD, PLAN, Slip("S-2", 3), time_limit=HOUR, **keys)


def alternatives(**keys: Any) -> Alternatives:
    return seatplan.alternatives(WORLD, PLAN, at_least=1, time_limit=HOUR, **keys)


ALL: tuple[Ask, ...] = (solve, explain, why_not, what_if, alternatives)


def proved(answer: Any) -> bool:
    """Whether an answer claims to be proved."""
    if isinstance(answer, Explanation):
        return answer.proved
    if isinstance(answer, Alternatives):
        return answer.complete
    result = answer if isinstance(answer, Result) else answer.result
    return result.status in (Status.OPTIMAL, Status.INFEASIBLE)


# The token


def test_a_token() -> None:
    """A token stays canceled; a copy is independent."""
    token = CancelToken()
    assert not token.cancelled
    token.cancel()
    token.cancel()
    assert token.cancelled
    assert not pickle.loads(pickle.dumps(token)).cancelled


@pytest.mark.parametrize("ask", ALL)
def test_cancelled_before_it_begins(ask: Ask, monkeypatch: Patch) -> None:
    """If canceled before the start, nothing is solved, and nothing is claimed."""
    lying(monkeypatch, Liar)
    token = CancelToken()
    token.cancel()
    answer = ask(cancel=token)
    assert not proved(answer)
    assert Liar.solved == 0


@pytest.mark.parametrize("ask", ALL)
def test_a_token_that_nobody_cancels_changes_nothing(ask: Ask) -> None:
    """A token that is never canceled does not change the answer."""
    assert proved(ask(cancel=CancelToken())) == proved(ask())


@pytest.mark.parametrize("ask", [seatplan.solve, seatplan.explain])
def test_cancelled_while_the_model_is_built(ask: Ask, monkeypatch: Patch) -> None:
    """If canceled while the model is built, the model is not finished."""
    lying(monkeypatch, Liar)
    token = CancelToken()
    phases: list[str] = []

    def stop(moment: Progress) -> None:
        phases.append(moment.phase)
        token.cancel()

    program = seatplan.catalog.load("iss-crossflight")
    answer = ask(program, time_limit=HOUR, cancel=token, on_progress=stop)
    assert not proved(answer)
    assert len(phases) == 1
    assert Liar.solved == 0


@pytest.mark.parametrize("workers", [1, 2])
def test_cancelled_in_the_middle_of_the_search(workers: int) -> None:
    """If canceled during the search, the best plan so far is returned, without a proof."""
    token = CancelToken()

    def stop(moment: Progress) -> None:
        if moment.value is not None:
            token.cancel()

    world = endless()
    result = seatplan.solve(world, time_limit=HOUR, workers=workers, cancel=token, on_progress=stop)
    assert result.status is Status.FEASIBLE
    assert result.plan is not None
    assert check(world, result.plan).ok
    assert not result.goals[0].optimal


def test_cancelled_at_the_moment_when_the_solver_starts(monkeypatch: Patch) -> None:
    """A stop that comes before the search has begun is lost, so it is repeated."""
    token = CancelToken()

    class Announcing(Liar):
        def solve(self, model: Any, solution_callback: Any = None) -> Any:
            token.cancel()
            time.sleep(3 * search.PAUSE)  # stops that come now are not heard
            return super().solve(model, solution_callback)

    lying(monkeypatch, Announcing)
    result = seatplan.solve(endless(), time_limit=HOUR, cancel=token)
    assert result.status in (Status.UNKNOWN, Status.FEASIBLE)


def test_cancelled_after_the_first_conflict() -> None:
    """A canceled explanation keeps its conflicts and is marked as incomplete."""
    token = CancelToken()

    def stop(moment: Progress) -> None:
        if moment.value is not None:
            token.cancel()

    found = explain(cancel=token, on_progress=stop)
    assert found.feasible is False
    assert found.conflict
    assert not found.proved
    assert "Time ran out" in str(found)


def test_cancelled_after_the_first_alternative() -> None:
    """Canceled alternatives keep the plans found so far."""
    token = CancelToken()

    def stop(moment: Progress) -> None:
        if moment.value == 1:
            token.cancel()

    some = alternatives(cancel=token, on_progress=stop)
    assert len(some) == 1
    assert not some.complete


# Threads


def test_threads_do_not_disturb_each_other() -> None:
    """Threads do not affect each other's answers, tokens and listeners."""
    program = seatplan.catalog.load("iss-crossflight")
    usual = seatplan.solve(program)
    reason = seatplan.explain(impossible())
    token, begun = CancelToken(), threading.Event()
    heard: dict[int, list[Progress]] = {0: [], 1: []}

    def without_end() -> Result:
        return seatplan.solve(
            endless(), time_limit=HOUR, cancel=token, on_progress=lambda _: begun.set()
        )

    def usually(number: int) -> Result:
        return seatplan.solve(program, cancel=CancelToken(), on_progress=heard[number].append)

    with ThreadPoolExecutor(4) as pool:
        endlessly = pool.submit(without_end)
        assert begun.wait(HOUR)
        solving = [pool.submit(usually, number) for number in (0, 1)]
        explaining = pool.submit(seatplan.explain, impossible())
        for one in solving:
            found = one.result()
            assert (found.status, found.plan, found.goals) == (
                usual.status,
                usual.plan,
                usual.goals,
            )
        assert explaining.result().conflicts == reason.conflicts
        assert explaining.result().fixes == reason.fixes
        assert not endlessly.done()
        token.cancel()
        assert endlessly.result().status in (Status.FEASIBLE, Status.UNKNOWN)
    moments = [[(one.phase, one.goal, one.value, one.bound) for one in heard[n]] for n in (0, 1)]
    assert moments[0] == moments[1]
    assert [moments[0][0][0], moments[0][-1][0]] == ["build", "check"]


# Listeners


class DeafError(Exception):
    """The exception of a listener."""


@pytest.mark.parametrize("ask", ALL)
@pytest.mark.parametrize("at", [0, 1, 2])
def test_what_a_listener_raises_comes_out(ask: Ask, at: int) -> None:
    """An exception of a listener is raised unchanged in the calling thread, and work stops."""
    heard = []
    raised = DeafError()

    def listen(moment: Progress) -> None:
        assert threading.current_thread() is threading.main_thread()
        heard.append(moment)
        if len(heard) == at + 1:
            raise raised

    with pytest.raises(DeafError) as caught:
        ask(on_progress=listen)
    assert caught.value is raised
    assert len(heard) == at + 1
    for thread in threading.enumerate():
        assert thread is threading.main_thread() or "work" not in thread.name


def test_moments_are_small_frozen_values() -> None:
    """Progress has the phase, goal, value, bound and gap; at the end, the gap is 0."""
    told: list[Progress] = []
    result = solve(on_progress=told.append)
    assert [one.phase for one in told][:: len(told) - 1] == ["build", "check"]
    searching = [one for one in told if one.value is not None]
    assert searching
    for one in searching:
        assert one.phase == "search"
        assert one.goal in {goal.id for goal in result.goals}
        assert one.bound is not None
        assert one.gap is not None
        assert one.gap >= 0
    assert [one.seconds for one in told] == sorted(one.seconds for one in told)
    with pytest.raises(AttributeError):
        told[0].phase = "other"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("moment", "gap"),
    [
        (Progress("build"), None),
        (Progress("search", "g", None, 3), None),
        (Progress("search", "g", 3), None),
        (Progress("search", "g", 4, 4), 0.0),
        (Progress("search", "g", 4, 3), 0.25),
        (Progress("search", "g", -4, -2), 0.5),
        (Progress("search", "g", 0, 2), 2.0),
    ],
)
def test_the_gap(moment: Progress, gap: float | None) -> None:
    """The gap is relative to the value and never negative."""
    assert moment.gap == gap


def test_bounds_are_told_as_they_improve(monkeypatch: Patch) -> None:
    """Bounds are reported before the first plan, and without a better plan."""

    class Hesitant(Liar):
        def solve(self, model: Any, solution_callback: Any = None) -> Any:
            self.best_bound_callback(2.0**60)
            status = super().solve(model, solution_callback)
            self.best_bound_callback(self.objective_value + 1)
            self.best_bound_callback(self.objective_value)
            return status

    lying(monkeypatch, Hesitant)
    told: list[Progress] = []
    solve(on_progress=told.append)
    known = [(one.goal, one.value, one.bound) for one in told if one.bound is not None]
    assert known[0] == ("keep-rules", None, 0)  # no plan has less
    last = ("even-turns", 7)
    assert known[-1] == (*last, 7)


# Ctrl-C


@pytest.mark.parametrize(
    ("phase", "status"),
    [("build", Status.UNKNOWN), ("search", Status.FEASIBLE), ("check", Status.OPTIMAL)],
)
def test_ctrl_c_at_any_time(phase: str, status: Status) -> None:
    """Ctrl-C in any phase raises an error with the best plan so far."""
    world = endless() if phase == "search" else WORLD

    def press(moment: Progress) -> None:
        if moment.phase == phase and (phase != "search" or moment.value is not None):
            nonlocal pressed
            if not pressed:
                pressed = True
                raise KeyboardInterrupt

    pressed = False
    with pytest.raises(Interrupted) as stop:
        seatplan.solve(world, time_limit=HOUR, on_progress=press)
    result = stop.value.result
    assert result.status is status
    assert (result.plan is not None) == (phase != "build")
    if result.plan is not None:
        assert check(world, result.plan).ok


@pytest.mark.parametrize("at", [0, 1, 2, 3])
@pytest.mark.parametrize("ask", ALL)
def test_ctrl_c_in_the_middle(ask: Ask, at: int) -> None:
    """Ctrl-C raises an error with an answer of the usual type, which claims nothing wrong."""
    heard = []

    def press(moment: Progress) -> None:
        heard.append(moment)
        if len(heard) == at + 1:
            raise KeyboardInterrupt

    whole = ask()
    with pytest.raises(Interrupted) as stop:
        ask(on_progress=press)
    part = stop.value.result
    assert type(part) is type(whole)
    if isinstance(part, Explanation):
        assert set(part.conflicts) <= set(whole.conflicts)


@pytest.mark.parametrize("before", [True, False])
def test_ctrl_c_as_the_solver_starts(before: bool, monkeypatch: Patch) -> None:
    """After Ctrl-C while the solver starts, no thread is left."""

    class Pressed(threading.Thread):
        def start(self) -> None:
            if not before:
                super().start()
            raise KeyboardInterrupt

    monkeypatch.setattr(search.threading, "Thread", Pressed)
    count = threading.active_count()
    with pytest.raises(Interrupted):
        seatplan.solve(endless(), time_limit=HOUR)
    assert threading.active_count() == count


class Losing(SimpleQueue[Any]):
    """A queue whose last report is lost in a Ctrl-C that comes as it is taken."""

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        report = super().get(block, timeout)
        if report is None:
            raise KeyboardInterrupt
        return report


def test_ctrl_c_as_the_last_report_is_taken(monkeypatch: Patch) -> None:
    """The search ends although the report that the solver has ended is lost."""
    monkeypatch.setattr(search, "SimpleQueue", Losing)
    with pytest.raises(Interrupted):
        solve()


# The clock


def test_the_solver_has_no_clock(monkeypatch: Patch) -> None:
    """The solver gets no time limit, because its clock can be set."""
    limits = []

    class Watched(Liar):
        def said(self, status: Any) -> Any:
            limits.append(self.parameters.max_time_in_seconds)
            return status

    lying(monkeypatch, Watched)
    seatplan.solve(WORLD, time_limit=5.0)
    seatplan.explain(impossible(), time_limit=5.0)
    assert limits
    assert all(math.isinf(one) for one in limits)


def test_no_other_clock_than_the_steady_one() -> None:
    """No module uses a clock that can be set."""
    package = Path(seatplan.__file__).parent
    allowed = {"monotonic", "perf_counter"}
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                asked = (node.value.id, node.attr)
                assert asked[0] != "time" or asked[1] in allowed, f"{path}: {asked}"
                assert asked[1] not in ("now", "today", "utcnow"), f"{path}: {asked}"


class Jumping:
    """A clock that jumps ahead by a day on request."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def monotonic(self) -> float:
        return time.monotonic() + self.ahead


def test_a_machine_that_was_asleep(monkeypatch: Patch) -> None:
    """If the monotonic clock jumps ahead, the best plan so far is returned."""
    clock = Jumping()

    def sleep(moment: Progress) -> None:
        if moment.value is not None:
            clock.ahead = 86_400.0

    monkeypatch.setattr(search, "time", clock)
    world = endless()
    result = seatplan.solve(world, time_limit=HOUR, on_progress=sleep)
    assert result.status is Status.FEASIBLE
    assert result.plan is not None
    assert check(world, result.plan).ok


@pytest.mark.parametrize("seconds", [1e-3, 1e-9, 0.0])
@pytest.mark.parametrize("name", ["iss-crossflight", "two-flights"])
def test_next_to_no_time(name: str, seconds: float) -> None:
    """With hardly any time, the answer claims nothing wrong, and there is no error."""
    program: Program = seatplan.catalog.load(name)
    result = seatplan.solve(program, time_limit=seconds)
    if result.plan is not None:
        assert check(program, result.plan).ok
    else:
        assert result.status is Status.UNKNOWN
    found = seatplan.explain(program, time_limit=seconds)
    assert found.feasible is not False
    assert not found.conflicts


def test_a_limit_beyond_all_clocks() -> None:
    """An infinite time limit is allowed."""
    assert seatplan.solve(WORLD, PLAN, time_limit=math.inf).status is Status.OPTIMAL
    assert seatplan.solve(Program(), Plan(), time_limit=1e300).status is Status.OPTIMAL


def _seen(token: CancelToken) -> tuple[bool, bool]:
    """In another process: whether the token is canceled, before and after."""
    before = token.cancelled
    end = time.monotonic() + 60
    while not token.cancelled and time.monotonic() < end:
        time.sleep(0.01)
    return before, token.cancelled


def test_a_shared_token_in_another_process(tmp_path: Path) -> None:
    """Copies of a shared token in other processes are canceled with it; no file is left."""
    token = CancelToken.shared(tmp_path)
    assert len(list(tmp_path.iterdir())) == 1
    with ProcessPoolExecutor(1, WARM) as executor:
        running = executor.submit(_seen, token)
        while not running.running():
            time.sleep(0.01)
        time.sleep(0.2)
        token.cancel()
        assert running.result() in ((False, True), (True, True))
    assert token.cancelled
    assert repr(token) == "<CancelToken: cancelled>"
    assert list(tmp_path.iterdir()) == []
    copy = pickle.loads(pickle.dumps(token))
    assert copy.cancelled
    copied, plain = pickle.loads(pickle.dumps(plain := CancelToken())), plain
    plain.cancel()
    assert not copied.cancelled


def test_a_shared_token_that_no_one_has(tmp_path: Path) -> None:
    """Copies of a shared token that no longer exists are canceled, and its file is gone."""
    token = CancelToken.shared(tmp_path)
    copy = pickle.loads(pickle.dumps(token))
    assert not copy.cancelled
    assert solve(cancel=copy).status is Status.OPTIMAL
    del token
    gc.collect()
    assert list(tmp_path.iterdir()) == []
    time.sleep(LOOK)
    assert copy.cancelled
    with pytest.raises(OSError, match="no"):
        CancelToken.shared(tmp_path / "no")
