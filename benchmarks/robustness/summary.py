"""Summarizes the runs: shares of proofs, worst cases, and comparisons with other tools."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from attrs import define, field, frozen

from benchmarks.results import Measurement
from benchmarks.robustness.process import TOOL

WORK = "robustness.run"
"""The name of runs among the measurements."""

WITHIN = (3.0, 10.0, 20.0, 60.0)
"""The CPU seconds within which proofs are counted."""

LEAST = 0.1
"""The least CPU seconds of a tool in a comparison; smaller times are noise."""

PLAN_WITHIN = 3.0
"""The CPU seconds within which every program should have a plan."""


@frozen
class Outcome:
    """A kept run.

    Attributes:
        program: its name in the benchmark.
        kind: "order" or "near".
        variant: the order of the goals, or a description of the changes.
        tool: the name of the tool.
        seconds: the seconds of CPU to its end.
        facts: the facts that the run reported.
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
        """Whether the run proves that there is no plan."""
        return bool(self.facts["status"] == "infeasible")

    def proved_within(self, limit: float) -> bool:
        """Whether the proof was finished within a limit."""
        return self.proved and self.seconds <= limit

    def plan_within(self, limit: float) -> bool:
        """Whether a plan, or a proof that there is none, was found within a limit."""
        at = self.facts["plan_at"]
        return self.infeasible or (at is not None and at <= limit)

    @property
    def reached(self) -> float:
        """How many goals are proved one after the other; infinitely many if everything is."""
        if self.proved:
            return math.inf
        return next(
            (at for at, (_, value, bound) in enumerate(self.facts["goals"]) if value != bound),
            len(self.facts["goals"]),
        )

    @property
    def gap(self) -> float:
        """The gap of the first goal that is not proved, relative to its bound.

        It is 1 if there is no plan or no known bound.
        """
        if self.proved:
            return 0.0
        for _, value, bound in self.facts["goals"]:
            if value != bound:
                return 1.0 if bound is None else abs(value - bound) / max(1, abs(bound))
        return 1.0


@define
class Asked:
    """A variant of a program, and the run of each tool."""

    program: str
    kind: str
    variant: str
    by_tool: dict[str, Outcome] = field(factory=dict)

    @property
    def size(self) -> tuple[int, int]:
        """The numbers of flights and people."""
        facts = next(iter(self.by_tool.values())).facts
        return facts["flights"], facts["people"]

    @property
    def best_other(self) -> Outcome | None:
        """The fastest run of another tool with a proof."""
        others = [one for tool, one in self.by_tool.items() if tool != TOOL and one.proved]
        return min(others, key=lambda one: one.seconds, default=None)

    @property
    def ratio(self) -> float | None:
        """The time of seatplan relative to the best other tool; None if no other has a proof.

        If seatplan has no proof, its total time counts, so the true ratio is larger.
        """
        own, best = self.by_tool.get(TOOL), self.best_other
        if own is None or best is None:
            return None
        return max(own.seconds, LEAST) / max(best.seconds, LEAST)


def gathered(measurements: Iterable[Measurement]) -> list[Asked]:
    """The variants with their runs, in the order of their first measurement."""
    asked: dict[tuple[str, str, str], Asked] = {}
    for one in measurements:
        program, kind, variant, tool = one.args
        here = asked.setdefault((program, kind, variant), Asked(program, kind, variant))
        here.by_tool[tool] = Outcome(program, kind, variant, tool, one.seconds, one.facts)
    return list(asked.values())


def disagreements(asked: Iterable[Asked]) -> list[str]:
    """Errors in the runs: proofs that differ, answers that `check` rejects, tools that fail."""
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
