"""Plan files: JSON and CSV, and problems with their lines."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from seatplan.errors import PlanError, Problem
from seatplan.files.plan_csv import csv_text, read_lines
from seatplan.plan import Assignment, ChosenSpacecraft, Docking, FlightDates, Plan
from seatplan.program import LEGS, Leg, Port, Spacecraft
from tests.build import day, flight, program

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
    """A plan is written in the documented format."""
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
    """A cell that a spreadsheet would run as a formula gets an apostrophe."""
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
    assert Plan(read_lines(text, "").assignments) == plan
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
                (2, "'upp' is not allowed here", "'up'?"),
                (4, "3 cells under 4 columns", "add a separator for each empty cell too."),
                (
                    5,
                    "5 cells under 4 columns",
                    "put quotes around a cell that contains a separator, or remove an extra "
                    "separator.",
                ),
                (7, "'both' is not allowed here", "one of 'backup', 'down', 'up'."),
            ],
        ),
        (
            "flight,leg,rolle,member,leg\nx",
            [
                (1, "unknown column 'rolle'", "'role'?"),
                (1, "column 'leg' appears twice", "put everything into one column."),
                (1, "column 'role' is missing", ""),
            ],
        ),
        (
            "flight|leg|role|member\n",
            [
                (
                    1,
                    "the header has only one column instead of flight, leg, role and member",
                    "put commas between the columns.",
                )
            ],
        ),
        (
            'flight,leg,role,member\nx,up,"a"b,c\n',
            [(2, "invalid CSV: ',' expected after '\"'", "")],
        ),
        (
            'flight,leg,role,member\nx,up,"a,c\n',
            [(2, "invalid CSV: unexpected end of data", "close the quotation mark of this line.")],
        ),
    ],
)
def test_csv_that_is_no_plan(
    tmp_path: Path, text: str, expected: list[tuple[int, str, str]]
) -> None:
    """Every invalid line is a problem with its number."""
    found = problems(tmp_path / "plan.csv", text)
    assert [(problem.line, problem.message, problem.hint) for problem in found] == expected


def test_a_header_alone_is_an_empty_plan(tmp_path: Path) -> None:
    """A plan in which no one flies is a plan."""
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
    assert problem.message == "a list is not a table"


@pytest.mark.parametrize("name", ["plan.csv", "plan.json"])
def test_an_empty_file(tmp_path: Path, name: str) -> None:
    """A file without anything in it was cut short: no plan."""
    assert "empty" in problems(tmp_path / name, "")[0].message


WITH_DATES = """\
flight,leg,role,member,day,port,spacecraft
MS-22,down,,,2023-03-28,,
MS-22,port,,,2022-10-01,Rassvet,
MS-22,up,commander,rubio,2022-09-21,Prichal,
MS-23,up,,,,Poisk,Endurance
"""


def test_dates_ports_and_spacecraft_in_csv(tmp_path: Path) -> None:
    """Extra columns if they have values, and lines for legs without people and changes of port."""
    flown = Plan(
        (UP,),
        dates=(FlightDates("MS-22", "2022-09-21", "2023-03-28"),),
        docking=(
            Docking("MS-22", "Prichal"),
            Docking("MS-22", "Rassvet", "2022-10-01"),
            Docking("MS-23", "Poisk"),
        ),
        spacecraft=(ChosenSpacecraft("MS-23", "Endurance"),),
    )
    assert read(tmp_path / "plan.csv", WITH_DATES) == flown
    flown.save(tmp_path / "again.csv")
    assert (tmp_path / "again.csv").read_text() == WITH_DATES
    flown.save(tmp_path / "plan.json")
    assert Plan.load(tmp_path / "plan.json") == Plan.from_dict(flown.to_dict()) == flown
    document = json.loads((tmp_path / "plan.json").read_text())
    assert document["dates"] == [
        {"flight": "MS-22", "launch": "2022-09-21", "landing": "2023-03-28"}
    ]
    assert document["docking"][0] == {"flight": "MS-22", "port": "Prichal"}


HEAD = "flight,leg,role,member,day,port,spacecraft"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("F1,up,pilot,ann,2030-01-01,,\nF1,up,guest,bob,2030-01-02,,", "launches on 2030-01-01 in"),
        ("F1,up,pilot,ann,2030-01-01,,", "has a day here, but none for its landing"),
        ("F1,down,pilot,ann,,P,", "a port on the leg 'down'"),
        ("F1,down,pilot,ann,,,E", "a spacecraft on the leg 'down'"),
        ("F1,up,pilot,ann,,P,\nF1,up,guest,bob,,Q,", "docks 'F1' at 'P', this one at 'Q'"),
        ("F1,up,pilot,ann,,,E\nF1,up,guest,bob,,,D", "gives 'F1' the spacecraft 'E'"),
        ("F1,port,,,,P,", "a change of port without its day"),
        ("F1,port,,,2030-01-01,,", "a change of port without its port"),
        ("F1,port,pilot,ann,2030-01-01,P,", "a change of port cannot have a role"),
        ("F1,up,pilot,ann,tomorrow,,", "'tomorrow' is not a day"),
        ("F1,up,pilot,ann,3/4/2030,,", "can mean 2030-04-03 or 2030-03-04"),
    ],
)
def test_csv_that_contradicts_itself(tmp_path: Path, lines: str, said: str) -> None:
    """Different days of one leg, ports of one arrival, or spacecraft of one flight are problems."""
    found = problems(tmp_path / "plan.csv", f"{HEAD}\n{lines}\n")
    assert any(said in one.message for one in found)
    assert all(one.line for one in found)


names = st.sampled_from(["F1", "F2", "F 3"])
some_days = st.dates()


@st.composite
def whole_plans(draw: st.DrawFn) -> Plan:
    """Plans with assignments, dates, ports and spacecraft."""
    lines = st.builds(Assignment, names, st.sampled_from(LEGS), st.just("pilot"), names)
    return Plan(
        tuple(draw(st.lists(lines, max_size=4))),
        dates=tuple(
            FlightDates(name, draw(some_days), draw(some_days)) for name in draw(st.sets(names))
        ),
        docking=tuple(
            Docking(name, draw(names), since)
            for name in draw(st.sets(names))
            for since in draw(st.sets(st.none() | some_days, max_size=2))
        ),
        spacecraft=tuple(ChosenSpacecraft(name, draw(names)) for name in draw(st.sets(names))),
    )


@settings(max_examples=30)
@given(whole_plans())
def test_any_plan_comes_back(tmp_path_factory: pytest.TempPathFactory, plan: Plan) -> None:
    """A plan comes back from both formats and from plain data, with dates, ports and spacecraft."""
    folder = tmp_path_factory.getbasetemp()
    for name in ("whole.csv", "whole.json"):
        plan.save(folder / name)
        assert Plan.load(folder / name) == plan
    assert Plan.from_dict(plan.to_dict()) == plan


def test_unknown_names_have_their_line_in_json(tmp_path: Path) -> None:
    """A plan sorts its assignments; the problem has the place and line in the file, the first."""
    one = program([flight("F1", 1, 11), flight("F2", 21, 31)], ["ann"])
    lines = [
        {"flight": name, "leg": leg, "role": "pilot", "member": who}
        for name, leg, who in (("F2", "up", "bob"), ("F1", "up", "bob"), ("F3", "up", "ann"))
    ]
    path = tmp_path / "plan.json"
    path.write_text(json.dumps({"assignments": lines}, indent=1), encoding="utf-8")
    with pytest.raises(PlanError) as caught:
        Plan.load(path, one)
    member, other = caught.value.problems
    assert (member.place, member.line) == (("assignments", 0, "member"), 7)
    assert "F2,up,pilot,bob and in 1 more line" in member.message
    assert (other.place, other.line) == (("assignments", 2, "flight"), 16)


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx"])
def test_entries_on_ships_have_their_place_in_the_file(tmp_path: Path, ending: str) -> None:
    """Ports, spacecraft and days have the line or cell of a table, and the number in the file."""
    one = evolve(
        program([flight("F1", 1, 11), flight("F2", 21, 31)], ["ann"]),
        ports=[Port("A", ["ship"])],
        spacecraft=[Spacecraft("Hope", "ship")],
    )
    path = tmp_path / f"plan.{ending}"
    if ending == "json":
        docking = [{"flight": "F2", "port": "X"}, {"flight": "F1", "port": "Y"}]
        data = {"format": 1, "assignments": [], "docking": docking}
        path.write_text(json.dumps(data), encoding="utf-8")
        places = ["docking[0].port", "docking[1].port"]
    else:
        ports = [Docking("F2", "X"), Docking("F1", "A"), Docking("F1", "Y", day(5))]
        crafts = [ChosenSpacecraft("F2", "Joy")]
        Plan(docking=ports, spacecraft=crafts, dates=[FlightDates("F9", day(1), day(2))]).save(path)
        places = [f"line {n}" if ending == "csv" else f"plan!A{n}" for n in (2, 4, 5)]
    with pytest.raises(PlanError) as caught:
        Plan.load(path, one)
    text = str(caught.value)
    assert [place for place in places if place not in text] == [], text
    assert ending == "json" or "docking[" not in text
