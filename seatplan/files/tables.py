"""A program as tables of rows, with a separate table for the seats of vehicles and flights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from seatplan.errors import Problem, nearest
from seatplan.files.programs import program_to_dict
from seatplan.files.shapes import keys_of
from seatplan.program import (
    Agency,
    CrewMember,
    Fixed,
    Flight,
    Forbidden,
    Port,
    Program,
    Spacecraft,
    Vehicle,
)

TABLES: Mapping[str, Any] = {
    "agencies": Agency,
    "vehicles": Vehicle,
    "ports": Port,
    "spacecraft": Spacecraft,
    "flights": Flight,
    "crew": CrewMember,
    "fixed": Fixed,
    "forbidden": Forbidden,
}
"""The tables whose rows are of one class."""

OWNERS = {"vehicle": "vehicles", "flight": "flights"}
"""The columns of `seats` that name the owner of a seat, with the owner's table."""


def rows_of(program: Program) -> dict[str, list[dict[str, Any]]]:
    """By table, the rows as data by key, without defaults.

    Raises:
        ProgramError: if it has a rule or goal whose class is not registered.
    """
    data = program_to_dict(program)
    seats = [
        {name: owner["id"], **row}
        for name, table in OWNERS.items()
        for owner in data.get(table, ())
        for row in owner.get("seats", ())
    ]
    for table in OWNERS.values():
        for owner in data.get(table, ()):
            if owner.get("seats"):  # an empty list means a flight without seats, and is kept
                del owner["seats"]
    return {**{name: data.get(name, []) for name in (*TABLES, "rules", "goals")}, "seats": seats}


def needed_in(table: str) -> list[str]:
    """The required columns of a table."""
    others = {"rules": ["rule"], "goals": ["goal"], "seats": ["vehicle", "role"]}
    if table in others:
        return others[table]
    return [name for name, key in keys_of(TABLES[table]).items() if key.required]


def put_seats(
    found: Mapping[str, list[Any]], rows: Iterable[Any], problems: list[Problem]
) -> dict[tuple[str | int, ...], int]:
    """Adds seats to the vehicles and flights that own them, in the order of the rows.

    Args:
        found: the rows of the other tables, which are changed.
        rows: the rows of seats, each of which names its owner.
        problems: collects the problems.

    Returns:
        By the place of each seat in the program, the index of its row.
    """
    owners = {
        (name, row["id"]): (index, row)
        for name, table in OWNERS.items()
        for index, row in enumerate(found[table])
        if isinstance(row, dict) and isinstance(row.get("id"), str)
    }
    places: dict[tuple[str | int, ...], int] = {}
    given: set[tuple[str, str]] = set()
    for number, row in enumerate(rows):
        named = [name for name in OWNERS if name in row] if isinstance(row, Mapping) else []
        if len(named) != 1:
            message = "a seat must name either one vehicle or one flight"
            problems.append(Problem(message, ("seats", number)))
            continue
        name = named[0]
        if (name, row[name]) not in owners:
            ids = [one for kind, one in owners if kind == name]
            message = f"unknown {name} {row[name]!r}"
            hint = nearest(str(row[name]), ids)
            problems.append(Problem(message, ("seats", number, name), hint))
            continue
        index, owner = owners[name, row[name]]
        if (name, row[name]) not in given:
            given.add((name, row[name]))
            owner["seats"] = [*owner.get("seats", ())]
        owner["seats"].append({key: value for key, value in row.items() if key != name})
        places[OWNERS[name], index, "seats", len(owner["seats"]) - 1] = number
    return places
