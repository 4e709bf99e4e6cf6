"""Malicious text and paths on the command line are shown or named, but have no effect."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from seatplan.catalog import names
from seatplan.cli import main
from seatplan.cli.exits import Exit
from seatplan.visible import is_barred
from tests.small_programs import leaking

Captured = pytest.CaptureFixture[str]

POISON = "[red]\x1b[31m\u202e\r\n\x9b2J\x07</script>"


def harmless(text: str) -> bool:
    """Whether a text has only visible characters on each line."""
    return not any(map(is_barred, text.replace("\n", "")))


@pytest.mark.parametrize("key", ["id", "agency", "name", "qualifications", POISON])
def test_errors_show_what_they_speak_of(tmp_path: Path, capsys: Captured, key: str) -> None:
    """An error spells out an escape sequence in a value or a key."""
    data = leaking().to_dict()
    data["crew"][0][key] = [POISON] if key == "qualifications" else POISON
    path = tmp_path / "poison.json"
    path.write_text(json.dumps(data, default=str))
    assert main(["solve", str(path)]) == Exit.WRONG
    out, said = capsys.readouterr()
    assert out == ""
    assert harmless(said)
    assert r"\x1b[31m\u202e\r\n\x9b2J\x07" in said


@pytest.mark.parametrize(
    "words",
    [
        ("solve", POISON),
        ("solve", f"{POISON}.toml"),
        ("check", "iss-crossflight", f"{POISON}.csv"),
        ("what-if", "two-flights", "flown", "--edit", POISON),
        ("what-if", "two-flights", "flown", "--edit", f"slip flight='{POISON}' days=3"),
        ("why-not", "iss-crossflight", "flown", POISON, "pilot", "rubio"),
        ("catalog", POISON),
        (POISON,),
        ("solve", "--seed", POISON, "two-flights"),
    ],
)
def test_errors_show_the_words_of_the_command(words: tuple[str, ...], capsys: Captured) -> None:
    """An error spells out an escape sequence in an argument."""
    assert main(words) == Exit.WRONG
    assert harmless(capsys.readouterr().err)


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_a_plan_with_poison_is_shown(tmp_path: Path, capsys: Captured, kind: str) -> None:
    """A plan with control characters in unknown names is refused with a harmless message."""
    path = tmp_path / f"plan.{kind}"
    if kind == "json":
        row = {"flight": POISON, "leg": "up", "role": POISON, "member": POISON}
        path.write_text(json.dumps({"assignments": [row]}))
    else:
        cell = POISON.replace('"', '""')
        path.write_bytes(f'flight,leg,role,member\n"{cell}",up,"{cell}","{cell}"\n'.encode())
    assert main(["check", "iss-crossflight", str(path)]) == Exit.WRONG
    said = capsys.readouterr().err
    assert harmless(said)
    assert "unknown flight" in said


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "..", ".", "", "./iss", "iss.toml\0"])
def test_names_of_programs_are_no_paths(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """Only names of shipped programs are accepted: no other file is read or written."""
    (tmp_path / "secret.toml").write_text("name = 'secret'")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert main(["catalog", name]) == Exit.WRONG
    assert main(["catalog", name, "-o", "out.toml"]) == Exit.WRONG
    out, said = capsys.readouterr()
    assert out == ""
    assert harmless(said)
    assert not list((tmp_path / "here").iterdir())


def test_nothing_is_written_but_what_is_named(tmp_path: Path) -> None:
    """-o writes one file, whatever the names in the program; none if it is a folder."""
    data = leaking().to_dict()
    data["name"] = "../../elsewhere"
    data["crew"][0]["name"] = "/tmp/elsewhere"
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "program.json").write_text(json.dumps(data, default=str))
    program = str(folder / "program.json")
    assert main(["solve", program, "-o", str(folder / "plan.csv")]) == Exit.OK
    assert main(["solve", program, "-o", str(folder)]) == Exit.WRONG
    assert sorted(path.name for path in tmp_path.rglob("*")) == [
        "folder",
        "plan.csv",
        "program.json",
    ]


def test_the_shipped_names_are_plain() -> None:
    """No name of a shipped program looks like a path."""
    assert all(name.replace("-", "").isalnum() for name in names())
