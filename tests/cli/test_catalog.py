"""`seatplan catalog`, and shipped names instead of files."""

from __future__ import annotations

from pathlib import Path

import pytest

import seatplan
from seatplan import catalog
from seatplan.cli import main
from seatplan.cli.exits import Exit

Captured = pytest.CaptureFixture[str]
NAME = "iss-crossflight"


def test_listed(capsys: Captured) -> None:
    """Without a name, every program is listed in a row."""
    assert main(["catalog"]) == Exit.OK
    out = capsys.readouterr().out
    assert all(name in out for name in catalog.names())


def test_printed(capsys: Captured) -> None:
    """With a name, the file of the program is printed, including comments."""
    assert main(["catalog", NAME]) == Exit.OK
    assert capsys.readouterr().out == catalog.text(NAME)


@pytest.mark.parametrize("ending", [".toml", ".json"])
def test_written_out(ending: str, tmp_path: Path) -> None:
    """The written file has the same program."""
    path = tmp_path / f"mine{ending}"
    assert main(["catalog", NAME, "-o", str(path)]) == Exit.OK
    assert seatplan.load(path) == catalog.load(NAME)


def test_plan_written_out(tmp_path: Path) -> None:
    """A .csv file gets the plan as flown."""
    path = tmp_path / "flown.csv"
    assert main(["catalog", NAME, "-o", str(path)]) == Exit.OK
    assert seatplan.Plan.load(path).assignments == catalog.flown(NAME).assignments


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["catalog", NAME], "mine.toml"),
        (["catalog", NAME], "mine.json"),
        (["catalog", NAME], "flown.csv"),
        (["crew", NAME], "crew.csv"),
    ],
)
def test_no_work_is_lost(words: list[str], name: str, tmp_path: Path, capsys: Captured) -> None:
    """An existing file is not replaced without --force."""
    path = tmp_path / name
    path.write_text("my own", encoding="utf-8")
    assert main([*words, "-o", str(path)]) == Exit.WRONG
    assert "--force to replace the file" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == "my own"
    assert main([*words, "-o", str(path), "--force"]) == Exit.OK
    assert path.read_text(encoding="utf-8") != "my own"


def test_flown_for_excel(tmp_path: Path, capsys: Captured) -> None:
    """With --excel a plan begins with a byte order mark; a program is not a table."""
    path = tmp_path / "flown.csv"
    assert main(["catalog", NAME, "-o", str(path), "--excel"]) == Exit.OK
    assert path.read_bytes().startswith(b"\xef\xbb\xbfflight,")
    assert main(["catalog", NAME, "-o", str(tmp_path / "x.toml"), "--excel"]) == Exit.WRONG
    assert "ends in .csv" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["catalog", "iss-crosflight"], "Maybe 'iss-crossflight'?"),
        (["check", "iss-crosflight", "flown"], "Maybe 'iss-crossflight'?"),
        (["solve", "zzz"], "Maybe"),
        (["catalog", NAME, "-o", "nowhere/mine.toml"], "cannot be written"),
        (["catalog", NAME, "-o", "mine.xls"], "'.xls'"),
        (["catalog", "-o", "mine.toml"], "needs the NAME"),
    ],
)
def test_wrong_words(
    words: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Captured,
) -> None:
    """Impossible arguments exit with 2, show why, and write nothing."""
    monkeypatch.chdir(tmp_path)
    assert main(words) == Exit.WRONG
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_history_is_clean(capsys: Captured) -> None:
    """Each flown plan keeps every hard rule of its program."""
    assert main(["check", NAME, "flown"]) == Exit.OK
    assert "Kept" in capsys.readouterr().out


def test_a_file_of_a_shipped_name_needs_its_ending(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """A shipped name means the program; with an ending it means a file."""
    monkeypatch.chdir(tmp_path)
    Path(program).rename(tmp_path / f"{NAME}.toml")
    assert main(["solve", f"{NAME}.toml"]) == Exit.OK
    assert "A leak" in capsys.readouterr().out
