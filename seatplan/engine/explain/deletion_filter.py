"""Deletion filter: shrinks a core to a minimal unsatisfiable subset (MUS).

Deletion (Chinneck and Dravnieks, Locating minimal infeasible constraint sets in linear programs,
1991): leave one out; if the rest still cannot hold together, it was not needed. Each such answer is
a core again and usually drops several more at once (clause-set refinement: Belov, Lynce and
Marques-Silva, Towards efficient MUS extraction, 2012).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from seatplan.engine.explain.assumption_cores import Ids
from seatplan.engine.solver.search import OutOfTime

CoreOf = Callable[[Ids], Ids | None]
"""Returns a subset of these that cannot hold together; None if all can."""


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
