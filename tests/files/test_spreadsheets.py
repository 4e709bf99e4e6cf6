"""Tables as people save them: text with one meaning is read, anything else is an error."""

# ruff: noqa: RUF001 - signs that look like others are what people write

from __future__ import annotations

import warnings
from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import seatplan
from seatplan import CrewMember, InputWarning, Plan, PlanError, ProgramError, Qualification
from seatplan import Unavailable as Away
from seatplan.files.cell_days import CellError, iso_day
from seatplan.files.crew_cells import qualifications_data, unavailable_data
from seatplan.files.crew_csv import crew_text, read_crew_list
from seatplan.files.plan_csv import csv_text, read_lines
from seatplan.program_index import leg_day

HEADER = (
    "id,agency,name,qualifications,unavailable,flights_before,days_before,last_landing,selected"
)
LINES = (
    "ada,Aurora,Ada Berg,swift-pilot; swift,,2,350,2028-10-12,2019-04-01",
    "bo,Aurora,Bo Lind,swift-pilot; swift; condor 2030-06-01..2033-06-01,,0,0,,2024-09-01",
    "cleo,Aurora,Cleo Dahl,swift; condor,2031-01-10..2031-03-20 broken wrist,1,180,2027-05-30,"
    "2019-04-01",
    "dev,Aurora,Dev Falk,swift,,0,0,,2024-09-01",
)
LIST = "\n".join((HEADER, *LINES))
CREW = (
    CrewMember(
        "ada",
        "Aurora",
        "Ada Berg",
        (Qualification("swift-pilot"), Qualification("swift")),
        (),
        2,
        350,
        date(2028, 10, 12),
        date(2019, 4, 1),
    ),
    CrewMember(
        "bo",
        "Aurora",
        "Bo Lind",
        (
            Qualification("swift-pilot"),
            Qualification("swift"),
            Qualification("condor", date(2030, 6, 1), date(2033, 6, 1)),
        ),
        selected=date(2024, 9, 1),
    ),
    CrewMember(
        "cleo",
        "Aurora",
        "Cleo Dahl",
        (Qualification("swift"), Qualification("condor")),
        (Away(date(2031, 1, 10), date(2031, 3, 20), "broken wrist"),),
        1,
        180,
        date(2027, 5, 30),
        date(2019, 4, 1),
    ),
    CrewMember("dev", "Aurora", "Dev Falk", (Qualification("swift"),), selected=date(2024, 9, 1)),
)


def semicolons(text: str) -> str:
    """The same table as spreadsheets save it where a comma is the sign before decimals."""
    return text.replace(";", "\0").replace(",", ";").replace("\0", ",")


def numbered(text: str) -> str:
    """With the column that pandas puts first."""
    head, *lines = text.splitlines()
    return "\n".join([f",{head}", *(f"{number},{line}" for number, line in enumerate(lines))])


