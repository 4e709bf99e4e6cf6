"""Lazy rows and plans: which of them a plan violates, and what keeps it from doing so.

A patient model posts some rows only once a plan violates them. Heuristics do not know which: they
read from a partial solution what its plan breaks, and have the rows of that posted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from seatplan.engine.model.model import SeatModel
from seatplan.kinds import Rule
from seatplan.plan import Plan
from seatplan.timeline import PlanIndex


class LazyRows:
    """The requirements whose rows a model has put off, and those posted since."""

    def __init__(self, model: SeatModel) -> None:
        self._model = model
        self._rules: tuple[Rule, ...] = tuple(
            {id(rule): rule for rule in model.lazy_rows.values()}.values()
        )
        self._about: dict[str, tuple[str, ...]] = {}

    def _reading(self, plan: Plan) -> PlanIndex:
        model = self._model
        return PlanIndex(
            model.program,
            plan,
            as_of=model.as_of,
            reference=model.reference,
            lookup=model.lookup,
        )

    def broken(self, plan: Plan, decided: frozenset[str]) -> list[str]:
        """The ids of those that a plan breaks and that are about these flights alone."""
        if not self._rules:
            return []
        model, reading = self._model, self._reading(plan)
        found = [
            finding.requirement
            for rule in self._rules
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

    def flights_of(self, requirement: str) -> tuple[str, ...]:
        """The flights that a requirement is about, once a plan has broken it."""
        return self._about.get(requirement, ())

    def covers(
        self, plan: Plan, flights: Iterable[str]
    ) -> Iterator[tuple[str, frozenset[str], int]]:
        """Yields flights with the members of which one not posted yet needs this many."""
        lazy = self._model.lazy_rows
        if not lazy:
            return
        reading = self._reading(plan)
        asked = [self._model.lookup.flights[one] for one in flights]
        for rule in self._rules:
            for requirement, members, count in rule.keepers(reading, asked):
                if requirement.id in lazy:
                    yield requirement.flights[0], members, count
