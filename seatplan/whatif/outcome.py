"""The outcome of a scenario."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from attrs import evolve, field, frozen

from seatplan.as_data import AsData
from seatplan.dates import dated
from seatplan.explanation import Explanation
from seatplan.goals.keep_dates import KeepDates
from seatplan.goals.least_change import LeastChange
from seatplan.kinds import Goal, Sense
from seatplan.later import Later
from seatplan.plan import Plan
from seatplan.program import Program, with_goals
from seatplan.program_index import leg_day
from seatplan.result import Result, Status
from seatplan.shown import Shown
from seatplan.timeline import PlanIndex
from seatplan.whatif.changes import (
    Change,
    DateChange,
    Difference,
    FlightChange,
    Move,
    ShipChange,
    lines_in,
    seats_changed,
)
from seatplan.whatif.known_part import known_part
from seatplan.whatif.scenario import Scenario
from seatplan.words import listed

if TYPE_CHECKING:
    import pandas as pd
else:
    pd = Later("pandas")


@frozen
class GoalChange:
    """The gain or loss of one goal.

    Attributes:
        id: the goal's.
        sense: whether more or less of it is better.
        before: its value in the given plan; None if the goal is new.
        after: its value in the new plan; None if there is no plan, or the goal was removed.
    """

    also_says: ClassVar[tuple[str, ...]] = ("gain",)

    id: str
    sense: Sense
    before: int | None
    after: int | None

    @property
    def gain(self) -> int:
        """The improvement; negative if it got worse, 0 if there is nothing to compare."""
        if self.before is None or self.after is None:
            return 0
        return self.after - self.before if self.sense == "max" else self.before - self.after


@frozen(repr=False)
class Outcome(Shown, AsData):
    """The outcome of a scenario.

    Attributes:
        scenario: the scenario.
        result: the best plan of the edited program with as little change as possible, or the proof
            that there is none.
        changes: every line that only one of the two plans has, also those of removed flights, and
            each launch and landing of the flights in `dates` that is on another day; empty where
            there is no plan.
        moves: the same member by member: from where to where.
        flights: the same flight by flight, in words too.
        goals: what each goal of the program gained and lost; without `least-change`, and without
            `keep-dates` where a flight has a window.
        explanation: why no plan is left, if so and if requested.
        program: the edited program, to which the result belongs.
        before: the given program.
        plan: the given plan.
        as_of: everything before this day is as in that plan.
        needed, anyway: `flights` in two parts if the given plan was not the best: the changes
            that the edits need, and those that improve the plan without them as well. Both are
            empty if it was the best, and in sweeps.
        error: in a sweep with `on_error="record"`, the error that was raised; the result is then
            "unknown".
        dates: the flights with windows, or with dates in one of the plans, that have moved: old and
            new days.
        ships: the flights with other ports or another spacecraft than before.
    """

    data_kind: ClassVar[str] = "outcome"
    also_says: ClassVar[tuple[str, ...]] = ("survives", "seats", "members", "remarks")

    scenario: Scenario
    result: Result
    changes: tuple[Change, ...] = ()
    moves: tuple[Move, ...] = ()
    flights: tuple[FlightChange, ...] = ()
    goals: tuple[GoalChange, ...] = ()
    explanation: Explanation | None = None
    program: Program = field(factory=Program)
    before: Program = field(factory=Program)
    plan: Plan = field(factory=Plan)
    as_of: date | None = None
    needed: tuple[FlightChange, ...] = field(default=(), eq=False)
    anyway: tuple[FlightChange, ...] = field(default=(), eq=False)
    error: str | None = None
    dates: tuple[DateChange, ...] = ()
    ships: tuple[ShipChange, ...] = ()

    def to_frame(self) -> pd.DataFrame:
        """The lines that change as a pandas frame, a row for each (the extra `seatplan[pandas]`).

        Raises:
            ImportError: if pandas is not there.
        """
        from seatplan.notebook.frames import changes_frame

        return changes_frame(self.changes)

    @property
    def lines(self) -> tuple[Change, ...]:
        """The lines among the changes, without the flights that have moved."""
        return lines_in(self.changes)

    @property
    def first_day(self) -> date | None:
        """The first day that the edits name, of a leg or as a date; None if they name none."""
        flights = {flight.id: flight for flight in dated(self.before, self.plan).flights}
        days = [
            leg_day(flights[flight], leg)
            for edit in self.scenario.edits
            for flight, leg in edit.legs()
            if flight in flights
        ]
        days += [since for edit in self.scenario.edits if (since := getattr(edit, "since", None))]
        return min(days, default=None)

    @property
    def remarks(self) -> tuple[str, ...]:
        """Further notes on the edits for planners."""
        found = (
            remark
            for edit in self.scenario.edits
            for remark in edit.remarks(self.program, self.plan, self.as_of)
        )
        return tuple(dict.fromkeys(found))

    @property
    def survives(self) -> bool:
        """Whether there still is a plan that keeps all that is required."""
        return self.result.plan is not None and not self.result.given_up

    @property
    def fails(self) -> bool:
        """Whether it is proved that there is none."""
        return self.result.status is Status.INFEASIBLE or bool(self.result.given_up)

    @property
    def cause(self) -> str:
        """Why there is none, on one line; empty if that was not explained.

        It names the first conflict, or who cannot come home, or what excludes every plan.
        """
        found = self.explanation
        if found is None or found.feasible is not False:
            return ""
        if found.conflict:
            return listed(one.message for one in found.conflict)
        return " ".join(one.message for one in found.stranded) or found.reason

    @property
    def sentences(self) -> tuple[str, ...]:
        """What changes: a sentence for each flight, for each that moves, and for each ship."""
        return (
            *(one.sentence for one in self.flights),
            *(one.sentence for one in self.dates),
            *(one.sentence for one in self.ships),
        )

    @property
    def seats(self) -> int:
        """How many seats change hands, each leg counted by itself."""
        return seats_changed(self.changes)

    @property
    def members(self) -> tuple[str, ...]:
        """The ids of the members with changes."""
        return tuple(sorted({change.member for change in self.lines}))

    @property
    def pays(self) -> tuple[GoalChange, ...]:
        """The goals that get worse."""
        return tuple(goal for goal in self.goals if goal.gain < 0)


def outcome_of(
    scenario: Scenario,
    result: Result,
    *,
    program: Program,
    edited: Program,
    own: tuple[Goal, ...],
    plan: Plan,
    before: dict[str, int],
    explanation: Explanation | None = None,
    as_of: date | None = None,
) -> Outcome:
    """Compares the result with the given plan.

    Args:
        scenario: the scenario.
        result: of the edited program.
        program, edited: before and after, the latter with the goals of a what-if.
        own: the goals that the edited program has of its own.
        plan: the given plan.
        before: its values in the goals of the program; see `worth`.
        explanation: why there is no plan.
        as_of: everything before this day is as in the plan.
    """
    outcome = Outcome(
        scenario,
        result,
        goals=_goal_changes(program, edited, result, before),
        explanation=explanation,
        program=_as_edited(program, edited, own),
        before=program,
        plan=plan,
        as_of=as_of,
    )
    if result.plan is None:
        return outcome
    found = Difference(plan, result.plan, program, edited)
    return evolve(
        outcome,
        changes=found.changes,
        moves=found.moves,
        flights=found.flights,
        dates=found.dates,
        ships=found.ships,
    )


def _as_edited(program: Program, wanted: Program, own: tuple[Goal, ...]) -> Program:
    """The edited program with its own goals instead of those of a what-if."""
    if own == program.goals and len(wanted.flights) == len(program.flights):
        return with_goals(wanted, own)  # they were valid before, and nothing that they name is gone
    return evolve(wanted, goals=own)


def _keeps_dates(wanted: Program) -> bool:
    """Whether re-planning has put `keep-dates` among the goals."""
    return any(flight.has_window for flight in wanted.flights)


def worth(program: Program, plan: Plan, *, as_of: date | None) -> dict[str, int]:
    """The value of a plan in each goal, ignoring lines that the program does not have."""
    reading = PlanIndex(program, known_part(program, plan), as_of=as_of, reference=plan)
    return {goal.name: goal.value(reading) for goal in program.named_goals}


def _goal_changes(
    program: Program, edited: Program, result: Result, before: dict[str, int]
) -> tuple[GoalChange, ...]:
    after = {goal.id: goal.value for goal in result.goals}
    kinds = (LeastChange, KeepDates) if _keeps_dates(edited) else (LeastChange,)
    now = {goal.name: goal for goal in edited.named_goals if not isinstance(goal, kinds)}
    was = {goal.name: goal for goal in program.named_goals if not isinstance(goal, kinds)}
    return tuple(
        GoalChange(
            name,
            goal.sense,
            before.get(name) if name in was else None,
            after.get(name) if name in now else None,
        )
        for name, goal in {**was, **now}.items()
    )
