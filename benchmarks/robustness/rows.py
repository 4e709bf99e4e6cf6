"""A program as a mixed-integer program in plain arrays: the engine's own rows, for other solvers.

This is the only file of the benchmark that knows the inside of the engine. The arrays hold neither
a model nor a solver, so that a process which loads HiGHS need not load OR-Tools.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
from attrs import frozen

from seatplan import Assignment, Plan, Program

Whole = npt.NDArray[np.int64]


@frozen(eq=False)
class Objective:
    """One goal: constant + Σ factor · column, with each column once.

    Attributes:
        sense: "max" or "min".
    """

    name: str
    sense: str
    columns: Whole
    factors: Whole
    constant: int

    @property
    def sign(self) -> int:
        """What turns it into something to minimize; the same again turns it back."""
        return -1 if self.sense == "max" else 1

    def worth(self, values: npt.NDArray[np.float64]) -> int:
        """The value in a solution, exact: each column counts as the whole number next to it."""
        whole = np.rint(values[self.columns]).astype(np.int64)
        return self.constant + int(whole @ self.factors)

    @staticmethod
    def nothing() -> Objective:
        """The objective of a program without goals."""
        none = np.zeros(0, dtype=np.int64)
        return Objective("", "min", none, none, 0)


@frozen(eq=False)
class Mixed:
    """Columns are whole numbers in [least, most]; row r has the entries at[r] up to at[r + 1].

    Attributes:
        lows, highs: of the rows; -FAR and FAR where a row is open.
        objectives: of the goals of the program.
        places: for each assignment of a plan the column that says whether it is made. Several
            columns may say so: any of them does.
    """

    least: Whole
    most: Whole
    at: Whole
    columns: Whole
    factors: Whole
    lows: Whole
    highs: Whole
    objectives: tuple[Objective, ...]
    places: tuple[tuple[int, Assignment], ...]
    name: str

    def plan(self, values: npt.NDArray[np.float64]) -> Plan:
        """The plan of a solution; each value counts as the whole number next to it."""
        taken = dict.fromkeys(line for column, line in self.places if values[column] > 0.5)
        return Plan(tuple(taken), self.name)

    def in_order(self, names: Sequence[str]) -> list[Objective]:
        """The goals in another order; the rows do not depend on it."""
        by_name = {one.name: one for one in self.objectives}
        return [by_name[name] for name in names]


FAR = 2**62
"""From here on a side of a row is open."""


class NotLinear(Exception):  # noqa: N818 - it is no error: such a program has no peers
    """A program is not one of rows alone, with each goal held at its best."""


def rows_of(program: Program, plan: Plan | None = None, as_of: date | None = None) -> Mixed:
    """All that the engine demands of a plan, and each goal.

    Raises:
        NotLinear: if something is demanded that no row says.
    """
    from seatplan.engine.model.model import SeatModel

    if any(getattr(goal, "give", 0) for goal in program.named_goals):
        raise NotLinear(f"{program.name}: goals that give have to be optimized twice")
    model = SeatModel(program, plan=plan, as_of=as_of)
    expressions = [(goal, goal.expression(model)) for goal in program.named_goals]
    if not model.rows.complete:
        raise NotLinear(program.name)
    table = model.rows.table()
    least, most = model.ranges()
    objectives = []
    for goal, expression in expressions:
        total: dict[int, int] = {}
        for column, factor in zip(expression.variables, expression.factors, strict=True):
            total[column] = total.get(column, 0) + factor
        objectives.append(
            Objective(
                goal.name,
                goal.sense,
                np.array(list(total), dtype=np.int64),
                np.array(list(total.values()), dtype=np.int64),
                expression.constant,
            )
        )
    # Each column once in a row: not every solver adds up.
    rows = np.repeat(np.arange(len(table)), np.diff(table.starts))
    places, entry = np.unique(rows * len(least) + table.variables, return_inverse=True)
    factors = np.zeros(len(places), dtype=np.int64)
    np.add.at(factors, entry, table.factors)
    rows, columns = np.divmod(places, len(least))
    return Mixed(
        least=least,
        most=most,
        at=np.searchsorted(rows, np.arange(len(table) + 1)),
        columns=columns,
        factors=factors,
        lows=table.lows,
        highs=table.highs,
        objectives=tuple(objectives),
        places=tuple(
            (place.literal, Assignment(place.flight.id, place.leg, place.role, place.member.id))
            for places in model.candidates.places.values()
            for place in places
        ),
        name=program.name,
    )
