"""Handles the signals that end a command: Ctrl-C, and those of batch systems and terminals."""

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
"""The signals that end a command; Windows has no SIGHUP."""

TOGETHER = 0.2
"""Seconds within which several signals count as one: `timeout` signals a process and its group."""

LINGER = 1.0
"""Seconds that a worker continues after a SIGTERM: the command gets it too, and decides."""


@contextmanager
def signals_as_interrupts() -> Iterator[None]:
    """Turns the first such signal into a KeyboardInterrupt; a second one ends the process at once.

    Signals that are already ignored, for example by `nohup`, stay ignored. Outside the main thread
    this does nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    first: float | None = None

    def on_signal(number: int, frame: FrameType | None) -> None:
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
            signal.signal(one, on_signal)
        yield
    finally:
        for one in mine:
            signal.signal(one, before[one])


def end_at_once() -> None:
    """Ends this process and its workers immediately."""
    for child in multiprocessing.active_children():
        child.kill()
    os._exit(Exit.INTERRUPTED)


def leave_to_the_command() -> None:
    """Makes a worker ignore or delay signals: they reach all processes, and the command decides."""
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    if hasattr(signal, "setitimer"):
        # Delayed, not ignored: a pool ends its workers with SIGTERM when one of them has died.
        signal.signal(signal.SIGTERM, lambda *_: signal.setitimer(signal.ITIMER_REAL, LINGER))


def shield_the_tracker() -> None:
    """Starts Python's resource tracker with SIGHUP blocked, so that it outlives the workers.

    Python itself shields the tracker from SIGINT and SIGTERM. If the tracker died first, ending
    processes would print warnings about lost resources.
    """
    if hasattr(signal, "pthread_sigmask"):
        from multiprocessing import resource_tracker

        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})
        try:
            resource_tracker.ensure_running()  # inherits the blocked signals
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
