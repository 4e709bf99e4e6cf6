"""Runs one measurement in a process of its own, so that none warms or burdens the next.

A measurement is a function of a module that takes plain values and returns a dict of plain values,
its own time among them as `seconds`. Its memory is the peak of its process.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).parents[1]

Facts = dict[str, Any]


def alone(work: Callable[..., Facts], *args: Any, timeout: float | None = None) -> Facts:
    """What `work(*args)` returns in a new process, with `peak_mb` and `cpu` besides.

    Args:
        work: a function on the top level of a module.
        args: plain values.
        timeout: after so many seconds the process is ended.

    Raises:
        RuntimeError: if the process fails or takes too long, with what it said.
    """
    asked = json.dumps([work.__module__, work.__qualname__, args])
    command = [sys.executable, "-m", "benchmarks.alone", asked]
    try:
        ran = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=timeout)
    except subprocess.TimeoutExpired as error:
        raise RuntimeError(f"ended after {timeout} s: {asked}") from error
    if ran.returncode != 0:
        said = ran.stderr.strip()[-2000:]
        raise RuntimeError(f"exit status {ran.returncode}: {asked}\n{said}")
    facts: Facts = json.loads(ran.stdout.splitlines()[-1])
    return facts


def peak_mb() -> float:
    """The most memory that this process has held, in MB.

    Linux keeps the peak of the program that started this one in `ru_maxrss`, and does not in VmHWM.
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
    work: Callable[..., Facts] = getattr(importlib.import_module(module), name)
    facts = work(*args)
    print(json.dumps({"cpu": time.process_time(), "peak_mb": peak_mb(), **facts}), flush=True)


if __name__ == "__main__":
    main()
