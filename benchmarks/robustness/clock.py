"""Seconds of CPU of this process: what a run is measured by, and what ends it."""

from __future__ import annotations

import json
import resource
import threading
import time
from collections.abc import Callable
from typing import Any

from attrs import define

GRACE = 20
"""Seconds of CPU after its limit within which a tool has to come to its end; then it is killed."""

_sleep, _cpu = time.sleep, time.process_time


@define
class Meter:
    """The CPU time of one run, and how it is told to the process that asked for it.

    Attributes:
        limit: of the run, in seconds of CPU.
        start: the CPU time of the process when the run began.
    """

    limit: float
    start: float = 0.0

    def begin(self) -> None:
        """The run begins now."""
        self.start = _cpu()

    @property
    def cpu(self) -> float:
        """Seconds since it began; all threads count."""
        return _cpu() - self.start

    @property
    def left(self) -> float:
        """Seconds until its limit."""
        return self.limit - self.cpu

    def tell(self, **facts: Any) -> None:
        """Prints facts as one line, which the other process reads even if this one is killed."""
        print(json.dumps({"cpu": round(self.cpu, 3), **facts}), flush=True)

    def watch(self, stop: Callable[[], None], *, late: float = 0.0) -> Callable[[], None]:
        """Calls `stop` again and again from the limit on; what comes back ends that.

        Args:
            stop: what makes a search end.
            late: seconds after the limit.
        """
        ended = threading.Event()

        def work() -> None:
            while not ended.wait(0.05):
                if self.left <= -late:
                    stop()

        threading.Thread(target=work, daemon=True).start()
        return ended.set


def cap(limit: float) -> None:
    """Lets the system kill this process if it goes on for `GRACE` seconds after its limit."""
    most = int(_cpu() + limit + GRACE) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))
