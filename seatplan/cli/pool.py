"""Processes for a sweep, which end when the command does."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection

from seatplan.cli.signals import leave_to_the_command, shield_the_tracker


@contextmanager
def pool_of(processes: int) -> Iterator[Callable[[], Executor] | None]:
    """What makes executors with this many processes; None for one, which is this one.

    They are started afresh, not forked: this process may have threads. When the command stops
    early they are ended, whatever they are at.
    """
    if processes == 1:
        yield None
        return
    before = set(multiprocessing.active_children())
    shield_the_tracker()
    made: list[ProcessPoolExecutor] = []
    pipes: list[Connection] = []

    def make() -> Executor:
        context = multiprocessing.get_context("spawn")
        executor = ProcessPoolExecutor(processes, context, initializer=leave_to_the_command)
        made.append(executor)
        pipes.extend(_pipes(executor))  # an executor that is shut down no longer knows them
        return executor

    try:
        yield make
    except BaseException:
        for executor in made:
            executor.shutdown(wait=False, cancel_futures=True)
        for child in set(multiprocessing.active_children()) - before:
            child.kill()
        for pipe in pipes:
            with suppress(OSError):
                pipe.close()
        raise
    for executor in made:
        executor.shutdown()


def _pipes(executor: ProcessPoolExecutor) -> list[Connection]:
    """The ends on this side that keep threads of the pool waiting for workers that are gone.

    A worker that is killed may leave half an answer, or half a task that no one takes. Python waits
    for the rest of it when it ends, and offers no other way to have none.
    """
    ends = (("_result_queue", "_writer"), ("_call_queue", "_reader"))
    found = [getattr(getattr(executor, queue, None), end, None) for queue, end in ends]
    return [one for one in found if one is not None]