WHOLE = {
    "as written": LIST,
    "line ends of Windows": LIST.replace("\n", "\r\n"),
    "line ends of old Macs": LIST.replace("\n", "\r") + "\r",
    "semicolons": semicolons(LIST),
    "a line that says so": "sep=;\r\n" + semicolons(LIST),
    "the same in quotes": '"sep=;"\n\n' + semicolons(LIST),
    "tabulators": LIST.replace(",", "\t"),
    "a sign of one's own": "sep=|\n" + LIST.replace(",", "|"),
    "row numbers": numbered(LIST),
    "row numbers with a name": numbered(LIST).replace(",id", "Unnamed: 0,id", 1),
    "empty columns behind": LIST.replace("\n", ",,\n") + ",,",
    "empty columns in lines alone": LIST.replace("2019-04-01", "2019-04-01,,"),
    "empty lines": "\n\n,,\n" + LIST.replace("\n", "\n ,\u00a0,\n\n") + "\n\n,,,,,,,,\n",
    "a header in capitals": LIST.replace(HEADER, HEADER.upper().replace(",", " , ")),
    "a header in words": LIST.replace("flights_before,days_before", "Flights before,Days-before"),
    "blanks around cells": LIST.replace(",", " ,\u00a0"),
    "blanks that cannot be seen": LIST.replace("Aurora", "\u200bAurora\ufeff\u2060"),
    "numbers with a point": LIST.replace("2,350,", "2.0,350.0,").replace(",0,0,", ",0.0,0.00,"),
    "numbers with a comma": LIST.replace("2,350,", '"2,0","350,00",'),
    "days with midnight": LIST.replace("2028-10-12", "2028-10-12 00:00:00"),
    "days from the last year on": LIST.replace("2028-10-12", "2028/10/12"),
    "days that begin with the day": LIST.replace("2027-05-30", "30.05.2027"),
    "days that begin with the month": LIST.replace("2027-05-30", "5/30/2027"),
    "days with a name of the month": LIST.replace("2028-10-12", "12-Oct-2028"),
    "one day in each spelling": LIST.replace("2019-04-01", "2019-04-01T00:00:00"),
    "all in quotes": "\n".join(
        ",".join(f'"{cell}"' for cell in line.split(",")) for line in LIST.splitlines()
    ),
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_list_as_people_save_it(name: str) -> None:
    """The crew is the same in whatever form a spreadsheet saves the table."""
    assert read_crew_list(WHOLE[name], "crew.csv").crew == CREW


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    """UTF-8 with and without its mark, and the "Unicode text" of Excel."""
    path = tmp_path / "crew.csv"
    path.write_bytes(LIST.replace("Bo Lind", "Bø Lind").encode(encoding))
    assert [one.name for one in seatplan.load_crew(path)][1] == "Bø Lind"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("cp1252", "line 3: the byte 0xf8 is not UTF-8"),
        ("utf-16-le", "UTF-16 without a byte order mark"),
    ],
)
def test_other_encodings(encoding: str, said: str, tmp_path: Path) -> None:
    """An unknown encoding is not guessed; the hint shows how to save the file."""
    path = tmp_path / "crew.csv"
    path.write_bytes(LIST.replace("Bo Lind", "Bø Lind").encode(encoding))
    with pytest.raises(ProgramError, match="save the file as UTF-8") as caught:
        seatplan.load_crew(path)
    assert said in str(caught.value)


SPAN = {"since": "2030-06-01", "until": "2033-06-01"}


@pytest.mark.parametrize(
    "days",
    [
        "2030-06-01..2033-06-01",
        "2030-06-01...2033-06-01",
        "2030-06-01…2033-06-01",
        "2030-06-01 .. 2033-06-01",
        "2030-06-01 … 2033-06-01",
        "2030-06-01–2033-06-01",
        "2030-06-01 – 2033-06-01",
        "2030-06-01—2033-06-01",
        "2030-06-01-2033-06-01",
        "2030-06-01 - 2033-06-01",
        "2030-06-01/2033-06-01",
        "2030-06-01 to 2033-06-01",
        "2030-06-01 until 2033-06-01",
        "from 2030-06-01 to 2033-06-01",
        "Since 2030-06-01 until 2033-06-01",
        "2030-06-01 -> 2033-06-01",
        "2030-06-01 → 2033-06-01",
        "2030/06/01–2033/06/01",
        "2030.06.01..2033.06.01",
        "2030-06-01 00:00:00..2033-06-01 00:00:00",
        "(2030-06-01..2033-06-01)",
        "1-Jun-2030..1 June 2033",
        "2030-06-01..\u00a02033-06-01",
    ],
)
def test_spans_that_can_mean_one_thing(days: str) -> None:
    """Of a qualification with and without a colon, of an absence with and without a reason."""
    for joined in (f"condor {days}", f"condor: {days}", f'"condor" {days}'):
        assert qualifications_data(f"swift; {joined}; eva") == [
            {"id": "swift"},
            {"id": "condor", **SPAN},
            {"id": "eva"},
        ]
    assert unavailable_data(days) == [SPAN]
    assert unavailable_data(f"{days} broken wrist") == [{**SPAN, "why": "broken wrist"}]
    assert unavailable_data(f"{days}: broken wrist\n{days}") == [
        {**SPAN, "why": "broken wrist"},
        SPAN,
    ]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ("15.09.2030..20.10.2033", {"since": "2030-09-15", "until": "2033-10-20"}),
        ("9/15/2030 - 20/10/2033", {"since": "2030-09-15", "until": "2033-10-20"}),
        ("06.06.2030..", {"since": "2030-06-06"}),
        ("2030-06-01..", {"since": "2030-06-01"}),
        ("2030-06-01…", {"since": "2030-06-01"}),
        ("since 2030-06-01", {"since": "2030-06-01"}),
        ("from 2030-06-01", {"since": "2030-06-01"}),
        ("..2030-06-01", {"until": "2030-06-01"}),
        ("until 2030-06-01", {"until": "2030-06-01"}),
        ("till 2030-06-01", {"until": "2030-06-01"}),
    ],
)
def test_spans_of_one_side_and_other_days(days: str, expected: dict[str, str]) -> None:
    """A side that is left out, and days in which the day or the month comes first."""
    assert qualifications_data(f"eva {days}") == [{"id": "eva", **expected}]
    assert qualifications_data(f"eva valid {days}") == [{"id": "eva", **expected}]
    assert unavailable_data(f"{days} leave") == [{**expected, "why": "leave"}]


