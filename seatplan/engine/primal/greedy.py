"""Greedy list scheduling: seats are assigned in the order of launches.

Each seat goes to a member who is free: preferably to one who flies already, and of these to the one
who landed last. There is no search, and with many people who are trained for much the result is
often optimal. If a seat cannot be filled, nothing is repaired: there is no greedy plan then.
"""

from __future__ import annotations

from seatplan.engine.model.usage import Usage
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.search import Search
from seatplan.modelling import SeatVariable


def greedy_plan(partial: PartialSolution, count: Usage, search: Search) -> bool:
    """Makes all decisions; returns whether they satisfy all rows."""
    taken = _taken(partial)
    if taken is None:
        return False
    partial.values[partial.numbers] = 0
    partial.values[taken] = 1
    partial.known[partial.numbers] = True
    partial.choose(partial.numbers)
    count_again(partial, count)
    return partial.solution(search) is not None and partial.kept and not partial.broken()


def count_again(partial: PartialSolution, count: Usage) -> None:
    """Sets the usage indicator of every member counted, according to the partial solution."""
    flying = {
        way.member.id for group in count.tours for way in group if partial.values[way.literal]
    }
    for member, literal in count.literals.items():
        partial.values[literal] = literal == 0 or member in flying
        partial.known[literal] = True


def _taken(partial: PartialSolution) -> list[int] | None:
    """The literals taken; None if no one is free for some seat."""
    model = partial.model
    stays = {way.literal for way in model.tours if way.up is way.down}
    free: dict[str, int] = {}
    """The day from which each member who flies is free again."""
    taken: list[int] = []
    flights = model.lookup.flights.values()
    for flight in sorted(flights, key=lambda one: (one.launch, one.landing, one.id)):
        if flight.ascent == "empty" or model.past(flight.launch):
            continue
        begin = flight.launch.toordinal() - model.lookup.training_days(flight)
        roles: dict[str, list[SeatVariable]] = {}
        for place in model.seat_variables(flight, "up"):
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
