"""Runs one measurement in a process of its own, so that none warms or burdens the next.

A measurement is a function on the top level of a module. It takes plain values and returns a dict
of plain values, among them what a stopwatch showed.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from attrs import define

CHECKOUT = Path(__file__).parents[1]

Facts = dict[str, Any]
Work = Callable[..., Facts]


@define
class Stopwatch:
    """Measures the block that it is entered for.

    Attributes:
        seconds: by the clock on the wall.
        cpu: of this process, all its threads together.
        peak_mb: the most memory that this process has held by the end of the block.
    """

    seconds: float = 0.0
    cpu: float = 0.0
    peak_mb: float = 0.0

    def __enter__(self) -> Stopwatch:
        self.seconds, self.cpu = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = time.perf_counter() - self.seconds
        self.cpu = time.process_time() - self.cpu
        self.peak_mb = peak_mb()

    @property
    def facts(self) -> Facts:
        """What was measured."""
        return {"seconds": self.seconds, "cpu": self.cpu, "peak_mb": self.peak_mb}


def alone(work: Work, *args: Any, timeout: float | None = None) -> Facts:
    """What `work(*args)` returns in a new process.

    Where the process is ended, for want of time or of memory, the facts are the seconds that it
    ran, and `ended`, which says why.

    Args:
        work: the function.
        args: plain values.
        timeout: in seconds.

    Raises:
        RuntimeError: if the process fails, with what it said.
    """
    asked = json.dumps([work.__module__, work.__qualname__, args])
    command = [sys.executable, "-m", "benchmarks.alone", asked]
    # Compiled modules are kept, as they are for users.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    try:
        ran = subprocess.run(
            command, cwd=CHECKOUT, env=env, capture_output=True, text=True, timeout=timeout
        )
    except subprocess.TimeoutExpired:
        return {"seconds": time.perf_counter() - start, "ended": f"not done in {timeout:.0f} s"}
    if ran.returncode == -signal.SIGKILL:
        return {"seconds": time.perf_counter() - start, "ended": "out of memory"}
    if ran.returncode != 0:
        said = ran.stderr.strip()[-2000:]
        raise RuntimeError(f"exit status {ran.returncode}: {asked}\n{said}")
    facts: Facts = json.loads(ran.stdout.splitlines()[-1])
    return facts


def peak_mb() -> float:
    """The most memory that this process has held, in MB.

    Linux keeps the peak of the program that started this one in `ru_maxrss`, and not in VmHWM.
    """
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def main() -> None:
    """The other process: does what the first argument asks, and prints the facts as one line."""
    module, name, args = json.loads(sys.argv[1])
    work: Work = getattr(importlib.import_module(module), name)
    print(json.dumps(work(*args)), flush=True)


if __name__ == "__main__":
    main()
