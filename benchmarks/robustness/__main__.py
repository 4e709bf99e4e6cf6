"""Measures the engine on programs that it was not tuned on.

    python -m benchmarks.robustness [--cases FOLDER] [--only NAME …]     everything: hours
    python -m benchmarks.robustness --quick --only tiangong              a look: prints a table

Every run is a process of its own with a limit in CPU seconds. Without `--quick` what was measured
is kept in `benchmarks/results/robustness.json`, run by run, and a run that is there is not made
again unless `--again` says so; `python -m benchmarks tables` writes it into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen

from benchmarks.robustness.cases import ALL_ORDERS, cases, in_words, orders
from benchmarks.robustness.perturbed import COUNT, perturbed
from benchmarks.robustness.process import Moment, Run, rows, run
from benchmarks.robustness.tools import ROWS
from seatplan import Program

QUICK_ORDERS = 2
QUICK_LIMIT = 30.0
LIMIT = 60.0
LOOKS = (3.0, 10.0, 30.0, 60.0)
"""The CPU seconds after which the quick table says what is known."""


@frozen
class Asked:
    """One program as it is given to the tools.

    Attributes:
        name: of the program it comes from.
        variant: the order of its goals, or what was changed.
        peers: whether the other tools get it too.
    """

    name: str
    variant: str
    program: Program
    peers: bool


def asked(options: argparse.Namespace) -> Iterator[Asked]:
    """Every program to run, in order."""
    for name, program in cases(options.cases).items():
        if options.only and not any(word in name for word in options.only):
            continue
        for number, order in enumerate(orders(program, options.orders)):
            yield Asked(name, in_words(order), order, number < options.peer_orders)
        for number, (words, changed) in enumerate(perturbed(program, name, options.perturbed)):
            yield Asked(name, words, changed, number < options.peer_orders)


def main() -> int:
    """Does what the command line says; 1 if an answer was wrong."""
    options = _options()
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for one in asked(options):
            file = Path(folder) / "program.json"
            one.program.save(file)
            print(f"\n{one.name}: {one.variant}", flush=True)
            runs: dict[str, Run] = {}
            made: Path | None = None
            for tool in options.tools:
                if tool in ROWS:
                    if not one.peers:
                        continue
                    made = made or rows(file, Path(folder))
                    if made is None:
                        print(f"  {tool:11} its model is not made of rows")
                        continue
                runs[tool] = run(tool, file, made, options.limit)
                print(f"  {tool:11} {line(runs[tool])}", flush=True)
            for words in disagreements(runs):
                print(f"  WRONG: {words}", flush=True)
                wrong = 1
    return wrong


def disagreements(runs: dict[str, Run]) -> Iterator[str]:
    """What cannot be: two tools that prove different things, or an answer that `check` refuses."""
    known: dict[str, tuple[str, int]] = {}
    for tool, one in runs.items():
        if one.wrong:
            yield f"{tool}: {one.wrong}"
        for goal, value, bound in one.goals:
            if value != bound:
                break
            before, proved = known.setdefault(goal, (tool, value))
            if proved != value:
                yield f"{before} proves {goal} {proved}, {tool} proves {value}"
    infeasible = [tool for tool, one in runs.items() if one.status == "infeasible"]
    feasible = [tool for tool, one in runs.items() if one.plan_at is not None]
    if infeasible and feasible:
        yield f"{infeasible[0]} proves that there is no plan, {feasible[0]} has one"


def line(one: Run) -> str:
    """A run in one line: what was known at some moments, and the end."""
    looks = [f"{look:.0f} s: {_at(one, look)}" for look in LOOKS if look < one.seconds]
    first = "no plan" if one.plan_at is None else f"plan {one.plan_at:.2f} s"
    goals = ", ".join(
        f"{goal} {value}" + ("" if value == bound else f" (bound {bound})")
        for goal, value, bound in one.goals
    )
    return " | ".join([f"{one.status} {one.seconds:.1f} s", first, *looks, goals])


def _at(one: Run, cpu: float) -> str:
    before = [moment for moment in one.moments if moment.cpu <= cpu]
    with_plan = [moment for moment in before if moment.value is not None]
    if not with_plan:
        return "nothing"
    last: Moment = with_plan[-1]
    bound = "" if last.bound is None else f" ({last.bound})"
    return f"{last.goal} {last.value}{bound}"


def _options(words: Sequence[str] | None = None) -> argparse.Namespace:
    assert __doc__ is not None
    parser = argparse.ArgumentParser(
        "python -m benchmarks.robustness",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--cases", type=Path, metavar="FOLDER", help="with program files of others")
    add("--only", nargs="+", metavar="NAME", help="programs with one of these words in their names")
    add("--quick", action="store_true", help="few orders, a limit of 30 s, nothing is kept")
    add("--orders", type=int, help=f"of the goals, at most; {ALL_ORDERS} if left out")
    add("--perturbed", type=int, help=f"programs near each; {COUNT} if left out")
    add("--peer-orders", type=int, help="how many of either the other tools get too; 2")
    add("--limit", type=float, help="of each run, in CPU seconds; 60 if left out")
    add("--tools", nargs="+", help=f"seatplan, seatplan-8 (its workers), {', '.join(ROWS)}")
    options = parser.parse_args(words)
    quick: bool = options.quick
    for name, full, short in (
        ("orders", ALL_ORDERS, QUICK_ORDERS),
        ("perturbed", COUNT, 0),
        ("peer_orders", 2, 1),
        ("limit", LIMIT, QUICK_LIMIT),
        ("tools", ["seatplan", *ROWS], ["seatplan", "HiGHS"]),
    ):
        if getattr(options, name) is None:
            setattr(options, name, short if quick else full)
    return options


if __name__ == "__main__":
    sys.exit(main())
