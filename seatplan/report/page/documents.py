"""Pages without charts: why there is no plan, and what a program hangs on."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from seatplan.alike import Line, condensed
from seatplan.explanation import Explanation, Requirements, ways_out
from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.report.outcomes import PROMOTION
from seatplan.report.page.answer import Answer, Fact
from seatplan.report.steps import steps_in_words
from seatplan.result import Status
from seatplan.whatif.outcome import Outcome
from seatplan.whatif.stressing import Row, Stress
from seatplan.words import listed, many, opening

BAR = 120
"""Pixels of the longest bar."""


@frozen
class ExplanationPage:
    """Why there is no plan.

    Attributes:
        reasons: by rule id, why the rule is there.
        fixes_head: the head of the fixes.
        stranded: who cannot come home, and why, a sentence for each.
    """

    program: Program
    answer: Answer
    conflicts: tuple[tuple[Line, ...], ...]
    fixes: tuple[Requirements, ...]
    reasons: Mapping[str, str]
    fixes_head: str
    stranded: tuple[str, ...] = ()


def explanation_page(
    program: Program, explanation: Explanation, event: str = ""
) -> ExplanationPage:
    """The page of an explanation; `event` is what happened to the program, in a few words."""
    word = {True: "There is a plan", False: "No plan", None: "Not known"}[explanation.feasible]
    because = explanation.feasible is False and explanation.conflicts and not explanation.lacking
    verdict = explanation.reason if because else explanation.verdict
    proved = explanation.feasible is not None and explanation.proved
    facts = (
        Fact("Conflicts", f"{len(explanation.conflicts):,}", "independent of each other"),
        Fact(
            "Fixes",
            f"{len(explanation.fixes):,}",
            "there are no others" if explanation.complete else "there may be others",
        ),
    )
    return ExplanationPage(
        program,
        Answer(
            f"{event}: nothing works any more" if event and explanation.feasible is False else "",
            word,
            explanation.feasible,
            opening(verdict),
            "Proved." if proved else "Not proved: time ran out.",
            facts if explanation.feasible is False else (),
        ),
        tuple(map(condensed, explanation.conflicts)),
        explanation.fixes,
        {rule.name: rule.why for rule in program.named_rules},
        ways_out(explanation).rstrip(":") if explanation.fixes else "",
        tuple(one.message for one in explanation.stranded),
    )


@frozen
class FaultRow:
    """One fault that changes something."""

    name: str
    sign: str
    word: str
    seats: int
    people: int
    width: int
    rest: str


@frozen
class SubjectRow:
    """What much hangs on."""

    name: str
    kind: str
    damage: str


@frozen
class StressPage:
    """What a program hangs on.

    Attributes:
        quiet: how many faults change nothing, in a sentence.
    """

    program: Program
    answer: Answer
    subjects: tuple[SubjectRow, ...]
    rows: tuple[FaultRow, ...]
    quiet: str


def stress_page(program: Program, study: Stress) -> StressPage:
    """The page of a stress test."""
    names = ProgramIndex(program).names
    moving = [row for row in study.rows if not study.is_quiet(row)]
    lost = [row for row in study.rows if row.verdict in ("fails", "contradicts")]
    unknown = [row for row in study.rows if row.verdict == "unknown"]
    most = max((row.seats for row in moving), default=0)
    when = f" as of {study.as_of}" if study.as_of is not None else ""
    faults = many(len(study.rows), "single fault")
    failing = many(len(lost), "fault")
    headline = f"{faults}{when}: " + (
        f"no plan is left after {failing}" if lost else "a plan is left after each"
    )
    quiet = len(study.rows) - len(moving)
    return StressPage(
        program,
        Answer(
            headline,
            "Survives all" if not lost and not unknown else f"{failing} without a plan",
            (not lost) if not unknown else None,
            "",
            f"{many(len(unknown), 'fault')} not decided: time ran out." if unknown else "Proved.",
            (
                Fact("Without a plan", f"{len(lost):,} of {len(study.rows):,}", "", not lost),
                Fact("Most seats that change", f"{most:,}", "where a plan is left"),
                Fact("No effect", f"{quiet:,} of {len(study.rows):,}", "faults"),
            ),
        ),
        tuple(
            SubjectRow(
                names.get(one.id, one.id) if one.kind == "member" else one.id,
                one.kind,
                ", ".join(
                    filter(
                        None,
                        (
                            f"no plan in {one.broken} of {many(one.faults, 'fault')}"
                            if one.broken
                            else "",
                            f"up to {many(one.seats, 'seat')} change" if one.seats else "",
                        ),
                    )
                ),
            )
            for one in study.hangs_on[:10]
            if one.broken or one.seats > study.baseline.seats
        ),
        tuple(_row(program, row, most) for row in moving),
        f"{many(quiet, 'other fault')} would change nothing." if quiet else "",
    )


def _row(program: Program, row: Row, most: int) -> FaultRow:
    sign, word = {
        "survives": ("✓", "plan left"),
        "fails": ("✕", "no plan"),
        "contradicts": ("✕", "contradicts"),
        "unknown": ("?", "not known"),
    }[row.verdict]
    people = len(row.outcome.members) if row.outcome is not None else 0
    width = BAR * row.seats // most if most else 0
    rest = row.problem or (goals_in_words(row.outcome) if row.outcome is not None else "")
    if row.mended_by_promotion:
        rest = ", ".join(filter(None, (PROMOTION, rest)))
    return FaultRow(row.fault.scenario.name, sign, word, row.seats, people, width, rest)


def goals_in_words(outcome: Outcome) -> str:
    """What each goal gains or loses, or the requirements that cannot hold together."""
    if outcome.result.status is Status.INFEASIBLE:
        why = outcome.explanation.conflict if outcome.explanation is not None else ()
        return listed(one.message for one in why) if why else ""
    return ", ".join(steps_in_words(outcome.program, outcome.goals))
