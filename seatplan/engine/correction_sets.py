"""Correction sets (MCSes): smallest sets of requirements to give up; planners read fixes.

Giving up a fix must break every conflict, so a fix is a hitting set of all conflicts (Reiter, A
theory of diagnosis from first principles, 1987), and the smallest that hits the conflicts known so
far is either a fix or shows one more conflict (implicit hitting sets: Davies and Bacchus, Solving
MAXSAT by solving a sequence of simpler SAT instances, 2011; Liffiton et al., Fast, flexible MUS
enumeration, 2016). Bare hitting sets need very many conflicts where people can stand in for each
other. So here the small problem is more than a list of conflicts: it is the program with only those
requirements that any conflict has named so far, and the cheapest way to give some of them up.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from attrs import frozen

from seatplan.engine.active_requirements import ActiveRequirements
from seatplan.engine.assumption_cores import AssumptionCores
from seatplan.engine.mus import for_reading, rough_core
from seatplan.engine.oracle import Oracle
from seatplan.engine.relevance import reach
from seatplan.explanation import Requirements
from seatplan.modelling import LinearExpr
from seatplan.requirement import Requirement
from seatplan.structure import one_place

ENTRIES = frozenset({"fixed", "forbidden", "availability"})
"""What changes one entry: it costs a little less than what waives a rule or a law."""

LAST_RESORT = frozenset({"one-place"})
"""What nobody can decide: it is given up only where nothing else would do."""


@frozen(order=True)
class Price:
    """What it costs to give up a set; less is better, the first counts most."""

    impossible: int = 0
    size: int = 0
    waived: int = 0


def price(requirements: Requirements) -> Price:
    """What it costs to give these up."""
    return Price(
        sum(one.rule in LAST_RESORT for one in requirements),
        len(requirements),
        sum(one.rule not in ENTRIES for one in requirements),
    )


class CorrectionSets:
    """Finds fixes one after the other.

    Attributes:
        complete: whether there are no more.
        smallest: whether each fix was proved to be the cheapest beside those before it.
    """

    def __init__(self, oracle: Oracle, named: Set[str], pinned: Set[str] = frozenset()) -> None:
        """Starts with the requirements that conflicts have named; `pinned` are never given up."""
        self.oracle = oracle
        self.complete = False
        self.smallest = True
        self._named = set(named)
        self._pinned = frozenset(pinned)
        self._found: list[frozenset[str]] = []
        self._least = Price()
        # At first nobody is in two places at once, and no conflict has to say so.
        self._possible = tuple(
            one_place.requirement(member) for member in oracle.lookup.members.values()
        )

    def __iter__(self) -> Iterator[Requirements]:
        while (choice := self._next()) is not None:
            core = rough_core(self.oracle, self._of(choice))
            if core is None:
                fix = self._minimal(choice)
                self._found.append(fix)
                yield tuple(sorted(self._of(fix), key=for_reading))
            else:
                # A core may lack what it needs: where it names nothing new, all there is.
                new = core - self._named or self.oracle.requirements.keys() - self._named
                if not new:
                    raise self.oracle.search.contradiction(
                        "the solver has a way out, and then a conflict in spite of it"
                    )
                self._named |= new
        self.complete = True

    def _of(self, ids: Set[str]) -> Requirements:
        return tuple(self.oracle.requirements[id] for id in sorted(ids))

    def _next(self) -> frozenset[str] | None:
        """The cheapest set; with people in two places at once when all else is used up."""
        choice = self._cheapest()
        if choice is None and self._possible:
            # Named, all of them: a set is dearer by each, and what was proved so far stays true.
            self.oracle.requirements.update({one.id: one for one in self._possible})
            self._named.update(one.id for one in self._possible)
            self._possible = ()
            choice = self._cheapest()
        return choice

    def _may_be_given_up(self, requirement: Requirement) -> bool:
        if requirement.id in self._pinned:
            return False
        return not (self._possible and requirement.rule in LAST_RESORT)

    def _cheapest(self) -> frozenset[str] | None:
        """The cheapest set that helps the program of what was named; None if none is new."""
        oracle = self.oracle
        named = self._of(self._named) + self._possible
        active = ActiveRequirements(only=named, assume=self._may_be_given_up)
        model = oracle.model(active, reach(oracle.lookup, named))
        guards = active.assumptions
        for fix in self._found:
            if fix <= guards.keys():
                kept = LinearExpr(guards[id] for id in sorted(fix))
                model.add_linear(kept, 1, None)
        count = len(guards) + 1
        factors = Price(count * count, count, 1)
        ids = sorted(guards)
        weights = [_sum_of(price((oracle.requirements[id],)), factors) for id in ids]
        cost = sum(weights) - LinearExpr([guards[id] for id in ids], weights)
        model.add_linear(cost, _sum_of(self._least, factors), None)
        model.cp.minimize(model.linear(cost))
        answer = oracle.best(model.cp)
        if answer.infeasible:
            return None
        self.smallest &= answer.proved
        solver = answer.solver
        choice = frozenset(id for id in ids if not solver.value(model.variables[guards[id]]))
        if answer.proved:
            self._least = price(self._of(choice))
        return choice

    def _minimal(self, choice: frozenset[str]) -> frozenset[str]:
        """What is needed of a set that helps: with any of it put back there is no plan."""
        if len(choice) == 1:
            return choice  # with it put back it is the program, which has none
        cores = AssumptionCores(
            self.oracle, ActiveRequirements(assume=lambda one: one.id in choice)
        )
        put_back: list[str] = []
        for id in sorted(choice):
            if cores.core((*put_back, id)) is None:
                put_back.append(id)
                self.smallest = False
        return choice - frozenset(put_back)


def _sum_of(one: Price, factors: Price) -> int:
    return (
        one.impossible * factors.impossible + one.size * factors.size + one.waived * factors.waived
    )


def told_first(fix: tuple[Requirement, ...]) -> tuple[int, Price, tuple[str, ...]]:
    """Where a fix stands among others: smallest first."""
    return len(fix), price(fix), tuple(one.id for one in fix)
