"""The checks of `fixed` and `forbidden`: the roles that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seatplan.errors import UNKNOWN_ID, Place
from seatplan.validation.ids import roles_of
from seatplan.validation.notes import Notes
from seatplan.validation.program_like import ProgramLike

if TYPE_CHECKING:
    from seatplan.program import Flight, Vehicle


def note_entries(program: ProgramLike, notes: Notes) -> None:
    """Note the roles in `fixed` and `forbidden` that their flight does not have."""
    vehicles = {vehicle.id: (at, vehicle) for at, vehicle in enumerate(program.vehicles)}
    flights = {flight.id: (at, flight) for at, flight in enumerate(program.flights)}
    roles_on: dict[str, frozenset[str] | None] = {}
    for name in ("fixed", "forbidden"):
        for index, entry in enumerate(getattr(program, name)):
            if entry.flight not in flights or not entry.role:
                continue
            where, flight = flights[entry.flight]
            if flight.id not in roles_on:
                roles_on[flight.id] = _roles_on(notes, where, flight, vehicles)
            roles = roles_on[flight.id]
            if roles is not None and entry.role not in roles:
                message = f"unknown role {entry.role!r} on {flight.id!r}"
                hint = notes.problems.nearest(entry.role, roles)
                needed = (name, index, "flight")
                notes.add((name, index, "role"), message, hint, needed, code=UNKNOWN_ID)


def _roles_on(
    notes: Notes, where: int, flight: Flight, vehicles: dict[str, tuple[int, Vehicle]]
) -> frozenset[str] | None:
    """Return the roles on a flight; None if some could not be read."""
    needs: list[Place] = [("flights", where, "id"), ("flights", where, "vehicle")]
    needs += roles_of(("flights", where), flight.seats)
    seats = flight.seats
    if seats is None:
        if flight.vehicle not in vehicles:
            return None
        where, vehicle = vehicles[flight.vehicle]
        needs += [("vehicles", where, "id"), *roles_of(("vehicles", where), vehicle.seats)]
        seats = vehicle.seats
    return None if any(map(notes.unsure, needs)) else frozenset(seat.role for seat in seats)
