"""The decisions of a model: its seats and tours, their members, and when they arise."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from attrs import frozen

from seatplan.engine.model.model import SeatModel
from seatplan.engine.rows.active_requirements import TRUE
from seatplan.engine.rows.rows import Flags, Table, Whole, sums
from seatplan.modelling import LinearExpr, Variable


@frozen
class Decision:
    """A seat or tour that a plan may take or not.

    Attributes:
        member: who decides it.
        first, last: numbers of flights in the order of launches. The decision arises with the first
            and is settled with the last: a seat on the way home goes to someone who went up on one
            of these flights.
    """

    member: str
    first: int
    last: int


def decisions(model: SeatModel) -> dict[Variable, Decision]:
    """Every undecided literal of a seat or tour, in order of its number."""
    order = {flight: number for number, flight in enumerate(model.lookup.flights)}
    made: dict[Variable, Decision] = {}
    homes: dict[tuple[str, str], list[int]] = {}
    for way in model.tours:
        at = order[way.up.id]
        homes.setdefault((way.down.id, way.member.id), []).append(at)
        made[way.literal] = Decision(way.member.id, at, at)
    for (flight, leg), places in model.candidates.places.items():
        for place in places:
            if place.literal in made:
                continue
            if leg != "down":
                here = [order[flight]]
            else:
                here = homes.get((flight, place.member.id), [order[flight]])
            made[place.literal] = Decision(place.member.id, min(here), max(here))
    made.pop(TRUE, None)
    return dict(sorted(made.items()))


def alone(owner: Whole, at: Whole) -> Whole:
    """For each row, the member who makes all decisions in it; -1 if there is no such member.

    Args:
        owner: of the variable of each entry; -1 where no one decides it.
        at: where each row's entries begin, as `Table.entries` gives it.
    """
    row = np.repeat(np.arange(len(at) - 1), np.diff(at))
    decided = owner >= 0
    most = np.full(len(at) - 1, -1)
    least = np.full(len(at) - 1, owner.max(initial=-1))
    np.maximum.at(most, row[decided], owner[decided])
    np.minimum.at(least, row[decided], owner[decided])
    whose: Whole = np.where(least == most, most, -1)
    return whose


class PartialValues:
    """Values for the variables of a model, as far as they are decided.

    Attributes:
        model: of the variables.
        decisions: of the model, by variable.
        numbers, first, last: their variables, and as in `Decision`, by position.
        members: those who decide anything, in order of id.
        owner: the member of each decision, as a place among these, by position.
        values: of all variables; meaningful where `known`.
        known: which values are known.
        chosen: which decisions are made.
        decision: which variables are decisions.
        lows, highs: the bounds of each variable.
        table: the rows.
        waiting: the number of open decisions in each row.
        busy: the number of rows with open decisions that each variable is in.
        following: the row and the variable of each entry that is no decision.
        constant: the rows without decisions: they hold or not, and are always checked.
        days: the launch of each flight.
    """

    def __init__(self, model: SeatModel) -> None:
        self.model = model
        self.decisions: dict[Variable, Decision] = decisions(model)
        made = self.decisions.values()
        self.members: list[str] = sorted({one.member for one in made})
        place = {member: at for at, member in enumerate(self.members)}
        self.numbers: Whole = np.array(list(self.decisions), dtype=np.int64)
        self.owner: Whole = np.array([place[one.member] for one in made], dtype=np.int64)
        self.first: Whole = np.array([one.first for one in made], dtype=np.int64)
        self.last: Whole = np.array([one.last for one in made], dtype=np.int64)
        self.table: Table = model.rows.table()
        self.highs: Whole
        self.lows: Whole
        self.lows, self.highs = model.ranges()
        count = len(self.lows)
        self.decision: Flags = np.zeros(count, dtype=np.bool_)
        self.decision[self.numbers] = True
        self.values: Whole = np.array(self.lows)
        self.known: Flags = self.lows == self.highs
        self.chosen: Flags = np.zeros(count, dtype=np.bool_)
        self.days: Whole = np.array(
            [one.launch.toordinal() for one in model.lookup.flights.values()], dtype=np.int64
        )
        self.count()

    @property
    def owners(self) -> Whole:
        """For each variable, the place of the member who decides it; -1 if no one does."""
        owner: Whole = np.full(len(self.values), -1)
        owner[self.numbers] = self.owner
        return owner

    def count(self) -> None:
        """Counts the decisions made in each row."""
        lengths = np.diff(self.table.starts)
        rows = np.repeat(np.arange(len(lengths)), lengths)
        variables = self.table.variables
        open_ = self.decision[variables] & ~self.chosen[variables]
        self.waiting: npt.NDArray[np.intp] = np.bincount(rows[open_], minlength=len(lengths))
        busy = self.waiting[rows] > 0
        self.busy: npt.NDArray[np.intp] = np.bincount(variables[busy], minlength=len(self.values))
        free_ = ~self.decision & (self.lows < self.highs)
        self.following: tuple[Whole, Whole] = rows[free_[variables]], variables[free_[variables]]
        free = rows[(self.lows < self.highs)[variables]]
        self.constant: npt.NDArray[np.intp] = np.flatnonzero(
            np.bincount(free, minlength=len(lengths)) == 0
        )

    def fill(self, solution: Sequence[int]) -> None:
        """Decides everything as in a solution of the model."""
        self.values = np.array(solution, dtype=np.int64)
        self.known[:] = True
        self.choose(self.numbers)

    def worth(self, objective: LinearExpr) -> int:
        """The value of an expression."""
        variables = np.array(objective.variables, dtype=np.int64)
        factors = np.array(objective.factors, dtype=np.int64)
        return objective.constant + int((factors * self.values[variables]).sum())

    @property
    def kept(self) -> bool:
        """Whether the values satisfy all rows."""
        totals = sums(self.table.factors * self.values[self.table.variables], self.table.starts)
        return bool(((self.table.lows <= totals) & (totals <= self.table.highs)).all())

    def state(self) -> tuple[Whole, Flags]:
        """The current values, for `restore`."""
        return self.values.copy(), self.known.copy()

    def restore(self, state: tuple[Whole, Flags]) -> None:
        """Restores saved values; those of variables added since are unknown."""
        values, known = state
        self.values[: len(values)] = values
        self.known[: len(known)] = known
        self.known[len(known) :] = False

    def choose(self, variables: Whole) -> None:
        """Fixes these decisions at their current values."""
        self._change(variables[~self.chosen[variables]], True)

    def reopen(self, variables: Whole) -> None:
        """Takes these decisions back."""
        self._change(variables[self.chosen[variables]], False)

    def _change(self, variables: Whole, chosen: bool) -> None:
        self.chosen[variables] = chosen
        if 2 * len(variables) > len(self.decisions):  # counting anew is faster
            self.count()
            return
        step = -1 if chosen else 1
        rows = self.table.rows_of_entries(variables)
        touched = np.unique(rows)
        before = self.waiting[touched] > 0
        np.add.at(self.waiting, rows, step)
        turned = touched[before != (self.waiting[touched] > 0)]
        np.add.at(self.busy, self.table.entries(turned)[1], step)
