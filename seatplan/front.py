"""The points of a trade-off between two goals, as data."""

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
        first, second: the values of the two goals.
        plan: a plan with these values.
        proved: whether it is proved that no plan is as good in both goals and better in one.
    """

    data_kind: ClassVar[str] = "tradeoff-point"

    first: int
    second: int
    plan: Plan = field(repr=False)
    proved: bool = True


@frozen(repr=False)
class Tradeoff(Shown, AsData):
    """The trade-off between two goals: the points of a Pareto front.

    Attributes:
        first, second: the ids of the two goals.
        points: the points, from the best to the worst value of the first goal.
            No point is worse than another in one goal and no better in the other.
        status: OPTIMAL if every point is proved and none between them is missing, else FEASIBLE;
            INFEASIBLE if there is no plan at all, UNKNOWN if none was found in time.
        complete: whether it is proved that there are no further points; false if the requested
            number was found, or time ran out.
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
        """The points as a pandas frame, with one row for each (extra `seatplan[pandas]`).

        Raises:
            ImportError: if pandas is not installed.
        """
        from seatplan.notebook.frames import tradeoff_frame

        return tradeoff_frame(self)

    def plot(self, *, width: float = 6.0) -> figures.Figure:
        """The front as a figure, with a dot for each point; hollow dots are not proved.

        The line between two points has a corner, because there are no plans beyond that corner.

        Args:
            width: the width of the figure in inches, at least 3.

        Raises:
            ImportError: if matplotlib is not installed (extra `seatplan[plot]`).
            ArgumentError: if the width is not a number, or too small.
        """
        from seatplan.notebook.front_plot import plot_front

        return plot_front(self, width)
