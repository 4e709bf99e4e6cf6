"""Reads a plan against structure, rules and goals, in plain Python. Knows no solver."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import evolve, field, frozen

from seatplan.arguments import Arguments, Day
from seatplan.as_data import AsData
from seatplan.dates import dates_of, days_of
from seatplan.docked import ship_problems
from seatplan.errors import MOST_PROBLEMS, PlanError, Problem, nearest
from seatplan.foreign import foreign
from seatplan.later import Later
from seatplan.naming import nearest_member
from seatplan.plan import Assignment, Plan
from seatplan.program import ALL_LEGS, Program
from seatplan.program_index import ProgramIndex
from seatplan.read_only import read_only
from seatplan.requirement import NOTHING, Finding, Subject
from seatplan.shown import Shown
from seatplan.structure import LAWS
from seatplan.timeline import PlanIndex
from seatplan.words import listed

if TYPE_CHECKING:
    import pandas as pd
else:
    pd = Later("pandas")


MOST_LINES = 5
"""A message lists at most this many line numbers; beyond that it gives their count."""


@frozen
class Violation:
    """One thing that a plan breaks.

    Attributes:
        rule: the rule's id, or the name of the law that every plan obeys.
        amount: how far off, in the unit of the rule; 1 for a law.
        hard: whether it must not be.
        message: what should hold and what the plan does instead, with names and dates.
        flights, members: ids of those concerned.
        since, until: the days `[since, until)`, where it is about a stretch of days.
        requirement: the id of the requirement that is broken, as an explanation names it.
        subject: what it is about, as data.
        weight: of a soft one, what a unit of it costs in the goal `keep-rules`; None if hard.
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
        """What it adds to the goal `keep-rules`."""
        return self.amount * (self.weight or 0)


@frozen(repr=False)
class Report(Shown, AsData):
    """What a check found.

    Attributes:
        violations: the hard ones first, each group in the order of the laws and the rules.
        values: what the plan is worth in each goal, by the goal's id.
    """

    data_kind: ClassVar[str] = "report"
    also_says: ClassVar[tuple[str, ...]] = ("ok",)

    violations: tuple[Violation, ...] = ()
    values: Mapping[str, int] = field(factory=dict, hash=False, converter=read_only)

    @property
    def ok(self) -> bool:
        """Whether no hard rule is broken."""
        return not any(violation.hard for violation in self.violations)

    def to_frame(self) -> pd.DataFrame:
        """The violations as a pandas frame, a row for each (the extra `seatplan[pandas]`).

        Raises:
            ImportError: if pandas is not there.
        """
        from seatplan.notebook.frames import report_frame

        return report_frame(self)


def check(
    program: Program, plan: Plan, *, as_of: Day | None = None, reference: Plan | None = None
) -> Report:
    """Reads a plan against the contract, without the solver.

    Args:
        program: what is known and wanted.
        plan: what is read.
        as_of: hard conditions that nothing from this day on can mend are waived.
        reference: the plan that was given, where it is another one. The goal `least-change`
            compares with it, and with `as_of` whoever comes down in it has to come down.

    Raises:
        ArgumentError: naming each wrong argument.
        PlanError: if a line names a flight, leg, role or member that the program does not have.
    """
    with Arguments("check") as given:
        given.program(program)
        plan = given.plan(plan, program)
        day = given.day(as_of)
        reference = given.plan(reference, program, "reference", optional=True)
    lookup = ProgramIndex(program)
    must_be_known(lookup, plan)
    reading = PlanIndex(program, plan, as_of=day, reference=reference, lookup=lookup)
    violations: list[Violation] = []
    for law in LAWS:
        violations += as_violations(law.violations(reading), reading)
    for rule in program.named_rules:
        violations += as_violations(rule.violations(reading), reading, weight=rule.weight)
    violations = _told_apart(sorted(violations, key=lambda one: not one.hard))
    values = {goal.name: goal.value(reading) for goal in program.named_goals}
    return Report(tuple(violations), values)


