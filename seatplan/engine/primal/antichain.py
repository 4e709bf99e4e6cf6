"""Antichains of tours: no two of them can be made by one person.

A plan needs at least as many people as there are seats on the flights of such a set. The tours that
share a day form one. Where few people are qualified for each flight, sets that span years can be
far larger: independent sets in the graph whose edges join two flights that someone could both make.

Measured in docs/decisions/0003.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from ortools.sat.python import cp_model

from seatplan.engine.model.usage import Usage
from seatplan.engine.solver.presets import SET_PACKING
from seatplan.engine.solver.search import Search
from seatplan.modelling import ALWAYS

EFFORT = 10.0
"""A limit in deterministic time; 300 flights take 0.3."""

DENSE = 0.8
"""If someone could make both flights in this share of the pairs that do not overlap, the sets of
flights under way on one day are assumed to be the largest."""


class Antichain(NamedTuple):
    """Tours of which no one person could make two, by number: all that begin with some flights.

    In every plan, `taken` people make them; with those who count in any case and cannot make any of
    them, `needed` people count. The tours of one day have no `spread`.
    """

    needed: int
    taken: int
    tours: Sequence[int]
    spread: bool


def antichains(count: Usage, seats: Mapping[str, int], search: Search) -> list[Antichain]:
    """The largest antichain over all days and the tours of each day; the most needed first.

    All of these seats of each flight are taken.
    """
    flight = [group[0].up.id for group in count.tours]
    begun = Counter(flight)
    certain = {one for one, literal in count.literals.items() if literal == ALWAYS}

    def made(tours: Sequence[int], *, spread: bool = False) -> Antichain:
        search.pulse()
        here = Counter(flight[one] for one in tours)
        whole = [one for one in tours if here[flight[one]] == begun[flight[one]]]
        taken = sum(seats[id] for id in {flight[one] for one in whole})
        others = certain and certain - count.by_member(whole).keys()
        return Antichain(taken + len(others), taken, whole, spread)

    alone = [number for number, id in enumerate(flight) if begun[id] == 1]
    furthest = _largest(count, alone, [seats[flight[one]] for one in alone], search)
    found = [*map(made, count.days), made(furthest, spread=True)]
    return sorted(found, key=lambda one: -one.needed)


def _largest(count: Usage, among: list[int], seats: list[int], search: Search) -> list[int]:
    """Of these tours, those that need the most people; none if not worth the effort."""
    place = {member: at for at, member in enumerate(count.literals)}
    able = np.zeros((len(among), len(place)), dtype=np.float32)
    for at, number in enumerate(among):
        able[at, [place[tour.member.id] for tour in count.tours[number]]] = 1
    tours = [count.tours[number][0] for number in among]
    launches = np.array([tour.up.launch.toordinal() for tour in tours], dtype=np.int64)
    after = np.array([[tour.down.landing.toordinal()] for tour in tours]) <= launches
    edges = np.argwhere(after & (able @ able.T > 0))
    if len(edges) > DENSE * np.count_nonzero(after):
        return []
    cp = cp_model.CpModel()
    taken = [cp.new_bool_var("") for _ in among]
    for one, other in edges.tolist():
        search.pulse()
        cp.add_implication(taken[one], ~taken[other])
    cp.maximize(cp_model.LinearExpr.weighted_sum(taken, seats))
    answer = search.run(cp, SET_PACKING, effort=EFFORT)
    chosen = answer.values(len(among)) if answer.found else [0] * len(among)
    return [one for one, own in zip(among, chosen, strict=True) if own]
