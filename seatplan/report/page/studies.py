"""The pages of stress tests and sweeps: a row for each what-if, with its changes of seats."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.report.events import event
from seatplan.report.goal_words import gains_in_words
from seatplan.report.outcomes import PROMOTION, damage, subject_name, subjects_of
from seatplan.report.page.answer import Fact, PageAnswer
from seatplan.report.page.swaps import Swap, swaps
from seatplan.result import Status
from seatplan.whatif.changes import Difference
from seatplan.whatif.outcome import Outcome
from seatplan.whatif.stressing import Stress, StressRow
from seatplan.words import many

BAR = 120
"""The length of the longest bar, in pixels."""

SIGNS = {
    "survives": ("✓", "plan left"),
    "fails": ("✕", "no plan"),
    "contradicts": ("✕", "contradicts"),
    "failed": ("✕", "failed"),
    "unknown": ("?", "not known"),
}
"""A sign and a word for each verdict."""


@frozen
class FaultRow:
    """The row of one what-if.

    Attributes:
        name: the name of the fault or scenario.
        sign, word: the verdict.
        seats, people: the numbers of seats and of members that change.
        width: the width of the bar, in pixels.
        rest: the gains and losses of goals, or why there is no plan.
        swaps: who leaves each seat and who takes it.
        moved: a sentence for each flight that moves and each ship that is at other ports.
        lost: whether there is no plan.
    """

    name: str
    sign: str
    word: str
    seats: int
    people: int
    width: int
    rest: str
    swaps: tuple[Swap, ...] = ()
    moved: tuple[str, ...] = ()
    lost: bool = False


@frozen
class SubjectRow:
    """A flight, member or other thing on which the plan depends.

    Attributes:
        name: its name for people.
        kind: its kind.
        damage: the number of faults without a plan and the number of seats that change, in words.
    """

    name: str
    kind: str
    damage: str


@frozen
class StudyPage:
    """The page of a stress test or a sweep.

    Attributes:
        program: the program.
        answer: the top of the page.
        heading: the heading over the rows.
        first: the head of their first column.
        subjects: what the program depends on most, in a stress test.
        rows: the rows.
        quiet: a sentence about the faults that change nothing.
        risks: the standing risks of a stress test, a sentence for each.
    """

    program: Program
    answer: PageAnswer
    heading: str
    first: str
    subjects: tuple[SubjectRow, ...]
    rows: tuple[FaultRow, ...]
    quiet: str = ""
    risks: tuple[str, ...] = ()


def stress_page(program: Program, study: Stress) -> StudyPage:
    """Return the page of a stress test."""
    moving = [row for row in study.rows if not study.is_quiet(row)]
    lost = [row for row in study.rows if row.verdict in ("fails", "contradicts")]
    unknown = [row for row in study.rows if row.verdict == "unknown"]
    most = max((row.seats for row in moving), default=0)
    when = f" as of {study.as_of}" if study.as_of is not None else ""
    faults = many(len(study.rows), "single fault")
    quiet = len(study.rows) - len(moving)
    return StudyPage(
        program,
        PageAnswer(
            f"{faults}{when}: {_left(len(study.rows), len(lost), len(unknown), 'fault')}",
            *_verdict(len(study.rows), len(lost), len(unknown), "fault"),
            (
                Fact("Without a plan", f"{len(lost):,} of {len(study.rows):,}", "", not lost),
                Fact("Most seats that change", f"{most:,}", "where a plan is left"),
                Fact("No effect", f"{quiet:,} of {len(study.rows):,}", "faults"),
            ),
        ),
        "Single faults, the worst first",
        "Fault",
        _subjects(program, study),
        tuple(_stress_row(row, most) for row in moving),
        f"{many(quiet, 'other fault')} would change nothing." if quiet else "",
        tuple(risk.message for risk in study.risks),
    )


def sweep_page(program: Program, outcomes: Sequence[Outcome]) -> StudyPage:
    """Return the page of a sweep, with its scenarios in their order."""
    lost = [one for one in outcomes if one.fails]
    unknown = [one for one in outcomes if not one.fails and not one.survives]
    most = max((one.seats for one in outcomes), default=0)
    quiet = sum(one.survives and not one.sentences for one in outcomes)
    return StudyPage(
        program,
        PageAnswer(
            f"{many(len(outcomes), 'scenario')}: "
            f"{_left(len(outcomes), len(lost), len(unknown), 'scenario')}",
            *_verdict(len(outcomes), len(lost), len(unknown), "scenario"),
            (
                Fact("Without a plan", f"{len(lost):,} of {len(outcomes):,}", "", not lost),
                Fact("Most seats that change", f"{most:,}", "where a plan is left"),
                Fact("No effect", f"{quiet:,} of {len(outcomes):,}", "scenarios"),
            ),
        ),
        "Scenarios",
        "Scenario",
        (),
        tuple(_sweep_row(program, one, most) for one in outcomes),
    )


def _left(count: int, lost: int, unknown: int, what: str) -> str:
    """Return after how many what-ifs a plan is left; those that are not decided do not count."""
    if not count:
        return "there is nothing to try"
    if lost:
        return f"no plan is left after {many(lost, what)}"
    return f"a plan is left after {count - unknown}" if unknown else "a plan is left after each"


def _verdict(count: int, lost: int, unknown: int, what: str) -> tuple[str, bool | None, str, str]:
    """Return word, `good`, sentence (none) and proof of an `PageAnswer`."""
    if not count:
        return "Nothing to try", None, "", ""
    proof = f"{many(unknown, what)} not decided." if unknown else "Each answer is proved."
    if lost:
        return f"{many(lost, what)} without a plan", False, "", proof
    return ("Not all decided", None, "", proof) if unknown else ("Survives all", True, "", proof)


def _subjects(program: Program, study: Stress) -> tuple[SubjectRow, ...]:
    names = ProgramIndex(program).names
    return tuple(
        SubjectRow(subject_name(one, names), one.kind, damage(one)) for one in subjects_of(study)
    )


def _stress_row(row: StressRow, most: int) -> FaultRow:
    """Return the row of one fault of a stress test."""
    name = row.fault.scenario.name
    rest = row.problem or (goals_in_words(row.outcome) if row.outcome is not None else "")
    if row.mended_by_promotion:
        rest = ", ".join(filter(None, (PROMOTION, rest)))
    return _row(name, row.verdict, row.outcome, most, rest)


def _sweep_row(program: Program, outcome: Outcome, most: int) -> FaultRow:
    """Return the row of one scenario of a sweep."""
    names = {**ProgramIndex(program).names, **ProgramIndex(outcome.program).names}
    verdict = "survives" if outcome.survives else "fails" if outcome.fails else "unknown"
    if outcome.error is not None:
        verdict = "failed"
    rest = outcome.error or goals_in_words(outcome)
    return _row(event(outcome.scenario, names), verdict, outcome, most, rest)


def _row(name: str, verdict: str, outcome: Outcome | None, most: int, rest: str) -> FaultRow:
    sign, word = SIGNS[verdict]
    lost = verdict in ("fails", "contradicts", "failed")
    if outcome is None or outcome.result.plan is None:
        return FaultRow(name, sign, word, 0, 0, 0, rest, lost=lost)
    found = Difference(outcome.plan, outcome.result.plan, outcome.before, outcome.program)
    return FaultRow(
        name,
        sign,
        word,
        outcome.seats,
        len(outcome.members),
        BAR * outcome.seats // max(1, most),
        rest,
        swaps(found, outcome.before, outcome.program),
        (*(one.sentence for one in outcome.dates), *(one.sentence for one in outcome.ships)),
        lost,
    )


def goals_in_words(outcome: Outcome) -> str:
    """Return the gains and losses of goals, or the requirements that cannot hold together."""
    if outcome.result.status is Status.INFEASIBLE:
        return outcome.cause
    return ", ".join(gains_in_words(outcome.program, outcome.goals))