def as_violations(
    findings: Iterable[Finding], reading: PlanIndex, *, weight: int | None = None
) -> list[Violation]:
    """The findings as violations, without the hard ones that are past mending.

    Args:
        findings: of a law or a rule.
        reading: what was read.
        weight: of a soft rule; wishes among the findings of a law have their own.
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


def _told_apart(violations: list[Violation]) -> list[Violation]:
    """The same violations; equal messages get the ids of their requirements."""
    said: dict[str, set[str]] = {}
    for one in violations:
        said.setdefault(one.message, set()).add(one.requirement)
    return [
        evolve(one, message=f"{one.message} [{one.requirement}]")
        if len(said[one.message]) > 1
        else one
        for one in violations
    ]


def must_be_known(
    lookup: ProgramIndex,
    plan: Plan,
    *,
    before: date | None = None,
    lines: Mapping[Assignment, int] | None = None,
) -> None:
    """Raises a PlanError that names what the program does not have, each once.

    Args:
        lookup: the program.
        plan: its lines are looked at.
        before: with a day, only the legs before it are; others may name what is no more.
        lines: of the file that the plan comes from, if it is known.
    """
    other = foreign(lookup, plan) if before is None else None
    if other is not None:
        raise PlanError([other])
    days = dates_of(plan)
    found: dict[tuple[str, str, str], list[Assignment]] = {}
    for line in sorted(plan.assignments, key=lambda line: _in_order(line, lines)):
        flight = lookup.flights.get(line.flight)
        known_leg = line.leg in ALL_LEGS
        if before is not None and (
            flight is None or not known_leg or days_of(flight, days)[line.leg == "down"] >= before
        ):
            continue
        unknown: list[tuple[str, str, str]] = []
        if flight is None:
            hint = nearest(line.flight, lookup.flights)
            unknown.append((f"unknown flight {line.flight!r}", hint, "unknown-flight"))
        elif line.role not in lookup.seats(flight):
            message = f"unknown role {line.role!r} on {line.flight!r}"
            unknown.append((message, nearest(line.role, lookup.seats(flight)), "unknown-role"))
        if not known_leg:
            hint = nearest(str(line.leg), ALL_LEGS)
            unknown.append((f"unknown leg {line.leg!r}", hint, "unknown-leg"))
        if line.member not in lookup.members:
            hint = nearest_member(line.member, lookup.members.values())
            unknown.append((f"unknown member {line.member!r}", hint, "unknown-member"))
        for one in unknown:
            found.setdefault(one, []).append(line)
        if len(found) >= MOST_PROBLEMS:
            break
    problems = [_unknown(*what, where, lines) for what, where in found.items()]
    if before is None:
        named = {line.flight for where in found.values() for line in where} - {*lookup.flights}
        problems += _unknown_flights(lookup.flights, plan, named=named)
    problems += ship_problems(lookup, plan, before)
    if problems:
        kept, complete = problems[:MOST_PROBLEMS], len(problems) < MOST_PROBLEMS
        raise PlanError(kept, complete=complete)


def must_be_dated(program: Program, plan: Plan) -> None:
    """Raises a PlanError that names the flights which the plan dates and no program has."""
    problems = list(_unknown_flights({one.id for one in program.flights}, plan, ("dates",)))
    if problems:
        raise PlanError(problems)


def _unknown_flights(
    known: Collection[str],
    plan: Plan,
    names: Iterable[str] = ("dates", "docking", "spacecraft"),
    *,
    named: Collection[str] = (),
) -> Iterator[Problem]:
    """The flights that the plan mentions and the program does not have, but for `named` ones."""
    for name in names:
        for index, one in enumerate(getattr(plan, name)):
            if one.flight not in known and one.flight not in named:
                message = f"unknown flight {one.flight!r}"
                yield Problem(message, (name, index, "flight"), nearest(one.flight, known))


def _in_order(line: Assignment, lines: Mapping[Assignment, int] | None) -> tuple[Any, ...]:
    """As in the file, else flight by flight and the way up first."""
    if lines is not None:
        return (lines.get(line, 0),)
    leg = ALL_LEGS.index(line.leg) if line.leg in ALL_LEGS else len(ALL_LEGS)
    return line.flight, leg, line.role, line.member


def _unknown(
    message: str,
    hint: str,
    code: str,
    where: list[Assignment],
    lines: Mapping[Assignment, int] | None,
) -> Problem:
    """One unknown word, and its place in the plan."""
    # A plan is kept sorted: the line's words find it where a number would not.
    first, *more = where
    text = f"{message} in the line {first.flight},{first.leg},{first.role},{first.member}"
    if lines is None:
        return Problem(text + _more_lines(len(more)), (), hint, code=code)
    numbers = [str(lines[line]) for line in more if line in lines]
    if 0 < len(numbers) <= MOST_LINES:
        also = f" and in {'lines' if len(numbers) > 1 else 'line'} {listed(numbers)}"
    else:
        also = _more_lines(len(more))
    return Problem(text + also, (), hint, lines.get(first), code)


def _more_lines(count: int) -> str:
    return f" and in {count} more {'line' if count == 1 else 'lines'}" if count else ""
