"""Program files as people write them: exact numbers, lines, and words about what is wrong."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seatplan.errors import Problem, ProgramError
from seatplan.files import load
from seatplan.files.documents import parse
from seatplan.files.numbers import NotExact
from seatplan.kinds import Rule
from seatplan.program import Program

GOOD = """\
format = 1
name = "Two flights"

[[agencies]]
id = "NASA"
qualifications = ["usos"]        # held by every member of the agency

[[vehicles]]
id = "Soyuz MS"
operator = "NASA"
seats = [
  { role = "commander", requires = ["soyuz-commander"], critical = true },
  { role = "flight-engineer", count = 2, requires = ["soyuz"] },
]

[[flights]]
id = "MS-22"
vehicle = "Soyuz MS"
launch = 2022-09-21
landing = "2023-03-28"

[[crew]]
id = "rubio"
agency = "NASA"
qualifications = ["soyuz", { id = "eva", since = 2021-05-01, until = 2026-05-01 }]
"""


def problems_of(path: Path, text: str) -> tuple[Problem, ...]:
    """What is wrong with a file of that text."""
    path.write_bytes(text.encode())
    with pytest.raises(ProgramError) as caught:
        load(path)
    assert caught.value.source == str(path)
    return caught.value.problems


def test_the_lines_of_problems(tmp_path: Path) -> None:
    """Each problem has its line; a missing key has the line on which its table begins."""
    text = GOOD.replace('operator = "NASA"', 'operator = "NSA"').replace("count = 2", "count = 0")
    text = text.replace("2022-09-21", "2024-09-21").replace('agency = "NASA"', "agencie = 3")
    found = problems_of(tmp_path / "p.toml", text + "[[fixed]]\nflight = 'MS-22'\nmember = 'x'\n")
    assert [(problem.line, problem.place) for problem in found] == [
        (10, ("vehicles", 0, "operator")),
        (13, ("vehicles", 0, "seats", 1, "count")),
        (20, ("flights", 0, "landing")),
        (24, ("crew", 0, "agencie")),
        (26, ("fixed", 0, "role")),
        (28, ("fixed", 0, "member")),
    ]


def test_the_error_in_print(tmp_path: Path) -> None:
    """The printed error names the file, the lines, the places and what to try."""
    path = tmp_path / "p.toml"
    path.write_text(GOOD.replace("2022-09-21", "2022-09-21T10:00:00") + "ag = 3")
    with pytest.raises(ProgramError) as caught:
        load(path)
    assert str(caught.value) == (
        f"{path}: 2 problems\n"
        "  line 19, flights[0].launch: 2022-09-21T10:00:00 has a time of day, "
        "and seatplan counts whole days\n"
        "    Maybe 2022-09-21.\n"
        "  line 26, crew[0].ag: unknown key 'ag'\n"
        "    Maybe one of 'agency', 'name', 'last_landing', 'days_before', 'unavailable', "
        "'flights_before', 'qualifications', 'id', 'selected'."
    )


def test_lines_follow_the_file_not_the_tables(tmp_path: Path) -> None:
    """A table that is continued further down has its problems in the order of the lines."""
    text = "[[crew]]\nid = 3\n[[flights]]\nid = 4\n[[crew]]\nid = 6\nagency = 7\n"
    found = problems_of(tmp_path / "p.toml", text)
    lines = [problem.line for problem in found]
    assert lines == sorted(lines)
    assert lines[-1] == 7


def test_doubled_keys_of_json(tmp_path: Path) -> None:
    """A key that comes twice in a JSON table is a problem, as one of its values would be lost."""
    text = '{"name": "x",\n"agencies": [{"id": "a", "id": "b"}],\n"name": 3}'
    found = problems_of(tmp_path / "p.json", text)
    assert [(problem.line, problem.message) for problem in found] == [
        (2, "the key 'id' appears twice in one table"),
        (3, "3 is not text"),
        (3, "the key 'name' appears twice in one table"),
    ]
    assert len(problems_of(tmp_path / "q.json", '{"name": "x", "name": "x"}')) == 1
    deep = "[" * 40 + '{"a": 1, "a": 1}' + "]" * 40
    found = problems_of(tmp_path / "r.json", f'{{"name": {deep}}}')
    assert [problem.message for problem in found] == [
        "a key appears twice in one table",
        "a list is not text",
    ]


@pytest.mark.parametrize(
    ("ending", "text", "line", "message"),
    [
        ("toml", "a = 1\nb = c\n", 2, "invalid TOML at column 5: Invalid value"),
        ("toml", "a = 1\na = 2\n", 2, "invalid TOML at column 6: Cannot overwrite a value"),
        ("toml", "a = 1\nb = [1\n", 2, "invalid TOML at the end of the file: Unclosed array"),
        ("toml", "a = 2022-02-30", 1, "invalid TOML at column"),
        ("toml", "a = " + "9" * 5000, 1, "a word of more than 1000 characters without quotes"),
        ("toml", "a = 1\n" + "b." * 30 + "c = 1", 2, "a key with more than 24 parts"),
        ("toml", "a = " + "[" * 5000, None, "tables and lists are nested too deeply"),
        ("json", '{"a": 1,\n "b": c}', 2, "invalid JSON at column 7: Expecting value"),
        ("json", "{'a': 1}", 1, "invalid JSON at column 2"),
        ("json", "[" * 200_000, None, "tables and lists are nested too deeply"),
        ("json", "[1]", 1, "a list is not a table"),
        ("json", "3", 1, "3 is not a table"),
        ("json", '{"name": NaN}', 1, "NaN is not text"),
        ("json", '{"format": ' + "9" * 5000 + "}", 1, "9999"),
        ("toml", "format = 1e999999999", 1, "1e999999999 is not a whole number"),
        ("toml", "format = 2", 1, "unknown format 2"),
        ("toml", "name = inf", 1, "inf is not text"),
        ("toml", "", None, "the file is empty"),
        ("json", " \n", None, "the file is empty"),
    ],
)
def test_what_is_no_program(
    tmp_path: Path, ending: str, text: str, line: int | None, message: str
) -> None:
    """Texts that cannot be read are one problem with its line, never a traceback."""
    (problem,) = problems_of(tmp_path / f"p.{ending}", text)
    assert problem.message.startswith(message)
    assert problem.line == line


@pytest.mark.parametrize(("deep", "refused"), [(99, False), (100, True), (900, True)])
def test_how_deep_a_file_goes(tmp_path: Path, deep: int, refused: bool) -> None:
    """The limit on nesting is the same in every version of Python."""
    for name, text in (("p.toml", "name = "), ("p.json", '{"name": ')):
        text += "[" * deep + "]" * deep + ("}" if name == "p.json" else "")
        (found,) = problems_of(tmp_path / name, text)
        assert found.message.startswith(
            "tables and lists are nested too deeply" if refused else "a list is not text"
        )


def test_marks_of_editors(tmp_path: Path) -> None:
    """The byte order mark and the line ends of Windows make no difference."""
    path = tmp_path / "p.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert load(path).name == "Two flights"
    assert load(path).flights[0].landing.year == 2023


def test_a_file_of_comments_is_an_empty_program(tmp_path: Path) -> None:
    """An empty file is an empty program."""
    path = tmp_path / "p.toml"
    path.write_text("# to be filled in\n")
    assert load(path) == Program()


@pytest.mark.parametrize("text", ["0.766", "7.66e-1", "+0.7660", "0.7_66"])
def test_decimals_are_exact(text: str) -> None:
    """A decimal is read as an exact fraction, not as the nearest float."""
    data = parse(f"x = {text}", "toml", "x", ProgramError).data
    assert data == {"x": Fraction(383, 500)}
    assert type(data["x"]) is Fraction


def test_decimals_of_json_are_exact() -> None:
    """Decimals of JSON are exact too; numbers without an exact value are reported by the reader."""
    text = '{"a": 0.1, "b": 1e2, "c": 1E-999999999, "d": Infinity, "e": 3}'
    assert parse(text, "json", "x", ProgramError).data == {
        "a": Fraction(1, 10),
        "b": Fraction(100),
        "c": NotExact("1E-999999999"),
        "d": NotExact("Infinity"),
        "e": 3,
    }


def test_a_rule_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule class that is registered is read and written like a built-in one."""

    @attrs.frozen(kw_only=True, slots=False)
    class Ratio(Rule):
        kind = "ratio"
        of: tuple[tuple[str, Fraction], ...] = attrs.field(metadata={"ids": "agency"})

    monkeypatch.setattr("seatplan.kinds.registry._rules", {"ratio": Ratio})
    path = tmp_path / "p.toml"
    path.write_text(GOOD + '[[rules]]\nrule = "ratio"\nwhy = "x"\nof = { NASA = 0.766 }\n')
    program = load(path)
    assert program.rules == (Ratio(of=(("NASA", Fraction(383, 500)),), why="x"),)
    program.save(tmp_path / "q.json")
    assert load(tmp_path / "q.json") == program
    (problem,) = problems_of(path, path.read_text().replace("{ NASA", "{ NSA"))
    assert (problem.line, problem.place) == (29, ("rules", 0, "of", "NSA"))
    assert problem.hint == "'NASA'?"
    monkeypatch.setattr("seatplan.kinds.registry._rules", {})
    with pytest.raises(
        ProgramError, match=r"Ratio cannot be written: it is not registered as a rule"
    ):
        program.save(tmp_path / "r.toml")


pieces = st.sampled_from([*'[]{}"=,.#\n0-TZ:e\\\r\ufeff\0', "id", "[[", '"""', "true", " = "])


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_damaged_file_is_a_program_error(data: st.DataObject) -> None:
    """However a file is damaged, it is a program or a ProgramError."""
    text = GOOD
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        gone = data.draw(st.integers(0, 12))
        text = text[:at] + data.draw(st.one_of(pieces, st.just(""))) + text[at + gone :]
    found: tuple[Problem, ...] = ()
    try:
        document = parse(text, "toml", "x", ProgramError)
        document.read_with(lambda found: Program.from_dict(found), ProgramError)
    except ProgramError as error:
        found = error.problems
    lines = [problem.line for problem in found if problem.line is not None]
    assert all(1 <= line <= text.count("\n") + 1 for line in lines)