@pytest.mark.parametrize(
    "cell",
    [
        "eva 01/06/2030",
        "eva 01/06/2030..",
        "eva 01.06.2030–01.09.2033",
        "eva 2030",
        "eva 2030-06",
        "eva 06/2030",
        "eva Jun-2030",
        "eva Jun 2030",
        "eva 2030-2033",
        "eva 2030–2033",
        "eva 2030-06-01 through 2033-06-01",
        "eva 2030-06-01",
        "eva 2030-06-01 2033-06-01",
        "eva 15.09.30",
        "eva 2030-06-01–",
        "eva [2030-06-01, 2033-06-01)",
        "eva 2030-06-01..2033-06-01 lead",
        "2030-06-01..2033-06-01",
        "2030-06-01..2033-06-01 eva",
        "eva 2030-06-01.2033-06-01",
        "eva....2033-06-01",
        "eva 2030-06-01....2033-06-01",
        "eva2030-06-01..2033-06-01",
        "eva-2030-06-01",
        "eva, space walks",
        "eva, lead 2030",
        "swift | condor",
        "swift|condor",
        "swift / condor",
        "swift + condor",
        "- swift",
        "“swift; condor”",
        '"swift',
        '"swift" pilot',
        "eva 2030-06-01 12:30..",
        "eva until further notice…",
    ],
)
def test_what_is_no_qualification(cell: str) -> None:
    """A text that looks like days, or like several qualifications, is reported with its line."""
    with pytest.raises(ProgramError) as caught:
        read_crew_list(
            f'id,agency,qualifications\nada,A,soyuz\nbo,A,"{cell.replace(chr(34), chr(34) * 2)}"',
            "",
        )
    assert [problem.line for problem in caught.value.problems] == [3] * len(caught.value.problems)
    assert caught.value.problems[0].place[0] == "qualifications"
    assert caught.value.problems[0].hint


@pytest.mark.parametrize(
    "cell",
    [
        "2030-06-01",
        "2030-06-01 leave",
        "01/06/2030..01/09/2030",
        "leave 2030-06-01..2033-06-01",
        "June 2030",
        "2030-06-01..2030-07-01 leave, then 2030-09-01",
        "2030-06-01..2030-07-01 moved from 2030-09-01 to 2030-10-01",
        "2030-06-01..2030-07-01 until 2030-09-01",
        "2030-06-01 through 2030-07-01",
        "[2030-06-01, 2033-06-01)",
    ],
)
def test_what_is_no_absence(cell: str) -> None:
    """Days inside a reason are reported, because they would be lost."""
    with pytest.raises(CellError):
        unavailable_data(cell)


