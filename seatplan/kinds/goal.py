"""What a goal is."""

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
    """What is optimised, in the direction of `sense`.

    Attributes:
        id: the goal's own; made up from its kind if None.
        give: how much worse than its best a plan may be in it for the goals that come after: so
            many units, or, where it is a decimal below 1, that part of the best value; nothing
            if None.
    """

    kind: ClassVar[str] = ""
    sense: ClassVar[Sense] = "max"
    of_traffic: ClassVar[bool] = False
    """Whether it is about ports and spacecraft alone: whoever flies has no part in it."""
    least: ClassVar[int | None] = None
    """Of a goal of sense "min": no plan of any program is worth less; None if that is not known."""
    title: ClassVar[str] = ""
    """What it is about, in a word or two: `seats filled`."""
    counted_in: ClassVar[tuple[str, str]] = ("", "")
    """The unit of its values, for one and for more: `("seat", "seats")`."""

    schema: ClassVar[Mapping[str, Any]] = NO_LAW
    """As that of a rule."""

    id: str | None = field(default=None, metadata={"barred": STRUCTURE})
    give: Fraction | None = field(
        default=None, converter=forgiving.maybe_exact, metadata={"least": 0, "part": True}
    )

    def problems(self) -> Iterable[Problem]:
        """What is contradictory in the goal itself; ids, ranges and empty lists are seen to."""
        return ()

    def value(self, reading: PlanIndex) -> int:
        """What a finished plan is worth, in plain Python."""
        raise NotImplementedError

    def expression(self, model: Model) -> LinearExpr:
        """The same on a model: never better than the true value, and equal to it at its best."""
        raise NotImplementedError

    def for_open_dates(self, model: Model) -> bool:
        """Whether `expression` is right also where launches and landings may be on several days.

        As for a rule: where it is not, the goal is evaluated for one choice of dates after the
            other.
        """
        return False

    def limit(self, reading: PlanIndex) -> int | None:
        """What no plan of the program is better than, as far as it shows without a search.

        It is what is reported as the bound of a goal that no search came to.

        Args:
            reading: any plan of the program; its past is that of every plan.

        Returns:
            `least` if the sense is "min" and nothing closer is known; None if nothing is.
        """
        return self.least if self.sense == "min" else None

    def room(self, best: int) -> int:
        """How much worse than its best value a plan may be, for the goals after it."""
        if self.give is None:
            return 0
        part = self.give.denominator > 1
        return math.floor(self.give * abs(best)) if part else int(self.give)

    def worst(self, best: int) -> int:
        """The worst value that a plan may have, for the goals after it."""
        return best - self.room(best) if self.sense == "max" else best + self.room(best)

    def is_better(self, value: int, than: int) -> bool:
        """Whether one value is better than another."""
        return value > than if self.sense == "max" else value < than

    @property
    def name(self) -> str:
        """The id of a goal as `Program.named_goals` gives it."""
        return self.id or self.kind

    def in_words(self, value: int) -> str:
        """A value with its unit: `131,968 days of waiting`."""
        unit = self.counted_in[abs(value) != 1]
        return f"{value:,} {unit}" if unit else f"{value:,}"

    def given_in_words(self, best: int, value: int) -> str:
        """`13 seats at best, worse by 2 seats for later goals`; empty if nothing is given."""
        if best == value:
            return ""
        return f"{self.in_words(best)} at best, {self.step_in_words(best, value)} for later goals"

    def step_in_words(self, before: int, after: int, *, unit: bool = True) -> str:
        """A step from one value to another: `better by 3 seats`, `worse by 1 day`, `the same`.

        Args:
            before, after: the values.
            unit: whether to show it; not where both values are beside it.
        """
        if before == after:
            return "the same"
        better = (after > before) == (self.sense == "max")
        size = abs(after - before)
        said = self.in_words(size) if unit else f"{size:,}"
        return f"{'better' if better else 'worse'} by {said}"
