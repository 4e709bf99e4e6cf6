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

    def is_better_than(
        self, other: Incumbent | None, goals: Sequence[Goal], best: Mapping[str, int]
    ) -> bool:
        """Whether it is worth more, as `rank` has it; where they are equal it is not."""
        if other is None:
            return True
        return rank(self.values, goals, best) > rank(other.values, goals, best)


def rank(
    values: Mapping[str, int], goals: Sequence[Goal], best: Mapping[str, int] | None = None
) -> tuple[int, ...]:
    """Values that compare as plans do: goal by goal in order, more is better.

    Args:
        values: by goal.
        goals: in their order.
        best: by goal, its best value where that is proved. What a goal gives of it counts only
            where all goals are equal.
    """
    first, last = [], []
    for goal in goals:
        value = values[goal.name]
        sign = 1 if goal.sense == "max" else -1
        known = None if best is None else best.get(goal.name)
        if known is None or not goal.give:
            first.append(sign * value)
        else:
            first.append(min(sign * value, sign * goal.worst(known)))
            last.append(sign * value)
    return (*first, *last)