AWAY, AGAIN = (
    {"since": "2031-01-10", "until": "2031-03-20"},
    {"since": "2031-05-01", "until": "2031-06-01"},
)


@pytest.mark.parametrize(
    "between", ["\n", "\r\n", "\r", ";", "; ", " ", ", ", "\u2028", ";\n", "；"]
)
@pytest.mark.parametrize("why", ["", " broken wrist", " class of 2017"])
def test_two_absences(between: str, why: str) -> None:
    """After a line end or a blank, days begin a second absence and are no reason of the first."""
    first = {**AWAY, **({"why": why.strip()} if why else {})}
    cell = f"2031-01-10..2031-03-20{why}{between}2031-05-01..2031-06-01 leave"
    assert unavailable_data(cell) == [
        first,
        {**AGAIN, "why": "leave"},
    ]


def test_commas_in_a_reason() -> None:
    """A reason is a sentence: it may have commas, dots and years."""
    assert unavailable_data(
        "2031-01-10..2031-03-20 ground, Houston; ..2030-01-01 class of 2017…"
    ) == [
        {**AWAY, "why": "ground, Houston"},
        {"until": "2030-01-01", "why": "class of 2017…"},
    ]


@pytest.mark.parametrize(
    ("cell", "ids"),
    [
        ("swift-pilot, swift", ["swift-pilot", "swift"]),
        ("swift-pilot,swift,", ["swift-pilot", "swift"]),
        ("swift-pilot, swift; soyuz commander", ["swift-pilot", "swift", "soyuz commander"]),
        ("swift-pilot\nswift", ["swift-pilot", "swift"]),
        ("swift-pilot; swift\r\nswift\r\ncondor", ["swift-pilot", "swift", "condor"]),
        ("swift，condor、eva；soyuz", ["swift", "condor", "eva", "soyuz"]),
        ('"eva, lead", swift', ["eva, lead", "swift"]),
        ('"2030"; "a; b"', ["2030", "a; b"]),
        (
            "class-2017; soyuz-2.1; eva (advanced); course-2024-b",
            ["class-2017", "soyuz-2.1", "eva (advanced)", "course-2024-b"],
        ),
        ("\u00a0swift\u200b ;\ufeffcondor", ["swift", "condor"]),
        ("soyuz\u00a0 commander", ["soyuz commander"]),
    ],
)
def test_several_qualifications(cell: str, ids: list[str]) -> None:
    """Semicolons, line ends, and commas between single words; a line may repeat another one."""
    assert qualifications_data(cell) == [{"id": one} for one in ids]


@given(st.integers(1, 12), st.integers(1, 12))
def test_no_day_is_guessed(day: int, month: int) -> None:
    """Where day and month can change places, the text is a day only if both are the same."""
    for sign in "./-":
        text = f"{day:02}{sign}{month}{sign}2030"
        if day == month:
            assert iso_day(text) == f"2030-{month:02}-{day:02}"
        else:
            with pytest.raises(CellError, match="can mean 2030"):
                iso_day(text)


@pytest.mark.parametrize(
    "cell", ["2,000", "2.000", "2.5", "2,5", "1 200", "1'200", "2.0.0", "two", "1e3", "²"]
)
def test_what_is_no_whole_number(cell: str) -> None:
    """Fractions, and numbers that can be thousands, are refused."""
    with pytest.raises(ProgramError, match="is not a whole number"):
        read_crew_list(f'id,agency,days_before\nada,A,"{cell}"', "")


ids = st.lists(
    st.sampled_from([*"ab,;|.-…–(\"' \u00a0\u200b\n29", ", ", "2030-06-01", "..", " to "]),
    max_size=6,
).map("".join)


