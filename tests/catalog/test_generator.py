"""The generator of the shipped programs: it gives the shipped files, from the tables beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from seatplan.catalog.generator import __main__ as generator
from seatplan.catalog.generator import wording
from seatplan.catalog.generator.history import after
from seatplan.catalog.generator.tables import DATA, read_tables


def test_generating_gives_the_shipped_bytes(tmp_path: Path) -> None:
    """Each generated file is equal to the one that ships, byte for byte."""
    generator.main(tmp_path)
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    shipped = {name: (wording.SHIPPED / name).read_bytes() for name in written}
    assert written == shipped
    assert {path.stem for path in wording.TEMPLATES.iterdir()} == {
        name.removesuffix(".toml") for name in written if name.endswith(".toml")
    }


def test_every_row_of_the_tables_has_a_source() -> None:
    """No fact without an origin: flights, seats, persons and backups name theirs in each row."""
    tables = read_tables(DATA)
    assert all(flight.source for flight in tables.flights.values())
    assert all(line.source for line in (*tables.lines, *tables.backups))
    assert all(person["source"] for person in tables.persons.values())


@pytest.mark.parametrize(
    ("written", "day"),
    [("2024-02-29", "2024-02-29"), ("2024-02", "2024-03-01"), ("2024-12", "2025-01-01"),
     ("2024", "2025-01-01")],
)  # fmt: skip
def test_a_day_that_is_known_by_its_month_alone_is_the_next_first(written: str, day: str) -> None:
    """Who left in February 2024 may still have flown in it."""
    assert after(written).isoformat() == day


def test_a_long_list_gets_a_line_for_each_entry() -> None:
    """Values up to 80 characters stay on one line."""
    assert wording.key("agencies", ["NASA", "ESA"]) == 'agencies = ["NASA", "ESA"]'
    long = wording.key("agencies", [f"agency-{n}" for n in range(9)])
    assert long.splitlines()[:2] == ["agencies = [", '  "agency-0",']
