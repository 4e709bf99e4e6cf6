"""The result of a solve."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, ClassVar

from attrs import Factory, field, frozen

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
    """What is proved.

    OPTIMAL: a plan, with every goal proved optimal. FEASIBLE: a plan, without proof for every goal.
    INFEASIBLE: it is proved that there is no plan. UNKNOWN: time ran out before any of these.
    """

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@frozen(eq=False)
class BoundClaim:
    """A bound on a goal, or infeasibility, that a solve claims, with the input it is about.

    Its certificate is made when it is first requested, and then kept.

    Attributes:
        program, plan, as_of: the arguments of `solve`.
        goal: the id of the goal; None if the claim is that there is no plan.
        bound: no plan has a better value.
        kept: the goals of higher priority, with the values for which the bound holds.
        without, only: ids of requirements that were given up, or of the only ones demanded.
    """

    program: Program
    plan: Plan | None
    as_of: date | None
    goal: str | None
    bound: int
    kept: tuple[KeptGoal, ...] = ()
    without: tuple[str, ...] = ()
    only: tuple[str, ...] | None = None
    _found: list[Certificate | None] = field(factory=list, init=False, repr=False)

    def certificate(self) -> Certificate | None:
        """The certificate, from the linear relaxation; None if that does not prove the claim."""
        if not self._found:
            from seatplan.certifying import certificate_of

            self._found.append(certificate_of(self))
        return self._found[0]


UNWRITTEN = {"unwritten": True}
"""Metadata of fields that are not written as data."""


@frozen
class GoalValue:
    """The value of one goal, with its bound.

    Attributes:
        id: the id of the goal.
        value: the value of the plan in this goal.
        bound: no plan that is as good in all goals before can be better; goals with `give` count as
            equally good within what they give.
        best: the best value found. It is better than `value` only if the goal has `give` and later
            goals gain from that.
        optimal: whether the best value equals the bound.
        claim: the claim from which a certificate of the bound is made; None if no search was
            needed, and in a result that was read from data.
    """

    also_says: ClassVar[tuple[str, ...]] = ("optimal",)

    id: str
    value: int
    bound: int
    best: int = field(default=Factory(lambda self: self.value, takes_self=True))
    claim: BoundClaim | None = field(default=None, eq=False, repr=False, metadata=UNWRITTEN)

    @property
    def certificate(self) -> Certificate | None:
        """A proof of the bound that `seatplan.verify` checks without a solver.

        It is made from the linear relaxation when it is first requested, which takes about as long
        as a solve. None if the relaxation does not prove the bound or takes too long, if no search
        was needed, and in a result that was read from data.
        """
        return None if self.claim is None else self.claim.certificate()

    @property
    def optimal(self) -> bool:
        """Whether the best value is proved to be optimal."""
        return self.best == self.bound


@frozen
class Statistics:
    """Statistics of a solve.

    Attributes:
        variables, rows: the size of the model.
        phases: seconds in each phase: build, search, check.
        goals: by goal id, the seconds until the goal was proved, counted from the previous goal.
        runs: the number of solver runs.
        conflicts, branches, deterministic_time: the solver's counters, summed over all runs.
        workers, seed: the arguments of `solve`.
        versions: the versions of seatplan, ortools and Python.
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
        goals: one entry for each goal that was optimized, in order of priority.
        seconds: computing time in seconds, by the wall clock, including building and checking.
        given_up: the requirements that the plan gives up, if no plan keeps all of them and the best
            possible plan was requested; else empty. With status OPTIMAL, no plan gives up less.
        statistics: statistics of the solve; they are ignored in comparisons.
        claim: the claim of infeasibility, from which a certificate is made; None for any other
            status.
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
        """A proof of infeasibility, made like the certificate of a goal.

        None if it does not follow from the linear relaxation, and for any other status.
        """
        return None if self.claim is None else self.claim.certificate()

    def goal(self, goal_id: str) -> GoalValue:
        """The value of the goal with that id.

        Raises:
            ProgramError: if there is no such goal, or it was not reached.
        """
        found = {one.id: one for one in self.goals}
        if goal_id not in found:
            hint = nearest(goal_id, found) if isinstance(goal_id, str) else ""
            raise ProgramError([Problem(f"no goal {goal_id!r} was reached", hint=hint)])
        return found[goal_id]

    def to_frame(self) -> pd.DataFrame:
        """The goals as a pandas frame, with one row for each (extra `seatplan[pandas]`).

        Raises:
            ImportError: if pandas is not installed.
        """
        from seatplan.notebook.frames import result_frame

        return result_frame(self)