@given(
    st.lists(st.builds(Qualification, ids), max_size=3),
    st.lists(st.builds(Away, why=ids), max_size=3),
    ids,
)
def test_whatever_is_written_is_read(
    held: list[Qualification], away: list[Away], name: str
) -> None:
    """However close a name or a reason comes to what people write for something else."""
    member = CrewMember("x", "A", name, tuple(dict.fromkeys(held)), tuple(dict.fromkeys(away)))
    try:
        attrs.evolve(seatplan.Program(agencies=(seatplan.Agency("A"),)), crew=(member,))
    except ProgramError:
        return
    assert read_crew_list(crew_text([member]), "").crew == (member,)


@pytest.mark.parametrize("cell", ["nan", "NaN", "NaT", "<NA>", "None", "NULL"])
def test_what_programs_write_for_nothing(cell: str) -> None:
    """Such a word counts as an empty cell; a name that equals it comes back unchanged."""
    text = f"{HEADER}\nada,A,{','.join([cell] * 7)}"
    assert read_crew_list(text, "").crew == (CrewMember("ada", "A"),)
    named = CrewMember("ada", "A", cell, (Qualification(cell),))
    assert read_crew_list(crew_text([named]), "").crew == (named,)


@pytest.mark.parametrize("cell", ["-", "–", "n/a", "none", "TRUE", "WAHR", "no", "TBD"])
@pytest.mark.parametrize("column", ["qualifications", "unavailable", "days_before", "selected"])
def test_what_people_write_for_nothing(column: str, cell: str) -> None:
    """Such a word is not read as a value; its line is reported with a suggestion."""
    with pytest.raises(ProgramError) as caught:
        read_crew_list(f"id,agency,{column}\nada,A,\nbo,A,{cell}", "")
    (problem,) = caught.value.problems
    assert (problem.line, "leave the cell empty" in problem.hint) == (3, True)


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#NAME?", "#VALUE!", "########", "Err:502"])
def test_errors_of_a_spreadsheet(error: str) -> None:
    """What a spreadsheet shows where it has no value is neither an id nor a name; one that is so
    comes back as it was."""
    for text in (f"id,agency\n{error},A", f"id,agency,name\nada,A,{error}"):
        with pytest.raises(ProgramError, match="is an error value of the spreadsheet") as caught:
            read_crew_list(text, "")
        assert [problem.line for problem in caught.value.problems] == [2]
    named = CrewMember(error, "A", error)
    assert read_crew_list(crew_text([named]), "").crew == (named,)


@pytest.mark.parametrize(
    "text",
    [
        'id,agency,name\nada,A,"Ada\r\nBerg"',
        'id,agency,name\nada,A,"Ada \t Berg"',
        'id,agency,name\n"=""ada""",A,Ada Berg',
        "id,agency,name\nada,A,Ada Berg\nID,Agency,Name",
        "id,agency,name\n\nid,agency,name\nada,A,Ada Berg",
    ],
)
def test_one_member(text: str) -> None:
    """A name on two lines of a cell, a text that is kept from being a number, the header again."""
    assert read_crew_list(text, "").crew == (CrewMember("ada", "A", "Ada Berg"),)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2031-01-10..2031-03-20 / 2031-05-01..2031-06-01", [AWAY, AGAIN]),
        (
            "2031-01-10..2031-03-20 leave (2031-05-01..2031-06-01)",
            [{**AWAY, "why": "leave"}, AGAIN],
        ),
        ("2031-01-10..2031-03-20 leave +training", [{**AWAY, "why": "leave", "training": True}]),
    ],
)
def test_what_stands_around_days(cell: str, expected: list[dict[str, object]]) -> None:
    """Signs between two absences are no reason, and the sign for training may come last."""
    assert unavailable_data(cell) == expected


