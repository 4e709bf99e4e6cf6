"""Solves one program under several settings of the solver and prints a table of times.

    python benchmarks/parameters.py [PROGRAM] [--time-limit SECONDS] [--repeat N]

PROGRAM is a file or the name of a shipped program. All settings must agree on the goal values that
they prove; the script fails if they do not.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import sys
from collections.abc import Iterator
from typing import Any

from attrs import frozen
from ortools.sat.python import cp_model

import seatplan
from seatplan.engine import search
from seatplan.engine.parameters import set_parameters


@frozen
class Setting:
    """One way to set up the solver.

    Attributes:
        name: how the table calls it.
        workers: threads of the solver.
        values: parameters by name, over those that seatplan sets itself.
    """

    name: str
    workers: int = 1
    values: tuple[tuple[str, Any], ...] = ()


WORKERS = (1, 2, 8)

PRESOLVES = {
    "full": {"cp_model_presolve": True},
    "light": {"cp_model_presolve": True, "cp_model_probing_level": 0, "symmetry_level": 0},
    "none": {"cp_model_presolve": False},
}
"""Full is what the solver does by itself; light leaves out probing and symmetry detection."""


def settings() -> Iterator[Setting]:
    """What seatplan does by itself, then every combination over the solver's own defaults."""
    for workers in WORKERS:
        yield Setting(f"workers {workers}, as shipped", workers)
    defaults = cp_model.CpSolver().parameters
    usual = {
        "cp_model_probing_level": defaults.cp_model_probing_level,
        "symmetry_level": defaults.symmetry_level,
    }
    for workers, level, presolve in itertools.product(WORKERS, (0, 1, 2), PRESOLVES):
        values = usual | {"linearization_level": level} | PRESOLVES[presolve]
        name = f"workers {workers}, linearization {level}, presolve {presolve}"
        yield Setting(name, workers, tuple(values.items()))


def solve_with(
    setting: Setting, program: seatplan.Program, *, time_limit: float, seed: int
) -> seatplan.Result:
    """Solves under a setting."""

    def configure(solver: cp_model.CpSolver, **usual: Any) -> None:
        set_parameters(solver, **usual)
        if setting.values:
            solver.parameters.subsolvers.clear()  # seatplan's own portfolio
        for name, value in setting.values:
            setattr(solver.parameters, name, value)

    search.set_parameters = configure  # the engine calls it by that name
    try:
        return seatplan.solve(program, time_limit=time_limit, workers=setting.workers, seed=seed)
    finally:
        search.set_parameters = set_parameters


def load(name: str) -> seatplan.Program:
    """A program from a file, or a shipped one."""
    if name in seatplan.catalog.names():
        return seatplan.catalog.load(name)
    return seatplan.load(name)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", nargs="?", default="iss-crossflight")
    parser.add_argument("--time-limit", type=float, default=20.0, metavar="SECONDS")
    parser.add_argument("--repeat", type=int, default=1, metavar="N", help="runs, a seed each")
    options = parser.parse_args()
    program = load(options.program)

    proved: dict[str, set[int]] = {}
    print(
        f"{'setting':48} {'median s':>9} {'worst s':>9}  status, goals (* not proved)", flush=True
    )
    for setting in settings():
        results = [
            solve_with(setting, program, time_limit=options.time_limit, seed=seed)
            for seed in range(options.repeat)
        ]
        seconds = [result.seconds for result in results]
        for result in results:
            for goal in itertools.takewhile(lambda one: one.optimal, result.goals):
                proved.setdefault(goal.id, set()).add(goal.value)
        last = results[-1]
        goals = ", ".join(f"{one.id} {one.value}{'' if one.optimal else '*'}" for one in last.goals)
        statuses = "/".join(dict.fromkeys(result.status.value for result in results))
        print(
            f"{setting.name:48} {statistics.median(seconds):9.2f} {max(seconds):9.2f}"
            f"  {statuses}, {goals}",
            flush=True,
        )

    differing = {goal: values for goal, values in proved.items() if len(values) > 1}
    if differing:
        print(f"settings prove different values: {differing}", file=sys.stderr)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
