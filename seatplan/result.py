"""What a solve gives back."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from seatplan.as_data import AsData
from seatplan.errors import Problem, ProgramError, nearest
from seatplan.plan import Plan
from seatplan.requirement import Requirement
from seatplan.shown import Shown

if TYPE_CHECKING:
    import pandas as pd


class Status(Enum):
    """A proof, or none: OPTIMAL and INFEASIBLE are proved.

    FEASIBLE: a plan, but not every goal is proved. UNKNOWN: time ran out before either.
    """

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@frozen
class GoalValue:
    """One goal that was reached.

    Attributes:
        id: the goal's.
        value: what the plan is worth in it.
        bound: no plan that is as good in the goals before can be better than that.
        optimal: value and bound are equal.
    """

    also_says: ClassVar[tuple[str, ...]] = ("optimal",)

    id: str
    value: int
    bound: int

    @property
    def optimal(self) -> bool:
        """Whether the value is proved to be the best."""
        return self.value == self.bound


@frozen
class Statistics:
    """What a solve did.

    Attributes:
        variables, rows: of the model.
        phases: seconds of each: build, search, check.
        goals: by id, the seconds until each goal was proved, after the one before.
        runs: how often the solver ran.
        conflicts, branches, deterministic_time: of all runs together.
        workers, seed: as they were asked for.
        versions: of seatplan, ortools and Python.
    """

    variables: int = 0
    rows: int = 0
    phases: Mapping[str, float] = field(factory=dict)
    goals: Mapping[str, float] = field(factory=dict)
    runs: int = 0
    conflicts: int = 0
    branches: int = 0
    deterministic_time: float = 0.0
    workers: int = 1
    seed: int = 0
    versions: Mapping[str, str] = field(factory=dict)


@frozen(repr=False)
class Result(Shown, AsData):
    """The answer of a solve.

    Attributes:
        status: what is proved.
        plan: the best plan found, or None.
        goals: one entry per goal reached, in their order.
        seconds: the time it took, building and checking included.
        given_up: what the plan does not keep, where no plan keeps all that is required and the best
            possible was asked for; empty otherwise. Status OPTIMAL: less cannot be given up.
        statistics: what it did. Two results are equal whatever they took.
    """

    data_kind: ClassVar[str] = "result"
    command_adds: ClassVar[tuple[str, ...]] = ("program", "exchange", "explanation")

    status: Status
    plan: Plan | None = None
    goals: tuple[GoalValue, ...] = ()
    seconds: float = field(default=0.0, eq=False)
    given_up: tuple[Requirement, ...] = ()
    statistics: Statistics = field(factory=Statistics, eq=False)

    def goal(self, goal_id: str) -> GoalValue:
        """The goal of that id.

        Raises:
            ProgramError: if it was not reached, or there is none, with the nearest.
        """
        found = {one.id: one for one in self.goals}
        if goal_id not in found:
            hint = nearest(goal_id, found) if isinstance(goal_id, str) else ""
            raise ProgramError([Problem(f"no goal {goal_id!r} was reached", hint=hint)])
        return found[goal_id]

    def to_frame(self) -> pd.DataFrame:
        """The goals reached as a pandas frame, a row for each (the extra `seatplan[pandas]`).

        Raises:
            ImportError: if pandas is not there.
        """
        from seatplan.notebook.frames import result_frame

        return result_frame(self)
