"""Plan files: JSON and CSV, and what is said of a line that is none."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatplan.errors import PlanError, Problem
from seatplan.files.plan_csv import csv_text, read_csv
from seatplan.plan import Assignment, Plan
from seatplan.program import LEGS, Leg

UP = Assignment("MS-22", "up", "commander", "rubio")
DOWN = Assignment("MS-22", "down", "commander", "rubio")


def read(path: Path, text: str) -> Plan:
    """The plan in a file of that text."""
    path.write_bytes(text.encode())
    return Plan.load(path)


def problems(path: Path, text: str) -> tuple[Problem, ...]:
    """What is wrong with a file of that text."""
    with pytest.raises(PlanError) as caught:
        read(path, text)
    assert caught.value.source == str(path)
    return caught.value.problems


def test_the_two_formats(tmp_path: Path) -> None:
    """A plan is written as the contract says."""
    plan = Plan((UP, DOWN, UP), "Two flights")
    plan.save(tmp_path / "plan.json")
    text = (tmp_path / "plan.json").read_text()
    assert text.endswith("\n")
    assert json.loads(text) == {
        "format": 1,
        "program": "Two flights",
        "assignments": [
            {"flight": "MS-22", "leg": "down", "role": "commander", "member": "rubio"},
            {"flight": "MS-22", "leg": "up", "role": "commander", "member": "rubio"},
        ],
    }
    plan.save(tmp_path / "plan.CSV")
    assert (tmp_path / "plan.CSV").read_bytes() == (
        b"flight,leg,role,member\nMS-22,down,commander,rubio\nMS-22,up,commander,rubio\n"
    )


def test_csv_of_a_spreadsheet(tmp_path: Path) -> None:
    """Another order of columns, marks, quotes, blank lines and doubled lines are all the same."""
    text = (
        "\ufeff\r\n member ,role,flight,leg\r\n\r\n,,,\r\n"
        'rubio,"commander",MS-22,up\r\nrubio,commander,MS-22,up\r\nrubio,commander,MS-22,down'
    )
    assert read(tmp_path / "plan.csv", text) == Plan((UP, DOWN))


FORMULAS = ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\uff1d1", '=HYPERLINK("x","y")']


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_formula_is_text(cell: str) -> None:
    """What a spreadsheet would run has an apostrophe before it."""
    (_, row) = csv.reader(io.StringIO(csv_text([Assignment(cell, "up", "a", "b")]), newline=""))
    assert row == [f"'{cell}", "up", "a", "b"]


cells = st.one_of(
    st.sampled_from(FORMULAS),
    st.text("'=+-@\t\r\n \uff1d,;\"ab", max_size=6),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
)


@given(st.lists(st.tuples(cells, st.sampled_from(LEGS), cells, cells), max_size=4))
def test_any_plan_comes_back_from_csv(rows: list[tuple[str, Leg, str, str]]) -> None:
    """Whatever its cells are; and no cell of the file is one that a spreadsheet runs."""
    plan = Plan(tuple(Assignment(*row) for row in rows))
    text = csv_text(plan.assignments)
    assert Plan(read_csv(text, "")) == plan
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not any(cell.lstrip(" ")[:1] in tuple("=+-@\t\r\n\uff1d") for cell in row if cell)


@pytest.mark.parametrize("cell", ["'", "''", "'a", "O'Hara", "a=b", "'a=b"])
def test_other_apostrophes_are_left_alone(cell: str) -> None:
    """A cell that no spreadsheet runs is written as it is."""
    assert csv_text([Assignment(cell, "up", "a", "b")]).splitlines()[1].split(",")[0] == cell


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "flight,leg,role,member\nMS-22,upp,commander,rubio\n\nMS-22,up,commander\n"
            'MS-22,up,"two\nlines",rubio,5\nMS-22,both,commander,rubio\n',
            [
                (2, "'upp' cannot stand here", "'up'?"),
                (4, "3 cells under 4 columns", "a separator for each empty cell, too."),
                (
                    5,
                    "5 cells under 4 columns",
                    "quotes around a cell that has a comma in it, or none between two cells too "
                    "many.",
                ),
                (7, "'both' cannot stand here", "one of 'down', 'up'."),
            ],
        ),
        (
            "flight,leg,rolle,member,leg\nx",
            [
                (1, "unknown column 'rolle'", "'role'?"),
                (1, "column 'leg' stands twice", "one column, with all that belongs to it."),
                (1, "column 'role' is missing", ""),
            ],
        ),
        (
            "flight|leg|role|member\n",
            [(1, "one column where flight, leg, role and member belong", "commas between them.")],
        ),
        (
            'flight,leg,role,member\nx,up,"a"b,c\n',
            [(2, "no valid CSV: ',' expected after '\"'", "")],
        ),
        ('flight,leg,role,member\nx,up,"a,c\n', [(2, "no valid CSV: unexpected end of data", "")]),
    ],
)
def test_csv_that_is_no_plan(
    tmp_path: Path, text: str, expected: list[tuple[int, str, str]]
) -> None:
    """Every line that is none is a problem with its number."""
    found = problems(tmp_path / "plan.csv", text)
    assert [(problem.line, problem.message, problem.hint) for problem in found] == expected


def test_a_header_alone_is_an_empty_plan(tmp_path: Path) -> None:
    """A plan in which nobody flies is a plan."""
    assert read(tmp_path / "plan.csv", "flight,leg,role,member\n") == Plan()
    assert read(tmp_path / "plan.json", '{"assignments": []}') == Plan()


def test_json_that_is_no_plan(tmp_path: Path) -> None:
    """Every problem comes with its place and its line."""
    text = """{
        "format": 2, "programm": "x",
        "assignments": [
            {"flight": "a", "leg": "sideways", "role": 3,
             "member": "b"},
            {"flight": "a", "leg": "up", "role": "c"},
            7
        ]}"""
    found = problems(tmp_path / "plan.json", text)
    assert [(problem.line, problem.place) for problem in found] == [
        (2, ("format",)),
        (2, ("programm",)),
        (4, ("assignments", 0, "leg")),
        (4, ("assignments", 0, "role")),
        (6, ("assignments", 1, "member")),
        (7, ("assignments", 2)),
    ]
    (problem,) = problems(tmp_path / "plan.json", "{}")
    assert problem.message == "the key 'assignments' is missing"
    (problem,) = problems(tmp_path / "plan.json", "[]")
    assert problem.message == "a list is no table"


@pytest.mark.parametrize("name", ["plan.csv", "plan.json"])
def test_an_empty_file(tmp_path: Path, name: str) -> None:
    """A file without anything in it was cut short: no plan."""
    assert "empty" in problems(tmp_path / name, "")[0].message
