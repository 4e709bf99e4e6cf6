"""MUSes (minimal unsatisfiable subsets) of the requirements; planners read them as conflicts.

Two steps keep the models small. The requirements that only bar someone from somewhere (of seats,
availability, forbidden entries) stay in force at first, so no one who is barred becomes a literal:
among all the others a core comes fast, and is shrunk. Only what it reaches is then modelled with
everyone in it, to see which of the barring requirements the conflict needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from seatplan.engine.active_requirements import ActiveRequirements
from seatplan.engine.assumption_cores import AssumptionCores, Ids
from seatplan.engine.deletion_filter import shrink
from seatplan.engine.oracle import Oracle
from seatplan.engine.plan_values import hint_plan
from seatplan.engine.relevance import reach
from seatplan.explanation import Requirements
from seatplan.plan import Plan
from seatplan.requirement import Requirement, requirement_id
from seatplan.structure import LAW_BY_ID, LAWS, Law

BARRING = frozenset(law.id for law in LAWS if law.only_bars)
"""Laws that do nothing but bar: a model in which they are in force is smaller."""

FEW = 4
"""A core of more may be one of many, and is not the only start: on five specialist seats that are
one too many the solver's own has 12 requirements, and that of the relaxation 5."""

OF_A_RULE = Law.reading_order
"""Where the requirements of a rule are in a conflict."""


@frozen
class Conflict:
    """Requirements that cannot hold together.

    Attributes:
        requirements: in the order of reading.
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
            return  # what is never given up is in conflict with itself
        without += found.requirements


def find_conflict(
    rough: RoughCores, without: Iterable[Requirement], until: float
) -> Conflict | None:
    """A conflict among all requirements but some; None if those can hold together.

    Args:
        rough: where the first cores come from.
        without: requirements that are given up.
        until: when to stop shrinking: what is there then is verified all the same.
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
    """Cores to shrink: where one has more than a few, it may be one of many, and others shorter."""
    yield core
    if len(core) > FEW and rough.oracle.before(until):
        relaxed = rough.relaxed_core()
        if relaxed is not None and set(relaxed) != set(core):
            yield relaxed


