"""Processes for a sweep, which end when the command does."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager


@contextmanager
def pool_of(processes: int) -> Iterator[Executor | None]:
    """An executor with so many processes; None for one, which is this one.

    They are started afresh, not forked: this process may have threads. When the command stops
    early they are ended, whatever they are at.
    """
    if processes == 1:
        yield None
        return
    before = set(multiprocessing.active_children())
    executor = ProcessPoolExecutor(
        processes, multiprocessing.get_context("spawn"), initializer=_leave_ctrl_c_alone
    )
    try:
        yield executor
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        for child in set(multiprocessing.active_children()) - before:
            child.terminate()
        raise
    executor.shutdown()


def _leave_ctrl_c_alone() -> None:
    """Ctrl-C goes to all processes of a terminal; the command decides for its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
