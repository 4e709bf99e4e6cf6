"""Published instances of shift minimisation personnel task scheduling, as programs.

    python -m benchmarks.smptsp FOLDER [--only PATTERN] [--time-limit 60] [--workers 1]

Tasks have fixed times, each worker can do some of them, no worker does two at once, and the number
of workers is to be minimized. A task becomes a flight with one seat, a worker a member, and the
goal is `fewest-members`. Krishnamoorthy, Ernst and Baatar (2012), "Algorithms for large scale shift
minimisation personnel task scheduling problems", European Journal of Operational Research 219.

FOLDER holds the instances as `*.dat`, and `bounds.csv` with the published bounds. The instances
have no license, so they are not part of the project.
"""

from __future__ import annotations

import argparse
import csv
import time
from datetime import date, timedelta
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from attrs import frozen

from benchmarks.alone import Facts, Stopwatch, alone
from seatplan import Agency, CrewMember, Flight, Program, Qualification, Seat, Vehicle, check
from seatplan.goals.fewest_members import FewestMembers

START = date(2000, 1, 1)
"""The day of time 0 of every instance; one unit of time is one day."""


@frozen
class Instance:
    """The contents of an instance file.

    Attributes:
        tasks: the half-open time interval of each task.
        skills: the numbers of the tasks that each worker can do.
    """

    name: str
    tasks: tuple[tuple[int, int], ...]
    skills: tuple[tuple[int, ...], ...]


def read(path: Path) -> Instance:
    """Reads an instance from its file.

    Raises:
        ValueError: if the file does not have this format.
    """
    text = path.read_text(encoding="ascii")
    lines = [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]
    counts: dict[str, int] = {}
    rows: dict[str, list[str]] = {}
    for line in lines:
        key, equals, value = line.partition("=")
        if equals:
            latest = key.strip()
            counts[latest] = int(value)
            rows[latest] = []
        else:
            rows[latest].append(line)
    for key in ("Jobs", "Qualifications"):
        if len(rows.get(key, ())) != counts.get(key):
            raise ValueError(f"{path}: {counts.get(key)} {key}, and {len(rows.get(key, ()))} lines")
    tasks = [(int(start), int(finish)) for start, finish in map(str.split, rows["Jobs"])]
    skills = []
    for line in rows["Qualifications"]:
        count, numbers = line.split(":")
        skills.append(tuple(sorted(int(number) for number in numbers.split())))
        if len(skills[-1]) != int(count):
            raise ValueError(f"{path}: {count} tasks announced: {line}")
    return Instance(path.stem, tuple(tasks), tuple(skills))


def program_of(instance: Instance) -> Program:
    """The instance as a program; members with the skill for a task hold its qualification."""

    def task(number: int) -> str:
        return f"task-{number:04}"

    return Program(
        name=instance.name,
        agencies=(Agency("Employer"),),
        vehicles=(Vehicle("Task", "Employer"),),
        flights=tuple(
            Flight(
                task(number),
                "Task",
                START + timedelta(start),
                START + timedelta(finish),
                seats=(Seat("worker", requires=(task(number),)),),
            )
            for number, (start, finish) in enumerate(instance.tasks)
        ),
        crew=tuple(
            CrewMember(
                f"worker-{number:04}",
                "Employer",
                qualifications=tuple(Qualification(task(one)) for one in tasks),
            )
            for number, tasks in enumerate(instance.skills)
        ),
        goals=(FewestMembers(),),
    )


def published(folder: Path) -> dict[str, tuple[int, int | None]]:
    """Reads the published lower and upper bound of each instance."""
    with (folder / "bounds.csv").open(encoding="ascii", newline="") as file:
        return {
            row["instance"]: (int(row["lower"]), int(row["upper"]) if row["upper"] else None)
            for row in csv.DictReader(file)
        }


def instances(folder: Path, only: str = "*") -> list[Path]:
    """The matching files of a folder, in increasing order of tasks."""
    found = [path for path in folder.glob("*.dat") if fnmatch(path.stem, only)]
    return sorted(found, key=lambda path: (len(read(path).tasks), path.name))


def measure(path: str, time_limit: float, workers: int) -> Facts:
    """Solves one instance; the limit covers everything except the import of the library."""
    from seatplan.engine.answers.solving import solve  # loads the solver, which is not to be timed

    file = Path(path)
    lower, upper = published(file.parent)[file.stem]
    with Stopwatch() as watch:
        start = time.perf_counter()
        instance = read(file)
        program = program_of(instance)
        reading = time.perf_counter() - start
        result = solve(program, time_limit=time_limit - reading, workers=workers)
    facts: Facts = {
        **watch.facts,
        "instance": instance.name,
        "tasks": len(instance.tasks),
        "workers": len(instance.skills),
        "published": [lower, upper],
        "status": result.status.value,
        "value": None,
        "bound": None,
        "reading": reading,
    }
    assert result.status.value in ("optimal", "feasible", "unknown"), facts
    if result.plan is not None:
        (goal,) = result.goals or (None,)
        report = check(program, result.plan)
        assert report.ok, report.violations[:3]
        facts["value"] = report.values["fewest-members"]
        assert facts["value"] >= lower, facts
        if goal is not None:
            facts["bound"] = goal.bound
            assert goal.value == facts["value"], facts
            assert upper is None or goal.bound <= upper, facts
    return facts


def row(facts: dict[str, Any]) -> str:
    """A line of the table."""
    lower, upper = facts["published"]
    value = "-" if facts["value"] is None else facts["value"]
    bound = "-" if facts["bound"] is None else facts["bound"]
    return (
        f"{facts['instance']:34}{facts['tasks']:6}{facts['workers']:8}{lower:7}"
        f"{'-' if upper is None else upper:>7}{value:>7}{bound:>7}  {facts['status']:10}"
        f"{facts['reading']:8.2f}{facts['seconds']:8.2f}{facts['cpu']:8.2f}{facts['peak_mb']:8.0f}"
    )


HEAD = (
    f"{'':34}{'':6}{'':8}{'published':>14}\n"
    f"{'instance':34}{'tasks':>6}{'workers':>8}{'lower':>7}{'upper':>7}{'value':>7}{'bound':>7}"
    f"  {'status':10}{'read s':>8}{'all s':>8}{'CPU s':>8}{'MB':>8}"
)


def main() -> None:
    """Solves the instances one after the other, each in a separate process."""
    assert __doc__ is not None
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--only", default="*", metavar="PATTERN")
    parser.add_argument("--time-limit", type=float, default=60.0, metavar="SECONDS")
    parser.add_argument("--workers", type=int, default=1, metavar="N")
    options = parser.parse_args()
    print(HEAD, flush=True)
    proved = []
    for path in instances(options.folder, options.only):
        facts = alone(measure, str(path.resolve()), options.time_limit, options.workers)
        print(row(facts), flush=True)
        proved.append(facts["status"] == "optimal" and facts["seconds"] <= options.time_limit)
    print(f"{sum(proved)} of {len(proved)} proved within {options.time_limit:g} s each")


if __name__ == "__main__":
    from benchmarks.smptsp import main  # under its own name, so that `alone` finds it again

    main()
