"""The checks of the ports and spacecraft of flights."""

from __future__ import annotations

from seatplan.validation.notes import Notes
from seatplan.validation.program_like import ProgramLike


def note_traffic(program: ProgramLike, notes: Notes) -> None:
    """Note flights that none of their ports takes, and spacecraft of the wrong vehicle."""
    _note_ports(program, notes)
    _note_spacecraft(program, notes)


def _note_ports(program: ProgramLike, notes: Notes) -> None:
    ports = {port.id: (at, port) for at, port in enumerate(program.ports)}
    vehicles = {vehicle.id for vehicle in program.vehicles}
    for index, flight in enumerate(program.flights):
        named = [ports.get(one) for one in flight.ports or ()]
        # An unknown port or vehicle is a problem of its own.
        if not named or None in named or flight.vehicle not in vehicles:
            continue
        known = [one for one in named if one is not None]
        if any(
            flight.vehicle in port.vehicles and port.station == flight.station for _, port in known
        ):
            continue
        message = f"none of these ports takes {flight.vehicle!r} at {flight.station!r}"
        fitting = sorted(
            port.id
            for port in program.ports
            if flight.vehicle in port.vehicles and port.station == flight.station
        )
        needs = [("flights", index, key) for key in ("vehicle", "station")]
        needs += [("ports", at, key) for at, _ in known for key in ("vehicles", "station")]
        hint = f"{', '.join(map(repr, fitting))}." if fitting else "leave the key out."
        notes.add(("flights", index, "ports"), message, hint, *needs)


def _note_spacecraft(program: ProgramLike, notes: Notes) -> None:
    listed: dict[str, list[str]] = {}
    for craft in program.spacecraft:
        listed.setdefault(craft.vehicle, []).append(craft.id)
    unread = notes.filled(("spacecraft",)) or any(
        notes.unsure(("spacecraft", at, key))
        for at in range(len(program.spacecraft))
        for key in ("id", "vehicle")
    )
    for index, flight in enumerate(program.flights):
        known = listed.get(flight.vehicle)
        if unread or known is None or flight.spacecraft is None or flight.spacecraft in known:
            continue
        message = f"{flight.spacecraft!r} is not a spacecraft of {flight.vehicle!r}"
        hint = notes.problems.nearest(flight.spacecraft, known)
        needs = ("flights", index, "vehicle")
        notes.add(("flights", index, "spacecraft"), message, hint, needs)
