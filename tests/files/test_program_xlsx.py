"""Programs and crew lists as workbooks."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given

import seatplan
from seatplan import InputWarning, Program, ProgramError
from seatplan.rules import Quota
from seatplan.testing import programs as programs_of_laws
from tests.properties.effort import examples

from .strategies import programs

Change = Callable[[Any], object]

CREW: Mapping[str, Any] = {"id": "ada", "agency": "NASA"}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("workbooks")


@pytest.mark.parametrize("name", ["two-flights", "iss-crossflight"])
def test_shipped_programs(name: str, folder: Path) -> None:
    """Windows, ports, spacecraft and every kind of rule come back; the same file twice."""
    program = seatplan.catalog.load(name)
    for file in ("once.xlsx", "twice.xlsx"):
        program.save(folder / file)
    assert seatplan.load(folder / "once.xlsx") == program
    assert (folder / "once.xlsx").read_bytes() == (folder / "twice.xlsx").read_bytes()


@examples(30)
@given(programs() | programs_of_laws())
def test_any_program(folder: Path, program: Program) -> None:
    """Any program comes back without a warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        program.save(folder / "any.xlsx")
        assert seatplan.load(folder / "any.xlsx") == program


@examples(10)
@given(programs())
def test_any_crew_list(folder: Path, program: Program) -> None:
    """Any crew list comes back too."""
    seatplan.save_crew(program.crew, folder / "crew.xlsx")
    assert seatplan.load_crew(folder / "crew.xlsx") == program.crew


