"""Partial solutions of a model: the values decided so far, and sub-models of the rest.

The seats and tours that someone may take are *decisions*; all other variables are *auxiliary* and
follow from them. A sub-model has some open decisions, the auxiliary variables that follow from
them, and every row with any of these. Decisions already made are constants. Decisions left for a
later sub-model may still take any value, so a row is relaxed by as much as they can contribute.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from attrs import frozen
from ortools.sat.python import cp_model

from seatplan.engine.model.decisions import PartialValues
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.plan_values import seats_in
from seatplan.engine.model.variables import line_of
from seatplan.engine.rows.active_requirements import TRUE
from seatplan.engine.rows.cpsat import hint, maximize, post
from seatplan.engine.rows.rows import Flags, Table, Whole, sums
from seatplan.engine.solver.answer import Answer
from seatplan.engine.solver.lazy_rows import LazyRows
from seatplan.engine.solver.open_rows import OpenRows
from seatplan.engine.solver.search import Search
from seatplan.modelling import SeatVariable, Variable
from seatplan.plan import Assignment, Plan

Cover = tuple[Whole, int]
"""Decisions, by position, of which this many must be taken."""


@frozen(eq=False)
class Submodel:
    """A model of the open decisions.

    Attributes:
        cp: the solver's model.
        variables: the numbers of its variables in the whole model.
        own: the same variables in the solver's model.
    """

    cp: cp_model.CpModel
    variables: Whole
    own: list[cp_model.IntVar]


class PartialSolution(PartialValues):
    """A partial solution with its plan, the requirements that it breaks, and its sub-models."""

    def __init__(self, model: SeatModel) -> None:
        """Starts without any decision made."""
        super().__init__(model)
        self._places: dict[Variable, list[SeatVariable]] = {}
        for place in model.candidates.seats:
            self._places.setdefault(place.literal, []).append(place)
        self._lazy = LazyRows(model)

    @property
    def plan(self) -> Plan:
        """The seats taken so far, as a plan."""
        return self._plan(self.decision & (self.values == 1))

    def _plan(self, seats: Flags) -> Plan:
        taken = [TRUE, *np.flatnonzero(seats).tolist()]
        return Plan(
            (line_of(place) for literal in taken for place in self._places.get(literal, ())),
            self.model.program.name,
        )

    def broken(self, flights: Iterable[str] | None = None) -> list[str]:
        """The ids of the requirements that the plan breaks, of those that may have no rows yet.

        Args:
            flights: the decided ones; all if None.
        """
        decided = self.model.lookup.flights if flights is None else flights
        return self._lazy.broken(self.plan, frozenset(decided))

    def covers(self, begin: int, end: int) -> list[Cover]:
        """Rows that keep the plan of these flights from breaking what has no rows yet."""
        model = self.model
        found: list[Cover] = []
        plan = self._plan(self.chosen & (self.values == 1))
        flights = list(model.lookup.flights)[begin:end]
        for name, members, least in self._lazy.covers(plan, flights):
            flight = model.lookup.flights[name]
            if model.seats_taken(flight)[0] > 0:
                seats = {
                    place.literal
                    for place in model.seat_variables(flight, "up")
                    if place.member.id in members and place.literal in self.decisions
                }
                found.append((np.searchsorted(self.numbers, sorted(seats)), least))
        return found

    def solution(self, search: Search) -> list[int] | None:
        """The values of all variables once all decisions are made; None if time runs out first."""
        unknown = np.flatnonzero(~self.known)
        if len(unknown):
            submodel = self.submodel(unknown, {}, hinted=False)
            answer = search.run(submodel.cp)
            if not answer.found:
                return None
            self.take(submodel, answer)
        return [int(one) for one in self.values.tolist()]

    def flights_of(self, requirement: str) -> list[int]:
        """The numbers of the flights that a broken requirement is about."""
        order = {flight: number for number, flight in enumerate(self.model.lookup.flights)}
        return [order[one] for one in self._lazy.flights_of(requirement)]

    def decide(self, plan: Plan) -> list[Cover] | None:
        """Makes the decisions about seats as in a plan.

        Returns:
            for each seat that is more than one decision, that one of them must be taken; None if
            there is none for some seat of the plan.
        """
        found: dict[Assignment, list[Variable]] = {line: [] for line in plan.assignments}
        others = set[Variable]()
        for literal, line in seats_in(self.model, plan):
            if line is not None:
                found[line].append(literal)
            elif literal != TRUE:
                others.add(literal)
        if not all(found.values()):
            return None
        ways = [[one for one in own if one not in others] for own in found.values()]
        certain = {own[0] for own in ways if len(own) == 1} | {TRUE}
        covers = [
            (np.searchsorted(self.numbers, sorted(own)), 1)
            for own in ways
            if certain.isdisjoint(own)
        ]
        for seats, value in ((others, 0), (certain, 1)):
            numbers = np.array(sorted(seats - {TRUE}), dtype=np.int64)
            self.values[numbers] = value
            self.known[numbers] = True
            self.choose(numbers)
        return covers

    def take(self, submodel: Submodel, answer: Answer) -> None:
        """Takes over the values found for a sub-model."""
        self.values[submodel.variables] = answer.values(len(submodel.own))
        self.known[submodel.variables] = True

    def separate(self, requirements: Iterable[str]) -> bool:
        """Posts those of these requirements that have no rows yet; returns whether any had none."""
        due = [one for one in requirements if one in self.model.lazy_rows]
        if not due:
            return False
        self.model.separate(due)
        more = len(self.model.variables) - len(self.values)
        none = np.zeros(more, dtype=np.bool_)
        self.table: Table = self.model.rows.table(self.table)
        self.highs: Whole
        self.lows: Whole
        self.lows, self.highs = self.model.ranges()
        self.values: Whole = np.concatenate((self.values, self.lows[len(self.values) :]))
        self.known: Flags = np.concatenate((self.known, none))
        self.chosen: Flags = np.concatenate((self.chosen, none))
        self.decision: Flags = np.concatenate((self.decision, none))
        self.count()
        return True

    def submodel(
        self,
        opened: Whole,
        worth: Mapping[Variable, int],
        *,
        settled: bool = False,
        hinted: bool = True,
        waived: Mapping[str, int] | None = None,
        closed: Whole | None = None,
        aside: Flags | None = None,
        staying: Whole | None = None,
        covers: Sequence[Cover] = (),
    ) -> Submodel:
        """A model with these decisions open.

        Args:
            opened: the decisions.
            worth: the objective coefficient of each variable, to be maximized.
            settled: whether variables that follow only from decisions already made stay fixed: true
                if these decisions are final.
            hinted: whether to give the search the known values as a hint.
            waived: requirements that may be broken, with the reward for keeping each.
            closed: decisions not made yet that keep their values in this sub-model.
            aside: auxiliary variables left out until all decisions are made.
            staying: auxiliary variables that keep their values.
            covers: more rows for the open decisions.
        """
        fixed = self.chosen | ~self.decision
        if closed is not None:
            fixed[closed] = True
        if aside is not None:
            fixed &= ~aside
        fixed &= ~self._far(opened, fixed)
        if staying is not None:
            fixed[staying] = True
        mask, rows = self._reach(opened, closed, fixed, settled, staying)
        waived = waived or {}
        free = {row for one in waived for row in self.model.separated.get(one, ())}
        lows = np.where(fixed & ~mask, self.values, self.lows)
        highs = np.where(fixed & ~mask, self.values, self.highs)
        left = OpenRows.of(self.table, rows).only(mask, lows, highs)
        left = left.decided(lows, highs, free).renumbered(numbers := np.flatnonzero(mask))
        lows, highs = lows[numbers], highs[numbers]
        cp = cp_model.CpModel()
        own = [
            cp.new_bool_var("") if low == 0 and high == 1 else cp.new_int_var(low, high, "")
            for low, high in zip(lows.tolist(), highs.tolist(), strict=True)
        ]
        if not own:
            cp.new_constant(0)  # a guard with the number 0 would be none
        guards: dict[int, int] = {}
        terms = {at: worth[one] for at, one in enumerate(numbers.tolist()) if one in worth}
        for one, gain in waived.items():
            literal = cp.new_bool_var("").index
            guards.update(dict.fromkeys(self.model.separated.get(one, ()), literal))
            terms[literal] = gain
        post(cp, left.posted(lows, highs, guards), lows, highs)
        for places, least in covers:
            among = self.numbers[places]
            at = np.searchsorted(numbers, among[mask[among]]).tolist()
            cp.add(cp_model.LinearExpr.sum([own[one] for one in at]) >= least)
        maximize(cp, terms)
        if hinted:
            hint(cp, range(len(own)), self.values[numbers].tolist())
        return Submodel(cp, numbers, own)

    def _far(self, opened: Whole, fixed: Flags) -> Flags:
        """Auxiliary variables that depend only on undecided decisions outside the sub-model.

        They are left out: otherwise they would pull the whole remaining horizon into the sub-model.
        """
        waits = self.decision & ~fixed
        waits[opened] = False
        rows, variables = self.following
        taken = np.flatnonzero(self.decision & ~self.chosen & ~waits)
        counted = np.bincount(self.table.rows_of_entries(taken), minlength=len(self.table))
        far: Flags = np.zeros(len(self.values), dtype=np.bool_)
        far[variables[(self.waiting > counted)[rows]]] = True
        far[variables[self.table.with_any_of(opened)[rows]]] = False
        return far

    def _reach(
        self,
        opened: Whole,
        closed: Whole | None,
        fixed: Flags,
        settled: bool,
        staying: Whole | None,
    ) -> tuple[Flags, Whole]:
        """The open variables, and the rows to keep."""
        mask: Flags = np.zeros(len(self.values), dtype=np.bool_)
        mask[opened] = True
        waiting = ~fixed & ~mask
        follows = ~self.decision & fixed & (self.lows < self.highs)
        if settled:
            follows &= (self.busy > 0) | ~self.known
        if staying is not None:
            follows[staying] = False
        asked = self.table.with_any_of(opened)
        if closed is not None:
            # Only open variables can violate an exclusive row.
            asked |= self.table.with_any_of(closed) & ~self.table.exclusive
        asked[self.constant] = True
        new = np.flatnonzero(asked)
        while len(new):
            found: Flags = np.zeros(len(self.values), dtype=np.bool_)
            found[self.table.entries(new)[1]] = True
            found &= follows & ~mask
            mask |= found
            new = np.flatnonzero(self.table.with_any_of(np.flatnonzero(found)) & ~asked)
            at, variables, _ = self.table.entries(new)
            new = new[sums(waiting[variables], at) == 0]
            asked[new] = True
        return mask, np.flatnonzero(asked)
