"""Verification: every answer of the solver is checked before it leaves the engine.

A plan must pass the check. A claim that there is no plan, or no better one, must not contradict a
known plan: the given one, if it passes the check.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar

from attrs import field, frozen

from seatplan.checking import Report, Violation, check
from seatplan.engine.model.requirement_model import ActiveRequirements
from seatplan.engine.rows.overflow import LARGEST_GOAL
from seatplan.engine.solver.search import Search
from seatplan.errors import PlanError
from seatplan.kinds import Goal
from seatplan.plan import Plan
from seatplan.requirement import Requirement
from seatplan.result import GoalValue
from seatplan.structure import LAW_BY_ID


@frozen
class Reached:
    """A goal that the solver has optimized.

    Attributes:
        goal: the goal.
        value: the value of the plan, as the model counts it.
        bound: the solver's bound, which no plan can beat.
        worst: the worst value that the plan may have, given what the goal gives.
    """

    goal: Goal
    value: int
    bound: int
    worst: int

    @property
    def proved(self) -> bool:
        """Whether the value is the best."""
        return self.value == self.bound


@frozen
class Verifier:
    """Checks plans again in plain Python.

    Attributes:
        search: the case and the options of the search.
        active: the requirements that had to hold.
        worst: by goal, the worst value that a plan may have, if that was required.
    """

    MOST_READ: ClassVar[int] = 4
    """The number of reports that are kept: that of the given plan, and the last few."""

    search: Search
    active: ActiveRequirements
    worst: Mapping[str, int] = field(factory=dict)
    _read: list[tuple[Plan, Report]] = field(factory=list, init=False, eq=False, repr=False)

    def read(self, plan: Plan) -> Report:
        """The check's report on a plan; a plan that was just checked is not checked again."""
        for known, report in self._read:
            if known == plan:
                return report
        case = self.search.case
        report = check(case.program, plan, as_of=case.as_of, reference=case.plan)
        self.remember(plan, report)
        return report

    def remember(self, plan: Plan, report: Report) -> None:
        """Keeps what the check has found in a plan of this case."""
        # The first is usually the given plan, which is compared with at the end.
        del self._read[1 : len(self._read) - self.MOST_READ + 2]
        self._read.append((plan, report))

    def values(
        self, plan: Plan, reached: Iterable[Reached], last: Mapping[str, int]
    ) -> tuple[GoalValue, ...]:
        """The values of the solver's plan in the goals that were optimized.

        Args:
            plan: the plan.
            reached: the goals.
            last: by goal that gives, its final value as the solver counts it.

        Raises:
            EngineError: if the plan breaks a requirement, if its value differs from the solver's,
                or if the given plan is better than the solver's bound.
        """
        report = self.read(plan)
        self.must_be_right(report)
        if not is_lawful(report):
            return tuple(_of_unlawful(one, report.values[one.goal.name]) for one in reached)
        reached = list(reached)
        found = [
            self._value(one, report.values[one.goal.name], last.get(one.goal.name))
            for one in reached
        ]
        known = self.known()
        if known is not None and is_lawful(known):
            self._must_be_as_good(reached, last, known)
        return tuple(found)

    def must_be_right(self, report: Report) -> None:
        """Checks that a plan of the solver meets all requirements.

        Raises:
            EngineError: if it does not.
        """
        wrong = self.wrong(report)
        if wrong:
            raise self.search.contradiction(
                "the solver's plan fails the check: " + "; ".join(wrong)
            )

    def must_be_infeasible(self) -> None:
        """Checks the solver's claim that there is no plan.

        Raises:
            EngineError: if the given plan is one.
        """
        if self.known() is not None:
            raise self.search.contradiction(
                "the solver claims that there is no plan, and the check finds nothing wrong with "
                "the one that was given"
            )

    def wrong(self, report: Report) -> list[str]:
        """The requirements that a plan breaks."""
        found = [one.message for one in broken(report, self.active)]
        goals = self.search.case.program.named_goals if self.worst else ()
        for goal in goals:
            value = report.values[goal.name]
            if goal.is_better(self.worst.get(goal.name, value), value):
                found.append(f"{goal.name!r} must be no worse than {self.worst[goal.name]}")
        return found

    def _value(self, reached: Reached, value: int, last: int | None) -> GoalValue:
        goal, bound = reached.goal, reached.bound
        wrong = goal.is_better(value, bound) or (
            reached.proved and goal.is_better(reached.worst, value)
        )
        if wrong or last not in (None, value):
            at_last = f" at last {last}," if goal.give and last is not None else ""
            raise self.search.contradiction(
                f"the solver finds {reached.value}, at best {bound},{at_last} for {goal.name!r}; "
                f"the check reads {value}"
            )
        return GoalValue(goal.name, value, bound, reached.value if reached.proved else value)

    def known(self) -> Report | None:
        """The check's report on the given plan, if that plan meets all requirements."""
        plan = self.search.case.plan
        if plan is None:
            return None
        try:
            report = self.read(plan)
        except PlanError:  # it names something that no longer exists
            return None
        return None if self.wrong(report) else report

    def _must_be_as_good(
        self, found: Sequence[Reached], last: Mapping[str, int], known: Report
    ) -> None:
        """Checks a bound against a known plan that is good enough in the goals before."""
        for one in found:
            value = known.values[one.goal.name]
            self._must_not_be_better(one.goal, value, one.bound)
            if one.goal.is_better(one.worst, value) or not (one.proved or value == one.value):
                return
        for one in found:
            value, bound = known.values[one.goal.name], last.get(one.goal.name)
            if one.goal.give and one.proved:
                if bound is None:
                    return
                self._must_not_be_better(one.goal, value, bound)
                if value != bound:
                    return

    def _must_not_be_better(self, goal: Goal, value: int, bound: int) -> None:
        if goal.is_better(value, bound):
            raise self.search.contradiction(
                f"the solver claims that no plan is better than {bound} in {goal.name!r}; "
                f"the one that was given has {value}"
            )


def _of_unlawful(reached: Reached, value: int) -> GoalValue:
    """A goal of a plan that breaks laws that were given up; it claims only what was proved."""
    goal, bound = reached.goal, reached.bound
    if reached.proved:
        bound = value
    elif not goal.is_better(bound, value):
        bound = beyond(goal, value)
    return GoalValue(goal.name, value, bound)


def beyond(goal: Goal, value: int) -> int:
    """A bound that is none: a model with a wider range would not have been accepted."""
    return value + LARGEST_GOAL if goal.sense == "max" else value - LARGEST_GOAL


def broken(report: Report, *active: ActiveRequirements) -> Iterator[Violation]:
    """What a plan breaks that none of these gives up."""
    for one in report.violations:
        here = Requirement(one.requirement, one.rule, "")
        if one.hard and not any(each.given_up(here) for each in active):
            yield one


def is_lawful(report: Report) -> bool:
    """Whether a plan keeps all laws: only then are the values of goals meaningful."""
    return not any(one.hard and one.rule in LAW_BY_ID for one in report.violations)