def small(folder: Path, **sheets: list[list[Any]]) -> Path:
    """A workbook as someone types it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    given = {
        "agencies": [["id"], ["NASA"]],
        "vehicles": [["id", "operator"], ["Dragon", "NASA"]],
        "seats": [["vehicle", "role", "count"], ["Dragon", "pilot", 2.0]],
        "flights": [
            ["id", "vehicle", "launch", "landing"],
            ["D-1", "Dragon", datetime(2030, 1, 1), date(2030, 7, 1)],
        ],
        "crew": [["id", "agency"], ["ada", "NASA"]],
    }
    for title, rows in {**given, **sheets}.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path = folder / "small.xlsx"
    book.save(path)
    return path


def changed(path: Path, change: Change) -> Path:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


VEHICLE = "vehicle"
FLIGHT = ["id", VEHICLE, "launch", "landing"]


def with_flight(*days: Any) -> list[list[Any]]:
    return [FLIGHT, ["D-1", "Dragon", *days]]


@pytest.mark.parametrize(
    ("flight", "launch"),
    [
        (["D-1", "Dragon", "2030-01-01", "1-Jul-2030"], date(2030, 1, 1)),
        (["D-1", "Dragon ", "13/1/2030", "2030-07-01 00:00:00"], date(2030, 1, 13)),
        ([7, "Dragon", datetime(2030, 1, 1), date(2030, 7, 1), None, "  "], date(2030, 1, 1)),
    ],
)
def test_days_and_ids_as_people_type_them(flight: list[Any], launch: date, folder: Path) -> None:
    """Days as text, a number for an id, blanks behind a cell and behind a row."""
    program = seatplan.load(small(folder, flights=[FLIGHT, flight]))
    assert program.flights[0].launch == launch
    assert program.flights[0].id == str(flight[0])


def test_columns_of_people(folder: Path) -> None:
    """Headers in any case and order, windows by column, lists with semicolons, numbers as text."""
    program = seatplan.load(
        small(
            folder,
            flights=[
                [
                    "LAUNCH",
                    "landing",
                    "Launch window since",
                    "launch_window.until",
                    "ID",
                    "vehicle",
                ],
                ["2030-01-01", date(2030, 7, 1), "2030-01-01", date(2030, 2, 1), 1, "Dragon"],
            ],
            crew=[
                ["ID", "Agency", "Qualifications", "Flights before", "unavailable"],
                ["ada", "NASA", "eva; soyuz 2029-01-01..", "2", "2031-01-01..2031-02-01 leave"],
            ],
            rules=[["rule", "agencies", "max", "per"], ["quota", "NASA", "3", "year"]],
        )
    )
    window = program.flights[0].launch_window
    assert window is not None
    assert window.until == date(2030, 2, 1)
    assert [one.id for one in program.crew[0].qualifications] == ["eva", "soyuz"]
    assert program.crew[0].flights_before == 2
    assert program.rules == (Quota(agencies=["NASA"], max=3, per="year"),)


@pytest.mark.parametrize(
    ("sheet", "rows", "said"),
    [
        ("flights", [FLIGHT, ["D-1", "Dragen", "2030-01-01", "2030-07-01"]], "flights!B2: unknown"),
        ("flights", with_flight("01/02/2030", "2030-07-01"), "flights!C2: '01/02"),
        ("flights", with_flight(47484, "2030-07-01"), "as a date: 2030-01-01"),
        (
            "flights",
            [FLIGHT, ["D-1", "Dragon", None, "2030-07-01"]],
            "flights!C2: the key 'launch'",
        ),
        ("flights", [["id", "vehicle", "lauch", "landing"], ["D-1"]], "flights!C1: unknown column"),
        ("flights", [["remarks", "x"], ["D-1", 1]], "flights!A1: no row is a header"),
        (
            "flights",
            [FLIGHT, ["D-1", "Dragon", "2030-01-01", "=C2+180"]],
            "flights!D2: the cell has",
        ),
        ("flights", with_flight("#REF!", "2030-07-01"), "flights!C2: '#REF!' is"),
        (
            "flights",
            [FLIGHT, ["D-1", "Dragon", "2030-01-01", datetime(2030, 7, 1, 9)]],
            "flights!D2",
        ),
        ("flights", [[*FLIGHT, "id"], ["D-1"]], "flights!E1: column 'id' is already in flights!A1"),
        (
            "flights",
            [FLIGHT, ["D-1", "Dragon", "2030-01-01", "2030-07-01", "?"]],
            "flights!E2: '?'",
        ),
        ("seats", [["vehicle", "role"], ["Drago", "pilot"]], "seats!A2: unknown vehicle 'Drago'"),
        ("seats", [["vehicle", "role", "count"], ["Dragon", "pilot", 1.5]], "seats!C2: 1.5 is no"),
        (
            "rules",
            [["rule", "max"], ["quota", 3], ["quotta", 1]],
            "rules!A3: unknown rule 'quotta'",
        ),
        (
            "rules",
            [["rule", "shares"], ["share", "NASA: 1"]],
            "rules!B2: 'NASA: 1' is not a list or",
        ),
        ("crew", [["id", "agency"], ["ada", "NASA"], ["ada", "NASA"]], "crew!A3: "),
        (
            "crew",
            [["id", "agency", "name"], [date(2030, 1, 1), "NASA"]],
            "crew!A2: 2030-01-01 is a",
        ),
        ("crw", [["id"], ["ada"]], "unknown sheet 'crw'"),
    ],
)
def test_what_is_wrong_has_its_cell(
    sheet: str, rows: list[list[Any]], said: str, folder: Path
) -> None:
    """Each error has its cell, and one mistake gives one error."""
    path = small(folder, **{sheet: rows})
    if sheet == "crw":
        changed(path, lambda book: book.remove(book["crew"]))
    with pytest.raises(ProgramError) as caught:
        seatplan.load(path)
    assert said in str(caught.value)
    assert len(caught.value.problems) == 1


def test_errors_in_two_sheets_come_together(folder: Path) -> None:
    """All problems at once, and each cell is reported once."""
    with pytest.raises(ProgramError) as caught:
        seatplan.load(
            small(
                folder,
                flights=[FLIGHT, ["D-1", "Dragon", "soon", "2030-07-01"]],
                crew=[["id", "agency", "days before"], ["ada", "NAASA", "many"]],
            )
        )
    assert [one.cell for one in caught.value.problems] == ["flights!C2", "crew!B2", "crew!C2"]


def test_titles_merged_cells_and_sheets_of_ones_own(folder: Path) -> None:
    """A title above the header, a merged id and a sheet of notes are accepted with warnings."""

    def decorate(book: Any) -> None:
        book["seats"].merge_cells("A1:C1")
        book["seats"].merge_cells("A4:A5")
        book["crew"]["C1"] = "phone"
        book["crew"]["C2"] = 5550100
        book.create_sheet("To do")["A1"] = "ask Ada"

    header = ["vehicle", "role", "count"]
    rows = [["Seats of our ships"], [], header, ["Dragon", "pilot", 1], [None, "engineer", 1]]
    path = changed(small(folder, seats=rows), decorate)
    with pytest.warns(InputWarning) as told:
        program = seatplan.load(path)
    assert [one.role for one in program.vehicles[0].seats] == ["pilot", "engineer"]
    assert sorted(str(one.message).removeprefix(f"{path}: ") for one in told) == [
        "crew!C1: column 'phone' is unknown and is not read",
        "seats!A1: the rows above the header are not read",
        "sheet 'To do' is unknown and is not read",
    ]


def test_what_no_cell_can_hold(folder: Path) -> None:
    """A text that a spreadsheet would cut off is an error, and the old file stays."""
    path = small(folder)
    before = path.read_bytes()
    program = seatplan.load(path)
    with pytest.raises(ProgramError, match=r"program!A2: a text of 40,000 characters"):
        Program(name="x" * 40_000).save(path)
    assert path.read_bytes() == before
    assert seatplan.load(path) == program


def test_texts_that_a_spreadsheet_would_run(folder: Path) -> None:
    """A name that begins like a formula is a text of the sheet, and comes back."""
    program = Program(name='=HYPERLINK("x")', agencies=[seatplan.Agency("+1")])
    program.save(folder / "run.xlsx")
    book = openpyxl.load_workbook(folder / "run.xlsx")
    assert book["program"]["A2"].data_type == "s"
    assert seatplan.load(folder / "run.xlsx") == program


def test_a_crew_list_for_a_program(folder: Path) -> None:
    """Errors of a program with a crew list from a workbook have the cells of the list."""
    people = small(folder, crew=[["id", "agency"], ["ada", "NASA"], ["ben", "NAASA"]])
    (folder / "base.json").write_text('{"agencies": [{"id": "NASA"}]}', encoding="utf-8")
    from seatplan.files.programs import read_program_file
    from seatplan.files.with_crew import with_crew

    with pytest.raises(ProgramError) as caught:
        with_crew(read_program_file(folder / "base.json"), people)
    assert caught.value.problems[0].cell == "crew!B3"
    with pytest.raises(ProgramError, match=r"crew!A3: the key 'id' is missing"):
        seatplan.load_crew(small(folder, crew=[["id", "agency"], ["ada", "NASA"], [None, "NASA"]]))