class RoughCores:
    """First cores: of those that are no bars, while all that bar are in force.

    One model has them all, as long as no bar is given up that it has in force and that matters.

    Attributes:
        bars: the requirements that bar, as far as they are not given up.
        plan: of the last that could hold together: others are near it.
    """

    def __init__(self, oracle: Oracle) -> None:
        self.oracle = oracle
        self.bars: list[Requirement] = []
        self._cores: AssumptionCores | None = None
        self._open: frozenset[str] = frozenset()  # the bars that the model does not have in force
        self._known: list[Requirement] = []
        self._asked = False
        self.plan: Plan | None = None
        self._given_up: set[str] = set()
        self._barring: dict[Ids, Ids | None] = {}  # of the bars that hold now

    def core(self, without: Iterable[Requirement]) -> Ids | None:
        """The ids of a core of all but these, those first that are to be left out first.

        None if all but these can hold together.
        """
        given_up = tuple(without)
        self._given_up = {one.id for one in given_up}
        barring = frozenset(one.id for one in given_up if one.rule in BARRING)
        if self._cores is None or not self._open <= barring:
            self._build(given_up, barring)
        while True:
            cores = self._cores
            assert cores is not None
            self.bars = [one for one in self._known if self._holds(one)]
            self._barring.clear()
            core = cores.first_core(self._wanted(), hopeful=self._asked)
            self._asked = True
            if core is None:
                assert cores.answer is not None
                self.plan = self.oracle.checked(cores.model, cores.answer, without=given_up)
                cores.model.cp.clear_hints()
                hint_plan(cores.model, self.plan)
                return None
            if barring <= self._open or self.barring_core(core) is not None:
                return core
            self._build(given_up, barring)  # a bar that is given up is what it needs

    def relaxed_core(self) -> Ids | None:
        """The same core that the linear relaxation shows, if it shows one."""
        assert self._cores is not None
        core = self._cores.relaxed_core(self._wanted())
        return core if core and self.barring_core(core) is not None else None

    def _holds(self, requirement: Requirement) -> bool:
        ids = {requirement.id, requirement_id(requirement.rule)}
        return self._given_up.isdisjoint(ids)

    def _wanted(self) -> Ids:
        assert self._cores is not None
        wanted = (id for id in self._cores.ids if self._holds(self.oracle.requirements[id]))
        return _for_dropping(self.oracle, wanted)

    def _build(self, without: Iterable[Requirement], barring: frozenset[str]) -> None:
        active = ActiveRequirements(
            without=[one for one in without if one.id in barring],
            assume=lambda one: one.rule not in BARRING,
        )
        self._cores = AssumptionCores(self.oracle, active)
        if self.plan is not None:
            hint_plan(self._cores.model, self.plan)
        self._open = barring
        in_force = sorted(active.requirements)
        requirements = [active.requirements[id] for id in in_force]
        self._known = [one for one in requirements if one.rule in BARRING]

    def barring_cores(self, posted: Ids) -> AssumptionCores:
        """A model of these requirements and all that bar; the latter on assumptions."""
        requirements = [self.oracle.requirements[id] for id in posted]
        ids = frozenset(posted)
        active = ActiveRequirements(
            only=(*requirements, *self.bars), assume=lambda one: one.id not in ids
        )
        return AssumptionCores(self.oracle, active, reach(self.oracle.lookup, requirements))

    def barring_core(self, posted: Ids) -> Ids | None:
        """Bars with which these cannot hold together; None if they can."""
        if posted not in self._barring:
            cores = self.barring_cores(posted)
            self._barring[posted] = cores.core(cores.ids)
        return self._barring[posted]


def rough_core(rough: RoughCores, without: Iterable[Requirement]) -> frozenset[str] | None:
    """Requirements that probably cannot hold together; None if all but some can.

    Neither shrunk nor verified: it shows where to look for the next fix.
    """
    core = rough.core(without)
    return None if core is None else frozenset((*core, *(rough.barring_core(core) or ())))


def _shrunk_posted(rough: RoughCores, core: Ids, until: float) -> tuple[Ids, bool]:
    """What is needed of a rough core, while all that bar are in force."""
    requirements = [rough.oracle.requirements[id] for id in core]
    active = ActiveRequirements(
        only=(*requirements, *rough.bars), assume=lambda one: one.rule not in BARRING
    )
    cores = AssumptionCores(rough.oracle, active, reach(rough.oracle.lookup, requirements))
    return shrink(cores.core, core, lambda: rough.oracle.before(until))


def _shrunk_barring(rough: RoughCores, posted: Ids, until: float) -> tuple[Ids, bool]:
    """Which of those that bar are needed beside these."""
    cores = rough.barring_cores(posted)
    core = cores.core(_for_dropping(rough.oracle, cores.ids))
    if core is None:
        return cores.ids, False  # the solver contradicts itself; the verification will see
    return shrink(cores.core, core, lambda: rough.oracle.before(until))


def _from_scratch(
    oracle: Oracle, without: Iterable[Requirement], until: float
) -> tuple[list[Requirement], bool]:
    """The same by one model of everything and everyone: slow, and needed only if a core lied."""
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
    """What a planner would rather not read about first: it is the first to be left out."""
    return tuple(sorted(ids, key=lambda id: (-_rank(oracle.requirements[id]), id)))


def for_reading(requirement: Requirement) -> tuple[int, str]:
    """Where a requirement is in a conflict: wishes, rules, seats, who is free, the rest."""
    return _rank(requirement), requirement.id


def _rank(requirement: Requirement) -> int:
    law = LAW_BY_ID.get(requirement.rule)
    return OF_A_RULE if law is None else law.reading_order
