"""What a solve gives back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, ClassVar

from attrs import Factory, define, field, frozen

from seatplan.as_data import AsData
from seatplan.certificate import Certificate, KeptGoal
from seatplan.errors import Problem, ProgramError, nearest
from seatplan.later import Later
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.requirement import Requirement
from seatplan.shown import Shown

if TYPE_CHECKING:
    import pandas as pd
else:
    pd = Later("pandas")


class Status(Enum):
    """A proof, or none: OPTIMAL and INFEASIBLE are proved.

    FEASIBLE: a plan, but not every goal is proved. UNKNOWN: time ran out before either.
    """

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@define(eq=False)
class BoundClaim:
    """What a solve claims of a goal, or that there is no plan, with what the claim is about.

    A certificate of it is made when it is first requested, and kept.

    Attributes:
        program, plan, as_of: as `solve` was given them.
        goal: the id of the goal; None if the claim is that there is no plan.
        bound: what no plan is better than.
        kept: the goals before, with the values under which the bound holds.
        without, only: ids of requirements, as `solve` was given them.
    """

    program: Program
    plan: Plan | None
    as_of: date | None
    goal: str | None
    bound: int
    kept: tuple[KeptGoal, ...] = ()
    without: tuple[str, ...] = ()
    only: tuple[str, ...] | None = None
    _found: tuple[Certificate | None] | None = field(default=None, init=False)

    def certificate(self) -> Certificate | None:
        """The proof, from the linear relaxation; None where that has a gap."""
        if self._found is None:
            from seatplan.certifying import certificate_of

            self._found = (certificate_of(self),)
        return self._found[0]


UNWRITTEN = {"unwritten": True}
"""Of a field that is no data."""


@frozen
class GoalValue:
    """One goal that was reached.

    Attributes:
        id: the goal's.
        value: what the plan is worth in it.
        bound: no plan that is as good in the goals before can be better than that; of those that
            give, within what they give.
        best: the best value that was found. It is better than `value` only where the goal gives
            something, and goals after it are better for that.
        optimal: the best value and the bound are equal.
        claim: what a certificate of the bound is made of; None where no search was needed, and in
            data that were read.
    """

    also_says: ClassVar[tuple[str, ...]] = ("optimal",)

    id: str
    value: int
    bound: int
    best: int = field(default=Factory(lambda self: self.value, takes_self=True))
    claim: BoundClaim | None = field(default=None, eq=False, repr=False, metadata=UNWRITTEN)

    @property
    def certificate(self) -> Certificate | None:
        """A proof of the bound that `seatplan.verify` adds up without a solver.

        It is made of the linear relaxation when it is first requested, which takes about as long as
        a solve. None where the relaxation has a gap or takes too long, where no search was needed,
        and in data that were read.
        """
        return None if self.claim is None else self.claim.certificate()

    @property
    def optimal(self) -> bool:
        """Whether the best value is proved to be that."""
        return self.best == self.bound


@frozen
class Statistics:
    """What a solve did.

    Attributes:
        variables, rows: of the model.
        phases: seconds of each: build, search, check.
        goals: by id, the seconds until each goal was proved, after the one before.
        runs: how often the solver ran.
        conflicts, branches, deterministic_time: of all runs together.
        workers, seed: as they were requested.
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
            possible was requested; empty otherwise. Status OPTIMAL: less cannot be given up.
        statistics: what it did. Two results are equal whatever they took.
        claim: what a certificate of there being no plan is made of; None for any other status.
    """

    data_kind: ClassVar[str] = "result"
    command_adds: ClassVar[tuple[str, ...]] = ("program", "exchange", "explanation")

    status: Status
    plan: Plan | None = None
    goals: tuple[GoalValue, ...] = ()
    seconds: float = field(default=0.0, eq=False)
    given_up: tuple[Requirement, ...] = ()
    statistics: Statistics = field(factory=Statistics, eq=False)
    claim: BoundClaim | None = field(default=None, eq=False, repr=False, metadata=UNWRITTEN)

    @property
    def certificate(self) -> Certificate | None:
        """Where the status is INFEASIBLE, a proof of that, made as that of a goal.

        None where it does not follow from the linear relaxation, and for any other status.
        """
        return None if self.claim is None else self.claim.certificate()

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
