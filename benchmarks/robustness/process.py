"""Runs a tool in a separate process at low priority, and reads the moments it reports."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from attrs import frozen

from benchmarks.alone import CHECKOUT
from benchmarks.robustness.clock import cap

NICE = 10
"""The low priority of a run; it hardly affects CPU time."""

TOOL = "seatplan"
"""The name of seatplan with one worker; `seatplan-N` has N workers."""


@frozen
class Moment:
    """The value and bound of a goal at one time.

    Attributes:
        cpu: the seconds of CPU since the start of the run.
        value, bound: the best value and bound so far; None if there is none.
    """

    cpu: float
    goal: str | None
    value: int | None
    bound: int | None


@frozen
class Run:
    """The record of one run.

    Attributes:
        status: optimal, feasible, infeasible or unknown; or the reason for the lack of an answer.
        seconds: the seconds of CPU to its end.
        goals: the id, value and bound of each goal that was reached.
        plan_at: the seconds of CPU to the first plan; None if there was none.
        wrong: the errors that `check` found in the answer.
        moments: each improvement of a value or bound.
    """

    status: str
    seconds: float
    goals: list[list[Any]]
    plan_at: float | None
    wrong: str
    moments: tuple[Moment, ...]

    @property
    def proved(self) -> bool:
        """Whether the answer is proved."""
        return self.status in ("optimal", "infeasible")


def child(work: str, limit: float, *args: Any) -> tuple[list[dict[str, Any]], str]:
    """Runs a function of `tools` in a new process; returns its facts and the error, if any."""
    asked = json.dumps([work, limit, args])
    command = [sys.executable, "-m", "benchmarks.robustness.process", asked]
    lower = str(max(0, NICE - os.nice(0)))
    ran = subprocess.run(
        ["nice", "-n", lower, *command],
        cwd=CHECKOUT,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,
    )
    told = [json.loads(line) for line in ran.stdout.splitlines() if line.startswith("{")]
    failed = ""
    if ran.returncode:
        said = ran.stderr.strip().splitlines() or [""]
        signal = f"killed by signal {-ran.returncode}"  # it did not end in time, or took all memory
        failed = f"failed: {said[-1]}" if ran.returncode > 0 else signal
    return told, failed


def run(tool: str, program_file: Path, rows_file: Path | None, limit: float) -> Run:
    """Runs a program in a tool; `rows_file` is for tools that get the engine's rows."""
    if tool.startswith(TOOL):
        workers = int(tool.removeprefix(TOOL).lstrip("-") or 1)
        told, failed = child("own", limit, str(program_file), limit, workers)
    else:
        told, failed = child("on_rows", limit, tool, str(program_file), str(rows_file), limit)
    moments = tuple(
        Moment(one["cpu"], one.get("goal"), one.get("value"), one.get("bound"))
        for one in told
        if "done" not in one
    )
    with_plan = [one.cpu for one in moments if one.value is not None]
    end = told[-1] if told and "done" in told[-1] else None
    if end is None:
        cpu = told[-1]["cpu"] if told else 0.0
        return Run(failed, max(cpu, limit), [], min(with_plan, default=None), "", moments)
    plan_at = min([*with_plan, end["seconds"]]) if end["plan"] else None
    return Run(end["status"], end["seconds"], end["goals"], plan_at, end["wrong"], moments)


def rows(program_file: Path, folder: Path) -> Path | None:
    """Writes the rows of a program to a file in a folder; None if it has no linear rows."""
    written = folder / f"{program_file.stem}.rows"
    _, failed = child("write_rows", 600.0, str(program_file), str(written))
    return None if failed else written


def main() -> None:
    """Runs in the other process."""
    work, limit, args = json.loads(sys.argv[1])
    tools = importlib.import_module("benchmarks.robustness.tools")
    cap(limit)
    getattr(tools, work)(*args)


if __name__ == "__main__":
    main()
