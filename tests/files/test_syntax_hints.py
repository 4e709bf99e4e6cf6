"""What people get wrong in TOML and JSON has a hint that names it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatplan.errors import ProgramError
from seatplan.files.day_hints import day_hint
from seatplan.files.documents import parse
from seatplan.files.lines import Language
from tests.properties.effort import examples

TOML = """format = 1
[[flights]]
id = "F"
launch = 2027-09-15
seats = [{ role = "p" }]
flag = true
days = 5
"""
JSON = """{
 "format": 1,
 "flights": [
  {"id": "F", "launch": "2027-09-15", "flag": true, "names": ["x", "y"]}
 ]
}
"""


def hint(language: Language, text: str, old: str, new: str) -> tuple[str, int | None]:
    """The hint for the text with something else in it, and its line."""
    assert old in text
    with pytest.raises(ProgramError) as caught:
        parse(text.replace(old, new, 1), language, "x", ProgramError)
    (found,) = caught.value.problems
    return found.hint, found.line


@pytest.mark.parametrize(
    ("old", "new", "wanted", "line"),
    [
        ("2027-09-15", "15.09.2027", "2027-09-15?", 4),
        ("2027-09-15", "15/09/2027", "2027-09-15?", 4),
        ("2027-09-15", "09/10/2027", "2027-10-09 or 2027-09-10? Write the year first", 4),
        ("2027-09-15", "2027/09/15", "2027-09-15?", 4),
        ("2027-09-15", "2027.9.5", "2027-09-05?", 4),
        ("2027-09-15", "2027-9-15", "2027-09-15?", 4),
        ("2027-09-15", "2027\N{EN DASH}09\N{EN DASH}15", "2027-09-15?", 4),
        ("2027-09-15", "15 Sep 2027", "2027-09-15?", 4),
        ("2027-09-15", "September 15, 2027", "2027-09-15?", 4),
        ("2027-09-15", "2027-02-30", "a day in the calendar", 4),
        ('"F"', '"F', "close the quotes before the end of the line.", 3),
        ('"F"', 'F"', "put a quote before the text too.", 3),
        ('"F"', "F", '"F", in quotes.', 3),
        ('"F"', "Crew Dragon # it", '"Crew Dragon", in quotes.', 3),
        ('"F"', "", "put a value after the =.", 3),
        ('"F"', "\u201cF\u201d", "use straight quotes", 3),
        ('"F"', "\u2018F\u2019", "use straight quotes", 3),
        ('"F"', '"C:\\data"', "write two backslashes", 3),
        ('"F"', '"F" // it', "put # before a comment.", 3),
        ('"F"', '"F";', "remove the ; at the end of the line.", 3),
        ('"F"', '"F" ; it', "put # before a comment.", 3),
        ('"F"', '"""F', "close the text with three quotes", 7),
        ("id =", "id:", "use = instead of the colon.", 3),
        ("id =", "id", "put = between a key and its value.", 3),
        ("id =", "the id =", "'the_id', in one word?", 3),
        ("id =", "id\N{NO-BREAK SPACE}=", "replace the special space", 3),
        ('id = "F"', 'id = "F"\nid = "G"', "put a [[…]] line before it, or leave", 4),
        ("[[flights]]", "[[flights]", "put as many brackets", 2),
        ("[[flights]]", "[flights]\n[flights]", "use double brackets, [[flights]],", 3),
        ('"p" }', '"p" } { role = "q" }', "put a comma between two entries.", 5),
        ('"p" }', '"p" }, "a" "b"', "put a comma between two entries.", 5),
        ('"p" }', '"p" count = 2 }', "put a comma between two keys.", 5),
        ('"p" }', '"p", }', "remove the comma before the }.", 5),
        ('"p" }', '"p",\n count = 2 }', "put the whole table on one line", 5),
        ('"p" }', '"p" ', "close the table with }.", 5),
        ("}]", "}", "close the list with ].", 6),
        ("role =", "role:", "use = instead of the colon.", 5),
        ("true", "True", "true, in lowercase", 6),
        ("true", "yes", "true, in lowercase", 6),
        ("true", "no", "false, in lowercase", 6),
        ("true", "null", "leave the key out.", 6),
        ("= 5\n", "= 05\n", "5, without a leading 0.", 7),
        ("= 5\n", "= 1,5\n", "1.5, with a decimal point.", 7),
        ("= 5\n", "= 1 000\n", "1000, without blanks.", 7),
        (TOML, JSON, "use the ending .json", 1),
        (TOML, TOML.replace("\n", "\r"), "save the file with other line ends", 1),
    ],
)  # fmt: skip
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_toml(old: str, new: str, wanted: str, line: int, ends: str) -> None:
    """The hint is on the right line, whatever the line ends are."""
    if "\r" in new:
        ends = "\n"
    found, where = hint(
        "toml", TOML.replace("\n", ends), *(x.replace("\n", ends) for x in (old, new))
    )
    assert found.startswith(wanted)
    assert where == line


