"""A plan at once, for few people: seats are given out in the order of launches.

Each seat goes to somebody who is free: sooner to one who flies already, and of these to the one who
landed last. It takes no search, and where people are many and trained for much it is often as good
as can be. What does not fit is not mended here: then there is no such plan.
"""

from __future__ import annotations

import numpy as np

from seatplan.engine.draft import Draft
from seatplan.engine.headcount import Headcount
from seatplan.engine.search import Search
from seatplan.modelling import Place


def give_out(draft: Draft, count: Headcount, search: Search) -> bool:
    """Decides everything; whether all that is demanded is kept."""
    taken = _taken(draft)
    if taken is None:
        return False
    numbers = np.array(list(draft.decisions), dtype=np.int64)
    draft.values[numbers] = 0
    draft.values[taken] = 1
    draft.known[numbers] = True
    draft.choose(numbers)
    count_again(draft, count)
    return draft.solution(search) is not None and draft.kept and not draft.broken()


def count_again(draft: Draft, count: Headcount) -> None:
    """Says of everybody who is counted whether they fly in the draft."""
    flying = {way.member.id for group in count.tours for way in group if draft.values[way.literal]}
    for member, literal in count.literals.items():
        draft.values[literal] = literal == 0 or member in flying
        draft.known[literal] = True


def _taken(draft: Draft) -> list[int] | None:
    """The literals that are taken; None if somewhere nobody is free."""
    model = draft.model
    stays = {way.literal for way in model.ways if way.up is way.down}
    free: dict[str, int] = {}
    """The day from which on those who fly are free again."""
    taken: list[int] = []
    flights = model.lookup.flights.values()
    for flight in sorted(flights, key=lambda one: (one.launch, one.landing, one.id)):
        if flight.ascent == "empty" or model.past(flight.launch):
            continue
        begin = flight.launch.toordinal() - model.lookup.training_days(flight)
        roles: dict[str, list[Place]] = {}
        for place in model.places(flight, "up"):
            if place.literal in stays and free.get(place.member.id, 0) <= begin:
                roles.setdefault(place.role, []).append(place)
        for role, seat in model.lookup.seats(flight).items():
            for _ in range(0 if seat.optional else seat.count):
                fitting = [
                    one for one in roles.get(role, ()) if free.get(one.member.id, 0) <= begin
                ]
                if not fitting:
                    return None
                chosen = max(fitting, key=lambda one: free.get(one.member.id, 0))
                taken.append(chosen.literal)
                free[chosen.member.id] = flight.landing.toordinal()
    return taken
