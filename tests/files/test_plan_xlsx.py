"""Plans as crew lists in a workbook, edited and read back."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import seatplan
from seatplan import Assignment, Plan, PlanError
from seatplan.plan import ChosenSpacecraft, Docking, FlightDates
from seatplan.testing import plans
from seatplan.testing import programs as programs_of_laws
from tests.properties.effort import examples

from .strategies import texts

PROGRAM = seatplan.catalog.load("iss-crossflight")
FLOWN = seatplan.catalog.flown("iss-crossflight")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("plans")


days = st.dates(date(1960, 1, 1), date(2090, 1, 1))
lines = st.builds(Assignment, texts, st.sampled_from(["up", "down", "backup"]), texts, texts)
dated = st.builds(
    lambda name, day, n: FlightDates(name, day, day + timedelta(n)), texts, days, st.integers(1, 99)
)
docked = st.builds(Docking, texts, texts, st.none() | days)
chosen = st.builds(ChosenSpacecraft, texts, texts)
any_plans = st.builds(
    Plan,
    st.lists(lines, max_size=5),
    texts,
    st.lists(dated, max_size=2, unique_by=lambda one: one.flight),
    st.lists(docked, max_size=3, unique_by=lambda one: (one.flight, one.since)),
    st.lists(chosen, max_size=2, unique_by=lambda one: one.flight),
)


@examples(24)
@given(any_plans)
def test_any_plan(folder: Path, plan: Plan) -> None:
    """Assignments, dates, ports, spacecraft and the name of the program come back."""
    plan.save(folder / "any.xlsx")
    assert Plan.load(folder / "any.xlsx") == plan


@examples(24)
@given(st.data())
def test_any_plan_with_its_program(folder: Path, data: st.DataObject) -> None:
    """A plan saved with names and days is read back as the same plan."""
    program = data.draw(programs_of_laws())
    plan = data.draw(plans(program))
    if program.flights and data.draw(st.booleans()):
        one = program.flights[0]
        shift = timedelta(data.draw(st.integers(0, 2)))
        dates = (FlightDates(one.id, one.launch + shift, one.landing + shift),)
        plan = Plan(plan.assignments, plan.program, dates)
    plan.save(folder / "named.xlsx", program=program)
    assert Plan.load(folder / "named.xlsx", program) == plan
    assert Plan.load(folder / "named.xlsx") == plan


def edited(folder: Path, **cells: Any) -> Path:
    """The plan as flown, saved with its names, and some cells typed anew."""
    path, saved = folder / "edited.xlsx", folder / "saved.xlsx"
    if not saved.exists():
        FLOWN.save(saved, program=PROGRAM)
    book = openpyxl.load_workbook(saved)
    for cell, value in cells.items():
        book["plan"][cell] = value
    book.save(path)
    return path


OLD = Assignment("MS-22", "up", "flight-engineer", "petelin")
NEW = Assignment("MS-22", "up", "flight-engineer", "barron")


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize(
    ("cells", "added", "gone"),
    [
        ({"E3": "barron"}, {NEW}, {OLD}),  # the name beside it is the old one
        ({"F3": "Kayla Barron"}, {NEW}, {OLD}),
        ({"E3": None, "F3": "Kayla Barron"}, {NEW}, {OLD}),
        ({"E3": "barron", "F3": "Kayla Barron"}, {NEW}, {OLD}),
        ({"E3": None, "F3": None}, set(), {OLD}),
        ({"B3": "UP ", "E3": " petelin"}, set(), set()),
    ],
)
def test_an_id_or_a_name_is_edited(
    known: bool, cells: dict[str, Any], added: set[Any], gone: set[Any], folder: Path
) -> None:
    """Editing the id or the name is enough; a row with an emptied seat is not an assignment."""
    plan = Plan.load(edited(folder, **cells), PROGRAM if known else None)
    assert set(plan) - set(FLOWN) == added
    assert set(FLOWN) - set(plan) == gone
    assert plan.dates == ()


def test_a_day_is_edited(folder: Path) -> None:
    """Editing one of three equal days is enough: the flight has that launch, and its landing."""
    plan = Plan.load(edited(folder, C3="2022-09-22"), PROGRAM)
    assert plan.dates == (FlightDates("MS-22", date(2022, 9, 22), date(2023, 3, 28)),)
    assert set(plan) == set(FLOWN)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"F3": "Nobody"}, "plan!F3: no member is called 'Nobody'"),
        ({"F3": "Kayla Baron"}, "'Kayla Barron'?"),
        ({"E3": "barron", "F3": "Frank Rubio"}, "plan!F3: the name of 'barron' is 'Kayla Barron'"),
        ({"E3": "baron"}, "plan!E3: unknown member 'baron'"),
        ({"D3": "comander"}, "plan!D3: unknown role 'comander' on 'MS-22'"),
        ({"A3": "MS-222"}, "plan!A3: unknown flight 'MS-222'"),
        ({"B3": "away"}, "plan!B3: 'away' is not allowed here"),
        ({"C3": "soon"}, "plan!C3: 'soon' is not a day"),
        (
            {"C2": "2022-09-22", "C3": "2022-09-23"},
            "plan!C3: 'MS-22' launches on 2022-09-22 in row 2",
        ),
        ({"E3": "=E2"}, "plan!E3: the cell has a formula"),
        ({"D1": "rol"}, "plan!D1: unknown column 'rol'"),
    ],
)
def test_what_is_wrong_has_its_cell(cells: dict[str, Any], said: str, folder: Path) -> None:
    """Each error has its cell."""
    with pytest.raises(PlanError) as caught:
        Plan.load(edited(folder, **cells), PROGRAM)
    assert said in str(caught.value)
    assert len(caught.value.problems) == 1


def test_sheets_of_any_name(folder: Path) -> None:
    """A plan is found by its columns; without them there is none."""
    book = openpyxl.Workbook()
    book.active.title = "Sheet1"
    book.active["A1"] = "Our crews"
    sheet = book.create_sheet("Crews 2030")
    sheet.append(["Member", "Flight", "Role", "Leg"])
    sheet.append(["rubio", "MS-22", "flight-engineer", "up"])
    book.save(folder / "own.xlsx")
    line = Assignment("MS-22", "up", "flight-engineer", "rubio")
    assert Plan.load(folder / "own.xlsx", PROGRAM) == Plan((line,))
    book.remove(sheet)
    book.save(folder / "none.xlsx")
    with pytest.raises(PlanError, match="the workbook has no plan"):
        Plan.load(folder / "none.xlsx")
