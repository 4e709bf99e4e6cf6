"""The record in a plan file of the solve that found the plan."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Literal

from attrs import field, frozen

from seatplan.as_data import AsData
from seatplan.certificate import Certificate
from seatplan.checking import Report
from seatplan.program import Program
from seatplan.result import GoalValue, Result
from seatplan.words import listed, many

Outcome = Literal["optimal", "feasible", "infeasible", "unknown"]


@frozen
class Solved(AsData):
    """The record of a solve: what was proved about the plan, and for which program.

    Attributes:
        status: the status of the solve; `optimal` means that every goal was proved.
        goals: the values and bounds of the goals.
        program: a hash of the program.
        as_of: the argument `as_of` of `solve`.
        from_plan: whether `solve` was given a plan, which `least-change` compares with.
        versions: the versions of seatplan, ortools and Python.
        seconds: computing time of the solve in seconds.
        certificates: proofs of bounds, if they were requested.
    """

    data_kind: ClassVar[str] = "solved"

    status: Outcome
    goals: tuple[GoalValue, ...]
    program: str
    as_of: date | None = None
    from_plan: bool = False
    versions: Mapping[str, str] = field(factory=dict)
    seconds: float = field(default=0.0, eq=False)
    certificates: tuple[Certificate, ...] = ()

    def of(self, program: Program, report: Report) -> str:
        """What the record means for a plan that has been checked, in a sentence or two.

        Args:
            program: the program that the plan was checked against.
            report: the report of that check.
        """
        if self.program != fingerprint(program):
            return "The program has changed since the plan was solved for it."
        values = {one.id: one.value for one in self.goals}
        if not report.ok or dict(report.values) != values:
            return "The plan has changed since it was solved for this program."
        if self.status != "optimal":
            return "Solved for this program, but not proved optimal."
        versions = listed(f"{name} {number}" for name, number in self.versions.items())
        day = "" if self.as_of is None else f" as of {self.as_of}"
        start = " from a given plan" if self.from_plan else ""
        by = f" ({versions})" if versions else ""
        text = f"Proved optimal for this program{day}{start}{by}."
        if self.certificates:
            count = many(len(self.certificates), "certificate")
            text += f" `seatplan verify` checks its {count}."
        return text


def solved(
    program: Program,
    result: Result,
    *,
    as_of: date | None = None,
    from_plan: bool = False,
    certificates: tuple[Certificate, ...] = (),
) -> Solved:
    """The record of a result for a plan file."""
    return Solved(
        result.status.value,
        result.goals,
        fingerprint(program),
        as_of,
        from_plan,
        result.statistics.versions,
        result.seconds,
        certificates,
    )


def fingerprint(program: Program) -> str:
    """A hash of the content of a program; the same in each process and for each file format."""
    text = json.dumps(program.to_dict(), sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
