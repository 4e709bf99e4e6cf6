"""The display of values in a notebook: small tables, with all text escaped."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import singledispatch

from seatplan.alike import condensed
from seatplan.certificate import Certificate, Verification
from seatplan.checking import Report
from seatplan.explanation import Explanation
from seatplan.front import Tradeoff
from seatplan.kinds import Goal
from seatplan.notebook.brief import (
    brief,
    explanation_facts,
    front_facts,
    legs,
    outcome_verdict,
    plan_facts,
    program_facts,
    report_verdict,
    stress_facts,
)
from seatplan.notebook.chart import chart
from seatplan.plan import Plan
from seatplan.program import ALL_LEGS, Program
from seatplan.program_index import ProgramIndex
from seatplan.report.clean import clean
from seatplan.result import Result, Status
from seatplan.whatif.outcome import GoalChange, Outcome
from seatplan.whatif.stressing import Stress
from seatplan.whatif.why_not import WhyNot
from seatplan.whatif.why_not_better import WhyNotBetter
from seatplan.words import many

MOST = 24
"""At most this many rows of a table are shown."""

Rows = Iterable[Sequence[object]]


@singledispatch
def html_of(one: object) -> str:
    """Return the value as a piece of HTML."""
    return f"<pre>{_escaped(brief(one))}</pre>"


@html_of.register
def _program(one: Program) -> str:
    lookup = ProgramIndex(one)
    rows = [
        (
            flight.id,
            " ".join(filter(None, (flight.vehicle, flight.spacecraft))),
            lookup.operator(flight),
            flight.launch,
            flight.landing,
            lookup.capacity(flight),
        )
        for flight in lookup.flights.values()
    ]
    head = ("flight", "vehicle", "operator", "launch", "landing", "seats")
    return _caption(one.name or "Program", program_facts(one)) + _table(head, rows, "flight")


@html_of.register
def _plan(one: Plan) -> str:
    return _caption("Plan", one.program, plan_facts(one)) + _plan_table(one)


@html_of.register
def _result(one: Result) -> str:
    seconds = f"{one.seconds:.1f} s"
    good = {Status.OPTIMAL: True, Status.INFEASIBLE: False}.get(one.status)
    parts = [_verdict(one.status.name.capitalize(), good), _caption("Result", seconds)]
    program = next((goal.claim.program for goal in one.goals if goal.claim is not None), None)
    if one.goals:
        parts.append(_goal_table(one, program))
    if one.plan is not None and program is not None:
        # The claims of a solve have its program, so the plan can be drawn with names and days.
        parts += [_caption("Plan", one.plan.program, plan_facts(one.plan))]
        parts += [chart(program, one.plan) or _plan_table(one.plan)]
    elif one.plan is not None:
        parts += [_caption("Plan", one.plan.program, plan_facts(one.plan)), _plan_table(one.plan)]
    return "".join(parts)


@html_of.register
def _report(one: Report) -> str:
    broken = [
        (violation.rule, "hard" if violation.hard else "soft", violation.amount, violation.message)
        for violation in one.violations
    ]
    verdict = _verdict("Kept" if one.ok else "Broken", one.ok)
    parts = [verdict, _caption("Report", report_verdict(one))]
    if broken:
        parts.append(_table(("rule", "", "amount", "what"), broken, "violation"))
    if one.values:
        # A report does not know its program, so its values have no units.
        values = [(goal, f"{value:,}") for goal, value in one.values.items()]
        parts.append(_table(("goal", "value"), values, "goal"))
    return "".join(parts)


@html_of.register
def _explanation(one: Explanation) -> str:
    word = {True: "There is a plan", False: "No plan", None: "Not known"}[one.feasible]
    parts = [_verdict(word, one.feasible), _caption("Explanation", explanation_facts(one))]
    parts.append(f"<p>{_escaped(one.verdict)}</p>")
    parts += [f"<p>{_escaped(sentence)}</p>" for sentence in one.counted if sentence]
    conflicts = [
        (number, line.rule, line.message)
        for number, conflict in enumerate(one.conflicts, 1)
        for line in condensed(conflict)
    ]
    if conflicts:
        parts.append(_table(("conflict", "rule", "what"), conflicts, "requirement"))
    parts += [f"<p>{_escaped(group.message)}</p>" for group in one.stranded]
    fixes = [
        (number, requirement.rule, requirement.decision)
        for number, fix in enumerate(one.fixes, 1)
        for requirement in fix
    ]
    if fixes:
        parts.append(_table(("fix", "rule", "what"), fixes, "requirement"))
    return "".join(parts)


@html_of.register
def _outcome(one: Outcome) -> str:
    word = "Survives" if one.survives else "No plan" if one.fails else "Not known"
    parts = [_verdict(word, True if one.survives else False if one.fails else None)]
    parts.append(_caption("Outcome", one.scenario.name, outcome_verdict(one)))
    if one.result.plan is not None:
        added = {(each.flight, each.member) for each in one.changes if each.kind == "added"}
        parts.append(chart(one.program, one.result.plan, added))
    if one.sentences:
        rows = [(sentence,) for sentence in one.sentences]
        parts.append(_table(("what changes",), rows, "flight"))
    known = {goal.name: goal for goal in one.program.named_goals}
    goals = [
        (
            goal.id,
            _value(goal.before, known.get(goal.id)),
            _value(goal.after, known.get(goal.id)),
            _step(goal, known.get(goal.id)),
        )
        for goal in one.goals
    ]
    if goals:
        parts.append(_table(("goal", "before", "after", "change"), goals, "goal"))
    if one.explanation is not None:
        parts.append(_explanation(one.explanation))
    return "".join(parts)


@html_of.register
def _tradeoff(one: Tradeoff) -> str:
    rows = [
        (f"{point.first:,}", f"{point.second:,}", "proved" if point.proved else "not proved")
        for point in one
    ]
    caption = _caption("Tradeoff", f"{one.first} against {one.second}", front_facts(one))
    return caption + _table((one.first, one.second, "proof"), rows, "point")


@html_of.register
def _stress(one: Stress) -> str:
    rows = [
        (row.fault.scenario.name, row.verdict, row.seats, row.problem)
        for row in one.rows
        if not one.is_quiet(row)
    ]
    table = _table(("fault", "", "seats", ""), rows, "fault") if rows else ""
    return _caption("Stress", stress_facts(one)) + table


@html_of.register
def _why_not(one: WhyNot) -> str:
    parts = [_caption("Why not", one.sentence), f"<p>{_escaped(one.verdict)}</p>"]
    costs = [(goal, old, new) for goal, (old, new) in one.costs.items()]
    if costs:
        parts.append(_table(("goal", "without", "with"), costs, "goal"))
    if one.explanation is not None:
        parts.append(_explanation(one.explanation))
    return "".join(parts)


@html_of.register
def _why_not_better(one: WhyNotBetter) -> str:
    parts = [_caption("Why not better", one.verdict)]
    if one.conflict:
        parts.append(_table(("requirement",), [(each.message,) for each in one.conflict], "line"))
    rows = [
        ("; ".join(each.decision for each in gain.given_up), one.gained(gain)) for gain in one.gains
    ]
    if rows:
        parts.append(_table(("given up", "then"), rows, "gain"))
    return "".join(parts)


@html_of.register
def _certificate(one: Certificate) -> str:
    counts = Counter(part.what for part in one.parts)
    caption = _caption("Certificate", str(one).removeprefix("certificate of "))
    return caption + _table(("of", "rows"), list(counts.items()), "line") if counts else caption


@html_of.register
def _verification(one: Verification) -> str:
    return _caption("Verification", one.message)


def _plan_table(plan: Plan) -> str:
    """Return a row for each flight: who goes up, who comes down and, if any, the backups."""
    rows = [
        (flight, up, "the same" if up == down != "" else down, backups)
        for flight, (up, down, backups) in legs(plan).items()
    ]
    count = 4 if any(row[-1] for row in rows) else 3
    columns = ("flight", *ALL_LEGS)[:count]
    return _table(columns, [row[:count] for row in rows], "flight") if rows else ""


def _verdict(word: str, good: bool | None) -> str:
    """Return the verdict: a sign and a word, so that it does not depend on color."""
    sign, color = {True: ("✓", "#1a7f37"), False: ("✕", "#b3261e"), None: ("?", "inherit")}[good]
    return f'<p><b style="color: {color}">{sign} {_escaped(word)}</b></p>'


def _caption(kind: str, *facts: str) -> str:
    text = "; ".join(_escaped(fact) for fact in facts if fact)
    return f"<p><b>{_escaped(kind)}</b>{': ' if text else ''}{text}</p>"


def _table(head: Sequence[str], rows: Rows, thing: str) -> str:
    rows = list(rows)
    lines = ["<table>", _line("th", head), *(_line("td", row) for row in rows[:MOST]), "</table>"]
    if len(rows) > MOST:
        lines.append(f"<p>… and {many(len(rows) - MOST, f'more {thing}')}</p>")
    return "".join(lines)


def _line(tag: str, cells: Sequence[object]) -> str:
    # Notebooks align all cells to the right; only numbers should be. The first cell never wraps.
    styles = (
        "text-align: right" if isinstance(cell, int) else "text-align: left" for cell in cells
    )
    return "".join(
        [
            "<tr>",
            *(
                f'<{tag} style="{style}{"" if at else "; white-space: nowrap"}">'
                f"{_escaped(cell)}</{tag}>"
                for at, (cell, style) in enumerate(zip(cells, styles, strict=True))
            ),
            "</tr>",
        ]
    )


def _escaped(value: object) -> str:
    return html.escape("\n".join(clean(line) for line in str(value).split("\n")))


def _goal_table(one: Result, program: Program | None) -> str:
    """Return the goals with their values, in words if the program is known."""
    known = {} if program is None else {goal.name: goal for goal in program.named_goals}
    rows = [
        (
            goal.id,
            *(_value(value, known.get(goal.id)) for value in (goal.value, goal.best, goal.bound)),
            "proved" if goal.optimal else "not proved",
        )
        for goal in one.goals
    ]
    return _table(("goal", "value", "best", "bound", "proof"), rows, "goal")


def _value(value: int | None, goal: Goal | None = None) -> int | str:
    """Return a goal value with its unit, if the goal is known; "" if there is none."""
    if value is None:
        return ""
    return value if goal is None else goal.in_words(value)


def _step(change: GoalChange, goal: Goal | None) -> int | str:
    """Return by how much a goal became better or worse."""
    if goal is None or change.before is None or change.after is None:
        return change.gain
    return goal.step_in_words(change.before, change.after, unit=False)
