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


def test_taken(program: str, tmp_path: Path, capsys: Captured) -> None:
    """The crew of a list replaces that of the program; everything else stays the same."""
    people = tuple(evolve(member, flights_before=7) for member in leaking().crew)
    seatplan.save_crew(people, tmp_path / "crew.csv")
    text = Path(program).read_text(encoding="utf-8")
    Path(program).write_text(f"# ours\n{text}", encoding="utf-8")
    for target in (tmp_path / "new.toml", Path(program)):
        assert main(["crew", program, "--from", str(tmp_path / "crew.csv"), "-o", str(target)]) == 0
        assert seatplan.load(target) == evolve(leaking(), crew=people)
        assert target.read_text(encoding="utf-8").startswith("# ours\n")
    assert main(["crew", program, "--from", str(tmp_path / "crew.csv")]) == Exit.OK
    assert capsys.readouterr().out == (tmp_path / "new.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "output", "said"),
    [
        ("id,agency\nanna,NAS\n", "new.toml", "unknown agency 'NAS'"),
        ("id,agency\nanna,\n", "new.toml", "crew.csv:2:6: error[missing-key]: agency: the key"),
        ("flight,leg,role,member\n", "new.toml", "this is the header of a plan"),
        ("id,agency\nanna,NASA\n", "new.csv", "'.csv'"),
    ],
)
def test_wrong(
    text: str, output: str, said: str, program: str, tmp_path: Path, capsys: Captured
) -> None:
    """Arguments that do not fit exit with 2 and a sentence, and nothing is written."""
    path, before = tmp_path / "crew.csv", Path(program).read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    words = ["crew", program, "--from", str(path), "-o", str(tmp_path / output)]
    assert main(words) == Exit.WRONG
    assert said in capsys.readouterr().err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["crew.csv", "leak.toml"]
    assert Path(program).read_text(encoding="utf-8") == before


BASE = """format = 1
name = "Without people"
agencies = [{ id = "NASA" }]
vehicles = [{ id = "Dragon", operator = "NASA", seats = [{ role = "pilot" }] }]
flights = [{ id = "C-1", vehicle = "Dragon", launch = 2031-01-10, landing = 2031-07-10 }]

[[fixed]]
flight = "C-1"
role = "pilot"
member = "ada"

[[rules]]
rule = "apart"
members = ["ada", "bo"]
"""


@pytest.mark.parametrize("crew", ["", '[[crew]]\nid = "old"\nagency = "NASA"\n'])
def test_a_base_that_names_the_people_of_the_list(crew: str, tmp_path: Path) -> None:
    """The rules of the base may name people that are in the list alone."""
    base, people, made = tmp_path / "base.toml", tmp_path / "crew.csv", tmp_path / "made.toml"
    base.write_text(BASE + crew, encoding="utf-8")
    people.write_text("id,agency\nada,NASA\nbo,NASA\n", encoding="utf-8")
    assert main(["crew", str(base), "--from", str(people), "-o", str(made)]) == Exit.OK
    assert [member.id for member in seatplan.load(made).crew] == ["ada", "bo"]


def test_a_base_that_names_others(tmp_path: Path, capsys: Captured) -> None:
    """Unknown members have the line of the program, unknown agencies that of the list."""
    base, people = tmp_path / "base.toml", tmp_path / "crew.csv"
    base.write_text(BASE, encoding="utf-8")
    words = ["crew", str(base), "--from", str(people), "-o", str(tmp_path / "made.toml")]
    people.write_text("id,agency\nada,NASA\n", encoding="utf-8")
    assert main(words) == Exit.WRONG
    said = f"{base}:14:19: error[unknown-id]: rules[0].members[1]: unknown member 'bo'"
    assert said in capsys.readouterr().err
    people.write_text("id,agency\nada,NASA\nbo,ESA\n", encoding="utf-8")
    assert main(words) == Exit.WRONG
    said = f"{people}:3:4: error[unknown-id]: agency: unknown agency 'ESA'"
    assert said in capsys.readouterr().err
    people.write_text("id,agency\nada,ESA\n", encoding="utf-8")
    assert main(words) == Exit.WRONG
    error = capsys.readouterr().err
    assert f"agency: line 2 of {people}: unknown agency 'ESA'" in error
    assert ":14: error[unknown-id]: rules[0].members[1]: unknown member 'bo'" in error


def test_odd_columns_are_told(program: str, tmp_path: Path, capsys: Captured) -> None:
    """A column that is not known is reported on standard error, and the list is read."""
    people = tmp_path / "crew.csv"
    text = "id,agency,phone\n" + "".join(f"{one.id},{one.agency},1\n" for one in leaking().crew)
    people.write_text(text, encoding="utf-8")
    assert main(["crew", program, "--from", str(people), "-o", str(tmp_path / "new.toml")]) == 0
    told = f"{people}: line 1: column 'phone' is unknown and is not read"
    assert capsys.readouterr().err == f"seatplan: notice: {told}.\n"
    words = ["crew", program, "--from", str(people), "-o", str(tmp_path / "newer.toml")]
    assert main([*words, "--strict"]) == Exit.WRONG
    said = f"{people}:1: error[input]: column 'phone' is unknown and is not read\n"
    assert capsys.readouterr().err.startswith(said)


def test_for_excel(program: str, tmp_path: Path, capsys: Captured) -> None:
    """With --excel the list begins with a byte order mark, in a file and printed."""
    path = tmp_path / "crew.csv"
    assert main(["crew", program, "--excel"]) == Exit.OK
    printed = capsys.readouterr().out
    assert main(["crew", program, "-o", str(path), "--excel"]) == Exit.OK
    assert path.read_bytes() == printed.encode()
    assert printed.startswith("\ufeffid,agency")
    assert main(["crew", program, "--from", str(path), "-o", "x.toml", "--excel"]) == Exit.WRONG
