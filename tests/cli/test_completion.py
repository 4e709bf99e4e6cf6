"""What a shell completes."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from seatplan import catalog
from seatplan.cli import COMMANDS, main
from seatplan.cli.completion import script
from seatplan.cli.exits import Exit

from .processes import environment

Captured = pytest.CaptureFixture[str]

ASK = r"""
source completion.bash
for line in "$@"; do
  read -ra COMP_WORDS <<< "$line"
  [[ $line == *" " ]] && COMP_WORDS+=("")
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMPREPLY=()
  $(complete -p seatplan | sed 's/.*-F \([^ ]*\).*/\1/')
  echo "${COMPREPLY[*]}"
done
"""
"""What bash does when someone presses the tabulator: it splits the line and calls the function."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Some files, and the command on the path of a shell."""
    monkeypatch.chdir(tmp_path)
    for name in ("mine.toml", "mine.csv", "notes.txt", "my/deep.json"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).touch()
    command = tmp_path / "bin" / "seatplan"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m seatplan "$@"\n')
    command.chmod(0o755)
    return tmp_path


def completed(folder: Path, *lines: str) -> list[set[str]]:
    """What bash offers at the end of each of these lines."""
    (folder / "completion.bash").write_text(script("bash"), encoding="utf-8")
    path = f"{folder / 'bin'}:{environment()['PATH']}"
    done = subprocess.run(
        ["bash", "--norc", "-c", ASK, "bash", *lines],
        capture_output=True,
        text=True,
        cwd=folder,
        env=environment(PATH=path),
        check=True,
    )
    return [set(line.split()) for line in done.stdout.splitlines()]


def asked(capsys: Captured, *words: str) -> dict[str, str]:
    """The completions of an incomplete last word, with their descriptions."""
    assert main(["__complete", *words]) == Exit.OK
    lines = capsys.readouterr().out.partition("\x1fbegin\n")[2].splitlines()
    return {word: about for word, _, about in (line.partition("\t") for line in lines)}


def test_bash(folder: Path) -> None:
    """Commands, options, their values, programs, plans and people, in a real bash."""
    commands, options, legs, programs, plans, deep, people = completed(
        folder,
        "seatplan ",
        "seatplan solve --t",
        "seatplan why-not iss-next p.csv Crew-13 pilot x --leg ",
        "seatplan solve iss-c",
        "seatplan check iss-crossflight ",
        "seatplan solve my/",
        "seatplan why-not iss-crossflight flown MS-29 commander konon",
    )
    assert commands == {one.__name__.replace("_", "-") for one in COMMANDS}
    assert options == {"--time-limit"}
    assert legs == {"up", "down", "both", "backup"}
    assert programs == {"iss-crossflight"}
    assert plans == {"flown", "mine.csv", "my/", "bin/"}
    assert deep == {"my/deep.json"}
    assert people == {"kononenko"}


def test_programs_and_plans(folder: Path, capsys: Captured) -> None:
    """Shipped programs, and files with a matching ending; `flown` only if there is that plan."""
    found = asked(capsys, "solve", "")
    assert set(catalog.names()) < set(found)
    assert {"mine.toml": "file", "my/": "folder"}.items() <= found.items()
    assert not {"mine.csv", "notes.txt"} & set(found)
    assert set(asked(capsys, "catalog", "")) == set(catalog.names())
    assert set(asked(capsys, "check", "iss", "")) == {"flown", "mine.csv", "my/", "bin/"}
    assert "flown" not in asked(capsys, "check", "two-flights", "")
    assert "flown" not in asked(capsys, "check", "mine.toml", "")
    assert "flown" not in asked(capsys, "check", "no-such", "")
    assert asked(capsys, "solve", "no/such/folder/") == dict.fromkeys(
        catalog.names(), "shipped program"
    )


def test_flights_roles_and_people(folder: Path, capsys: Captured) -> None:
    """They are those of the typed program; there are none if it cannot be read."""
    flights = asked(capsys, "why-not", "two-flights", "p.csv", "")
    assert flights == {
        "Swift-1": "2031-03-01 to 2031-09-01",
        "Condor-1": "2031-06-01 to 2031-12-01",
    }
    line = ["why-not", "two-flights", "p.csv", "Condor-1"]
    assert set(asked(capsys, *line, "")) == {"pilot", "specialist", "passenger"}
    assert asked(capsys, *line, "pilot", "")["ada"] == "Ada Berg"
    assert asked(capsys, "why-not", "two-flights", "p.csv", "X", "") == {}
    for program in ("mine.toml", "no-such"):
        for given in ([], ["F"], ["F", "pilot"]):
            assert asked(capsys, "why-not", program, "p.csv", *given, "") == {}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts(shell: str, capsys: Captured) -> None:
    """Each shell gets a script that knows all commands."""
    assert main(["completion", shell]) == Exit.OK
    text = capsys.readouterr().out
    assert all(one.__name__.replace("_", "-") in text for one in COMMANDS)
    assert text.endswith({"zsh": "\ncompdef _cyclopts_seatplan seatplan\n"}.get(shell, "\n"))


def test_another_shell(capsys: Captured) -> None:
    """Other shells are named as what is wrong."""
    assert main(["completion", "tcsh"]) == Exit.WRONG
    assert '"bash", "zsh", "fish"' in capsys.readouterr().err
