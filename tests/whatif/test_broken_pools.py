"""Pools whose worker dies at the worst moment do not hold up a sweep."""

from __future__ import annotations

import os
import sys
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from types import FrameType
from typing import Any

import pytest

from seatplan import WorkerError, sweep
from seatplan.whatif.broken_pools import lacks_a_worker
from tests.warm import WARM

from .studies import PLAN, PROGRAM, SCENARIOS


def half_an_answer() -> None:
    """In a worker: begins to write an answer of a hundred bytes, and dies."""
    frame: FrameType | None = sys._getframe()
    while frame is not None and "result_queue" not in frame.f_locals:
        frame = frame.f_back
    assert frame is not None
    os.write(frame.f_locals["result_queue"]._writer.fileno(), b"\0\0\0\x64half")
    os._exit(1)


class Unlucky(ProcessPoolExecutor):
    """A pool of a caller's own, one of whose workers dies while it sends its first answer."""

    unlucky = True

    def submit(self, fn: Any, /, *args: Any, **keys: Any) -> Future[Any]:
        if self.unlucky:
            self.unlucky = False
            return super().submit(half_an_answer)
        return super().submit(fn, *args, **keys)


def test_a_worker_of_the_callers_pool_that_dies_amid_an_answer() -> None:
    """The sweep ends with an error in words; the pool itself would wait for ever."""
    with Unlucky(2, WARM) as pool, pytest.raises(WorkerError, match="died"):
        list(sweep(PROGRAM, PLAN, SCENARIOS, executor=pool))


def test_executors_without_processes_lack_none() -> None:
    """Nor does a pool that has not started any."""
    with ThreadPoolExecutor(1) as threads:
        assert not lacks_a_worker(threads)
    with ProcessPoolExecutor(1) as processes:
        assert not lacks_a_worker(processes)
