"""Greedy list scheduling: seat after seat in the order of launches, with as few people as needed.

Each seat goes to a member who is free: preferably to one who flies already, and of these to the one
who landed last. With many people who are trained for much, the number of people is often optimal.
"""

from __future__ import annotations

import numpy as np

from seatplan.engine.primal.constructor import Constructor
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.search import Search
from seatplan.engine.solver.submodel import completed


class ListScheduling(Constructor):
    """Assigns one seat after the other, and takes none back."""

    def build(self, partial: PartialSolution, search: Search) -> bool:
        """Makes all decisions; False if no one is free for some seat, or a row is violated."""
        model = partial.model
        numbers = partial.numbers[~np.isin(partial.numbers, model.day_literals)]
        stays = {tour.literal for tour in model.tours if tour.up is tour.down}
        free: dict[str, int] = {}  # the day from which each member who flies is free again
        taken: list[int] = []
        flights = model.lookup.flights.values()
        for flight in sorted(flights, key=lambda one: (one.launch, one.landing, one.id)):
            if flight.ascent == "empty" or model.past(flight.launch):
                continue
            begin = flight.launch.toordinal() - model.lookup.training_days(flight)
            places = [one for one in model.seat_variables(flight, "up") if one.literal in stays]
            for role, seat in model.lookup.seats(flight).items():
                fit = {one.member.id: one.literal for one in places if one.role == role}
                for _ in range(0 if seat.optional else seat.count):
                    idle = [member for member in fit if free.get(member, 0) <= begin]
                    if not idle:
                        return False
                    chosen = max(idle, key=lambda member: free.get(member, 0))
                    taken.append(fit[chosen])
                    free[chosen] = flight.landing.toordinal()
        partial.values[numbers] = 0
        partial.values[taken] = 1
        partial.known[numbers] = True
        partial.choose(numbers)
        return completed(partial, search) is not None and partial.kept
