"""MUSes (minimal unsatisfiable subsets) of the requirements; planners call them conflicts.

A core is found among the requirements that do not bar anyone, and shrunk; then the barring
requirements that it needs are found, and shrunk as well. A deletion filter shrinks (Chinneck and
Dravnieks, Locating minimal infeasible constraint sets in linear programs, 1991): leave one out; if
the rest still cannot hold together, it was not needed. Each such answer is a core again and usually
drops several more at once (clause-set refinement: Belov, Lynce and Marques-Silva, Towards efficient
MUS extraction, 2012).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from seatplan.engine.explain.cores import BARRING, Cores, FirstCores, Ids
from seatplan.engine.explain.counted import counted
from seatplan.engine.explain.oracle import Oracle
from seatplan.engine.explain.ranking import for_reading
from seatplan.engine.model.requirement_model import ActiveRequirements
from seatplan.engine.solver.search import OutOfTime
from seatplan.explanation import Requirements
from seatplan.requirement import Requirement

SMALL_CORE = 4
"""A larger core may be one of many, so shrinking also starts from others: for five specialist
seats, one more than there are specialists, the solver's core has 12 requirements and that of the
relaxation 5."""

NEARLY_SMALL = 3 * SMALL_CORE
"""If a count shows a conflict, a larger core is not shrunk as well: it seldom becomes small."""

CoreOf = Callable[[Ids], Ids | None]
"""Returns a subset of these that cannot hold together; None if all can."""


Conflict = tuple[Requirements, bool]
"""Requirements that cannot hold together, in reading order, and whether each is surely needed."""


def independent_conflicts(first: FirstCores, until: float) -> Iterator[Conflict]:
    """Conflicts that share no requirement, until the rest can hold together."""
    without: list[Requirement] = []
    while (found := find_conflict(first, without, until)) is not None:
        yield found
        if not found[0]:
            return  # requirements that are never given up conflict with each other
        without += found[0]


def find_conflict(
    first: FirstCores, without: Iterable[Requirement], until: float
) -> Conflict | None:
    """A conflict among all requirements except some; None if they can hold together.

    Args:
        first: the source of the first cores.
        without: requirements that are given up.
        until: when to stop shrinking; the result is verified in any case.
    """
    oracle = first.oracle
    core = first.core(without)
    if core is None:
        return None
    posted, sure, bars = _posted(first, core, until)
    barring, also_sure = _barring(first, posted, bars, until)
    found = [oracle.requirements[id] for id in (*posted, *barring)]
    sure &= also_sure
    if not oracle.impossible(found):
        found, sure = _from_scratch(oracle, without, until)
    return tuple(sorted(found, key=for_reading)), sure


def _posted(first: FirstCores, core: Ids, until: float) -> tuple[Ids, bool, Requirements | None]:
    """A small conflict, whether it is irreducible, and barring requirements that are enough.

    If a count of seats shows a conflict, it is that one, unless another has only a few
    requirements: a sentence can state the reason of the count.
    """
    oracle = first.oracle
    found: list[tuple[Ids, bool, Requirements | None]] = []
    known: Requirements = ()
    if len(core) > SMALL_CORE and oracle.before(until):
        known = counted(oracle.lookup, first.in_force, oracle.as_of, oracle.search)
    if known:
        bars = tuple(one for one in known if one.rule in BARRING)
        posted = (one for one in known if one.rule not in BARRING)
        ids = tuple(one.id for one in sorted(posted, key=oracle.ranking.for_dropping))
        small = first.small(ids, barring=False, bars=bars)
        found.append((*_shrunk(small, ids, until), bars))
    if not known or len(core) <= NEARLY_SMALL < len(ids):
        found.append((*_shrunk(first.small(core, barring=False), core, until), None))

    def unclear(one: tuple[Ids, bool, Requirements | None]) -> tuple[bool, int]:
        posted, sure, bars = one
        return not sure, len(posted) if bars is None else min(len(posted), SMALL_CORE + 1)

    return min(found, key=unclear)


def _barring(
    first: FirstCores, posted: Ids, among: Requirements | None, until: float
) -> tuple[Ids, bool]:
    """The barring requirements that are needed in addition to these; all if time is short.

    Args:
        first: the source of the first cores.
        posted: the requirements that do not bar.
        among: barring requirements that are enough; None for all.
        until: when to stop.
    """
    cores = first.small(posted, barring=True, bars=among)
    bars = cores.wanted()
    try:
        core = cores.core(bars, until=until)
    except OutOfTime:
        return bars, False
    if core is None:
        return bars, False  # the solver contradicts itself; verification will detect it
    return _shrunk(cores, core, until)


def _shrunk(cores: Cores, core: Ids, until: float) -> tuple[Ids, bool]:
    """An irreducible part of a core, and whether that is proved."""
    return shrink(
        lambda ids: cores.core_nearby(ids, until), core, lambda: cores.oracle.before(until)
    )


def shrink(core_of: CoreOf, ids: Sequence[str], in_time: Callable[[], bool]) -> tuple[Ids, bool]:
    """An irreducible part of a set that cannot hold together, and whether irreducibility is proved.

    Args:
        core_of: calls the solver; it may raise `OutOfTime`.
        ids: what cannot hold together; the first ones are left out first.
        in_time: whether there is time for one more solver call.
    """
    kept = tuple(ids)
    needed = 0  # the first so far proved to be needed
    while needed < len(kept):
        if not in_time():
            return kept, False
        try:
            core = core_of(kept[:needed] + kept[needed + 1 :])
        except OutOfTime:
            return kept, False
        if core is None:
            needed += 1
        else:
            enough = frozenset(core)
            needed = sum(one in enough for one in kept[:needed])
            kept = tuple(one for one in kept if one in enough)
    return kept, True


def _from_scratch(
    oracle: Oracle, without: Iterable[Requirement], until: float
) -> tuple[list[Requirement], bool]:
    """The same with one model of everything and everyone: slow, and only for wrong cores."""
    cores = Cores(oracle, ActiveRequirements(without=without, assume=True))
    kept, sure = shrink(cores.core, cores.wanted(), lambda: oracle.before(until))
    found = [oracle.requirements[id] for id in kept]
    if not oracle.impossible(found):
        names = ", ".join(kept)
        raise oracle.search.contradiction(
            f"the solver claims that these cannot hold together, and they can: {names}"
        )
    return found, sure
