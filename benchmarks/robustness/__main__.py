"""Measures the engine on programs of many kinds.

    python -m benchmarks.robustness [--cases FOLDER] [--only NAME …]     everything: hours
    python -m benchmarks.robustness --quick --only tiangong              a look: prints a table

Every run is a separate process with a limit in CPU seconds. Without `--quick`, the measurements are
kept in `benchmarks/results/robustness.json`, and a run kept there is repeated only with `--again`;
`python -m benchmarks tables` writes them to docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen

from benchmarks.results import ROBUSTNESS, Measurement, keep_run, read
from benchmarks.robustness.cases import ALL_ORDERS, cases, in_words, orders
from benchmarks.robustness.perturbed import COUNT, perturbed
from benchmarks.robustness.process import Moment, Run, rows, run
from benchmarks.robustness.summary import WORK, disagreements, gathered
from benchmarks.robustness.tools import ROWS
from seatplan import Program

QUICK_ORDERS = 2
QUICK_LIMIT = 30.0
LIMIT = 60.0
LOOKS = (3.0, 10.0, 30.0, 60.0)
"""The CPU seconds at which the quick table shows values and bounds."""


@frozen
class Variant:
    """A program in a form that the tools solve.

    Attributes:
        name: the name of the original program.
        kind: "order" or "near".
        variant: the order of its goals, or a description of the changes.
        peers: whether the other tools are run on it too.
    """

    name: str
    kind: str
    variant: str
    program: Program
    peers: bool

    @property
    def key(self) -> tuple[str, str, str]:
        """The key of the variant among the measurements."""
        return self.name, self.kind, self.variant


def asked(options: argparse.Namespace) -> Iterator[Variant]:
    """Yields every program to run, in order."""
    for name, program in cases(options.cases).items():
        if options.only and not any(word in name for word in options.only):
            continue
        for number, order in enumerate(orders(program, options.orders)):
            yield Variant(name, "order", in_words(order), order, number < options.peer_orders)
        for number, (words, near) in enumerate(perturbed(program, name, options.perturbed)):
            yield Variant(name, "near", words, near, number < options.peer_orders)


def main() -> int:
    """Runs the command line; returns 1 if an answer was wrong."""
    options = _options()
    part = None if options.quick else read(ROBUSTNESS)
    known = {tuple(one.args) for one in part.of(WORK)} if part is not None else set()
    told: list[Measurement] = []
    with tempfile.TemporaryDirectory() as folder:
        for one in asked(options):
            tools = [tool for tool in options.tools if one.peers or tool not in ROWS]
            if not options.again:
                tools = [tool for tool in tools if (*one.key, tool) not in known]
            if tools:
                print(f"\n{one.name}: {one.variant}", flush=True)
                told += measured(one, tools, Path(folder), options)
    wrong = disagreements(gathered(told))
    for words in wrong:
        print(f"WRONG: {words}")
    return bool(wrong)


def measured(
    one: Variant, tools: Sequence[str], folder: Path, options: argparse.Namespace
) -> Iterator[Measurement]:
    """Runs a program in each tool, prints each run, and keeps it."""
    file = folder / "program.json"
    one.program.save(file)
    made: Path | None = None
    for tool in tools:
        if tool in ROWS:
            made = made or rows(file, folder)
            if made is None:
                print(f"  {tool:11} its model is not made of rows alone")
                continue
        ran = run(tool, file, made, options.limit)
        print(f"  {tool:11} {line(ran)}", flush=True)
        facts = {
            "status": ran.status,
            "goals": ran.goals,
            "plan_at": ran.plan_at,
            "wrong": ran.wrong,
            "limit": options.limit,
            "flights": len(one.program.flights),
            "people": len(one.program.crew),
        }
        if not options.quick:
            keep_run(ROBUSTNESS, WORK, [*one.key, tool], ran.seconds, facts)
        yield Measurement(WORK, [*one.key, tool], ran.seconds, 1, facts)


def line(one: Run) -> str:
    """A line about a run: values and bounds at some moments, and the end."""
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
    add("--again", action="store_true", help="measure also what is kept")
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
