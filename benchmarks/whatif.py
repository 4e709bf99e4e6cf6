"""Measures the phases of a what-if, and a whole stress study on one and two processes.

    python -m benchmarks.whatif [PROGRAM] [--as-of DAY …] [--repeat N] [--processes N …] [--cpu]
    python -m benchmarks.whatif [PROGRAM] [--as-of DAY …] --causes

With `--causes` it measures instead what one verified conflict costs for each fault of the study
that leaves no plan.

PROGRAM is the name of a shipped program with its plan as flown. Before the measurements, every
outcome is compared with the result of `solve` for the same edited program.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from typing import Any

from ortools.sat.python import cp_model

import seatplan
from seatplan import Cancel, Edit, Plan, Program, Scenario, Slip, Withdraw
from seatplan.engine.answers import driver, repairing
from seatplan.engine.explain.cores import FirstCores
from seatplan.engine.explain.explaining import FOR_CONFLICTS
from seatplan.engine.explain.mus import find_conflict
from seatplan.engine.explain.oracle import Oracle
from seatplan.engine.lexicographic import run
from seatplan.engine.solver import search, verification
from seatplan.engine.solver.presets import Preset, set_parameters
from seatplan.whatif import replanning, standing
from seatplan.whatif.edited import edited
from seatplan.whatif.faults import single_faults
from seatplan.whatif.replanning import Replanner, Replanning
from seatplan.whatif.replanning_goals import with_least_change

PHASES = ("reading", "editing", "building", "presolve", "search", "checking", "telling", "all")
DAYS = (date(2022, 12, 15), date(2024, 8, 1), date(2026, 1, 8))


class Clock:
    """Adds up the time of functions, without that of other timed functions they call."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.now = now
        self.spent: dict[str, float] = defaultdict(float)
        self._open: list[float] = []

    def timed(self, phase: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The function, with its time added to a phase."""

        def measured(*args: Any, **keys: Any) -> Any:
            with self.of(phase):
                return work(*args, **keys)

        return measured

    @contextmanager
    def of(self, phase: str) -> Iterator[None]:
        start = self.now()
        self._open.append(0.0)
        try:
            yield
        finally:
            took = self.now() - start
            self.spent[phase] += took - self._open.pop()
            if self._open:
                self._open[-1] += took


@contextmanager
def on_the_clock(clock: Clock) -> Iterator[None]:
    """Times the phases of a what-if while the block runs."""
    presolved: list[float] = []

    def with_log(solver: cp_model.CpSolver, preset: Preset, **usual: Any) -> None:
        set_parameters(solver, preset, **usual)
        solver.parameters.log_search_progress = True
        solver.parameters.log_to_stdout = False
        solver.log_callback = lambda line: presolved.extend(
            float(found[1]) for found in re.finditer(r"Starting search at ([\d.]+)s", line)
        )

    places: list[tuple[Any, str, str]] = [
        (replanning, "edited", "editing"),
        (standing.OldPlan, "still_stands", "checking"),
        (replanning, "outcome_of", "telling"),
        (repairing, "blocks", "building"),
        (driver, "SeatModel", "building"),
        (run, "hint_plan", "building"),
        (run, "hint_values", "building"),
        (verification, "check", "checking"),
        (search.Search, "run", "search"),
    ]
    before = [getattr(owner, name) for owner, name, _ in places]
    for (owner, name, phase), work in zip(places, before, strict=True):
        setattr(owner, name, clock.timed(phase, work))
    vars(search)["set_parameters"] = with_log  # the engine calls it by that name
    try:
        yield
    finally:
        for (owner, name, _), work in zip(places, before, strict=True):
            setattr(owner, name, work)
        vars(search)["set_parameters"] = set_parameters
        # The solver's clock also runs while other processes run, so presolve can exceed search.
        clock.spent["presolve"] = min(sum(presolved), clock.spent["search"])
        clock.spent["search"] -= clock.spent["presolve"]


def phases(
    program: Program, plan: Plan, as_of: date, edits: tuple[Edit, ...], now: Callable[[], float]
) -> dict[str, float]:
    """Runs one what-if and returns the seconds of each phase."""
    replanner = Replanner(program, plan, as_of=as_of, options=Replanning(explain=False))
    clock = Clock(now)
    start = now()
    with on_the_clock(clock):
        replanner.outcome(Scenario("", edits))
    clock.spent["all"] = now() - start
    return clock.spent


def must_agree(program: Program, plan: Plan, as_of: date, edits: tuple[Edit, ...]) -> None:
    """Checks the outcome against a plain solve of the edited program."""
    outcome = seatplan.what_if(program, plan, *edits, as_of=as_of, explain=False)
    wanted = edited(program, edits, finish=with_least_change)
    plain = seatplan.solve(wanted, plan, as_of=as_of)
    assert outcome.result.status is plain.status
    assert outcome.result.goals == plain.goals, (outcome.result.goals, plain.goals)


def cases(program: Program, plan: Plan, as_of: date) -> Iterator[tuple[str, tuple[Edit, ...]]]:
    """Yields one what-if of each kind about future flights."""
    coming = [one for one in program.flights if one.launch >= as_of]
    flight = coming[len(coming) // 2].id
    flying = {line.member for line in plan.assignments if line.flight == flight}
    idle = next(one.id for one in program.crew if all(x.member != one.id for x in plan.assignments))
    yield "nothing", ()
    yield f"withdraw {idle}, who does not fly", (Withdraw(idle, since=as_of),)
    for member in sorted(flying)[:2]:
        yield f"withdraw {member} of {flight}", (Withdraw(member, since=as_of),)
    yield f"slip {flight} by 30", (Slip(flight, 30),)
    yield f"cancel {flight}", (Cancel(flight),)


def table_of_phases(program: Program, plan: Plan, name: str, options: argparse.Namespace) -> None:
    now = time.process_time if options.cpu else time.perf_counter
    print(f"\nA what-if, median of {options.repeat}, in milliseconds")
    print(f"{'as of':12}{'edits':38}" + "".join(f"{phase:>10}" for phase in PHASES))
    reading = []
    for _ in range(options.repeat):
        start = now()
        seatplan.catalog.load(name)
        seatplan.catalog.flown(name)
        reading.append(now() - start)
    for as_of in options.as_of:
        for what, edits in cases(program, plan, as_of):
            must_agree(program, plan, as_of, edits)
            runs = [phases(program, plan, as_of, edits, now) for _ in range(options.repeat)]
            row = {phase: statistics.median(run[phase] for run in runs) for phase in PHASES}
            row["reading"] = statistics.median(reading)
            cells = "".join(f"{1000 * row[phase]:10.1f}" for phase in PHASES)
            print(f"{as_of!s:12}{what:38}{cells}", flush=True)
    print("reading is done once; it is not part of all")


def table_of_studies(program: Program, plan: Plan, options: argparse.Namespace) -> None:
    print("\nThe stress study, in seconds; processes are warm, and told the program anew")
    print(f"{'as of':12}{'faults':>8}" + "".join(f"{n:>6} proc." for n in options.processes))
    for as_of in options.as_of:
        cells = []
        rows: Sequence[tuple[object, ...]] | None = None
        for processes in options.processes:
            executor = None
            if processes > 1:
                context = multiprocessing.get_context("spawn")
                executor = ProcessPoolExecutor(processes, context)
                list(executor.map(_warm, range(4 * processes)))
            start = time.perf_counter()
            study = seatplan.stress(program, plan, as_of=as_of, executor=executor)
            cells.append(time.perf_counter() - start)
            found: list[tuple[object, ...]] = [
                (row.fault, row.verdict, row.changes, row.pays) for row in study.rows
            ]
            assert rows is None or rows == found
            rows = found
            if executor is not None:
                executor.shutdown()
        faults = len(single_faults(program, as_of=as_of))
        print(f"{as_of!s:12}{faults:8}" + "".join(f"{x:12.1f}" for x in cells), flush=True)


def table_of_causes(program: Program, plan: Plan, options: argparse.Namespace) -> None:
    """Compares the processor time of a study with that of a first conflict for each failed fault.

    `core` is the part of the conflicts up to the first core, neither shrunk nor verified.
    """
    print("\nA first conflict for each fault that leaves no plan, in seconds of processor time")
    print(f"{'as of':12}{'stress':>8}{'no plan':>9}{'core':>8}{'conflict':>10}{'of stress':>11}")
    for as_of in options.as_of:
        start = time.process_time()
        study = seatplan.stress(program, plan, as_of=as_of)
        took = time.process_time() - start
        failed = [row.outcome for row in study.rows if row.verdict == "fails" and row.outcome]
        core = conflict = 0.0
        for outcome in failed:
            start = time.process_time()
            oracle = Oracle(outcome.program, plan, as_of, time_limit=60)
            FirstCores(oracle).core(())
            core += time.process_time() - start
        for outcome in failed:
            start = time.process_time()
            oracle = Oracle(outcome.program, plan, as_of, time_limit=60)
            found = find_conflict(FirstCores(oracle), (), oracle.share(FOR_CONFLICTS))
            conflict += time.process_time() - start
            assert found is not None
        times = f"{core:8.1f}{conflict:10.1f}{100 * conflict / took:9.0f} %"
        print(f"{as_of!s:12}{took:8.1f}{len(failed):9}{times}", flush=True)


def _warm(number: int) -> None:
    seatplan.solve(Program())
    time.sleep(0.1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", nargs="?", default="iss-crossflight")
    parser.add_argument("--as-of", type=date.fromisoformat, nargs="*", default=DAYS)
    parser.add_argument("--repeat", type=int, default=7, metavar="N")
    parser.add_argument("--processes", type=int, nargs="*", default=(1, 2), metavar="N")
    parser.add_argument("--cpu", action="store_true", help="processor time in place of the clock's")
    parser.add_argument("--causes", action="store_true", help="first conflicts of a stress study")
    options = parser.parse_args()
    program = seatplan.catalog.load(options.program)
    plan = seatplan.catalog.flown(options.program)
    if options.causes:
        table_of_causes(program, plan, options)
        return
    table_of_phases(program, plan, options.program, options)
    table_of_studies(program, plan, options)


if __name__ == "__main__":
    main()
