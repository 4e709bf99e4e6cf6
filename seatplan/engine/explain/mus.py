"""MUSes (minimal unsatisfiable subsets) of the requirements; planners call them conflicts.

Two steps keep the models small. At first, requirements that only bar members from seats or tours
(of seats, availability, forbidden entries) stay in force, so barred members have no literals. Among
all the others a core is found fast and then shrunk. The second model has only the requirements of
this core, but includes everyone, to find the barring requirements that the conflict needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from attrs import frozen

from seatplan.engine.explain.assumption_cores import AssumptionCores, Ids
from seatplan.engine.explain.deletion_filter import shrink
from seatplan.engine.explain.oracle import Oracle, Part
from seatplan.engine.explain.relevance import reach
from seatplan.engine.model.plan_values import hint_plan, read_plan
from seatplan.engine.rows.active_requirements import ActiveRequirements
from seatplan.engine.solver.search import OutOfTime
from seatplan.explanation import Requirements
from seatplan.plan import Plan
from seatplan.requirement import Requirement, requirement_id
from seatplan.structure import LAW_BY_ID, LAWS, Law

BARRING = frozenset(law.id for law in LAWS if law.only_bars)
"""Laws that only bar members: a model in which they are in force is smaller."""

FEW = 4
"""A larger core may be one of many, so shrinking also starts from others: for five specialist
seats, one more than there are specialists, the solver's core has 12 requirements and that of the
relaxation 5."""

OF_A_RULE = Law.reading_order
"""The position of a rule's requirements in a conflict."""


@frozen
class Conflict:
    """Requirements that cannot hold together.

    Attributes:
        requirements: in reading order.
        irreducible: whether each of them is needed.
    """

    requirements: Requirements
    irreducible: bool = True

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(one.id for one in self.requirements)


def independent_conflicts(rough: RoughCores, until: float) -> Iterator[Conflict]:
    """Conflicts that share no requirement, until the rest can hold together."""
    without: list[Requirement] = []
    while (found := find_conflict(rough, without, until)) is not None:
        yield found
        if not found.requirements:
            return  # requirements that are never given up conflict with each other
        without += found.requirements


def find_conflict(
    rough: RoughCores, without: Iterable[Requirement], until: float
) -> Conflict | None:
    """A conflict among all requirements except some; None if they can hold together.

    Args:
        rough: the source of the first cores.
        without: requirements that are given up.
        until: when to stop shrinking; the result is verified in any case.
    """
    oracle = rough.oracle
    core = rough.core(without)
    if core is None:
        return None
    shrunk = [_shrunk_posted(rough, one, until) for one in _starts(rough, core, until)]
    posted, sure = min(shrunk, key=lambda one: (not one[1], len(one[0])))
    barring, also_sure = _shrunk_barring(rough, posted, until)
    found = [oracle.requirements[id] for id in (*posted, *barring)]
    sure &= also_sure
    if not oracle.impossible(found):
        found, sure = _from_scratch(oracle, without, until)
    return Conflict(tuple(sorted(found, key=for_reading)), sure)


def _starts(rough: RoughCores, core: Ids, until: float) -> Iterator[Ids]:
    """Cores to shrink: a core of more than a few may be one of many, and others may be smaller."""
    yield core
    if len(core) > FEW and rough.oracle.before(until):
        relaxed = rough.relaxed_core(core)
        if relaxed is not None and set(relaxed) != set(core):
            yield relaxed


