"""The largest antichain of flights, as an independent set.

Flights that are under way on one day are such a set. Where few people are qualified for each, sets
that reach over the years can be far larger: the largest is searched, as an independent set in the
graph of flights of which someone could make both.

Measured in docs/decisions/0003.
"""

from __future__ import annotations

from collections.abc import Sequence

from ortools.sat.python import cp_model

from seatplan.engine.presets import SET_PACKING
from seatplan.engine.search import Search
from seatplan.engine.usage import Usage

EFFORT = 10.0
"""A limit on the solver's own clock; 300 flights take 0.3."""

DENSE = 0.8
"""If of this many of the pairs that do not overlap someone could make both, sets of flights that
are under way on one day are taken to be the largest."""


def largest_antichain(count: Usage, seats: Sequence[int], search: Search) -> list[int]:
    """Tours, by number, that keep as many people busy as can be known; empty if it is not worth it.

    Args:
        count: whose tours.
        seats: for each tour how many make it for certain, 0 if it may not be in the set.
        search: how to search.
    """
    chosen = [number for number, size in enumerate(seats) if size]
    bits = {member: 1 << at for at, member in enumerate(count.literals)}
    able = [sum({bits[way.member.id] for way in group}) for group in count.tours]
    after = 0
    pairs: list[tuple[int, int]] = []
    for at, first in enumerate(chosen):
        search.pulse()
        landing = count.tours[first][0].down.landing
        later = [one for one in chosen[at + 1 :] if count.tours[one][0].up.launch >= landing]
        after += len(later)
        pairs += [(first, one) for one in later if able[first] & able[one]]
    if len(pairs) > DENSE * after:
        return []
    cp = cp_model.CpModel()
    taken = {number: cp.new_bool_var("") for number in chosen}
    for first, second in pairs:
        search.pulse()
        cp.add_implication(taken[first], ~taken[second])
    sizes = [seats[number] for number in chosen]
    cp.maximize(cp_model.LinearExpr.weighted_sum(list(taken.values()), sizes))
    answer = search.run(cp, SET_PACKING, effort=EFFORT)
    return [one for one in chosen if answer.solver.value(taken[one])] if answer.found else []
