"""Partial solutions of a model: the values decided so far, and what their plan breaks.

The seats and tours that someone may take, and the days of open dates, are *decisions*; all other
variables are *auxiliary* and follow from them. `submodel.py` makes a model of some open decisions.

A patient model posts some rows only once a plan violates them. Heuristics do not know which: they
read from a partial solution what its plan breaks, and have the rows of that posted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from seatplan.dates import written_dates
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.plan_values import decisions, seats_in
from seatplan.engine.model.variables import line_of
from seatplan.engine.rows.rows import Flags, Table, Whole, sums
from seatplan.modelling import ALWAYS, LinearExpr, SeatVariable, Variable
from seatplan.plan import Assignment, Plan
from seatplan.timeline import PlanIndex

Cover = tuple[Whole, int]
"""Decisions, by position, of which this many must be taken."""


class PartialSolution:
    """Values for the variables of a model, as far as they are decided.

    Attributes:
        model: of the variables.
        numbers, first, last: the variables of decisions, and as in `Decision`, by position.
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
        """Starts without any decision made."""
        self.model = model
        made = decisions(model)
        self.members: list[str] = sorted({one.member for one in made.values()})
        place = {member: at for at, member in enumerate(self.members)}
        rows = [(place[member], first, last) for member, first, last in made.values()]
        columns = np.array(rows, dtype=np.int64).reshape(-1, 3)
        self.owner: Whole = columns[:, 0].copy()
        self.first: Whole = columns[:, 1].copy()
        self.last: Whole = columns[:, 2].copy()
        self.numbers: Whole = np.array(list(made), dtype=np.int64)
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
        self._places: dict[Variable, list[SeatVariable]] = {}
        for seat in model.candidates.seats:
            self._places.setdefault(seat.literal, []).append(seat)
        # The rules with requirements whose rows the model has put off, and what plans broke.
        self._lazy = tuple({id(rule): rule for rule in model.lazy_rows.values()}.values())
        self._about: dict[str, tuple[str, ...]] = {}
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
        if 2 * len(variables) > len(self.numbers):  # counting anew is faster
            self.count()
            return
        step = -1 if chosen else 1
        rows = self.table.rows_of_entries(variables)
        touched = np.unique(rows)
        before = self.waiting[touched] > 0
        np.add.at(self.waiting, rows, step)
        turned = touched[before != (self.waiting[touched] > 0)]
        np.add.at(self.busy, self.table.entries(turned)[1], step)

    # Plans

    @property
    def plan(self) -> Plan:
        """The seats taken so far and all dates, as a plan."""
        return self._plan(self.decision & (self.values == 1))

    def _plan(self, seats: Flags) -> Plan:
        model, taken = self.model, [ALWAYS, *np.flatnonzero(seats).tolist()]
        return Plan(
            (line_of(place) for literal in taken for place in self._places.get(literal, ())),
            model.program.name,
            written_dates(model.source, model.chosen_dates(self.values.tolist()))
            if model.open_dates
            else (),
        )

    def _reading(self, plan: Plan) -> PlanIndex:
        model = self.model
        return PlanIndex(
            model.program,
            plan,
            as_of=model.as_of,
            reference=model.reference,
            lookup=model.lookup,
        )

    def broken(self, flights: Iterable[str] | None = None) -> list[str]:
        """The ids of the requirements that the plan breaks, of those that may have no rows yet.

        Args:
            flights: the decided ones, which a requirement must be about; all if None.
        """
        if not self._lazy:
            return []
        model, reading = self.model, self._reading(self.plan)
        decided = frozenset(model.lookup.flights if flights is None else flights)
        found = [
            finding.requirement
            for rule in self._lazy
            for finding in rule.violations(reading)
            if (
                finding.requirement.id in model.separated
                or finding.requirement.id in model.lazy_rows
            )
            and not (finding.settled is not None and model.past(finding.settled))
            and decided.issuperset(finding.requirement.flights)
        ]
        self._about.update((one.id, one.flights) for one in found)
        return [one.id for one in found]

    def covers(self, begin: int, end: int) -> list[Cover]:
        """Rows that keep the plan of these flights from breaking what has no rows yet."""
        model = self.model
        found: list[Cover] = []
        if not model.lazy_rows:
            return found
        reading = self._reading(self._plan(self.chosen & (self.values == 1)))
        flights = list(model.lookup.flights.values())[begin:end]
        for rule in self._lazy:
            for requirement, members, least in rule.keepers(reading, flights):
                flight = model.lookup.flights[requirement.flights[0]]
                if requirement.id in model.lazy_rows and model.seats_taken(flight)[0] > 0:
                    seats = {
                        place.literal
                        for place in model.seat_variables(flight, "up")
                        if place.member.id in members and self.decision[place.literal]
                    }
                    found.append((np.searchsorted(self.numbers, sorted(seats)), least))
        return found

    def flights_of(self, requirement: str) -> list[int]:
        """The numbers of the flights that a requirement is about, once a plan has broken it."""
        order = {flight: number for number, flight in enumerate(self.model.lookup.flights)}
        return [order[one] for one in self._about.get(requirement, ())]

    def decide(self, plan: Plan) -> list[Cover] | None:
        """Makes the decisions about seats and dates as in a plan.

        Returns:
            for each seat that is more than one decision, that one of them must be taken; None if
            there is none for some seat or day of the plan.
        """
        model = self.model
        days = model.day_literals_of(model.dates_in(plan)) if model.open_dates else []
        found: dict[Assignment, list[Variable]] = {line: [] for line in plan.assignments}
        others = set[Variable]()
        for literal, line in seats_in(model, plan):
            if line is not None:
                found[line].append(literal)
            elif literal != ALWAYS:
                others.add(literal)
        if days is None or not all(found.values()):
            return None
        others.update(set(model.day_literals).difference(days))
        free = [[one for one in own if one not in others] for own in found.values()]
        certain = {own[0] for own in free if len(own) == 1} | {ALWAYS, *days}
        covers = [
            (np.searchsorted(self.numbers, sorted(own)), 1)
            for own in free
            if certain.isdisjoint(own)
        ]
        for seats, value in ((others, 0), (certain, 1)):
            numbers = np.array(sorted(seats - {ALWAYS}), dtype=np.int64)
            self.values[numbers] = value
            self.known[numbers] = True
            self.choose(numbers)
        return covers

    def separate(self, requirements: Iterable[str]) -> bool:
        """Posts those of these requirements that have no rows yet; returns whether any had none."""
        due = [one for one in requirements if one in self.model.lazy_rows]
        if not due:
            return False
        self.model.separate(due)
        more = len(self.model.variables) - len(self.values)
        none = np.zeros(more, dtype=np.bool_)
        self.table = self.model.rows.table(self.table)
        self.lows, self.highs = self.model.ranges()
        self.values = np.concatenate((self.values, self.lows[len(self.values) :]))
        self.known = np.concatenate((self.known, none))
        self.chosen = np.concatenate((self.chosen, none))
        self.decision = np.concatenate((self.decision, none))
        self.count()
        return True
