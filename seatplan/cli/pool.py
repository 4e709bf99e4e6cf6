"""Processes for a sweep, which end when the command does."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager

from seatplan.cli.signals import leave_to_the_command


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
        processes, multiprocessing.get_context("spawn"), initializer=leave_to_the_command
    )
    try:
        yield executor
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        for child in set(multiprocessing.active_children()) - before:
            child.kill()
        raise
    executor.shutdown()