class RoughCores:
    """First cores among the requirements that do not bar, with all barring ones in force.

    One model serves for all cores while the same barring requirements are given up.

    Attributes:
        plan: for the last set that could hold together; other plans are near it.
    """

    def __init__(self, oracle: Oracle) -> None:
        self.oracle = oracle
        self._cores: AssumptionCores | None = None
        self._ships: AssumptionCores | None = None
        self._open: frozenset[str] = frozenset()  # those that are not in force in the model
        self._asked = False
        self.plan: Plan | None = None
        self._given_up: set[str] = set()

    def core(self, without: Iterable[Requirement]) -> Ids | None:
        """The ids of a core without these requirements; the first ids are to be left out first.

        None if the others can hold together.
        """
        given_up = tuple(without)
        known = self.oracle.known_plan(given_up)
        if known is not None:
            self.plan, self._asked = known, True
            return None
        self._given_up = {one.id for one in given_up}
        gone = frozenset(one.id for one in given_up if one.rule in BARRING)
        if self._cores is None or self._open != gone:
            self._build(given_up, gone)
        cores = self._cores
        assert cores is not None
        core = self._core_of(cores)
        ships = None
        if core is None:
            core, ships = self._core_of_ships()
        if core is None:
            assert cores.answer is not None
            self.plan = self.oracle.checked(cores.model, cores.answer, given_up, ships)
            hint_plan(cores.model, self.plan)
        return core

    def _core_of(self, cores: AssumptionCores) -> Ids | None:
        """A core; without the deferred requirements if these are not needed for one."""
        core = cores.quick_core(self._wanted(cores))
        if core is None:
            if cores.is_partial:
                cores.complete()
            core = cores.first_core(self._wanted(cores), hopeful=self._asked)
        self._asked = True
        return core

    def _core_of_ships(self) -> tuple[Ids | None, Plan | None]:
        """A core of ports and spacecraft, or a plan of them; neither if both parts are one."""
        if not self.oracle.ships_apart:
            return None, None
        if self._ships is None:
            self._ships = AssumptionCores(
                self.oracle, ActiveRequirements(assume=True), part="ships"
            )
        ships = self._ships
        core = ships.core(self._wanted(ships))
        if core is not None:
            return core, None
        assert ships.answer is not None
        return None, read_plan(ships.model, ships.answer.values(len(ships.model.variables)))

    def relaxed_core(self, known: Ids) -> Ids | None:
        """Another core than a known one, from the linear relaxation, if that has one."""
        assert self._cores is not None
        if not set(known) <= set(self._cores.ids):
            return None  # it is about ships
        core = self._cores.relaxed_core(self._wanted(self._cores))
        return core or None

    def _holds(self, requirement: Requirement) -> bool:
        ids = {requirement.id, requirement_id(requirement.rule)}
        return self._given_up.isdisjoint(ids)

    def _wanted(self, cores: AssumptionCores) -> Ids:
        wanted = (id for id in cores.ids if self._holds(self.oracle.requirements[id]))
        return _for_dropping(self.oracle, wanted)

    def _build(self, without: Iterable[Requirement], gone: frozenset[str]) -> None:
        active = ActiveRequirements(
            without=[one for one in without if one.id in gone],
            assume=lambda one: one.rule not in BARRING,
        )
        part: Part | None = "people" if self.oracle.ships_apart else None
        self._cores = AssumptionCores(self.oracle, active, patient=True, part=part)
        if self.plan is not None:
            hint_plan(self._cores.model, self.plan)
        self._open = gone

    @property
    def bars(self) -> list[Requirement]:
        """The barring requirements that are in force; `one-place` comes with what is deferred."""
        assert self._cores is not None
        known = self._cores.model.active.requirements
        barring = (known[id] for id in sorted(known) if known[id].rule in BARRING)
        return [one for one in barring if self._holds(one)]

    def barring_cores(self, posted: Ids) -> AssumptionCores:
        """A model of these requirements and all barring ones; the latter under assumptions."""
        requirements = [self.oracle.requirements[id] for id in posted]
        ids = frozenset(posted)
        active = ActiveRequirements(
            only=(*requirements, *self.bars), assume=lambda one: one.id not in ids
        )
        return AssumptionCores(self.oracle, active, reach(self.oracle.lookup, requirements))


def rough_core(rough: RoughCores, without: Iterable[Requirement]) -> frozenset[str] | None:
    """Requirements that probably cannot hold together; None if all except `without` can.

    They are neither shrunk nor verified: they show where to look for the next fix.
    """
    core = rough.core(without)
    if core is None:
        return None
    barring = rough.barring_cores(core)
    return frozenset((*core, *(barring.core(barring.ids) or ())))


def _shrunk_posted(rough: RoughCores, core: Ids, until: float) -> tuple[Ids, bool]:
    """The needed part of a rough core, with all barring requirements in force."""
    requirements = [rough.oracle.requirements[id] for id in core]
    active = ActiveRequirements(
        only=(*requirements, *rough.bars), assume=lambda one: one.rule not in BARRING
    )
    cores = AssumptionCores(rough.oracle, active, reach(rough.oracle.lookup, requirements))
    return _shrunk(rough, cores, core, until)


def _shrunk_barring(rough: RoughCores, posted: Ids, until: float) -> tuple[Ids, bool]:
    """The barring requirements that are needed in addition to these; all if time is short."""
    cores = rough.barring_cores(posted)
    bars = _for_dropping(rough.oracle, cores.ids)
    try:
        core = cores.core(bars, until)
    except OutOfTime:
        return bars, False
    if core is None:
        return bars, False  # the solver contradicts itself; verification will detect it
    return _shrunk(rough, cores, core, until)


def _shrunk(rough: RoughCores, cores: AssumptionCores, core: Ids, until: float) -> tuple[Ids, bool]:
    """An irreducible part of a core, and whether that is proved."""
    return shrink(
        partial(cores.core_nearby, until=until), core, partial(rough.oracle.before, until)
    )


def _from_scratch(
    oracle: Oracle, without: Iterable[Requirement], until: float
) -> tuple[list[Requirement], bool]:
    """The same with one model of everything and everyone: slow, and only for wrong cores."""
    cores = AssumptionCores(oracle, ActiveRequirements(without=without, assume=True))
    kept, sure = shrink(cores.core, _for_dropping(oracle, cores.ids), lambda: oracle.before(until))
    found = [oracle.requirements[id] for id in kept]
    if not oracle.impossible(found):
        names = ", ".join(kept)
        raise oracle.search.contradiction(
            f"the solver claims that these cannot hold together, and they can: {names}"
        )
    return found, sure


def _for_dropping(oracle: Oracle, ids: Iterable[str]) -> Ids:
    """The ids in the order to leave them out: first what is least useful to a planner."""
    return tuple(sorted(ids, key=lambda id: (-_rank(oracle.requirements[id]), id)))


def for_reading(requirement: Requirement) -> tuple[int, str]:
    """The position of a requirement in a conflict: wishes, rules, seats, availability, others."""
    return _rank(requirement), requirement.id


def _rank(requirement: Requirement) -> int:
    law = LAW_BY_ID.get(requirement.rule)
    return OF_A_RULE if law is None else law.reading_order
