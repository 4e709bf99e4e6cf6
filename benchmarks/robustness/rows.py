"""The engine's rows of a program as a mixed-integer program in arrays, for other solvers.

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
    """A goal: constant + Σ factor · column, with each column once.

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
        """The factor 1 or -1 that turns the objective into one to minimize, and back."""
        return -1 if self.sense == "max" else 1

    def worth(self, values: npt.NDArray[np.float64]) -> int:
        """The exact value in a solution; each column is rounded to a whole number."""
        whole = np.rint(values[self.columns]).astype(np.int64)
        return self.constant + int(whole @ self.factors)

    @staticmethod
    def nothing() -> Objective:
        """The objective of a program that has no goals."""
        none = np.zeros(0, dtype=np.int64)
        return Objective("", "min", none, none, 0)


@frozen(eq=False)
class Mixed:
    """Arrays of an integer program: columns in [least, most], row r has entries at[r] to at[r + 1].

    Attributes:
        lows, highs: the bounds of the rows; -FAR and FAR if a row has no bound.
        objectives: the objectives of the goals of the program.
        places: the column of each assignment of a plan, 1 if it is made. If an assignment has
            several columns, any of them makes it.
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
        """The plan of a solution, with each value rounded to a whole number."""
        taken = dict.fromkeys(line for column, line in self.places if values[column] > 0.5)
        return Plan(tuple(taken), self.name)

    def in_order(self, names: Sequence[str]) -> list[Objective]:
        """The objectives in another order of goals; the rows do not depend on the order."""
        by_name = {one.name: one for one in self.objectives}
        return [by_name[name] for name in names]


FAR = 2**62
"""The value from which a side of a row counts as open."""


class NotLinear(Exception):  # noqa: N818 - it is no error: such a program has no peers
    """The program cannot be expressed by linear rows with each goal held at its best."""


def rows_of(program: Program, plan: Plan | None = None, as_of: date | None = None) -> Mixed:
    """All constraints of the engine for a program, and its goals.

    Raises:
        NotLinear: if a constraint is not a linear row.
    """
    from seatplan.engine.model.building import build_model

    if any(getattr(goal, "give", 0) for goal in program.named_goals):
        raise NotLinear(f"{program.name}: goals that give have to be optimized twice")
    model = build_model(program, plan=plan, as_of=as_of)
    expressions = [(goal, goal.expression(model)) for goal in program.named_goals]
    if not model.rows.complete:
        raise NotLinear(program.name)
    table = model.rows.table()
    least, most = model.ranges()
    objectives = []
    for goal, expression in expressions:
        total = expression.coefficients()
        objectives.append(
            Objective(
                goal.name,
                goal.sense,
                np.array(list(total), dtype=np.int64),
                np.array(list(total.values()), dtype=np.int64),
                expression.constant,
            )
        )
    # Each column occurs once in a row, because not every solver adds duplicates.
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
