"""The `repr` of programs, plans and answers: a line of facts and a few more lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import singledispatch

from seatplan.alike import condensed
from seatplan.certificate import Certificate, Verification
from seatplan.checking import Report
from seatplan.explanation import Explanation, count_of_fixes
from seatplan.front import Tradeoff
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.report.clean import clean
from seatplan.result import GoalValue, Result, Status
from seatplan.whatif.outcome import GoalChange, Outcome
from seatplan.whatif.stressing import Stress
from seatplan.whatif.study import Study
from seatplan.whatif.why_not import WhyNot
from seatplan.whatif.why_not_better import WhyNotBetter
from seatplan.words import many

MOST = 6
"""At most this many lines follow the first one."""


@singledispatch
def brief(one: object) -> str:
    """Return the value in a few lines, for a prompt or the message of an assertion."""
    return object.__repr__(one)


@brief.register
def _program(one: Program) -> str:
    return _repr(one, f"{_named(one.name)}{program_facts(one)}")


@brief.register
def _plan(one: Plan) -> str:
    lines = []
    for flight, (up, down, backups) in legs(one).items():
        if up == down != "":
            lines.append(f"{flight}: {up}")
        else:
            both = (("up", up), ("down", down))
            lines += [f"{flight} {leg}: {people}" for leg, people in both if people]
        lines += [f"{flight} backup: {backups}"] if backups else []
    return _repr(one, f"{_named(one.program)}{plan_facts(one)}", lines, "line")


@brief.register
def _result(one: Result) -> str:
    facts = [goal_values(one.goals), plan_facts(one.plan) if one.plan is not None else "no plan"]
    hint = {
        Status.INFEASIBLE: ["seatplan.explain(program) shows why, and what would help"],
        Status.UNKNOWN: ["a longer time_limit may help, or a plan to start from"],
    }.get(one.status, [])
    return _repr(one, f"{one.status.name}: {_joined(*facts)}; {one.seconds:.1f} s", hint)


@brief.register
def _report(one: Report) -> str:
    lines = [f"{violation.rule}: {violation.message}" for violation in one.violations]
    return _repr(one, _joined(report_verdict(one), values(one.values)), lines, "violation")


@brief.register
def _explanation(one: Explanation) -> str:
    lines = [f"- {each.message}" for conflict in one.conflicts for each in condensed(conflict)]
    why = [*filter(None, one.counted), *(each.message for each in one.stranded)]
    return _repr(one, explanation_facts(one), lines, "requirement", first=why)


@brief.register
def _outcome(one: Outcome) -> str:
    head = f"{_named(one.scenario.name)}{_joined(outcome_verdict(one), gains(one.goals))}"
    return _repr(one, head, one.sentences, "flight")


@brief.register
def _stress(one: Stress) -> str:
    lines = [
        f"{subject.kind} {subject.id}: no plan in {subject.broken} of "
        f"{many(subject.faults, 'fault')}"
        for subject in one.hangs_on
        if subject.broken
    ]
    return _repr(one, stress_facts(one), lines, "subject")


@brief.register
def _study(one: Study) -> str:
    when = f", as of {one.as_of}" if one.as_of is not None else ""
    facts = f"{program_facts(one.program)}; {plan_facts(one.plan)}{when}"
    return _repr(one, f"{_named(one.program.name)}{facts}")


@brief.register
def _tradeoff(one: Tradeoff) -> str:
    lines = [
        f"{one.first} {point.first}, {one.second} {point.second}"
        + ("" if point.proved else " (not proved)")
        for point in one
    ]
    return _repr(one, f"{one.first} against {one.second}, {front_facts(one)}", lines, "point")


@brief.register
def _why_not(one: WhyNot) -> str:
    return _repr(one, one.verdict.removesuffix("."), one.sentences, "flight")


@brief.register
def _why_not_better(one: WhyNotBetter) -> str:
    lines = [f"- {each.message}" for each in one.conflict]
    return _repr(one, one.verdict.removesuffix("."), lines, "requirement")


@brief.register
def _certificate(one: Certificate) -> str:
    return _repr(one, str(one).removeprefix("certificate of "))


@brief.register
def _verification(one: Verification) -> str:
    return _repr(one, one.message.removesuffix("."))


# The facts, which are also above the tables in a notebook


def program_facts(program: Program) -> str:
    """Return the numbers of flights, members, agencies, rules and goals, and the days."""
    launches = [flight.launch for flight in program.flights]
    landings = [flight.landing for flight in program.flights]
    when = f" from {min(launches)} to {max(landings)}" if launches else ""
    soft = sum(rule.weight is not None for rule in program.rules)
    rules = many(len(program.rules), "rule") + (f" ({soft} soft)" if soft else "")
    agencies = len(program.agencies)
    return ", ".join(
        (
            many(len(program.flights), "flight") + when,
            f"crew of {len(program.crew)}",
            f"{agencies} {'agency' if agencies == 1 else 'agencies'}",
            rules,
            many(len(program.named_goals), "goal"),
        )
    )


def plan_facts(plan: Plan) -> str:
    """Return the numbers of assignments, flights and members, and of flights with dates."""
    flights = {line.flight for line in plan.assignments}
    members = {line.member for line in plan.assignments}
    facts = [many(len(plan.assignments), "assignment")]
    if plan.assignments:
        facts += [many(len(flights), "flight"), many(len(members), "member")]
    if plan.dates:
        facts.append(f"dates of {many(len(plan.dates), 'flight')}")
    return ", ".join(facts)


def _natural(text: str) -> list[tuple[int, str]]:
    """Return a sort key for the natural order, in which Crew-5 comes before Crew-10."""
    parts = re.findall(r"[0-9]+|[^0-9]+", text)
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


def legs(plan: Plan) -> dict[str, tuple[str, str, str]]:
    """Return who goes up, comes down and is a backup, by flight: `pilot anna, engineer carl`."""
    found: dict[str, dict[str, list[str]]] = {}
    for line in sorted(plan.assignments, key=lambda line: _natural(line.flight)):
        there = found.setdefault(line.flight, {})
        there.setdefault(line.leg, []).append(f"{line.role} {line.member}")
    return {
        flight: (
            ", ".join(there.get("up", ())),
            ", ".join(there.get("down", ())),
            ", ".join(there.get("backup", ())),
        )
        for flight, there in found.items()
    }


def front_facts(one: Tradeoff) -> str:
    """Return `4 points, no more`."""
    return f"{many(len(one), 'point')}, {'no more' if one.complete else 'perhaps more'}"


def goal_values(goals: Sequence[GoalValue]) -> str:
    """Return each goal with its value, and with its best value or bound if that differs."""

    def beside(goal: GoalValue) -> str:
        if not goal.optimal:
            return f" (bound {goal.bound})"
        return f" (at best {goal.best})" if goal.best != goal.value else ""

    return ", ".join(f"{goal.id} {goal.value}{beside(goal)}" for goal in goals)


def values(found: Mapping[str, int]) -> str:
    """Return each goal with its value."""
    return ", ".join(f"{goal} {value}" for goal, value in found.items())


def report_verdict(report: Report) -> str:
    """Return whether the plan is ok, and the numbers of violations."""
    hard = sum(violation.hard for violation in report.violations)
    soft = len(report.violations) - hard
    counts = [many(count, f"{kind} violation") for count, kind in ((hard, "hard"), (soft, "soft"))]
    broken = [text for text, count in zip(counts, (hard, soft), strict=True) if count]
    return ", ".join(["ok" if report.ok else "not ok", *broken])


def explanation_facts(explanation: Explanation) -> str:
    """Return whether there is a plan, and the numbers of conflicts and fixes."""
    verdict = {True: "there is a plan", False: "no plan", None: "not known"}[explanation.feasible]
    conflicts = len(explanation.conflicts)
    reasons = f"{conflicts} {'conflict' if conflicts == 1 else 'conflicts'}" if conflicts else ""
    out = count_of_fixes(explanation) if explanation.fixes else ""
    proved = "" if explanation.proved else "time ran out"
    return "; ".join(text for text in (verdict, reasons, out, proved) if text)


def outcome_verdict(outcome: Outcome) -> str:
    """Return whether a plan is left, and how much of it changes."""
    if not outcome.survives:
        return "no plan" if outcome.fails else "not known"
    if not outcome.changes:
        return "nothing changes"
    parts = []
    if outcome.lines:
        seats = f"{many(outcome.seats, 'seat')} of {many(len(outcome.flights), 'flight')}"
        parts.append(f"{seats} and {many(len(outcome.members), 'member')} change")
    if outcome.dates:
        verb = "moves" if len(outcome.dates) == 1 else "move"
        parts.append(f"{many(len(outcome.dates), 'flight')} {verb}")
    return ", ".join(parts)


def gains(goals: Iterable[GoalChange]) -> str:
    """Return the gain of each goal that gains or loses."""
    return ", ".join(f"{goal.id} {goal.gain:+}" for goal in goals if goal.gain)


def stress_facts(study: Stress) -> str:
    """Return the numbers of faults, of those that leave no plan, and of those without effect."""
    when = f"as of {study.as_of}: " if study.as_of is not None else ""
    broken = sum(row.verdict in ("fails", "contradicts") for row in study.rows)
    quiet = sum(map(study.is_quiet, study.rows))
    faults = many(len(study.rows), "fault")
    return f"{when}{faults}, {broken} leave no plan, {quiet} change nothing"


def _named(name: str) -> str:
    return f"{name!r}: " if name else ""


def _joined(*facts: str) -> str:
    return "; ".join(fact for fact in facts if fact)


def _repr(
    one: object,
    head: str,
    lines: Sequence[str] = (),
    thing: str = "line",
    *,
    first: Sequence[str] = (),
) -> str:
    """Return `<Plan 'two': …>` and the first few lines; `thing` is the word for a line.

    All lines of `first` come before them.
    """
    more = len(lines) - MOST
    shown = [*lines[:MOST], *([f"… and {many(more, f'more {thing}')}"] if more > 0 else [])]
    head = f"<{type(one).__name__} {head}>"
    return "\n  ".join(clean(line) for line in (head, *first, *shown))
