"""Seats of a flight's own: what giving up a requirement about seats changes in a program."""

from __future__ import annotations

from attrs import evolve

from seatplan import Flight, Seat
from seatplan.requirement import Requirement
from seatplan.structure.reseating import reseated
from tests.build import flight, program, seat

SEATS = [seat("commander"), seat("guest", 2)]


def optional(flight: Flight, seat: Seat) -> Seat:
    return evolve(seat, optional=True) if seat.role == "guest" else seat


def test_only_the_flights_of_the_requirement_change() -> None:
    """Each of these gets all seats of its vehicle as its own; vehicles and others stay."""
    before = program([flight("F1", 1, 11), flight("F2", 11, 21)], [], seats=SEATS)
    about = Requirement(rule="any", id="any", message="any", flights=("F2",))
    after = reseated(before, about, optional)
    first, second = after.flights
    assert first == before.flights[0]
    assert second.seats == (seat("commander"), seat("guest", 2, optional=True))
    assert after == evolve(before, flights=(first, second))


def test_seats_that_a_flight_has_already_are_the_ones_that_change() -> None:
    """Not those of its vehicle, which it does not use."""
    own = (seat("guest", 3),)
    before = program([flight("F1", 1, 11, seats=own)], [], seats=SEATS)
    about = Requirement(rule="any", id="any", message="any", flights=("F1",))
    (only,) = reseated(before, about, optional).flights
    assert only.seats == (seat("guest", 3, optional=True),)
