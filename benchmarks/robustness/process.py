"""One run in a process of its own at low priority, and the moments that it told."""

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
"""The priority of a run: others go before it, which CPU time does not feel much."""

TOOL = "seatplan"
"""The tool that is measured with one worker; `seatplan-N` has N of them."""


@frozen
class Moment:
    """What was known of one goal at one time.

    Attributes:
        cpu: seconds of CPU since the run began.
        value, bound: None while there is none.
    """

    cpu: float
    goal: str | None
    value: int | None
    bound: int | None


@frozen
class Run:
    """How one run went.

    Attributes:
        status: optimal, feasible, infeasible or unknown; or how it ended without an answer.
        seconds: of CPU, to its end.
        goals: of each goal that was reached its id, value and bound.
        plan_at: seconds of CPU to the first plan; None if there was none.
        wrong: what `check` says against its answer.
        moments: each better value and bound.
    """

    status: str
    seconds: float
    goals: list[list[Any]]
    plan_at: float | None
    wrong: str
    moments: tuple[Moment, ...]

    @property
    def proved(self) -> bool:
        """Whether the answer is final."""
        return self.status in ("optimal", "infeasible")


def child(work: str, limit: float, *args: Any) -> tuple[list[dict[str, Any]], str]:
    """Runs a function of `tools` in a new process: what it told, and why it did not end well."""
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
    """A program in a tool; `rows_file` is for those that get the engine's rows."""
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
    """The rows of a program in a file of that folder; None where it has no rows."""
    written = folder / f"{program_file.stem}.rows"
    _, failed = child("write_rows", 600.0, str(program_file), str(written))
    return None if failed else written


def main() -> None:
    """The other process."""
    work, limit, args = json.loads(sys.argv[1])
    tools = importlib.import_module("benchmarks.robustness.tools")
    cap(limit)
    getattr(tools, work)(*args)


if __name__ == "__main__":
    main()
