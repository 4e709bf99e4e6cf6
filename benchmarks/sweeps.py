"""A thousand scenarios on a cluster of two workers, one of which is killed on the way.

    python -m benchmarks.sweeps [--scenarios 1000]

No outcome may be lost, the study must equal that of one process, and the memory of the process that
runs the sweep must not grow with the number of scenarios.
"""

from __future__ import annotations

import argparse
import os
import resource
import signal
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import seatplan
from seatplan import Edit, Outcome, Plan, Program, Scenario, Slip, Withdraw

EVERY = 100
"""The number of outcomes between two measurements of the memory."""


def small() -> Program:
    """A program with four flights and eight people, so that scenarios take little time."""
    made = seatplan.ProgramBuilder("Four flights")
    agency = made.agency("A")
    ship = made.vehicle("Ship", agency, seats=[seatplan.Seat("pilot", 2)])
    for number in range(4):
        made.flight(f"F-{number}", ship, f"203{number}-01-01", days=180)
    for number in range(8):
        made.member(f"m{number}", agency)
    made.goal("fewest-members")
    return made.build()


def scenarios(program: Program, count: int) -> tuple[Scenario, ...]:
    """Different slips and absences; later ones are longer."""
    made = []
    flights, members = len(program.flights), len(program.crew)
    for number in range(count):
        which, days = number % (flights + members), 1 + number // (flights + members)
        edit: Edit
        if which < flights:
            edit = Slip(program.flights[which].id, days)
        else:
            until = date(2031, 1, 1) + timedelta(10 * days)
            edit = Withdraw(program.crew[which - flights].id, until=until)
        made.append(Scenario(f"{number}", [edit]))
    return tuple(made)


def found(outcomes: Iterator[Outcome]) -> dict[str, object]:
    """The parts of each outcome that do not depend on time."""
    answers: dict[str, object] = {}
    for one in outcomes:
        result = one.result
        assert one.scenario.name not in answers
        answers[one.scenario.name] = (result.status, result.goals, result.plan)
    return answers


def memory() -> float:
    """The memory that this process holds now, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def on_a_cluster(program: Program, plan: Plan, todo: tuple[Scenario, ...], journal: Path) -> None:
    """Runs the sweep, kills a worker after a tenth of it, and prints the memory."""
    import distributed

    library: Any = distributed  # has no types for these two
    with (
        library.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        library.Client(cluster) as client,
    ):
        workers = [info["id"] for info in client.scheduler_info()["workers"].values()]
        pids = client.run(os.getpid)
        done, seen = 0, []
        for _ in seatplan.sweep(
            program, plan, todo, executor=client.get_executor(), journal=journal
        ):
            done += 1
            if done == len(todo) // 10:
                os.kill(next(iter(pids.values())), signal.SIGKILL)
                print(f"killed a worker of {workers} after {done} outcomes")
            if done % EVERY == 0:
                seen.append(memory())
                print(f"{done:5,} outcomes, {seen[-1]:6.1f} MB")
    assert done == len(todo), f"{done} outcomes of {len(todo)} scenarios"
    if len(seen) > 4:
        assert seen[-1] < 1.3 * seen[len(seen) // 4], "memory grows with the number of scenarios"


def main() -> None:
    """Prints the results; a difference from one process is an error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenarios", type=int, default=1000)
    count = parser.parse_args().scenarios
    program = small()
    plan = seatplan.solve(program).plan
    assert plan is not None
    todo = scenarios(program, count)
    with tempfile.TemporaryDirectory() as folder:
        journal = Path(folder, "study.jsonl")
        on_a_cluster(program, plan, todo, journal)
        entries = seatplan.Journal(journal)
        assert sorted(one.scenario for one in entries) == sorted(one.name for one in todo)
        spread = found(seatplan.sweep(program, plan, todo, journal=journal))
    assert spread == found(seatplan.sweep(program, plan, todo))
    print(f"{len(spread):,} scenarios: the same study as in one process, nothing lost")


if __name__ == "__main__":
    main()
