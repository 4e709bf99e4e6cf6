"""First cores, of everything that is required, and the small models in which they are shrunk.

Requirements that only bar members from seats or tours (of seats, availability, forbidden entries)
are in force in the first model, so barred members have no literals in it. A second, small model
finds out which of them a core needs.

Measured in docs/decisions/0009.
"""

from __future__ import annotations

from collections.abc import Iterable

from seatplan.engine.explain.assumption_cores import LARGE_MODEL, AssumptionCores, Ids
from seatplan.engine.explain.elastic import elastic_core
from seatplan.engine.explain.oracle import Oracle, Part
from seatplan.engine.explain.relevance import few, reach
from seatplan.engine.model.plan_values import hint_plan, read_plan
from seatplan.engine.rows.active_requirements import ActiveRequirements
from seatplan.explanation import Requirements
from seatplan.kinds import Reach
from seatplan.plan import Plan
from seatplan.requirement import Requirement
from seatplan.structure import LAWS

BARRING = frozenset(law.id for law in LAWS if law.only_bars)
"""Laws that only bar members: a model in which they are in force is smaller."""

MANY = 5_000
"""From this many variables, a plan is first looked for among few people."""


class RoughCores:
    """First cores among the requirements that do not bar, with all barring ones in force.

    There is a model of everything, or where ships are apart, one of people and one of ships. They
    serve for all cores while the same barring requirements are given up.

    Attributes:
        plan: for the last set that could hold together; other plans are near it.
    """

    def __init__(self, oracle: Oracle) -> None:
        self.oracle = oracle
        self.plan: Plan | None = None
        self._parts: tuple[Part | None, ...] = (
            ("people", "ships") if oracle.ships_apart else (None,)
        )
        self._cores: dict[Part | None, AssumptionCores] = {}
        self._open: frozenset[str] = frozenset()  # the barring ones not in force in the models
        self._asked = False
        self._without: Requirements = ()

    def core(self, without: Iterable[Requirement]) -> Ids | None:
        """The ids of a core without these requirements; the first ids are to be left out first.

        None if the others can hold together.
        """
        self._without = tuple(without)
        hopeful, self._asked = self._asked, True
        known = self.oracle.known_plan(self._without)
        if known is not None:
            self.plan = known
            return None
        for part in self._parts:
            core = self._of(part).first_core(self._without, hopeful=hopeful)
            if core is not None:
                return core
        main, *ships = (self._of(part) for part in self._parts)
        assert main.answer is not None
        apart = (read_plan(one.model, one.solution) for one in ships)
        self.plan = self.oracle.checked(main.model, main.answer, self._without, *apart)
        hint_plan(main.model, self.plan)
        return None

    def _of(self, part: Part | None) -> AssumptionCores:
        """The model of a part, made on first use."""
        gone = [one for one in self._without if one.rule in BARRING]
        if self._open != {one.id for one in gone}:
            self._open = frozenset(one.id for one in gone)
            self._cores.clear()
        if part not in self._cores:
            active = ActiveRequirements(without=gone, assume=lambda one: one.rule not in BARRING)
            cores = AssumptionCores(self.oracle, active, patient=True, part=part)
            self._cores[part] = cores
            if self.plan is not None and part != "ships":
                hint_plan(cores.model, self.plan)
        return self._cores[part]

    def relaxed_core(self, known: Ids) -> Ids | None:
        """Another core than a known one, from the linear relaxation, if that has one.

        Not in large models, nor about ships.
        """
        cores = self._of(self._parts[0])
        if cores.model.size >= LARGE_MODEL or not set(known) <= cores.guards.keys():
            return None
        wanted = cores.wanted(self._without)
        core = elastic_core(cores.model, [cores.guards[id] for id in wanted], self.oracle.search)
        found = tuple(id for id in wanted if core and cores.guards[id] in core)
        return found if found and set(found) != set(known) else None

    @property
    def in_force(self) -> Requirements:
        """Those that are in force; some, as of `one-place`, come with what is deferred."""
        known = self._of(self._parts[0]).model.active.requirements.values()
        gone = ActiveRequirements(without=self._without)
        kept = (one for one in known if not gone.given_up(one))
        return tuple(sorted(kept, key=self.oracle.ranking.position))

    def small(
        self, ids: Ids, *, barring: bool, bars: Requirements | None = None
    ) -> AssumptionCores:
        """A model of these requirements and barring ones, with only the people that they reach.

        The barring ones are `bars`, or all. They depend on assumptions if `barring`, otherwise the
        others.
        """
        requirements = [self.oracle.requirements[id] for id in ids]
        if bars is None:
            bars = tuple(one for one in self.in_force if one.rule in BARRING)

        def cores(among: Reach | None) -> AssumptionCores:
            active = ActiveRequirements(
                only=(*requirements, *bars),
                assume=lambda one: (one.id not in ids) if barring else (one.rule not in BARRING),
            )
            return AssumptionCores(self.oracle, active, among)

        lookup = self.oracle.lookup
        among = reach(lookup, requirements)
        found = cores(among)
        if found.model.size >= MANY:
            found.fewer = lambda: cores(few(lookup, among))
        return found

    def whole_core(self, without: Iterable[Requirement]) -> frozenset[str] | None:
        """Requirements that probably cannot hold together, with barring ones; None if all can.

        They are neither shrunk nor verified: they show where to look for the next fix.
        """
        core = self.core(without)
        if core is None:
            return None
        barring = self.small(core, barring=True)
        return frozenset((*core, *(barring.core(barring.wanted()) or ())))
