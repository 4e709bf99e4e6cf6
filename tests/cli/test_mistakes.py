"""How errors look: the place, the line with a mark under it, and what helps."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from rich.cells import cell_len

from seatplan import Plan, ProgramError, catalog, load
from seatplan.cli import main
from seatplan.cli.exits import Exit
from seatplan.cli.mistakes import error_lines, print_error
from seatplan.errors import PlanError, Problem, SeatplanError

Captured = pytest.CaptureFixture[str]

CROSSFLIGHT = catalog.load("iss-crossflight")

BAD = """\
format = 1
agencies = [{ id = "NASA" }]

[[vehicles]]
id = "Soyuz"
operator = "NASSA"
seats = [{ role = "commander", count = "two" }]

[[crew]]
id = "anna"
"""

FRAMED = """\
{source}:6:12: error[unknown-id]: vehicles[0].operator: unknown agency 'NASSA'
  |
6 | operator = "NASSA"
  |            ^^^^^^^
  = help: Maybe 'NASA'?
{source}:7:40: error[value]: vehicles[0].seats[0].count: 'two' is not a whole number
  |
7 | seats = [{{ role = "commander", count = "two" }}]
  |                                        ^^^^^
{source}:9:1: error[missing-key]: crew[0].agency: the key 'agency' of 'anna' is missing
  |
9 | [[crew]]
  | ^^^^^^^^
seatplan: 3 problems in {source}
"""


def test_a_program(tmp_path: Path, capsys: Captured) -> None:
    """Each problem has file, line, column and code, the line with a mark, and a hint."""
    path = tmp_path / "bad.toml"
    path.write_text(BAD)
    assert main(["solve", str(path)]) == Exit.WRONG
    assert capsys.readouterr().err == FRAMED.format(source=path)


MARKED = [
    ("p.json", '{"format": 1,\n "agncies": []}', 2, '"agncies"', "unknown-key"),
    ("p.json", '{"format": 1,\n\t"crew": [{"id": 3}]}', 2, "3", "value"),
    ("p.json", '{"format": 1;}', 1, ";", "syntax"),
    ("p.toml", "format = 1\nname = 20x6", 2, "x", "syntax"),
    ("p.toml", 'format = 1\n[[rules]]\nrule = "qota"', 3, '"qota"', "unknown-kind"),
    ("p.toml", "format = 1\nname = [\n  1,\n]", 2, "[", "value"),
    ("f.csv", "flight,leg,role,member\nMS-28,up,commander,bo\n", 2, "bo", "unknown-member"),
    ("f.csv", 'member;leg;role;flight\r\n"a;b";up;pilot;X\r\n', 2, "X", "unknown-flight"),
    ("f.csv", "flight,leg,role,member\nMS-28,upp,pilot,bo\n", 2, "upp", "value"),
]


@pytest.mark.parametrize(("name", "text", "line", "marked", "code"), MARKED)
def test_the_mark(tmp_path: Path, name: str, text: str, line: int, marked: str, code: str) -> None:
    """It is under what is wrong, in programs of both kinds and in plans; the code shows what."""
    path = tmp_path / name
    path.write_bytes(text.encode())
    read = partial(Plan.load, program=CROSSFLIGHT) if name.endswith(".csv") else load
    with pytest.raises((ProgramError, PlanError)) as caught:
        read(path)
    rows = [str(one) for one in error_lines(caught.value)]
    at = next(i for i, row in enumerate(rows) if f"error[{code}]" in row)
    head, shown, mark = rows[at], rows[at + 2], rows[at + 3]
    begin, end = mark.index("^"), mark.rindex("^") + 1
    assert shown[begin:end] == marked
    assert head.startswith(f"{path}:{line}:{begin - len(str(line)) - 2}: ")


def test_long_and_wide_lines(tmp_path: Path) -> None:
    """Whatever the width, the mark is under the word, and the line is no wider."""
    path = tmp_path / "long.json"
    before = '"計画", ' * 30
    path.write_text(f'{{"format": 1, "crew": [{before}{{"idd": "x"}}]}}', encoding="utf-8")
    with pytest.raises(ProgramError) as caught:
        load(path)
    problem = next(one for one in caught.value.problems if one.code == "unknown-key")
    for width in (30, 60, 80, 500):
        error = ProgramError([problem], str(path))
        rows = list(error_lines(error, width))
        at = next(i for i, row in enumerate(rows) if "^" in str(row))
        assert max(row.cell_len for row in rows[at - 1 : at + 1]) <= width
        mark = rows[at]
        marked, column = str(mark).count("^"), str(mark).index("^")
        shown = str(rows[at - 1])
        seen = next(size for size in range(len(shown)) if cell_len(shown[:size]) == column)
        assert shown[seen : seen + marked] == '"idd"'


def test_colors_on_a_terminal_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """A pipe gets plain text; a terminal the same words, in color."""
    path = tmp_path / "bad.toml"
    path.write_text(BAD)
    with pytest.raises(ProgramError) as caught:
        load(path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    print_error(caught.value)
    plain = capsys.readouterr().err
    assert "\x1b" not in plain
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")
    print_error(caught.value)
    colored = capsys.readouterr().err
    assert "\x1b[1;31merror[unknown-id]\x1b[0m" in colored


@pytest.mark.parametrize("gone", ["missing", "shorter", "another"])
def test_files_that_change_meanwhile(tmp_path: Path, gone: str) -> None:
    """Where the file is no longer as it was read, the error is the same without the line."""
    path = tmp_path / ("bad.csv" if gone == "another" else "bad.toml")
    if gone != "missing":
        path.write_text("format = 1\n")
    problem = Problem("no good", ("crew", 3, "id"), line=9)
    rows = [str(one) for one in error_lines(ProgramError([problem], str(path)))]
    assert rows[0].startswith(f"{path}:")
    assert rows[0].endswith(": error[program]: crew[3].id: no good")
    assert not any("9 |" in row for row in rows)


def test_what_no_file_is_to_blame_for() -> None:
    """It is a line with the name of the command before it; escapes in it do nothing."""
    rows = [str(one) for one in error_lines(SeatplanError("no \x1b[31m such\n    Maybe another?"))]
    assert rows == ["seatplan: no \\x1b[31m such", "    Maybe another?"]