@pytest.mark.parametrize(
    "cell",
    [
        "2031-01-10..2031-03-20 inclusive",
        "2031-01-10..2031-03-20 (incl.) leave",
        "2031-01-10..2031-03-20 inkl. Urlaub",
        "2031-01-10..2031-03-20 leave + training",
        "2031-01-10..2031-03-20 training = true",
        "2031-01-10..2031-03-20 with +training on the way",
    ],
)
def test_words_that_change_what_days_mean(cell: str) -> None:
    """Such words in a reason are reported, because they change the meaning of the days."""
    with pytest.raises(CellError, match=r"after the days|inside a reason"):
        unavailable_data(cell)


@pytest.mark.parametrize("cell", ["['swift', 'eva']", "swift\teva", "1. swift", "2) eva", "• eva"])
def test_lists_that_were_pasted_in(cell: str) -> None:
    """Brackets, numbers and tabs of a pasted list are reported."""
    with pytest.raises(CellError, match=r"part of a list|a tab|'•'"):
        qualifications_data(cell)


@pytest.mark.parametrize("other", ["qualifications.1", "Qualification 2", "qualifications (2)"])
def test_a_column_a_second_time(other: str) -> None:
    """A second column for the same key is reported, because its content would be lost."""
    with pytest.raises(ProgramError, match="a second column 'qualifications'"):
        read_crew_list(f"id,agency,qualifications,{other}\nada,A,swift,eva", "")


@pytest.mark.parametrize(
    ("text", "line", "said", "hint"),
    [
        (
            "Crew of Halo,,\n,,\nid,agency,name\nada,A,x",
            1,
            "this line is not a header",
            "above line 3",
        ),
        (
            "sep=;\nCrew of Halo;;\nid;agency;name\nada;A;x",
            2,
            "this line is not a header",
            "above line 3",
        ),
        (
            "id,agency,qualification\nada,A,x",
            1,
            "unknown column 'qualification'",
            "'qualifications'",
        ),
        ("id,agency\nada,A,checked by Bo", 2, "3 cells under 2 columns", "quotes"),
        ("id,agency,name\nada,A", 2, "2 cells under 3 columns", "each empty cell"),
        ("id,agency,name\nada,A,x\nTotal,,1", 3, "'agency' of 'Total' is missing", "a total"),
        ("ada,A,x\nbo,A,x", 1, "it has none of the columns id and agency", "id,agency,name above"),
        ("\n,,\n", 1, "the file is empty", "id,agency,name"),
        ("id,agency,,name\nada,A,checked,Ada", 2, "in a column without a name", "a name"),
        ("id|agency\nada|A", 1, "only one column instead of id and agency", "put commas"),
        ("sep=;\nid;agency\n\nada;A;B", 4, "3 cells under 2 columns", ""),
    ],
)
def test_a_table_that_is_none(text: str, line: int, said: str, hint: str) -> None:
    """What makes a table unreadable is reported with its line and a suggestion."""
    with pytest.raises(ProgramError) as caught:
        read_crew_list(text, "")
    first = caught.value.problems[0]
    assert (first.line, said in first.message, hint in first.hint) == (line, True, True)


def test_columns_of_other_things() -> None:
    """An unknown column is ignored with a warning."""
    with pytest.warns(InputWarning, match=r"crew\.csv: line 1: column 'phone' is unknown"):
        assert read_crew_list("id,phone,agency\nada,123,A", "crew.csv").crew == (
            CrewMember("ada", "A"),
        )


PROGRAM, FLOWN = (
    seatplan.catalog.load("two-flights"),
    seatplan.solve(seatplan.catalog.load("two-flights")).plan,
)
assert FLOWN is not None
TEXT = csv_text(FLOWN.assignments)

PLANS = {
    "as written": TEXT,
    "semicolons": TEXT.replace(",", ";"),
    "tabulators": TEXT.replace(",", "\t"),
    "row numbers": numbered(TEXT),
    "blanks": TEXT.replace(",", " , "),
    "blanks that cannot be seen": TEXT.replace(",", "\u00a0,\u200b"),
    "line ends of old Macs": TEXT.replace("\n", "\r"),
    "capitals": TEXT.replace("flight,leg", "Flight,LEG").replace(",up,", ",Up,"),
    "empty columns and lines": TEXT.replace("\n", ",,\n,,\n"),
}


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_as_people_save_it(name: str) -> None:
    """The plan is the same in whatever form a spreadsheet saves the table."""
    assert Plan(read_lines(PLANS[name], "").assignments) == Plan(FLOWN.assignments)


