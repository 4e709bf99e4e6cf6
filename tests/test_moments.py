"""A solve as an iterator of its moments."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import Any

import pytest
from attrs import evolve

import seatplan
from seatplan import CancelToken, Interrupted, Options, Progress, Status, check
from tests.small_programs import endless, impossible, leaking, leaking_plan


def alive() -> list[threading.Thread]:
    """The threads of solves that have not ended."""
    return [one for one in threading.enumerate() if one.name == "seatplan.solving"]


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Any:
    """Assert that no thread of a solve is left after a test."""
    yield
    end = time.monotonic() + 10
    while alive() and time.monotonic() < end:
        time.sleep(0.02)
    assert alive() == []


def without_seconds(moments: list[Progress]) -> list[Progress]:
    """The moments without their times."""
    return [evolve(moment, seconds=0.0) for moment in moments]


def test_the_moments_of_a_solve() -> None:
    """The moments are those of `on_progress`, and the result is that of `solve`."""
    heard: list[Progress] = []
    result = seatplan.solve(leaking(), on_progress=heard.append)
    also: list[Progress] = []
    solving = seatplan.solving(leaking(), options=Options(on_progress=also.append))
    moments = list(solving)
    assert without_seconds(moments) == without_seconds(heard)
    assert also == moments
    assert solving.result == result
    assert list(solving) == []
    *_, last = moments
    assert last.plan == result.plan
    assert last.values == {goal.id: goal.value for goal in result.goals}
    assert last.bounds == {goal.id: goal.bound for goal in result.goals}
    for moment in moments:
        if moment.plan is not None:
            assert check(leaking(), moment.plan).values == moment.values


def test_the_result_alone() -> None:
    """`result` waits for the end and equals that of `solve` with the same arguments."""
    assert seatplan.solving(leaking()).result.status is Status.OPTIMAL
    plan = leaking_plan()
    result = seatplan.solving(leaking(), plan, time_limit=0).result
    assert result.plan == plan
    assert seatplan.solving(impossible(), relax=True).result.given_up


def test_async() -> None:
    """An event loop continues during the solve."""
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0.001)

    async def main() -> tuple[list[Progress], seatplan.Result]:
        beside = asyncio.create_task(tick())
        solving = seatplan.solving(leaking())
        moments = [moment async for moment in solving]
        beside.cancel()
        return moments, solving.result

    moments, result = asyncio.run(main())
    assert result.status is Status.OPTIMAL
    assert moments[-1].plan == result.plan
    assert ticks > 1


def test_a_task_that_is_cancelled_cancels_the_solve() -> None:
    """Canceling a task cancels the solve, as in a server whose client has gone."""

    async def main() -> None:
        async def watch() -> None:
            async for _ in seatplan.solving(endless(), time_limit=None):
                pass

        task = asyncio.create_task(watch())
        await asyncio.sleep(0.3)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())


def test_a_loop_that_is_left() -> None:
    """Leaving a `with` block or dropping the iterator cancels the solve."""
    with seatplan.solving(endless(), time_limit=None) as solving:
        for moment in solving:
            if moment.plan is not None:
                break
    assert alive() == []
    assert solving.result.status is Status.FEASIBLE
    for _ in seatplan.solving(endless(), time_limit=None):
        break


def test_a_token() -> None:
    """A token cancels it from elsewhere, as in `solve`."""
    token = CancelToken()
    for moment in (solving := seatplan.solving(endless(), time_limit=None, cancel=token)):
        if moment.plan is not None:
            token.cancel()
    assert solving.result.status is Status.FEASIBLE


def test_errors_come_out_where_moments_are_read() -> None:
    """Errors of options are raised at once, others with the first moment and with the result."""
    with pytest.raises(seatplan.ArgumentError, match=r"solving\(\)(?s:.*)workers"):
        seatplan.solving(leaking(), workers=0)
    solving = seatplan.solving(leaking(), as_of="2024-08-01")
    with pytest.raises(seatplan.PlanError, match="as_of needs a plan"):
        next(solving)
    with pytest.raises(seatplan.PlanError):
        _ = solving.result


def test_ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while waiting for a moment ends the solve with the best result so far."""
    solving = seatplan.solving(endless(), time_limit=None)
    while next(solving).plan is None:
        pass

    def pressed(self: object) -> Progress:
        raise KeyboardInterrupt

    monkeypatch.setattr(seatplan.Solving, "_waited", pressed)
    with pytest.raises(Interrupted) as stop:
        next(solving)
    assert stop.value.result.plan is not None
