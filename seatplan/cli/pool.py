"""Worker processes for a sweep, which end when the command ends."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, process
from contextlib import contextmanager
from multiprocessing.connection import Connection
from threading import Event, Thread

from seatplan.cli.signals import leave_to_the_command, shield_the_tracker
from seatplan.whatif.broken_pools import (
    PATIENCE,
    break_pool,
    close,
    lacks_a_worker,
    pipes_of,
)


@contextmanager
def pool_of(processes: int) -> Iterator[Callable[[], Executor] | None]:
    """Gives a function that makes executors with this many processes; None for one process.

    Workers are spawned, not forked, because this process can have threads. They are killed if the
    command stops early.
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
        pipes.extend(pipes_of(executor))  # kept here: an executor forgets them at shutdown
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
    """Breaks a pool that does not notice that one of its workers is gone."""
    suspects: set[int] = set()
    while not ended.wait(PATIENCE):
        for number, executor in enumerate(list(made)):
            if number in suspects:
                break_pool(executor)
            elif lacks_a_worker(executor):
                suspects.add(number)


def _threads() -> set[Thread]:
    """The threads of pools that Python wakes and joins at exit."""
    return set(process._threads_wakeups)


def _wait_for(threads: set[Thread], pipes: list[Connection]) -> None:
    """Waits until these threads have ended.

    If a thread is still ending when Python exits, Python wakes it through a pipe that the thread is
    closing, and prints an error about a bad file descriptor. A thread that waits for workers that
    are gone ends only if its pipes are closed; otherwise it closes them itself.
    """
    for thread in threads:
        thread.join(PATIENCE)
    if any(thread.is_alive() for thread in threads):
        close(pipes)
    for thread in threads:
        thread.join()
