"""Crew lists as CSV: what is written is what is read, and every problem has its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import example, given, reject, settings
from hypothesis import strategies as st

import seatplan
from seatplan import (
    Agency,
    CrewMember,
    Membership,
    Problem,
    ProgramError,
    Qualification,
    Unavailable,
)
from seatplan.files.crew_cells import (
    qualifications_cell,
    qualifications_data,
    unavailable_cell,
    unavailable_data,
)
from seatplan.files.crew_csv import COLUMNS, crew_text, read_crew_list
from seatplan.files.reading import Reader
from seatplan.program import Program

from .strategies import days, programs, texts

HEADER = ",".join(COLUMNS)

CHANGING = (
    Membership("NASA", until=date(2018, 6, 15)),
    Membership("Axiom Space", since=date(2018, 6, 15)),
)

odd = st.sampled_from(
    [
        "2021-01-01",
        "..",
        "a..b",
        "x; y",
        ";",
        '"q"',
        '"',
        " ",
        "",
        "a  b",
        "a 1-1-1",
        "..9",
        "\n",
        "\\",
    ]
)
some_days = st.none() | days
names = st.one_of(odd, texts)


@settings(max_examples=30)
@given(programs())
def test_a_crew_is_what_its_list_says(program: Program) -> None:
    """A crew that was written is read back unchanged."""
    assert read_crew_list(crew_text(program.crew), "crew.csv").crew == program.crew


@given(st.lists(st.builds(Qualification, names, some_days, some_days), max_size=4))
@example([Qualification("eva", date(2021, 5, 1), date(2026, 5, 1))])
def test_a_cell_of_qualifications(held: list[Qualification]) -> None:
    """Qualifications of any name, held on any days, come back."""
    data = qualifications_data(qualifications_cell(held))
    assert [Reader().read(Qualification, one, ()) for one in data] == held


@given(st.lists(st.builds(Unavailable, some_days, some_days, names), max_size=4))
def test_a_cell_of_absences(times: list[Unavailable]) -> None:
    """Absences with any reason, on any days, come back."""
    data = unavailable_data(unavailable_cell(times))
    assert [Reader().read(Unavailable, one, ()) for one in data] == times


@given(st.lists(names, min_size=1, max_size=3, unique=True))
def test_ids_and_names_of_any_kind(ids: list[str]) -> None:
    """Names in quotes, and names that look like days, come back too."""
    crew = tuple(CrewMember(name, "NASA", name + name) for name in ids)
    try:
        Program(agencies=(Agency("NASA"),), crew=crew)
    except ProgramError:
        reject()  # empty, or with signs that cannot be seen
    assert read_crew_list(crew_text(crew), "crew.csv").crew == crew


@pytest.mark.parametrize("name", seatplan.catalog.names())
def test_real_crews(name: str, tmp_path: Path) -> None:
    """The crews of the shipped programs come back from a file."""
    program, path = seatplan.catalog.load(name), tmp_path / "crew.csv"
    seatplan.save_crew(program.crew, path)
    assert attrs.evolve(program, crew=seatplan.load_crew(path)) == program


def test_how_it_looks() -> None:
    """Cells are in quotes only if they must be."""
    rubio = CrewMember(
        "rubio",
        "NASA",
        "Frank Rubio",
        (Qualification("soyuz"), Qualification("eva", date(2021, 5, 1), date(2026, 5, 1))),
        (
            Unavailable(date(2024, 1, 1), None, "ground; Houston"),
            Unavailable(until=date(2022, 1, 1)),
        ),
        flights_before=1,
        last_landing=date(2020, 10, 22),
    )
    assert crew_text([rubio]).splitlines() == [
        "id,agency,name,qualifications,unavailable,flights_before,days_before,last_landing,selected",
        "rubio,NASA,Frank Rubio,soyuz; eva 2021-05-01..2026-05-01,"
        '"2024-01-01.. ""ground; Houston""; ..2022-01-01",1,0,2020-10-22,',
    ]


def test_what_may_be_left_out() -> None:
    """Optional columns and cells can be left out, and white space is ignored."""
    text = "agency,id,qualifications,flights_before\nNASA,rubio,;soyuz ;  eva  ..2030-01-01;, 2\n\n"
    assert read_crew_list(text, "").crew == (
        CrewMember(
            "rubio",
            "NASA",
            qualifications=(Qualification("soyuz"), Qualification("eva", None, date(2030, 1, 1))),
            flights_before=2,
        ),
    )


def problems(text: str) -> list[tuple[int | None, str]]:
    """What is wrong with a list, each with its line."""
    with pytest.raises(ProgramError) as caught:
        read_crew_list(text, "crew.csv")
    assert caught.value.source == "crew.csv"
    return [(one.line, str(attrs.evolve(one, line=None, hint=""))) for one in caught.value.problems]


def test_every_problem_with_its_line() -> None:
    """Unreadable values and contradictions are reported in the order of the file."""
    lines = (
        "rubio,NASA,,eva 2021-05-01,,1,,2020-1-1,",
        "rubio,NASA,,2020-01-01..2021-01-01,away 2024-01-01..,1.5,,,",
        ",NASA,,soyuz;soyuz,2024-07-01..2024-01-01 away,x,,,2020-13-01",
        "a,,,eva 2021-O5-01..,,-1,,2020-10-22,",
        "a,NASA",
    )
    assert problems("\n".join([HEADER, *lines])) == [
        (2, "qualifications: '2021-05-01' is a single day, not a span"),
        (2, "last_landing: '2020-1-1' is not a date"),
        (3, "qualifications: the days '2020-01-01..2021-01-01' have no qualification before them"),
        (3, "unavailable: 'away' is not days"),
        (3, "flights_before: '1.5' is not a whole number"),
        (3, "id: id 'rubio' is already used by line 2"),
        (4, "flights_before: 'x' is not a whole number"),
        (4, "selected: '2020-13-01' is not a day in the calendar"),
        (4, "id: the key 'id' is missing"),
        (4, "qualifications[1]: the same entry appears twice in this list"),
        (4, "unavailable[0].since: since 2024-07-01 is after until 2024-01-01"),
        (5, "qualifications[0].since: '2021-O5-01' is not a date"),
        (5, "agency: the key 'agency' of 'a' is missing"),
        (5, "flights_before: -1 is less than 0"),
        (6, "2 cells under 9 columns"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id|agency\n", "the header has only one column instead of id and agency"),
        ("id:agency\n", "the header has only one column instead of id and agency"),
        ("id,agncy\n", "unknown column 'agncy'"),
        ("ids,agencies\n", "unknown column 'agencies'"),
        ("flight,leg,role,member,day\n", "this is the header of a plan"),
        ("id,agency,id\n", "column 'id' appears twice"),
        ('id,agency\n"x,y\n', "invalid CSV"),
    ],
)
def test_no_crew_list(text: str, said: str) -> None:
    """A file that is not a table is reported."""
    assert any(said in found for _, found in problems(text))


def test_only_csv(tmp_path: Path) -> None:
    """A crew list with another ending is neither read nor written."""
    for call in (
        lambda: seatplan.load_crew(tmp_path / "crew.json"),
        lambda: seatplan.save_crew((), tmp_path / "crew.toml"),
    ):
        with pytest.raises(ProgramError, match=r"ends in \.csv"):
            call()


def test_nobody(tmp_path: Path) -> None:
    """An empty crew list has only a header."""
    seatplan.save_crew((), tmp_path / "crew.csv")
    assert (tmp_path / "crew.csv").read_text(encoding="utf-8") == HEADER + "\n"
    assert seatplan.load_crew(tmp_path / "crew.csv") == ()


def test_problems_carry_places() -> None:
    """The place of a problem is the column."""
    with pytest.raises(ProgramError) as caught:
        read_crew_list("id,agency,selected\na,b,soon\n", "")
    assert caught.value.problems == (
        Problem("'soon' is not a date", ("selected",), "a day like 2026-07-14.", 2),
    )


@pytest.mark.parametrize(
    ("cell", "agency"),
    [
        ("NASA", "NASA"),
        ("NASA ..2018-06-15; Axiom Space 2018-06-15..", CHANGING),
        ("NASA ..2018-06-15\nAxiom Space 2018-06-15..", CHANGING),
        ('"NASA; ESA"', "NASA; ESA"),
        ('"NASA ..2018-06-15"', "NASA ..2018-06-15"),
    ],
)
def test_an_agency_that_changes(cell: str, agency: Any) -> None:
    """An agency that changes has entries with days; a text in quotes is a single agency."""
    text = f'id,agency\nann,"{cell.replace(chr(34), chr(34) * 2)}"\n'
    (found,) = read_crew_list(text, "crew.csv").crew
    assert found.agency == agency
    assert read_crew_list(crew_text([found]), "crew.csv").crew == (found,)


def test_agencies_that_overlap_have_a_line() -> None:
    """Overlapping agencies are reported with the line of the member."""
    with pytest.raises(ProgramError, match="overlap") as caught:
        read_crew_list("id,agency\nann,NASA\nbob,A ..2018-06-15; B 2018-06-14..\n", "crew.csv")
    assert [(one.line, one.place) for one in caught.value.problems] == [(3, ("agency", 1))]


@pytest.mark.parametrize(
    ("cell", "why", "training"),
    [
        ("2024-01-01..2024-02-01 +training", "", True),
        ("2024-01-01..2024-02-01 +training leave", "leave", True),
        ('2024-01-01..2024-02-01 "+training leave"', "+training leave", False),
        ('2024-01-01..2024-02-01 "leave +training"', "leave +training", False),
    ],
)
def test_leave_that_training_may_meet(cell: str, why: str, training: bool) -> None:
    """`+training` follows the days; a reason of that name is in quotes."""
    absence = Unavailable(date(2024, 1, 1), date(2024, 2, 1), why, training)
    assert [Reader().read(Unavailable, one, ()) for one in unavailable_data(cell)] == [absence]
    assert unavailable_cell([absence]) == cell
