"""The checks of vehicles and flights: seats, dates, ways home, spacecraft."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from seatplan.errors import Place
from seatplan.validation.notes import Notes
from seatplan.validation.program_like import ProgramLike

if TYPE_CHECKING:
    from seatplan.program import Flight, Seat, Window


def _seats(notes: Notes, place: Place, seats: tuple[Seat, ...]) -> None:
    """Note the roles that appear twice in a list of seats."""
    first: dict[str, int] = {}
    for index, seat in enumerate(seats):
        if seat.role in first:
            message = f"role {seat.role!r} appears twice"
            needs = (*place, first[seat.role], "role")
            notes.add((*place, index, "role"), message, "one entry with a `count`.", needs)
        first.setdefault(seat.role, index)


def _dates(notes: Notes, place: Place, flight: Flight) -> None:
    """Note windows and `docked_days` of a flight that contradict its dates."""
    for what in ("launch", "landing"):
        window: Window | None = getattr(flight, f"{what}_window")
        day: date = getattr(flight, what)
        if window is not None and window.since <= window.until:
            here = (*place, f"{what}_window")
            if not window.since <= day < window.until:
                message = (
                    f"the {what} {day} of {flight.id!r} is not in its {what}_window "
                    f"[{window.since}, {window.until})"
                )
                last = day == window.until
                hint = f"until = {day + timedelta(1)}." if last and day < date.max else ""
                notes.add(here, message, hint, here, (*place, what))
    docked, days = flight.docked_days, (flight.landing - flight.launch).days
    if docked is not None and days > 0 and not docked.hold(flight.launch, flight.landing):
        short = docked.min is not None and days < docked.min
        bound = f"min = {docked.min}" if short else f"max = {docked.max}"
        message = f"{flight.id!r} is docked for {days} days, against docked_days {bound}"
        here = (*place, "docked_days")
        notes.add(here, message, "", here, (*place, "launch"), (*place, "landing"))


def note_flights(program: ProgramLike, notes: Notes) -> None:
    """Note contradictions in vehicles and flights: seats, dates, stations, spacecraft."""
    for index, vehicle in enumerate(program.vehicles):
        _seats(notes, ("vehicles", index, "seats"), vehicle.seats)
    by_id = {flight.id: (at, flight) for at, flight in enumerate(program.flights)}
    capsules: dict[str, list[tuple[date, date, str, int]]] = {}
    for index, flight in enumerate(program.flights):
        place = ("flights", index)
        if flight.seats is not None:
            _seats(notes, (*place, "seats"), flight.seats)
        dates = ((*place, "launch"), (*place, "landing"))
        if flight.landing <= flight.launch:
            message = (
                f"landing {flight.landing} of {flight.id!r} is not after its launch {flight.launch}"
            )
            notes.add((*place, "landing"), message, "the dates are exchanged?", *dates)
        _dates(notes, place, flight)
        for at, option in enumerate(flight.return_options):
            where, other = by_id.get(option, (index, flight))
            if other.station != flight.station:
                message = (
                    f"{option!r} flies to {other.station!r}, {flight.id!r} to {flight.station!r}"
                )
                stations = ((*place, "station"), ("flights", where, "station"))
                notes.add((*place, "return_options", at), message, "", *stations)
        # Flights with windows can move apart, so a law checks their dates in each plan instead.
        if flight.spacecraft is not None and not flight.has_window:
            row = (flight.launch, flight.landing, flight.id, index)
            capsules.setdefault(flight.spacecraft, []).append(row)
    for capsule, rows in capsules.items():
        rows.sort()
        one = rows[0]
        for two in rows[1:]:
            if two[0] < one[1]:
                message = (
                    f"{capsule!r} is still on {one[2]!r} (until {one[1]}) "
                    f"when {two[2]!r} launches on {two[0]}"
                )
                needs = [
                    ("flights", row[3], key)
                    for row in (one, two)
                    for key in ("spacecraft", "launch", "landing")
                ]
                notes.add(("flights", two[3], "spacecraft"), message, "", *needs)
            one = max(one, two, key=lambda row: row[1])  # the latest landing so far
