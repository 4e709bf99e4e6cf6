"""Processes for a sweep, which end when the command does."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, process
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from threading import Event, Thread

from seatplan.cli.signals import leave_to_the_command, shield_the_tracker

PATIENCE = 1.0
"""Seconds in which the thread of a pool whose workers were killed usually ends by itself."""


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
    threads_before = _threads()
    shield_the_tracker()
    made: list[ProcessPoolExecutor] = []
    pipes: list[Connection] = []
    ended = Event()
    watch = Thread(target=_watch, args=(made, ended), daemon=True)
    watch.start()

    def make() -> Executor:
        context = multiprocessing.get_context("spawn")
        executor = ProcessPoolExecutor(processes, context, initializer=leave_to_the_command)
        made.append(executor)
        pipes.extend(_pipes(executor))  # an executor that is shut down no longer knows them
        return executor

    try:
        yield make
        ended.set()
    except BaseException:
        ended.set()
        watch.join()
        for executor in made:
            executor.shutdown(wait=False, cancel_futures=True)
        for child in set(multiprocessing.active_children()) - before:
            child.kill()
        _wait_for(_threads() - threads_before, pipes)
        raise
    watch.join()
    for executor in made:
        executor.shutdown()


def _watch(made: list[ProcessPoolExecutor], ended: Event) -> None:
    """Breaks a pool that does not notice that a worker is gone.

    A worker that is killed amid an answer leaves half of it, and the pool would wait for the rest
    while the other workers keep its pipe open. Without them the pool sees the end of the pipe.
    """
    suspects: set[int] = set()
    while not ended.wait(PATIENCE):
        for number, executor in enumerate(list(made)):
            workers = list((executor._processes or {}).values())
            if number in suspects:
                for worker in workers:
                    worker.kill()
                _close(_pipes(executor))
            elif workers and wait([worker.sentinel for worker in workers], 0):
                suspects.add(number)


def _threads() -> set[Thread]:
    """The threads of pools that Python wakes and waits for when it ends."""
    return set(process._threads_wakeups)


def _wait_for(threads: set[Thread], pipes: list[Connection]) -> None:
    """Waits until these threads have ended.

    One that is still ending when Python ends is woken through a pipe that it is closing, and Python
    complains of a bad file descriptor. One that waits for workers that are gone needs its pipes
    closed; they are its own to close otherwise.
    """
    for thread in threads:
        thread.join(PATIENCE)
    if any(thread.is_alive() for thread in threads):
        _close(pipes)
    for thread in threads:
        thread.join()


def _close(pipes: list[Connection]) -> None:
    """Closes them, also where the thread of the pool is closing them as well."""
    for pipe in pipes:
        with suppress(OSError):
            pipe.close()


def _pipes(executor: ProcessPoolExecutor) -> list[Connection]:
    """The ends on this side that keep threads of the pool waiting for workers that are gone.

    A worker that is killed may leave half an answer, or half a task that no one takes. Python waits
    for the rest of it when it ends, and offers no other way to have none.
    """
    ends = (("_result_queue", "_writer"), ("_call_queue", "_reader"))
    found = [getattr(getattr(executor, queue, None), end, None) for queue, end in ends]
    return [one for one in found if one is not None]
