"""What the runs come to: how many are proved, the worst, and how it compares with the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from attrs import define, field, frozen

from benchmarks.results import Measurement
from benchmarks.robustness.process import TOOL

WORK = "robustness.run"
"""The name of one run among the measurements."""

WITHIN = (3.0, 10.0, 20.0, 60.0)
"""Seconds of CPU within which a proof is counted."""

LEAST = 0.1
"""No tool counts as faster than so many seconds where two are compared: below it is noise."""

PLAN_WITHIN = 3.0
"""Seconds of CPU within which a plan is to be found, whatever is asked."""


@frozen
class Outcome:
    """One run as it was kept.

    Attributes:
        program: its name in the benchmark.
        kind: "order" or "near".
        variant: the order of the goals, or what was changed.
        tool: the one that ran.
        seconds: of CPU, to its end.
        facts: what it told.
    """

    program: str
    kind: str
    variant: str
    tool: str
    seconds: float
    facts: dict[str, Any]

    @property
    def proved(self) -> bool:
        """Whether the answer is final."""
        return self.facts["status"] in ("optimal", "infeasible")

    @property
    def infeasible(self) -> bool:
        """Whether it proves that there is no plan."""
        return bool(self.facts["status"] == "infeasible")

    def proved_within(self, limit: float) -> bool:
        """Whether the proof came in time."""
        return self.proved and self.seconds <= limit

    def plan_within(self, limit: float) -> bool:
        """Whether there was a plan in time, or the proof that there is none."""
        at = self.facts["plan_at"]
        return self.infeasible or (at is not None and at <= limit)

    @property
    def gap(self) -> float:
        """How far the first goal that is not proved is from its bound, as a part of the bound.

        1 where there is no plan, or a bound is not known.
        """
        if self.proved:
            return 0.0
        for _, value, bound in self.facts["goals"]:
            if value != bound:
                return 1.0 if bound is None else abs(value - bound) / max(1, abs(bound))
        return 1.0


@define
class Asked:
    """One program in one variant, and what each tool made of it."""

    program: str
    kind: str
    variant: str
    by_tool: dict[str, Outcome] = field(factory=dict)

    @property
    def size(self) -> tuple[int, int]:
        """Its flights and its people."""
        facts = next(iter(self.by_tool.values())).facts
        return facts["flights"], facts["people"]

    @property
    def best_other(self) -> Outcome | None:
        """The run of another tool that proved it first."""
        others = [one for tool, one in self.by_tool.items() if tool != TOOL and one.proved]
        return min(others, key=lambda one: one.seconds, default=None)

    @property
    def ratio(self) -> float | None:
        """How many times the best of the others it took; None if no other proved it.

        Where it is not proved, the time that it had: the ratio is that or more.
        """
        own, best = self.by_tool.get(TOOL), self.best_other
        if own is None or best is None:
            return None
        return max(own.seconds, LEAST) / max(best.seconds, LEAST)


def gathered(measurements: Iterable[Measurement]) -> list[Asked]:
    """What was asked, in the order in which it was first measured."""
    asked: dict[tuple[str, str, str], Asked] = {}
    for one in measurements:
        program, kind, variant, tool = one.args
        here = asked.setdefault((program, kind, variant), Asked(program, kind, variant))
        here.by_tool[tool] = Outcome(program, kind, variant, tool, one.seconds, one.facts)
    return list(asked.values())


def disagreements(asked: Iterable[Asked]) -> list[str]:
    """What cannot be: proofs that differ, an answer that `check` refuses, a tool that fails."""
    found = []
    for one in asked:
        where = f"{one.program} ({one.variant})"
        known: dict[str, tuple[str, int]] = {}
        for tool, run in one.by_tool.items():
            if run.facts["wrong"]:
                found.append(f"{where}: {tool}: {run.facts['wrong']}")
            if run.facts["status"].startswith(("failed", "contradiction")):
                found.append(f"{where}: {tool}: {run.facts['status']}")
            for goal, value, bound in run.facts["goals"]:
                if value != bound:
                    break
                before, proved = known.setdefault(goal, (tool, value))
                if proved != value:
                    found.append(f"{where}: {before} proves {goal} {proved}, {tool} {value}")
                    break
        none = [tool for tool, run in one.by_tool.items() if run.infeasible]
        some = [tool for tool, run in one.by_tool.items() if run.facts["plan_at"] is not None]
        if none and some:
            found.append(f"{where}: {none[0]} proves that there is no plan, {some[0]} has one")
    return found


def of_tool(asked: Sequence[Asked], tool: str) -> list[Outcome]:
    """The runs of one tool."""
    return [one.by_tool[tool] for one in asked if tool in one.by_tool]
