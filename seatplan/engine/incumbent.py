"""The incumbent: the best plan so far, as the check reads it, shared by all ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from seatplan.kinds import Goal
from seatplan.plan import Plan


@frozen(eq=False)
class Incumbent:
    """A plan that passes the check.

    Attributes:
        plan: the plan.
        values: what it is worth in each goal, by name.
        solution: the values of the model's variables in it; None if they are not known.
    """

    plan: Plan
    values: Mapping[str, int]
    solution: list[int] | None

    def is_better_than(self, other: Incumbent | None, goals: Sequence[Goal]) -> bool:
        """Whether it is worth more, goal by goal in order; where they are equal it is not."""
        return other is None or rank(self.values, goals) > rank(other.values, goals)


def rank(values: Mapping[str, int], goals: Sequence[Goal]) -> tuple[int, ...]:
    """Values that compare as plans do: goal by goal in order, more is better."""
    return tuple(values[goal.name] if goal.sense == "max" else -values[goal.name] for goal in goals)
