"""The CPU time of this process, which measures and limits a run."""

from __future__ import annotations

import json
import resource
import threading
import time
from collections.abc import Callable
from typing import Any

from attrs import define

GRACE = 20
"""The CPU seconds after its limit at which a tool that has not ended is killed."""

_sleep, _cpu = time.sleep, time.process_time


@define
class Meter:
    """Measures the CPU time of a run, and reports to the parent process.

    Attributes:
        limit: the limit of the run, in seconds of CPU.
        start: the CPU time of the process when the run began.
    """

    limit: float
    start: float = 0.0

    def begin(self) -> None:
        """Starts the run."""
        self.start = _cpu()

    @property
    def cpu(self) -> float:
        """CPU seconds of all threads since the start."""
        return _cpu() - self.start

    @property
    def left(self) -> float:
        """CPU seconds until the limit."""
        return self.limit - self.cpu

    def tell(self, **facts: Any) -> None:
        """Prints facts as one line, which the parent process reads even if this one is killed."""
        print(json.dumps({"cpu": round(self.cpu, 3), **facts}), flush=True)

    def watch(self, stop: Callable[[], None], *, late: float = 0.0) -> Callable[[], None]:
        """Calls `stop` repeatedly from the limit on; returns a function that ends the calls.

        Args:
            stop: a function that makes a search end.
            late: the seconds between the limit and the first call.
        """
        ended = threading.Event()

        def work() -> None:
            while not ended.wait(0.05):
                if self.left <= -late:
                    stop()

        threading.Thread(target=work, daemon=True).start()
        return ended.set


def cap(limit: float) -> None:
    """Has the system kill this process `GRACE` seconds after its limit."""
    most = int(_cpu() + limit + GRACE) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))
