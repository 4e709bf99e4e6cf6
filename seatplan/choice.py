"""Plans to choose from, as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from attrs import field, frozen

from seatplan.as_data import AsData
from seatplan.later import Later
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.words import many

if TYPE_CHECKING:
    import pandas as pd
else:
    pd = Later("pandas")


@frozen
class Alternatives(AsData):
    """Plans to choose from.

    Attributes:
        plans: each differs from the given plan and from each other.
        complete: whether it is proved that there are no others; false if `count` of them were found
            or time ran out.
        seconds: the time it took.
    """

    data_kind: ClassVar[str] = "alternatives"
    command_adds: ClassVar[tuple[str, ...]] = ("program", "differences")

    plans: tuple[Plan, ...]
    complete: bool
    seconds: float = field(default=0.0, eq=False)

    def __repr__(self) -> str:
        found = many(len(self.plans), "plan")
        return f"<Alternatives {found}, {'no more' if self.complete else 'perhaps more'}>"

    def to_frame(self, program: Program | None = None) -> pd.DataFrame:
        """All lines of all plans as a pandas frame, a row for each (extra `seatplan[pandas]`).

        Args:
            program: as in `Plan.to_frame`.

        Raises:
            ImportError: if pandas is not installed.
            PlanError: if a line names something that the program does not have.
        """
        from seatplan.notebook.frames import alternatives_frame

        return alternatives_frame(self.plans, program)

    def __iter__(self) -> Iterator[Plan]:
        return iter(self.plans)

    def __len__(self) -> int:
        return len(self.plans)

    def __getitem__(self, index: int) -> Plan:
        return self.plans[index]
