"""Measures the time that each point of a Pareto front of two goals takes.

    python -m benchmarks.fronts

The fronts of `iss-crossflight` are fewest members against even turns, from either end, and turns
against waiting. The times are CPU seconds of one process, without loading the solver.
"""

from __future__ import annotations

import time

from attrs import evolve

from seatplan import Goal, Program, catalog
from seatplan.goals import EvenTurns, FewestMembers, KeepRules

MOST = 8


def fronts() -> dict[str, tuple[Program, str, str]]:
    """The program and the two goals of each front, by name."""
    program = catalog.load("iss-crossflight")
    (even,) = (goal for goal in program.named_goals if isinstance(goal, EvenTurns))
    few = FewestMembers(id="people")

    def wanting(*goals: Goal) -> Program:
        return evolve(program, goals=goals)

    return {
        "people against turns": (wanting(few, even, KeepRules()), "people", even.name),
        "turns against people": (wanting(few, even, KeepRules()), even.name, "people"),
        "the same, preferences first": (wanting(KeepRules(), few, even), "people", even.name),
        "turns against waiting": (program, even.name, "longest-waiting"),
    }


def main() -> None:
    """Measures the fronts one after the other."""
    from seatplan.engine.answers.tradeoff import tradeoff

    for name, (program, first, second) in fronts().items():
        start = time.process_time()
        found = tradeoff(program, first, second, most=MOST, time_limit=120)
        print(name)
        for point in found:
            seconds = time.process_time() - start
            proof = "proved" if point.proved else "not proved"
            print(f"  {point.first:8,} {point.second:9,}  {proof}  {seconds:5.2f} s", flush=True)
        seconds = time.process_time() - start
        end = "complete" if found.so_far.complete else "not complete"
        print(f"  {end}, {seconds:.2f} s of CPU", flush=True)


if __name__ == "__main__":
    main()
