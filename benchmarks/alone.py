"""Runs each measurement in a separate process, so that none affects the next.

A measurement is a function at the top level of a module. It takes plain values and returns a dict
of plain values, including the facts of a stopwatch.
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
    """Measures the time and memory of a `with` block.

    Attributes:
        seconds: the elapsed seconds.
        cpu: the CPU seconds of all threads of this process.
        peak_mb: the peak memory of this process up to the end of the block, in MB.
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
        """The measurements."""
        return {"seconds": self.seconds, "cpu": self.cpu, "peak_mb": self.peak_mb}


def alone(work: Work, *args: Any, timeout: float | None = None) -> Facts:
    """Returns the result of `work(*args)` in a new process.

    If the process was ended because it ran out of time or memory, the facts are its seconds and
    `ended`, the reason.

    Args:
        work: the function.
        args: plain values.
        timeout: the limit in seconds, if any.

    Raises:
        RuntimeError: if the process fails; the message holds its output.
    """
    asked = json.dumps([work.__module__, work.__qualname__, args])
    command = [sys.executable, "-m", "benchmarks.alone", asked]
    # Compiled modules are cached, as they are for users.
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
    """The peak memory of this process, in MB.

    Linux keeps the peak of the program that started this one in `ru_maxrss`, and not in VmHWM.
    """
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def main() -> None:
    """Runs in the other process: does the work in the first argument and prints the facts."""
    module, name, args = json.loads(sys.argv[1])
    work: Work = getattr(importlib.import_module(module), name)
    print(json.dumps(work(*args)), flush=True)


if __name__ == "__main__":
    main()
