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
from seatplan.engine.relevance import reach
from seatplan.explanation import Requirements
from seatplan.requirement import Requirement
from seatplan.structure import LAW_BY_ID, LAWS, Law

BARRING = frozenset(law.id for law in LAWS if law.only_bars)
"""Laws that do nothing but bar: a model in which they are in force is smaller."""

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


def independent_conflicts(oracle: Oracle, until: float) -> Iterator[Conflict]:
    """Conflicts that share no requirement, until the rest can hold together."""
    without: list[Requirement] = []
    while (found := find_conflict(oracle, without, until)) is not None:
        yield found
        if not found.requirements:
            return  # what is never given up is in conflict with itself
        without += found.requirements


def find_conflict(oracle: Oracle, without: Iterable[Requirement], until: float) -> Conflict | None:
    """A conflict among all requirements but some; None if those can hold together.

    Args:
        inquiry: calls the solver.
        without: requirements that are given up.
        until: when to stop shrinking: what is there then is verified all the same.
    """
    rough = _RoughCore(oracle, without)
    if rough.posted is None:
        return None
    posted, sure = _shrunk_posted(rough, until)
    barring, also_sure = _shrunk_barring(rough, posted, until)
    found = [oracle.requirements[id] for id in (*posted, *barring)]
    if not oracle.impossible(found):
        found, sure, also_sure = _from_scratch(oracle, without, until)
    return Conflict(tuple(sorted(found, key=for_reading)), sure and also_sure)


def rough_core(oracle: Oracle, without: Iterable[Requirement]) -> frozenset[str] | None:
    """Requirements that probably cannot hold together; None if all but some can.

    Neither shrunk nor verified: it shows where to look for the next fix.
    """
    rough = _RoughCore(oracle, without)
    if rough.posted is None:
        return None
    barring = rough.barring_cores(rough.posted)
    return frozenset(rough.posted) | frozenset(barring.core(barring.ids) or ())


class _RoughCore:
    """The first core: those that are no bars, while all that bar are in force.

    Attributes:
        posted: its ids, the first to be left out first; None if all can hold together.
    """

    def __init__(self, oracle: Oracle, without: Iterable[Requirement]) -> None:
        self.oracle = oracle
        active = ActiveRequirements(without=without, assume=lambda one: one.rule not in BARRING)
        cores = AssumptionCores(oracle, active)
        in_force = sorted(active.requirements)
        self.bars = [
            active.requirements[id] for id in in_force if active.requirements[id].rule in BARRING
        ]
        core = cores.first_core(_for_dropping(oracle, cores.ids))
        if core is None:
            assert cores.answer is not None
            oracle.checked(cores.model, cores.answer)
        self.posted: Ids | None = core

    def barring_cores(self, posted: Ids) -> AssumptionCores:
        """A model of these requirements and all that bar; the latter on assumptions."""
        requirements = [self.oracle.requirements[id] for id in posted]
        ids = frozenset(posted)
        active = ActiveRequirements(
            only=(*requirements, *self.bars), assume=lambda one: one.id not in ids
        )
        return AssumptionCores(self.oracle, active, reach(self.oracle.lookup, requirements))


def _shrunk_posted(rough: _RoughCore, until: float) -> tuple[Ids, bool]:
    """What is needed of a rough core, while all that bar are in force."""
    assert rough.posted is not None
    requirements = [rough.oracle.requirements[id] for id in rough.posted]
    active = ActiveRequirements(
        only=(*requirements, *rough.bars), assume=lambda one: one.rule not in BARRING
    )
    cores = AssumptionCores(rough.oracle, active)
    return shrink(cores.core, rough.posted, lambda: rough.oracle.before(until))


def _shrunk_barring(rough: _RoughCore, posted: Ids, until: float) -> tuple[Ids, bool]:
    """Which of those that bar are needed beside these."""
    cores = rough.barring_cores(posted)
    core = cores.core(_for_dropping(rough.oracle, cores.ids))
    if core is None:
        return cores.ids, False  # the solver contradicts itself; the verification will see
    return shrink(cores.core, core, lambda: rough.oracle.before(until))


def _from_scratch(
    oracle: Oracle, without: Iterable[Requirement], until: float
) -> tuple[list[Requirement], bool, bool]:
    """The same by one model of everything and everyone: slow, and needed only if a core lied."""
    cores = AssumptionCores(oracle, ActiveRequirements(without=without, assume=True))
    kept, sure = shrink(cores.core, _for_dropping(oracle, cores.ids), lambda: oracle.before(until))
    found = [oracle.requirements[id] for id in kept]
    if not oracle.impossible(found):
        names = ", ".join(kept)
        raise oracle.search.contradiction(
            f"the solver claims that these cannot hold together, and they can: {names}"
        )
    return found, sure, True


def _for_dropping(oracle: Oracle, ids: Iterable[str]) -> Ids:
    """What a planner would rather not read about first: it is the first to be left out."""
    return tuple(sorted(ids, key=lambda id: (-_rank(oracle.requirements[id]), id)))


def for_reading(requirement: Requirement) -> tuple[int, str]:
    """Where a requirement is in a conflict: wishes, rules, seats, who is free, the rest."""
    return _rank(requirement), requirement.id


def _rank(requirement: Requirement) -> int:
    law = LAW_BY_ID.get(requirement.rule)
    return OF_A_RULE if law is None else law.reading_order
