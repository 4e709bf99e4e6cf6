"""Pages of many what-ifs: a stress test and a sweep. A row for each, with who changes behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.report.events import event
from seatplan.report.outcomes import PROMOTION
from seatplan.report.page.answer import Answer, Fact
from seatplan.report.page.swaps import Swap, swaps
from seatplan.report.steps import steps_in_words
from seatplan.result import Status
from seatplan.whatif.changes import Difference
from seatplan.whatif.outcome import Outcome
from seatplan.whatif.stressing import Stress, StressRow
from seatplan.words import listed, many

BAR = 120
"""Pixels of the longest bar."""

MOST_SUBJECTS = 10
"""This many of the things that much hangs on are listed."""

SIGNS = {
    "survives": ("✓", "plan left"),
    "fails": ("✕", "no plan"),
    "contradicts": ("✕", "contradicts"),
    "failed": ("✕", "failed"),
    "unknown": ("?", "not known"),
}
"""By what came of it, a sign and a word."""


@frozen
class FaultRow:
    """One what-if.

    Attributes:
        sign, word: what came of it.
        seats, people: how many change.
        width: of the bar, in pixels.
        rest: what goals gain and lose, or why there is no plan.
        swaps: who leaves a seat and who takes it.
        moved: the flights and ships that move, a sentence for each.
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
    """What much hangs on."""

    name: str
    kind: str
    damage: str


@frozen
class StudyPage:
    """What comes of many what-ifs.

    Attributes:
        heading: the head of the rows; `first` that of their first column.
        subjects: what the program hangs on most, in a stress test.
        quiet: how many faults change nothing, in a sentence.
        risks: the standing risks of a stress test, in sentences.
    """

    program: Program
    answer: Answer
    heading: str
    first: str
    subjects: tuple[SubjectRow, ...]
    rows: tuple[FaultRow, ...]
    quiet: str = ""
    risks: tuple[str, ...] = ()


def stress_page(program: Program, study: Stress) -> StudyPage:
    """The page of a stress test."""
    moving = [row for row in study.rows if not study.is_quiet(row)]
    lost = [row for row in study.rows if row.verdict in ("fails", "contradicts")]
    unknown = [row for row in study.rows if row.verdict == "unknown"]
    most = max((row.seats for row in moving), default=0)
    when = f" as of {study.as_of}" if study.as_of is not None else ""
    faults = many(len(study.rows), "single fault")
    quiet = len(study.rows) - len(moving)
    return StudyPage(
        program,
        Answer(
            f"{faults}{when}: {_left(len(lost), 'fault')}",
            *_verdict(len(lost), len(unknown), "fault"),
            (
                Fact("Without a plan", f"{len(lost):,} of {len(study.rows):,}", "", not lost),
                Fact("Most seats that change", f"{most:,}", "where a plan is left"),
                Fact("No effect", f"{quiet:,} of {len(study.rows):,}", "faults"),
            ),
        ),
        "Single faults, the worst first",
        "Fault",
        tuple(_subjects(program, study)),
        tuple(_row(row, most) for row in moving),
        f"{many(quiet, 'other fault')} would change nothing." if quiet else "",
        tuple(risk.message for risk in study.risks),
    )


def sweep_page(program: Program, outcomes: Sequence[Outcome]) -> StudyPage:
    """The page of a sweep: its scenarios in their order."""
    lost = [one for one in outcomes if one.fails]
    unknown = [one for one in outcomes if not one.fails and not one.survives]
    most = max((one.seats for one in outcomes), default=0)
    quiet = sum(one.survives and not one.sentences for one in outcomes)
    return StudyPage(
        program,
        Answer(
            f"{many(len(outcomes), 'scenario')}: {_left(len(lost), 'scenario')}",
            *_verdict(len(lost), len(unknown), "scenario"),
            (
                Fact("Without a plan", f"{len(lost):,} of {len(outcomes):,}", "", not lost),
                Fact("Most seats that change", f"{most:,}", "where a plan is left"),
                Fact("No effect", f"{quiet:,} of {len(outcomes):,}", "scenarios"),
            ),
        ),
        "Scenarios",
        "Scenario",
        (),
        tuple(_came(program, one, most) for one in outcomes),
    )


def _left(lost: int, what: str) -> str:
    return f"no plan is left after {many(lost, what)}" if lost else "a plan is left after each"


def _verdict(lost: int, unknown: int, what: str) -> tuple[str, bool | None, str, str]:
    """The word, whether it is good, no sentence, and what is proved."""
    word = "Survives all" if not lost and not unknown else f"{many(lost, what)} without a plan"
    good = None if unknown else not lost
    proof = f"{many(unknown, what)} not decided." if unknown else "Each answer is proved."
    return word, good, "", proof


def _subjects(program: Program, study: Stress) -> Iterable[SubjectRow]:
    names = ProgramIndex(program).names
    for one in study.hangs_on[:MOST_SUBJECTS]:
        if not one.broken and one.seats <= study.baseline.seats:
            continue
        broken = f"no plan in {one.broken} of {many(one.faults, 'fault')}" if one.broken else ""
        seats = f"up to {many(one.seats, 'seat')} change" if one.seats else ""
        yield SubjectRow(
            names.get(one.id, one.id) if one.kind == "member" else one.id,
            one.kind,
            ", ".join(filter(None, (broken, seats))),
        )


def _row(row: StressRow, most: int) -> FaultRow:
    """One fault of a stress test."""
    name = row.fault.scenario.name
    rest = row.problem or (goals_in_words(row.outcome) if row.outcome is not None else "")
    if row.mended_by_promotion:
        rest = ", ".join(filter(None, (PROMOTION, rest)))
    return _made(name, row.verdict, row.outcome, most, rest)


def _came(program: Program, outcome: Outcome, most: int) -> FaultRow:
    """One scenario of a sweep."""
    names = {**ProgramIndex(program).names, **ProgramIndex(outcome.program).names}
    verdict = "survives" if outcome.survives else "fails" if outcome.fails else "unknown"
    if outcome.error is not None:
        verdict = "failed"
    rest = outcome.error or goals_in_words(outcome)
    return _made(event(outcome.scenario, names), verdict, outcome, most, rest)


def _made(name: str, verdict: str, outcome: Outcome | None, most: int, rest: str) -> FaultRow:
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
    """What each goal gains or loses, or the requirements that cannot hold together."""
    if outcome.result.status is Status.INFEASIBLE:
        why = outcome.explanation.conflict if outcome.explanation is not None else ()
        return listed(one.message for one in why) if why else ""
    return ", ".join(steps_in_words(outcome.program, outcome.goals))
