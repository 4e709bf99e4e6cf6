"""Checks a plan against the laws, rules and goals, in plain Python and without the solver."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from attrs import evolve, field, frozen

from seatplan.arguments import Arguments, Day
from seatplan.as_data import AsData
from seatplan.known_names import must_be_known
from seatplan.later import Later
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.read_only import read_only
from seatplan.requirement import NOTHING, Finding, Subject
from seatplan.shown import Shown
from seatplan.structure import LAWS
from seatplan.timeline import PlanIndex

if TYPE_CHECKING:
    import pandas as pd
else:
    pd = Later("pandas")


@frozen
class Violation:
    """One requirement that a plan breaks.

    Attributes:
        rule: the id of the rule, or of the law (a law holds for every plan).
        amount: by how much it is broken, in the unit of the rule; 1 for a law.
        hard: whether the requirement is hard.
        message: what should hold and what the plan does instead, with names and dates.
        flights, members: the ids of the flights and members concerned.
        since, until: the days `[since, until)`, if it is about a period of days.
        requirement: the id of the requirement, as in an explanation.
        subject: what the requirement is about, as data.
        weight: the cost of one unit in the goal `keep-rules`; None if the requirement is hard.
    """

    also_says: ClassVar[tuple[str, ...]] = ("cost",)

    rule: str
    amount: int
    hard: bool
    message: str
    flights: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    requirement: str = ""
    subject: Subject = field(default=NOTHING, eq=False, repr=False)
    weight: int | None = None

    @property
    def cost(self) -> int:
        """The amount that it adds to the goal `keep-rules`."""
        return self.amount * (self.weight or 0)


@frozen(repr=False)
class Report(Shown, AsData):
    """The result of a check.

    Attributes:
        violations: the hard ones first, each group in the order of the laws and the rules.
        values: the value of each goal, by the goal's id.
    """

    data_kind: ClassVar[str] = "report"
    also_says: ClassVar[tuple[str, ...]] = ("ok",)

    violations: tuple[Violation, ...] = ()
    values: Mapping[str, int] = field(factory=dict, hash=False, converter=read_only)

    @property
    def ok(self) -> bool:
        """Whether the plan keeps all hard requirements."""
        return not any(violation.hard for violation in self.violations)

    def to_frame(self) -> pd.DataFrame:
        """The violations as a pandas frame, with one row for each (extra `seatplan[pandas]`).

        Raises:
            ImportError: if pandas is not installed.
        """
        from seatplan.notebook.frames import report_frame

        return report_frame(self)


def check(
    program: Program, plan: Plan, *, as_of: Day | None = None, reference: Plan | None = None
) -> Report:
    """Checks a plan against the laws, rules and goals of a program, without the solver.

    Args:
        program: the program.
        plan: the plan to check.
        as_of: hard violations that no change from this day on can mend are left out.
        reference: the previous plan, if there is one. The goal `least-change` compares with it, and
            with `as_of`, everyone who comes down in it must come down.

    Raises:
        ArgumentError: if arguments are wrong; it names each of them.
        PlanError: if a line names a flight, leg, role or member that the program does not have.
    """
    with Arguments("check") as given:
        given.program(program)
        plan = given.plan(plan, program)
        day = given.day(as_of)
        reference = given.plan(reference, program, "reference", optional=True)
    lookup = ProgramIndex(program)
    must_be_known(lookup, plan)
    return report_of(
        program, PlanIndex(program, plan, as_of=day, reference=reference, lookup=lookup)
    )


def report_of(program: Program, reading: PlanIndex) -> Report:
    """The report on a plan that is read already, all of whose names the program has.

    Args:
        program: the program, with its own dates.
        reading: the index of the plan.
    """
    violations: list[Violation] = []
    for law in LAWS:
        violations += as_violations(law.violations(reading), reading)
    for rule in program.named_rules:
        violations += as_violations(rule.violations(reading), reading, weight=rule.weight)
    violations = _made_unique(sorted(violations, key=lambda one: not one.hard))
    values = {goal.name: goal.value(reading) for goal in program.named_goals}
    return Report(tuple(violations), values)


def as_violations(
    findings: Iterable[Finding], reading: PlanIndex, *, weight: int | None = None
) -> list[Violation]:
    """Turns findings into violations; leaves out hard ones that can no longer be mended.

    Args:
        findings: the findings of a law or a rule.
        reading: the plan that was checked.
        weight: the weight of a soft rule. Wishes among the findings of a law have their own weight.
    """
    found = []
    for finding in findings:
        cost = finding.weight if weight is None else weight
        if cost is None and finding.settled is not None and reading.past(finding.settled):
            continue
        here = finding.requirement
        found.append(
            Violation(
                rule=here.rule,
                amount=finding.amount,
                hard=cost is None,
                message=finding.message,
                flights=here.flights,
                members=here.members if finding.members is None else finding.members,
                since=finding.since,
                until=finding.until,
                requirement=here.id,
                subject=finding.subject,
                weight=cost,
            )
        )
    return found


def _made_unique(violations: list[Violation]) -> list[Violation]:
    """The same violations; if messages are equal, the ids of their requirements are added."""
    requirements_of: dict[str, set[str]] = {}
    for one in violations:
        requirements_of.setdefault(one.message, set()).add(one.requirement)
    return [
        evolve(one, message=f"{one.message} [{one.requirement}]")
        if len(requirements_of[one.message]) > 1
        else one
        for one in violations
    ]
