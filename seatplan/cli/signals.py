"""Signals that end a command: Ctrl-C, and what batch systems and closing terminals send."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from seatplan.cli.exits import Exit

STOPPING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
"""Windows has no SIGHUP."""

TOGETHER = 0.2
"""Seconds in which several signals are one: `timeout` sends each to a process and to its group."""

LINGER = 1.0
"""Seconds that a worker goes on for after a SIGTERM: the command, which got it too, decides."""


@contextmanager
def signals_heard() -> Iterator[None]:
    """Makes each of these signals a KeyboardInterrupt; a second one ends the process at once.

    A signal that is ignored, as `nohup` has it, stays so. Off the main thread nothing changes.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    first: float | None = None

    def heard(number: int, frame: FrameType | None) -> None:
        nonlocal first
        now = time.monotonic()
        if first is None:
            first = now
            raise KeyboardInterrupt
        if now - first >= TOGETHER:
            end_at_once()

    before = {one: signal.getsignal(one) for one in STOPPING}
    mine = [one for one in STOPPING if before[one] not in (signal.SIG_IGN, None)]
    try:
        for one in mine:
            signal.signal(one, heard)
        yield
    finally:
        for one in mine:
            signal.signal(one, before[one])


def end_at_once() -> None:
    """Ends this process and those that work for it, whatever they are at."""
    for child in multiprocessing.active_children():
        child.kill()
    os._exit(Exit.INTERRUPTED)


def leave_to_the_command() -> None:
    """In a worker: signals of terminals and batch systems go to all, and the command decides."""
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    if hasattr(signal, "setitimer"):
        # A pool ends its workers with SIGTERM when one has died, so that it is put off, not lost.
        signal.signal(signal.SIGTERM, lambda *_: signal.setitimer(signal.ITIMER_REAL, LINGER))


def shield_the_tracker() -> None:
    """Starts the process that cleans up after workers so that no SIGHUP of a group reaches it.

    Python keeps SIGINT and SIGTERM from it. Without it those that end would complain of lost names.
    """
    if hasattr(signal, "pthread_sigmask"):
        from multiprocessing import resource_tracker

        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})
        try:
            resource_tracker.ensure_running()  # it inherits what is blocked
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