DAYS = [
    f"{day.day}/{day.month}/{day.year}"
    for one in FLOWN.assignments
    for flight in PROGRAM.flights
    if flight.id == one.flight
    for day in [leg_day(flight, one.leg)]
]


def test_ambiguous_days_beside_a_plan(tmp_path: Path) -> None:
    """Beside the ids a day has to be that of the program in one of the ways to read it."""
    lines = [f"{line},{day}" for line, day in zip(TEXT.splitlines(), ["day", *DAYS], strict=True)]
    path = tmp_path / "plan.csv"
    path.write_text("\n".join(lines))
    assert Plan.load(path, PROGRAM).assignments == FLOWN.assignments
    path.write_text("\n".join(lines).replace("1/3/2031", "2/3/2031"))
    with pytest.raises(PlanError, match="the day of 'Swift-1' is '2031-03-01'"):
        Plan.load(path, PROGRAM)


def test_frames_come_back(tmp_path: Path) -> None:
    """What pandas writes of a plan is read as that plan, with its program and without."""
    plan, path = Plan(FLOWN.assignments), tmp_path / "plan.csv"
    for frame in (plan.to_frame(), plan.to_frame(PROGRAM)):
        for index in (True, False):
            for sign in ",;":
                frame.to_csv(path, index=index, sep=sign)
                assert Plan.load(path) == Plan.load(path, PROGRAM) == plan


def test_a_frame_of_another_program(tmp_path: Path) -> None:
    """Columns that repeat the program must agree with it."""
    path = tmp_path / "plan.csv"
    text = FLOWN.to_frame(PROGRAM).to_csv(index=False)
    name = next(one.name for one in PROGRAM.crew if one.name)
    path.write_text(text.replace(name, "Another"), encoding="utf-8")
    assert Plan.load(path).assignments == FLOWN.assignments
    with pytest.raises(
        PlanError, match=f"is '{name}' in the program, and 'Another' here"
    ) as caught:
        Plan.load(path, PROGRAM)
    expected = [at for at, line in enumerate(text.splitlines(), 1) if name in line]
    assert [problem.line for problem in caught.value.problems] == expected


def test_lines_of_what_is_unknown(tmp_path: Path) -> None:
    """Each word that is unknown is reported once, with its lines, in the order of the file."""
    path = tmp_path / "plan.csv"
    path.write_text(
        "flight,leg,role,member\nSwift-1,up,pilot,adda\nSwift-1,down,pilot,adda\nSwift-9,up,pilot,bo\n",
        encoding="utf-8",
    )
    with pytest.raises(PlanError) as caught:
        Plan.load(path, PROGRAM)
    assert [(one.line, one.message) for one in caught.value.problems] == [
        (2, "unknown member 'adda' in the line Swift-1,up,pilot,adda and in line 3"),
        (4, "unknown flight 'Swift-9' in the line Swift-9,up,pilot,bo"),
    ]


def test_for_excel(tmp_path: Path) -> None:
    """With `excel=True`, a list and a plan begin with a byte order mark, and can be read."""
    crew, plan = tmp_path / "crew.csv", tmp_path / "plan.csv"
    seatplan.save_crew(CREW, crew, excel=True)
    FLOWN.save(plan, excel=True)
    for path in (crew, plan):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert seatplan.load_crew(crew) == CREW
    assert Plan.load(plan).assignments == FLOWN.assignments
    with pytest.raises(PlanError, match=r"only a \.csv file"):
        FLOWN.save(tmp_path / "plan.json", excel=True)


def test_nothing_is_warned_of_in_vain() -> None:
    """A list of known columns gives no warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read_crew_list(LIST, "")
