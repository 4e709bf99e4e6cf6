"""A plan made better by planning some members again, while all others keep their seats.

What a plan of a large program still lacks concerns few people, and planning a quarter of them anew
is a small search that is mostly proved in a second. Which quarter: by turns those near a flight
with a requirement that is still broken, and members drawn by chance. Of plans that are worth the
same each search takes another one, drawn by chance too: from one that cannot be made better so the
next often can (with nothing but this, `iss` stops at 1817 even turns without it, at 1811 with it).

Drawn by chance means drawn from the seed: the same program and seed give the same plan.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from seatplan.engine.model import SeatModel
from seatplan.engine.rounding import complete, decisions, with_fixed
from seatplan.engine.search import Search
from seatplan.engine.translating import read_plan
from seatplan.modelling import Sum, Variable
from seatplan.plan import Plan
from seatplan.program import Flight

EFFORT = 1.0
"""For one search, on the solver's own clock."""

FREE = 5_000
"""How many literals are open in the first search; from then on as many as can be proved."""

GROW, SHRINK = 1.03, 0.85

IDLE = 25
"""So many searches in a row without any gain, and it is over."""

EXACT = 2**53
"""Objectives beyond that are not exact in the solver's bounds."""


class Mending:
    """One run of it.

    Attributes:
        values: of all variables of the model, in the plan that has been reached.
    """

    def __init__(
        self,
        model: SeatModel,
        objective: Sum,
        bound: int,
        guards: Mapping[Variable, Sequence[str]],
        search: Search,
    ) -> None:
        """
        Args:
            model: demands each requirement that may still be broken under a literal.
            objective: to be maximised.
            bound: it cannot be more.
            guards: these literals, and the flights that each requirement is about.
        """
        self.model = model
        self.objective = objective
        self.bound = bound
        self.guards = guards
        self.search = search
        self.values: list[int] = []
        self._owners = decisions(model)
        self._random = Random(search.seed)
        self._size = float(FREE)
        self._weight: dict[str, int] = {}
        for owner in self._owners.values():
            self._weight[owner] = self._weight.get(owner, 0) + 1
        self._flights = sorted(model.lookup.flights.values(), key=lambda one: (one.launch, one.id))

    def run(self, plan: Plan) -> Plan | None:
        """The plan made better as far as it goes; None if something is still broken at the end."""
        started = complete(self.model, plan, self.search)
        if started is None:
            return None
        self.values = started
        worth = Sum(self.guards) + self.objective * (len(self.guards) + 1)
        self._climb(worth)
        if self._broken():  # what the plan is worth comes second, then
            low, high = self.model.span(self.objective)
            self._climb(Sum(self.guards, high - low + 1) + self.objective)
        return None if self._broken() else read_plan(self.model, self.values)

    def _climb(self, worth: Sum) -> None:
        best = self.model.value(worth, self.values)
        idle = turn = 0
        while idle < IDLE and self.search.left > 0:
            broken = self._broken()
            at_bound = self.model.value(self.objective, self.values) >= self.bound
            if at_bound and not broken:
                return
            group = self._near(broken[turn // 2 % len(broken)]) if broken and turn % 2 == 0 else []
            proved = self._again(frozenset(self._filled(group)), worth, best)
            self._size *= GROW if proved else SHRINK
            reached = self.model.value(worth, self.values)
            idle = 0 if reached > best else idle + 1
            best = reached
            turn += 1

    def _broken(self) -> list[Variable]:
        return [literal for literal in self.guards if not self.values[literal]]

    def _near(self, guard: Variable) -> list[str]:
        """Those who fly about when the requirement's flight does, then who else may be on it."""
        flights = [self.model.lookup.flights[one] for one in self.guards[guard]]
        if not flights:
            return []
        day = flights[0].launch
        around = sorted(self._flights, key=lambda one: abs((one.launch - day).days))
        flying: dict[str, None] = {}
        weight = 0
        for flight in around:
            for member in self._up(flight):
                if member not in flying:
                    flying[member] = None
                    weight += self._weight.get(member, 0)
            if weight > self._size / 2:
                break
        eligible = {
            place.member.id for flight in flights for place in self.model.places(flight, "up")
        }
        others = sorted(eligible - flying.keys())
        self._random.shuffle(others)
        return [*flying, *others]

    def _up(self, flight: Flight) -> list[str]:
        return [way.member.id for way in self.model.ways_up(flight) if self.values[way.literal]]

    def _filled(self, group: list[str]) -> list[str]:
        """The first of a group, or of all in a drawn order, as many as the size allows."""
        everyone = sorted(self._weight)
        self._random.shuffle(everyone)
        chosen: dict[str, None] = {}
        weight = 0.0
        for member in group or everyone:
            if weight >= self._size:
                break
            weight += self._weight.get(member, 0)
            chosen[member] = None
        return list(chosen)

    def _again(self, group: frozenset[str], worth: Sum, best: int) -> bool:
        """Plans a group again; whether what came out is proved to be the best for it."""
        model = self.model
        open_ = [one for one, owner in self._owners.items() if owner in group]
        kept = (one for one, owner in self._owners.items() if owner not in group)
        cp = with_fixed(model, {one: self.values[one] for one in kept})
        cp.add(model.linear(worth) >= best)
        drawn = self._random.sample(open_, len(open_) // 10)
        low, high = model.span(worth)
        if (high - low + 1) * (2 * len(drawn) + 1) < EXACT:
            change = Sum(drawn, [self._random.choice((-1, 1)) for _ in drawn])
            worth = worth * (2 * len(drawn) + 1) + change
        cp.maximize(model.linear(worth))
        answer = self.search.run(cp, effort=EFFORT)
        if answer.found:
            self.values = [answer.solver.value(variable) for variable in model.variables]
        return answer.proved or answer.infeasible
