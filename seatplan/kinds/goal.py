"""The base class of goals."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from attrs import field, frozen

from seatplan import forgiving
from seatplan.errors import Problem
from seatplan.kinds.schemas import NO_LAW
from seatplan.shown import Terse
from seatplan.validation import STRUCTURE

if TYPE_CHECKING:
    from seatplan.modelling import LinearExpr, Model
    from seatplan.timeline import PlanIndex

Sense = Literal["min", "max"]


@frozen(kw_only=True, slots=False)
class Goal(Terse):
    """A number that is optimized, in the direction of `sense`.

    Attributes:
        id: the id of the goal; derived from its kind if None.
        give: how much worse than its best value the goal may become for the benefit of later goals:
            a number of units or, if it is a decimal below 1, a part of the best value; nothing if
            None.
    """

    kind: ClassVar[str] = ""
    sense: ClassVar[Sense] = "max"
    of_traffic: ClassVar[bool] = False
    """Whether it depends only on ports and spacecraft, not on who flies."""
    compares: ClassVar[bool] = False
    """Whether it compares with the given plan: its values with different plans are no prices."""
    least: ClassVar[int | None] = None
    """For a goal with sense "min": a lower bound for all plans of all programs; None if unknown."""
    title: ClassVar[str] = ""
    """A short title, such as `seats filled`."""
    counted_in: ClassVar[tuple[str, str]] = ("", "")
    """The unit of its values, singular and plural: `("seat", "seats")`."""

    schema: ClassVar[Mapping[str, Any]] = NO_LAW
    """JSON Schema keywords, as for a rule."""

    id: str | None = field(default=None, metadata={"barred": STRUCTURE})
    give: Fraction | None = field(
        default=None, converter=forgiving.maybe_exact, metadata={"least": 0, "part": True}
    )

    def problems(self) -> Iterable[Problem]:
        """Problems with the goal itself; ids, ranges and empty lists are checked elsewhere."""
        return ()

    def value(self, reading: PlanIndex) -> int:
        """The value of a finished plan, computed in plain Python."""
        raise NotImplementedError

    def expression(self, model: Model) -> LinearExpr:
        """The value as an expression of a model.

        It is never better than the true value, and equal to it at the optimum.
        """
        raise NotImplementedError

    def for_open_dates(self, model: Model) -> bool:
        """Whether `expression` is correct for a model with open dates.

        If not, the goal is evaluated for one choice of dates after another, as for a rule.
        """
        return False

    def limit(self, reading: PlanIndex) -> int | None:
        """A bound for all plans of the program that needs no search.

        It is reported as the bound of a goal that the search did not reach.

        Args:
            reading: any plan of the program; all plans share its past.

        Returns:
            The bound; `least` if the sense is "min" and no better bound is known; None if no bound
            is known.
        """
        return self.least if self.sense == "min" else None

    def room(self, best: int) -> int:
        """By how much a plan may be worse than the best value, for the benefit of later goals."""
        if self.give is None:
            return 0
        part = self.give.denominator > 1
        return math.floor(self.give * abs(best)) if part else int(self.give)

    def worst(self, best: int) -> int:
        """The worst value that a plan may have, for the benefit of later goals."""
        return best - self.room(best) if self.sense == "max" else best + self.room(best)

    def is_better(self, value: int, than: int) -> bool:
        """Whether one value is better than another."""
        return value > than if self.sense == "max" else value < than

    @property
    def name(self) -> str:
        """The id of the goal, or its kind if it has no id."""
        return self.id or self.kind

    def in_words(self, value: int) -> str:
        """A value with its unit: `131,968 days of waiting`."""
        unit = self.counted_in[abs(value) != 1]
        return f"{value:,} {unit}" if unit else f"{value:,}"

    def given_in_words(self, best: int, value: int) -> str:
        """`13 seats at best, worse by 2 seats for later goals`; empty if nothing is given up."""
        if best == value:
            return ""
        return f"{self.in_words(best)} at best, {self.step_in_words(best, value)} for later goals"

    def step_in_words(self, before: int, after: int, *, unit: bool = True) -> str:
        """A change of the value in words: `better by 3 seats`, `worse by 1 day`, `the same`.

        Args:
            before, after: the values.
            unit: whether to add the unit, which is not needed next to both values.
        """
        if before == after:
            return "the same"
        better = (after > before) == (self.sense == "max")
        size = abs(after - before)
        amount = self.in_words(size) if unit else f"{size:,}"
        return f"{'better' if better else 'worse'} by {amount}"
