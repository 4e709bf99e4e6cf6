"""The differences between two plans, flight by flight, for a terminal and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from attrs import asdict
from rich.console import RenderableType
from rich.text import Text

from seatplan.program import Leg, Program
from seatplan.program_index import ProgramIndex
from seatplan.report.layout import Paragraph, Row, Rows
from seatplan.report.style import BAD, GOOD, MARK, heading, plain
from seatplan.whatif.change import port_ids
from seatplan.whatif.changes import (
    Change,
    DateChange,
    Difference,
    SeatChange,
    ShipChange,
    seats_changed,
)
from seatplan.words import listed, many


def difference_tables(
    found: Difference, program: Program, before: Program | None = None
) -> list[RenderableType]:
    """Return a row for each seat that a member leaves or takes: role, sign, name, other flight.

    Args:
        found: the differences from the old plan to the new one.
        program: the program of the new plan; names and dates are taken from it.
        before: the program of the old plan, if it is a different one.
    """
    tables: list[RenderableType] = []
    if found.lines:
        tables.append(Rows(list(_rows(found, program, before or program))))
    return [
        *tables,
        *(Paragraph(plain(one.sentence)) for one in found.dates),
        *(Paragraph(plain(one.sentence)) for one in found.ships),
    ]


def _rows(found: Difference, program: Program, before: Program) -> Iterator[Row | Text]:
    now, was = ProgramIndex(program), ProgramIndex(before)
    names = {**was.names, **now.names}
    for change in found.flights:
        flight = found.new_flights.get(change.flight) or found.old_flights.get(change.flight)
        dates = f"{flight.launch} to {flight.landing}" if flight is not None else ""
        if change.flight not in now.flights:
            dates += " (no longer in the program)"
        elif change.flight not in was.flights:
            dates += " (new)"
        yield Text.assemble(heading(change.flight), "  ", plain(dates))
        for seat in found.seats(change.flight):
            yield _row(seat, names)


def _row(seat: SeatChange, names: dict[str, str]) -> Row:
    gone = seat.kind == "removed"
    name = Text.assemble(
        ("- " if gone else "+ ", BAD if gone else GOOD),
        plain(names.get(seat.member, seat.member)),
    )
    remark = ""
    if seat.elsewhere:
        remark = f"{'now' if gone else 'until now'} on {listed(seat.elsewhere)}"
    return plain(seat.role), name, plain(ways(seat.legs)), plain(remark, MARK)


def ways(legs: Sequence[Leg]) -> str:
    """Return "" for a seat up and down, else `up only`, `down only` or `as a backup`."""
    if "backup" in legs:
        return "as a backup"
    return "" if {"up", "down"} <= set(legs) else f"{listed(legs)} only"


def count_line(found: Difference) -> Text:
    """Return a summary such as `4 seats of 2 flights and 3 members change.`"""
    parts = []
    if found.lines:
        seats = many(seats_changed(found.lines), "seat")
        flights = many(len(found.flights), "flight")
        members = many(len({one.member for one in found.lines}), "member")
        parts.append(f"{seats} of {flights} and {members} change")
    if found.dates:
        verb = "moves" if len(found.dates) == 1 else "move"
        parts.append(f"{many(len(found.dates), 'flight')} {verb}")
    parts += ships_in_words(found.ships)
    if not parts:
        return Text.assemble(("No difference", GOOD), ".")
    return Text.assemble((", ".join(parts), MARK), ".")


def ships_in_words(ships: Sequence[ShipChange]) -> list[str]:
    """Return `2 ships are at other ports` and `1 flight has another spacecraft`, as far as so."""
    parts = []
    at_ports = sum(port_ids(one.ports) != port_ids(one.ports_before) for one in ships)
    if at_ports:
        parts.append(f"{many(at_ports, 'ship')} {'is' if at_ports == 1 else 'are'} at other ports")
    crafts = sum(one.spacecraft != one.spacecraft_before for one in ships)
    if crafts:
        have = "has" if crafts == 1 else "have"
        parts.append(f"{many(crafts, 'flight')} {have} another spacecraft")
    return parts


def difference_data(found: Difference) -> dict[str, Any]:
    """Return the differences as plain data, with keys in a fixed order."""
    return {
        "seats": seats_changed(found.lines),
        "members": sorted({one.member for one in found.lines}),
        "changes": [_change_data(change) for change in found.changes],
        "dates": [_date_data(change) for change in found.dates],
        **({"ships": [_ship_data(change) for change in found.ships]} if found.ships else {}),
        "flights": [
            {
                "flight": change.flight,
                "sentence": change.sentence,
                "seats": [_seat_data(seat) for seat in found.seats(change.flight)],
            }
            for change in found.flights
        ],
    }


def _change_data(change: Change) -> dict[str, Any]:
    """Return a change without its empty fields: lines and dates have different ones."""
    row = asdict(change).items()
    return {
        key: str(value) if isinstance(value, date) else value
        for key, value in row
        if value not in (None, "")
    }


def _date_data(change: DateChange) -> dict[str, Any]:
    days = {name: str(value) for name, value in asdict(change).items()}
    return {**days, "sentence": change.sentence}


def _ship_data(change: ShipChange) -> dict[str, Any]:
    return {"flight": change.flight, "sentence": change.sentence}


def _seat_data(seat: SeatChange) -> dict[str, Any]:
    return {
        "kind": seat.kind,
        "role": seat.role,
        "member": seat.member,
        "legs": list(seat.legs),
        "elsewhere": list(seat.elsewhere),
    }
