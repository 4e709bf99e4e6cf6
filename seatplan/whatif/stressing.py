"""Stress: what a program hangs on. Every single fault, and what it costs."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal

from attrs import frozen

from seatplan.arguments import Arguments, Day, Seconds
from seatplan.as_data import AsData
from seatplan.dates import dated
from seatplan.errors import Interrupted, ProgramError
from seatplan.options import Options, chosen
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.progress import CancelToken
from seatplan.result import Result, Status
from seatplan.shown import Shown
from seatplan.whatif.editing import edited
from seatplan.whatif.faults import SLIPS, Fault, single_faults
from seatplan.whatif.outcome import GoalChange, Outcome
from seatplan.whatif.promotions import promotion
from seatplan.whatif.scenario import Scenario
from seatplan.whatif.sweeping import Executors, SweepProgress, sweep

if TYPE_CHECKING:
    import pandas as pd

Verdict = Literal["survives", "fails", "contradicts", "unknown"]

NOTHING = "nothing happens"


@frozen
class StressRow:
    """What comes of one fault.

    Attributes:
        fault: what goes wrong.
        outcome: what comes of it; None where the edited program contradicts itself, or no one
            looked before it was cancelled.
        problem: that contradiction, such as a capsule that is to launch before it is back.
        promotion: what comes of it if backups take the seats of a member who drops out; None if
            not each of them has one, or no one looked.
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
        """Whether there is still a plan; "survives" if so, "fails" if it is proved that not.

        "contradicts" if another flight would have to move first, "unknown" if time ran out.
        """
        if self.outcome is None:
            return "contradicts" if self.problem else "unknown"
        if self.outcome.survives:
            return "survives"
        return "fails" if self.outcome.fails else "unknown"

    @property
    def tried(self) -> bool:
        """Whether anything is known of it: someone looked, or it contradicts itself."""
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
        """The goals that lose by it."""
        return self.outcome.pays if self.outcome is not None else ()


@frozen
class StressSubject:
    """A member, flight or agreement, and how much of the program hangs on it.

    Attributes:
        kind, id: what it is.
        broken: how many of its faults leave no plan.
        faults: of how many.
        seats: the most seats that change hands where there is one.
    """

    kind: str
    id: str
    broken: int
    faults: int
    seats: int


@frozen(repr=False)
class Stress(Shown, AsData):
    """What comes of every single fault.

    Attributes:
        as_of: the day from which it is seen.
        baseline: what comes of no fault at all. Changes here are none that a fault causes: the
            plan was not the best in the goals before `least-change`.
        rows: one for each fault: those that leave no plan first, then those that move the most.
    """

    data_kind: ClassVar[str] = "stress"
    command_adds: ClassVar[tuple[str, ...]] = ("program",)
    also_says: ClassVar[tuple[str, ...]] = ("hangs_on",)

    as_of: date | None
    baseline: Outcome
    rows: tuple[StressRow, ...]

    def is_quiet(self, row: StressRow) -> bool:
        """Whether the fault changes nothing: as much is changed and gained without it."""
        return (
            row.outcome is not None
            and row.survives
            and row.changes == len(self.baseline.changes)
            and row.outcome.pays == self.baseline.pays
        )

    @property
    def hangs_on(self) -> tuple[StressSubject, ...]:
        """Members, flights and agreements, those first on which the program hangs most."""
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
        from seatplan.notebook.frames import stress_frame

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
    """Lets every single thing go wrong, one at a time, and shows what the program hangs on.

    The faults are those of `seatplan.whatif.faults.single_faults`. Where each seat of a member who
    drops out has a backup in the plan, it is also tried whether promoting the backups mends it.

    Args:
        program, plan, as_of: as `what_if` takes them.
        slips: by how many days each coming flight slips.
        executor, journal, on_progress: as `sweep` takes them.
        time_limit, workers, seed: for each scenario, as `what_if` takes them.
        explain: whether to explain why, where nothing works any more; that takes longer than all
            else.
        cancel: stops it; what no one has looked at by then is "unknown".
        options: `time_limit`, `workers`, `seed`, `on_progress` and `cancel` as one value.

    Raises:
        ArgumentError: naming each wrong argument.
        PlanError: if a line of the plan before `as_of` names what the program does not have.
        JournalError, WorkerError: as `sweep` raises them.
        Interrupted: at Ctrl-C, with what is known so far.
    """
    with Arguments("stress") as given:
        given.program(program)
        given.plan(plan)
        slips = given.wholes(slips, "slips")
        given.executor(executor)
        given.path(journal, "journal", optional=True)
        day = given.day(as_of)
        how = chosen(
            given,
            options,
            time_limit=time_limit,
            workers=workers,
            seed=seed,
            on_progress=on_progress,
            cancel=cancel,
        )
        given.flag(explain, "explain")
    faults = single_faults(dated(program, plan), as_of=day, slips=slips)
    problems = {fault: _contradiction(program, plan, fault, day) for fault in faults}
    promotions = {
        fault: promoted
        for fault in faults
        if fault.kind == "member"
        and (promoted := promotion(program, plan, fault.subject, day)) is not None
    }
    nothing = Scenario(NOTHING)
    outcomes: dict[Scenario, Outcome] = {}
    known = sweep(
        program,
        plan,
        (
            nothing,
            *(fault.scenario for fault in faults if not problems[fault]),
            *promotions.values(),
        ),
        as_of=day,
        executor=executor,
        journal=journal,
        explain=explain,
        options=how,
    )
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
    study = Stress(day, baseline, tuple(sorted(rows, key=_how_bad)))
    if interrupted:
        raise Interrupted(study)
    return study


def _contradiction(program: Program, plan: Plan, fault: Fault, as_of: date | None) -> str:
    """Why the fault alone makes no program; empty if it does."""
    try:
        edited(program, fault.scenario.edits, as_of=as_of, plan=plan)
    except ProgramError as error:
        return "; ".join(problem.message for problem in error.problems)
    return ""


def _how_bad(row: StressRow) -> tuple[int, int, int]:
    """Sorts by what hangs on it; what is equally bad stays in the order of the faults."""
    verdicts: tuple[Verdict, ...] = ("fails", "contradicts", "unknown", "survives")
    return verdicts.index(row.verdict), -row.seats, -len(row.pays)
