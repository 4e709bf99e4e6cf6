"""The points of a trade-off: what one goal costs in another. No solver here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from seatplan.as_data import AsData
from seatplan.later import Later
from seatplan.plan import Plan
from seatplan.result import Status
from seatplan.shown import Shown

if TYPE_CHECKING:
    import matplotlib.figure as figures
    import pandas as pd
else:
    pd = Later("pandas")
    figures = Later("matplotlib.figure")


@frozen
class TradeoffPoint(AsData):
    """One point of a front.

    Attributes:
        first, second: what the plan is worth in the two goals.
        plan: a plan that is worth that.
        proved: no plan is as good in both goals and better in one.
    """

    data_kind: ClassVar[str] = "tradeoff-point"

    first: int
    second: int
    plan: Plan = field(repr=False)
    proved: bool = True


@frozen(repr=False)
class Tradeoff(Shown, AsData):
    """What one goal costs in another: the points of a front.

    Attributes:
        first, second: the ids of the two goals.
        points: the best of the first goal first.
        status: OPTIMAL if every point is proved and none is missing between them, FEASIBLE if not;
            INFEASIBLE if there is no plan at all, UNKNOWN if none was found in time.
        complete: there are no further points, which is proved; false where as many as requested
            were found, or time ran out.
    """

    data_kind: ClassVar[str] = "tradeoff"
    command_adds: ClassVar[tuple[str, ...]] = ("program",)

    first: str
    second: str
    points: tuple[TradeoffPoint, ...]
    status: Status
    complete: bool

    def __iter__(self) -> Iterator[TradeoffPoint]:
        return iter(self.points)

    def __len__(self) -> int:
        return len(self.points)

    def __getitem__(self, index: int) -> TradeoffPoint:
        return self.points[index]

    def to_frame(self) -> pd.DataFrame:
        """The points as a pandas frame, a row for each (the extra `seatplan[pandas]`).

        Raises:
            ImportError: if pandas is not there.
        """
        from seatplan.notebook.frames import tradeoff_frame

        return tradeoff_frame(self)

    def plot(self, *, width: float = 6.0) -> figures.Figure:
        """The front as a figure: a dot for each point, hollow where it is not proved.

        Between two points the line goes around the corner, behind which no plan lies.

        Args:
            width: of the figure, in inches, 3 at least.

        Raises:
            ImportError: if matplotlib is not there (the extra `seatplan[plot]`).
            ArgumentError: if the width is not what it should be.
        """
        from seatplan.notebook.front_plot import plot_front

        return plot_front(self, width)
