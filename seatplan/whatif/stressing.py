"""Stress: tests every single fault, to find what a program depends on."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import field, frozen

from seatplan.arguments import Arguments, Day, Seconds
from seatplan.as_data import AsData
from seatplan.dates import dated
from seatplan.errors import Interrupted, ProgramError
from seatplan.later import Later
from seatplan.options import Options, chosen
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.progress import CancelToken
from seatplan.result import Result, Status
from seatplan.shown import Shown
from seatplan.whatif.edited import edited
from seatplan.whatif.faults import SLIPS, Fault, single_faults
from seatplan.whatif.known_part import known_part
from seatplan.whatif.outcome import GoalChange, Outcome
from seatplan.whatif.promotions import promotion
from seatplan.whatif.replanning import Replanning
from seatplan.whatif.risks import StandingRisk, standing_risks
from seatplan.whatif.scenario import Scenario, must_apply
from seatplan.whatif.study import Study
from seatplan.whatif.sweep_progress import SweepProgress
from seatplan.whatif.sweep_run import Executors
from seatplan.whatif.sweeping import outcomes_of

if TYPE_CHECKING:
    import pandas as pd
else:
    pd = Later("pandas")

Verdict = Literal["survives", "fails", "contradicts", "unknown"]

NOTHING = "nothing happens"


@frozen
class StressRow:
    """The outcome of one fault.

    Attributes:
        fault: the scenario.
        outcome: its outcome; None if the edited program contradicts itself, or if the test was
            canceled before.
        problem: the contradiction, such as a capsule that launches before it is back.
        promotion: the outcome if backups take the seats of a member who drops out; None if not
            every seat has a backup, or if this was not tested.
    """

    also_says: ClassVar[tuple[str, ...]] = ("verdict", "seats", "changes", "mended_by_promotion")

    fault: Fault
    outcome: Outcome | None
    problem: str = ""
    promotion: Outcome | None = None

    @property
    def mended_by_promotion(self) -> bool:
        """Whether there is a plan in which backups take the seats of a member who drops out."""
        return self.promotion is not None and self.promotion.survives

    @property
    def verdict(self) -> Verdict:
        """The verdict: "survives" if there is still a plan, "fails" if there is provably none.

        "contradicts" if another flight would have to move first, "unknown" if time ran out.
        """
        if self.outcome is None:
            return "contradicts" if self.problem else "unknown"
        if self.outcome.survives:
            return "survives"
        return "fails" if self.outcome.fails else "unknown"

    @property
    def tried(self) -> bool:
        """Whether the result is known: it was tested, or it contradicts itself."""
        return self.outcome is not None or bool(self.problem)

    @property
    def survives(self) -> bool:
        """Whether there is still a plan."""
        return self.verdict == "survives"

    @property
    def changes(self) -> int:
        """How many lines of the plan change and legs move to another day; 0 without a plan."""
        return len(self.outcome.changes) if self.outcome is not None else 0

    @property
    def seats(self) -> int:
        """How many seats change hands, each leg counted by itself; 0 where there is no plan."""
        return self.outcome.seats if self.outcome is not None else 0

    @property
    def pays(self) -> tuple[GoalChange, ...]:
        """The goals that get worse."""
        return self.outcome.pays if self.outcome is not None else ()


@frozen
class StressSubject:
    """A member, flight or agreement, and how much of the program depends on it.

    Attributes:
        kind, id: of the subject.
        broken: how many of its faults leave no plan.
        faults: the number of its faults.
        seats: the most seats that change hands after a fault with a plan.
    """

    kind: str
    id: str
    broken: int
    faults: int
    seats: int


@frozen(repr=False)
class Stress(Shown, AsData):
    """The outcomes of all single faults.

    Attributes:
        as_of: the day of the test.
        baseline: the outcome without any fault. No fault causes its changes: the given plan was not
            the best in the goals before `least-change`.
        rows: one for each fault: first those that leave no plan, then those that change the most.
        risks: single points of failure, known from the program and the plan without solving.
        seconds: the time it took.
    """

    data_kind: ClassVar[str] = "stress"
    command_adds: ClassVar[tuple[str, ...]] = ("program",)
    also_says: ClassVar[tuple[str, ...]] = ("hangs_on",)

    as_of: date | None
    baseline: Outcome
    rows: tuple[StressRow, ...]
    risks: tuple[StandingRisk, ...] = ()
    seconds: float = field(default=0.0, eq=False)

    def is_quiet(self, row: StressRow) -> bool:
        """Whether the fault changes nothing compared with the outcome without any fault."""
        return (
            row.outcome is not None
            and row.survives
            and row.changes == len(self.baseline.changes)
            and row.outcome.pays == self.baseline.pays
        )

    @property
    def hangs_on(self) -> tuple[StressSubject, ...]:
        """Members, flights and agreements; the program depends most on the first."""
        groups: dict[tuple[str, str], list[StressRow]] = {}
        for row in self.rows:
            groups.setdefault((row.fault.kind, row.fault.subject), []).append(row)
        subjects = [
            StressSubject(
                kind,
                name,
                sum(row.verdict in ("fails", "contradicts") for row in rows),
                len(rows),
                max(row.seats for row in rows),
            )
            for (kind, name), rows in groups.items()
        ]
        return tuple(sorted(subjects, key=lambda one: (-one.broken, -one.seats, one.kind, one.id)))

    def to_frame(self) -> pd.DataFrame:
        """The faults as a pandas frame, a row for each (the extra `seatplan[pandas]`).

        Raises:
            ImportError: if pandas is not there.
        """
        from seatplan.notebook.outcome_frames import stress_frame

        return stress_frame(self)


def stress(
    program: Program,
    plan: Plan,
    *,
    as_of: Day | None = None,
    slips: Sequence[int] = SLIPS,
    executor: Executors = None,
    journal: str | os.PathLike[str] | None = None,
    on_progress: Callable[[SweepProgress], None] | None = None,
    time_limit: Seconds = 60.0,
    workers: int = 1,
    seed: int = 0,
    explain: bool = False,
    cancel: CancelToken | None = None,
    options: Options | None = None,
) -> Stress:
    """Tests every single fault, one at a time, and shows what the program depends on.

    The faults are those of `seatplan.whatif.faults.single_faults`. Where each seat of a member who
    drops out has a backup in the plan, promoting the backups is tested as well.

    Args:
        program, plan, as_of: as `what_if` takes them.
        slips: by how many days each coming flight slips.
        executor, journal, on_progress: as `sweep` takes them.
        time_limit, workers, seed: for each scenario, as `what_if` takes them.
        explain: whether to explain the faults that leave no plan; this takes most of the time.
        cancel: stops the test; faults not tested by then are "unknown".
        options: `time_limit`, `workers`, `seed`, `on_progress` and `cancel` as one value.

    Raises:
        ArgumentError: naming each wrong argument.
        PlanError: if a line of the plan before `as_of` names something unknown.
        JournalError, WorkerError: as `sweep` raises them.
        Interrupted: at Ctrl-C, with what is known so far.
    """
    start = time.monotonic()
    with Arguments("stress") as given:
        given.program(program)
        plan = given.plan(plan, program)
        slips = given.wholes(slips, "slips")
        given.executor(executor)
        given.path(journal, "journal", optional=True)
        day = given.day(as_of)
        how = chosen(given, options, time_limit, workers, seed, on_progress, cancel)
        given.flag(explain, "explain")
    faults = single_faults(dated(program, plan), as_of=day, slips=slips)
    problems = {fault: _contradiction(program, plan, fault, day) for fault in faults}
    of_program = known_part(program, plan)
    promotions = {
        fault: promoted
        for fault in faults
        if fault.kind == "member"
        and (promoted := promotion(program, of_program, fault.subject, day)) is not None
    }
    nothing = Scenario(NOTHING)
    outcomes: dict[Scenario, Outcome] = {}
    must_apply(program, list(promotions.values()), as_of=day, plan=plan)
    applied = [fault.scenario for fault in faults if not problems[fault]]
    replanning = Replanning(how.seconds, how.workers, how.seed, explain)
    study = Study(program, plan, day, replanning)
    known = outcomes_of(study, (nothing, *applied, *promotions.values()), how, executor, journal)
    interrupted = False
    try:
        for outcome in known:
            outcomes[outcome.scenario] = outcome
    except KeyboardInterrupt:
        interrupted = True
    rows = [
        StressRow(
            fault,
            outcomes.get(fault.scenario),
            problems[fault],
            outcomes.get(promotions[fault]) if fault in promotions else None,
        )
        for fault in faults
    ]
    baseline = outcomes.get(nothing, Outcome(nothing, Result(Status.UNKNOWN)))
    risks = standing_risks(program, of_program, as_of=day)
    taken = time.monotonic() - start
    found = Stress(day, baseline, tuple(sorted(rows, key=_how_bad)), risks, taken)
    if interrupted:
        raise Interrupted(found)
    return found


def _contradiction(program: Program, plan: Plan, fault: Fault, as_of: date | None) -> str:
    """Why the program edited by the fault is invalid; empty if it is valid."""
    try:
        edited(program, fault.scenario.edits, as_of=as_of, plan=plan)
    except ProgramError as error:
        return "; ".join(problem.message for problem in error.problems)
    return ""


def _how_bad(row: StressRow) -> tuple[int, int, int]:
    """A sort key by severity; equal rows stay in the order of the faults."""
    verdicts: tuple[Verdict, ...] = ("fails", "contradicts", "unknown", "survives")
    return verdicts.index(row.verdict), -row.seats, -len(row.pays)
