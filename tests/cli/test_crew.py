"""`seatplan crew`."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

import seatplan
from seatplan.cli import main
from seatplan.cli.exits import Exit
from tests.small_programs import leaking

Captured = pytest.CaptureFixture[str]


def test_printed_and_written(program: str, tmp_path: Path, capsys: Captured) -> None:
    """The same list on standard output and in a file."""
    path = tmp_path / "crew.csv"
    assert main(["crew", program]) == Exit.OK
    printed = capsys.readouterr().out
    assert main(["crew", program, "-o", str(path)]) == Exit.OK
    assert path.read_text(encoding="utf-8") == printed
    assert seatplan.load_crew(path) == leaking().crew
    assert capsys.readouterr().out == ""


def test_taken(program: str, tmp_path: Path) -> None:
    """The people of a list take the place of those of the program; all else is as it was."""
    people = tuple(evolve(member, flights_before=7) for member in leaking().crew)
    seatplan.save_crew(people, tmp_path / "crew.csv")
    target = tmp_path / "new.toml"
    assert main(["crew", program, "--from", str(tmp_path / "crew.csv"), "-o", str(target)]) == 0
    assert seatplan.load(target) == evolve(leaking(), crew=people)


@pytest.mark.parametrize(
    ("text", "output", "said"),
    [
        ("id,agency\nanna,NAS\n", "new.toml", "unknown agency 'NAS'"),
        ("id,agency\nanna,\n", "new.toml", "crew.csv: line 2, agency: the key 'agency' of 'anna'"),
        ("id,agency\nanna,NASA\n", None, "--from needs -o"),
        ("id,agency\nanna,NASA\n", "leak.toml", "its comments would be lost"),
        ("id,agency\nanna,NASA\n", "new.csv", "'.csv'"),
    ],
)
def test_wrong(
    text: str, output: str | None, said: str, program: str, tmp_path: Path, capsys: Captured
) -> None:
    """What does not fit is 2, in a sentence, and nothing is written."""
    path, before = tmp_path / "crew.csv", Path(program).read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    words = [] if output is None else ["-o", str(tmp_path / output)]
    assert main(["crew", program, "--from", str(path), *words]) == Exit.WRONG
    assert said in capsys.readouterr().err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["crew.csv", "leak.toml"]
    assert Path(program).read_text(encoding="utf-8") == before
