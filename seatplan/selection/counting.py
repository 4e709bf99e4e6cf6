"""N(WHO, WHERE): counted in a plan, and as an expression of a model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from attrs import evolve

from seatplan.modelling import LinearExpr, Model, SeatVariable, TourVariable
from seatplan.plan import Assignment
from seatplan.program import Flight
from seatplan.selection.members import Who
from seatplan.timeline import PlanIndex, Tour

Unit = Literal["seats", "days"]


def tours_taken(who: Who, reading: PlanIndex, flights: Iterable[Flight]) -> list[Tour]:
    """The tours of picked members that go up on one of these flights."""
    picks = {flight.id: who.picked_for(reading.lookup, flight) for flight in flights}
    return [
        tour
        for tour in reading.all_tours()
        if tour.up.id in picks and tour.member.id in picks[tour.up.id] and who.in_role(tour.role_up)
    ]


def lines_taken(who: Who, reading: PlanIndex, flight: Flight) -> list[Assignment]:
    """The assignments of picked members on the way up on one flight."""
    ids = who.picked_for(reading.lookup, flight)
    return [
        line for line in reading.on(flight, "up") if line.member in ids and who.in_role(line.role)
    ]


def seats_taken(
    who: Who, reading: PlanIndex, flights: Iterable[Flight], unit: Unit = "seats"
) -> int:
    """N(WHO, WHERE) of a plan, in seats or in days."""
    if unit == "days":
        return sum(tour.days for tour in tours_taken(who, reading, flights))
    return sum(len(lines_taken(who, reading, flight)) for flight in flights)


def most_seats_taken(
    who: Who, reading: PlanIndex, flights: Iterable[Flight], unit: Unit = "seats"
) -> int:
    """An upper bound on N(WHO, WHERE) over all plans of the program."""
    total = 0
    for flight in flights:
        seats = sum(
            seat.count for seat in reading.lookup.seats(flight).values() if who.in_role(seat.role)
        )
        most = max(seats, len(lines_taken(who, reading, flight)))  # a past flight can be overfull
        if unit == "days":
            landings = [home.landing for home in reading.lookup.ways_home(flight)]
            most *= (max(landings, default=flight.launch) - flight.launch).days
        total += most
    return total


def goes_up(model: Model, flight: Flight, member: str) -> LinearExpr:
    """An expression that is 1 if a member goes up on a flight, else 0.

    At most one of the member's seat variables is true. On a past flight several can be, but these
    are the same constant.
    """
    places = (place for place in model.seat_variables(flight, "up") if place.member.id == member)
    return LinearExpr(dict.fromkeys(place.literal for place in places))


def picked_seats(who: Who, model: Model, flight: Flight) -> list[SeatVariable]:
    """The seat variables of picked members on the way up on one flight."""
    ids = who.picked_for(model.lookup, flight)
    return [
        seat
        for seat in model.seat_variables(flight, "up")
        if seat.member.id in ids and who.in_role(seat.role)
    ]


def picked_tours(who: Who, model: Model, flights: Iterable[Flight]) -> list[TourVariable]:
    """The tour variables of picked members that go up on one of these flights.

    The literal of each is true if the tour is made and, if WHO has `roles`, goes up in one of them.
    A member who returns on another flight has a tour variable for each flight home and a seat
    variable for each role up. If only some of the roles count, the literal is a new one that is
    true if both are.
    """
    found: list[TourVariable] = []
    for flight in flights:
        found += tours_of_picked(who, model, flight, who.picked_for(model.lookup, flight))
    return found


def tours_of_picked(
    who: Who, model: Model, flight: Flight, ids: frozenset[str]
) -> Iterable[TourVariable]:
    """The tour variables on one flight, given the ids of the picked members."""
    tours = [one for one in model.tours_up(flight) if one.member.id in ids]
    return tours if who.roles is None else _in_roles(who, model, flight, tours)


def _in_roles(
    who: Who, model: Model, flight: Flight, tours: Iterable[TourVariable]
) -> Iterator[TourVariable]:
    """The tours that go up on one flight in the roles that count."""
    seats: dict[str, list[SeatVariable]] = {}
    for seat in model.seat_variables(flight, "up"):
        seats.setdefault(seat.member.id, []).append(seat)
    stays = {one.literal for one in model.tours_up(flight) if one.down is flight}
    for tour in tours:
        mine = seats.get(tour.member.id, [])
        if model.past(flight.launch):  # the role is known
            counting = mine
        elif tour.literal in stays:  # tour and seat share one literal
            counting = [seat for seat in mine if seat.literal == tour.literal]
        else:
            counting = [seat for seat in mine if seat.literal not in stays]
        chosen = [seat.literal for seat in counting if who.in_role(seat.role)]
        if len(chosen) == len(counting) or (chosen and model.past(flight.launch)):
            yield tour
        elif chosen:
            both = model.literal()
            taken = LinearExpr(chosen)
            model.add((2 * LinearExpr([both]) - taken - LinearExpr([tour.literal])).within(-1, 0))
            yield evolve(tour, literal=both)


def sum_of_seats(
    who: Who, model: Model, flights: Iterable[Flight], unit: Unit = "seats"
) -> LinearExpr:
    """N(WHO, WHERE) as an expression of a model, in seats or in days."""
    if unit == "days":
        tours = picked_tours(who, model, flights)
        return LinearExpr([tour.literal for tour in tours], [tour.days for tour in tours])
    return LinearExpr(
        seat.literal for flight in flights for seat in picked_seats(who, model, flight)
    )
