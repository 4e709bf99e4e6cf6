"""Pools of processes that do not notice that one of their workers is gone.

If a worker is killed while it sends an answer, the pool waits for the other half as long as the
remaining workers keep the pipe open. Python has no public way to see or to end that.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection, wait

PATIENCE = 1.0
"""Seconds within which a pool usually breaks by itself after a worker is gone."""


def lacks_a_worker(executor: Executor) -> bool:
    """Whether a worker of a pool of processes has ended; false for any other executor."""
    if not isinstance(executor, ProcessPoolExecutor):
        return False
    workers = list((executor._processes or {}).values())
    return bool(workers) and bool(wait([worker.sentinel for worker in workers], 0))


def break_pool(executor: Executor) -> None:
    """Kills the workers that are left: then the pool sees the end of the pipe, and breaks."""
    if isinstance(executor, ProcessPoolExecutor):
        for worker in list((executor._processes or {}).values()):
            worker.kill()
        close(pipes_of(executor))


def pipes_of(executor: ProcessPoolExecutor) -> list[Connection]:
    """This process's ends of the pipes that keep threads of a pool waiting for killed workers.

    A killed worker can leave half an answer, or half a task. Python waits for the other half at
    exit, and has no public way to avoid that.
    """
    ends = (("_result_queue", "_writer"), ("_call_queue", "_reader"))
    found = [getattr(getattr(executor, queue, None), end, None) for queue, end in ends]
    return [one for one in found if one is not None]


def close(pipes: Iterable[Connection]) -> None:
    """Closes pipes, some of which the thread of the pool can close at the same time."""
    for pipe in pipes:
        with suppress(OSError):
            pipe.close()
