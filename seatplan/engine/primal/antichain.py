"""Antichains of tours: no two of them can be made by one person.

A plan needs at least as many people as there are seats on the flights of such a set. The tours that
share a day form one. Where few people are qualified for each flight, sets that span years can be
far larger. The search looks for the largest: an independent set in the graph whose edges join two
flights if someone could make both.

Measured in docs/decisions/0003.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from attrs import frozen
from ortools.sat.python import cp_model

from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.usage import Usage
from seatplan.engine.solver.presets import SET_PACKING
from seatplan.engine.solver.search import Search

EFFORT = 10.0
"""A limit in deterministic time; 300 flights take 0.3."""

DENSE = 0.8
"""If someone could make both flights in this share of the pairs that do not overlap, the sets of
flights under way on one day are assumed to be the largest."""


@frozen
class Antichain:
    """Tours of which no one person could make two.

    Attributes:
        tours: their numbers: all tours that begin with some flights.
        taken: how many people make them, in every plan.
        is_spread: whether they do not share a day.
    """

    tours: tuple[int, ...]
    taken: int
    is_spread: bool = False


def seats_of(model: SeatModel, count: Usage) -> dict[str, int] | None:
    """The seats of each flight that counts; None if some may stay empty or go to others."""
    ways = Counter(way.up.id for group in count.tours for way in group)
    seats = {}
    for id, number in ways.items():
        flight = model.lookup.flights[id]
        least, most = model.seats_taken(flight)
        if least < most or number < len(model.tours_up(flight)):
            return None
        seats[id] = least
    return seats


def antichains(count: Usage, seats: Mapping[str, int], search: Search) -> Iterator[Antichain]:
    """The tours of each day, then the largest antichain over all days.

    Args:
        count: whose tours.
        seats: of each flight, all of which are taken.
        search: how to search.
    """
    flight = [group[0].up.id for group in count.tours]
    ways = Counter(flight)
    for day in count.days:
        search.pulse()
        here = Counter(flight[one] for one in day)
        whole = [id for id, number in here.items() if number == ways[id]]
        taken = sum(seats[id] for id in whole)
        yield Antichain(tuple(one for one in day if here[flight[one]] == ways[flight[one]]), taken)
    alone = [number for number, id in enumerate(flight) if ways[id] == 1]
    weights = {number: seats[flight[number]] for number in alone}
    furthest = largest_antichain(count, weights, search)
    yield Antichain(tuple(furthest), sum(weights[one] for one in furthest), is_spread=True)


def largest_antichain(count: Usage, seats: Mapping[int, int], search: Search) -> list[int]:
    """Tours, by number, that need as many people as can be shown; empty if not worth the effort.

    Args:
        count: whose tours.
        seats: how many people make each of the tours that may be in the set.
        search: how to search.
    """
    chosen = sorted(seats)
    able = [{way.member.id for way in count.tours[number]} for number in chosen]
    after = 0
    pairs: list[tuple[int, int]] = []
    for at, first in enumerate(chosen):
        search.pulse()
        landing = count.tours[first][0].down.landing
        for other in range(at + 1, len(chosen)):
            if count.tours[chosen[other]][0].up.launch >= landing:
                after += 1
                if not able[at].isdisjoint(able[other]):
                    pairs.append((at, other))
    if len(pairs) > DENSE * after:
        return []
    cp = cp_model.CpModel()
    taken = [cp.new_bool_var("") for _ in chosen]
    for one, other in pairs:
        search.pulse()
        cp.add_implication(taken[one], ~taken[other])
    cp.maximize(sum(seats[number] * one for number, one in zip(chosen, taken, strict=True)))
    answer = search.run(cp, SET_PACKING, effort=EFFORT)
    if not answer.found:
        return []
    return [number for number, one in zip(chosen, taken, strict=True) if answer.solver.value(one)]