@pytest.mark.parametrize("text", ["\ufeff" + TOML, TOML.replace(" = ", "\t=\t")])
def test_marks_and_tabs_are_fine(text: str, tmp_path: object) -> None:
    """The mark of an editor is taken off on reading, and tabs are blanks."""
    assert parse(text.removeprefix("\ufeff"), "toml", "x", ProgramError).data["format"] == 1


@pytest.mark.parametrize(
    ("old", "new", "wanted", "line"),
    [
        ('"y"]', '"y",]', "remove the comma before the ", 4),
        ('"y"]}', '"y"],}', "remove the comma before the ", 4),
        ("1,", "1, // one", "leave it out: JSON has no comments.", 2),
        ("1,", "1, # one", "leave it out: JSON has no comments.", 2),
        ("1,", "1, /* one */", "leave it out: JSON has no comments.", 2),
        ('"F"', "'F'", "use double quotes", 4),
        ('"id"', "'id'", "use double quotes", 4),
        ('"id"', "id", '"id", in quotes.', 4),
        ('"F"', "F", '"F", in quotes.', 4),
        ('"F"', "\u201cF\u201d", "use straight quotes", 4),
        ('"F"', '"C:\\data"', "write two backslashes", 4),
        ('"F"', '"F\n"', "close the quotes before", 4),
        ("1,", "1", "put a comma before it.", 3),
        ('"x",', '"x"', "put a comma before it.", 4),
        ("true", "True", "true, in lowercase.", 4),
        ("true", "None", "leave the key out.", 4),
        ('"2027-09-15"', "2027-09-15", '"2027-09-15", in quotes.', 4),
        ('"2027-09-15"', "15.09.2027", "2027-09-15? In quotes.", 4),
        ('"format":', '"format" =', "put a colon between a key and its value.", 2),
        ("1,", "01,", "remove the 0 before the number.", 2),
        (" ]\n}\n", "", "add the rest of the file", 4),
        (JSON, JSON + JSON, "put the whole file into one { }", 7),
        (JSON, TOML, "use the ending .toml", 1),
    ],
)  # fmt: skip
def test_json(old: str, new: str, wanted: str, line: int) -> None:
    """The same for JSON."""
    found, where = hint("json", JSON, old, new)
    assert found.startswith(wanted)
    assert where in (line, line + 1)  # Python versions differ in where a text ends too soon


@given(st.dates())
@examples(50)
def test_days(day: object) -> None:
    """Every day is reported back from the forms in which the year comes last."""
    year, month, number = str(day).split("-")
    wanted = f"{day}?"
    for text in (f"{number}.{month}.{year}", f"{int(number)}-{int(month)}-{year}"):
        assert day_hint(text) == wanted
    assert day_hint(f"{month}/{number}/{year}").startswith((str(day), wanted)) or (
        f" or {day}?" in day_hint(f"{month}/{number}/{year}")
    )


@pytest.mark.parametrize("text", ["", "soon", "2027", "1.5", "10.11.12", "99 bananas 2027"])
def test_no_days(text: str) -> None:
    """What is no day in any form has no such hint."""
    assert "?" not in day_hint(text)
