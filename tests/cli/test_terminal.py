"""What is printed fits the terminal, however wide it is and whatever people are called."""

from __future__ import annotations

import os
import pty
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from seatplan.cli import COMMANDS, main
from seatplan.cli.exits import Exit
from seatplan.normal import normal
from tests import warm
from tests.small_programs import nasty

from .processes import environment

Captured = pytest.CaptureFixture[str]

WIDTHS = (40, 60, 80, 120, 200)

SCENARIOS = """
[[scenarios]]
name = "Dana breaks a leg, and nobody knows for how long she will be away"
edits = [{ edit = "withdraw", member = "dana" }]
"""

HEADS = {"scenario", "fault", "goal", "name", "program", "plan", "seats", "people", "goals"}
"""The heads of columns, which are not needed where rows become sentences."""

NAMES = (
    "Maximilian-Alexander von Hohenlohe-Langenburg-Schillingsfürst zu Waldenburg",
    " 宇宙飛行士若田光一船長",
    " Zoe\u0308 e\u0301\u0301\u0301 n\u0303",
    " 👩‍🚀 ไทย علی",
)


@pytest.fixture
def answers(program: str, plan: str, broken: str, no_way: str, tmp_path: Path) -> list[list[str]]:
    """A command line for each table that there is."""
    scenarios = tmp_path / "scenarios.toml"
    scenarios.write_text(SCENARIOS, encoding="utf-8")
    return [
        ["solve", program],
        ["check", program, broken],
        ["explain", no_way],
        ["why-not", program, plan, "D-1", "pilot", "carl"],
        ["what-if", program, plan, "--edit", "slip flight=D-1 days=30", "--as-of", "2024-02-01"],
        ["sweep", program, plan, str(scenarios)],
        ["stress", program, plan, "--as-of", "2024-06-15"],
        ["catalog"],
    ]


def at_width(
    words: list[str], width: int, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> str:
    """What a command prints on a terminal of that width."""
    monkeypatch.setenv("COLUMNS", str(width))
    assert main(words) in (Exit.OK, Exit.NO)
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def words_of(text: str) -> set[str]:
    """The words, without the signs that a sentence has and columns do not."""
    return {word.strip(":,") for word in re.sub(r"\d+\.\d\s+s", "", text).split()}


def test_every_table_fits_every_width(
    answers: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """No line is wider than the terminal or ends in blanks, and no word is lost."""
    for words in answers:
        wide = at_width(words, WIDTHS[-1], monkeypatch, capsys)
        for width in WIDTHS[:3]:
            text = at_width(words, width, monkeypatch, capsys)
            assert all(cell_len(line) <= width for line in text.splitlines()), text
            assert all(line == line.rstrip() for line in text.splitlines())
            files = {word for word in words if word.endswith((".toml", ".json"))}
            assert words_of(wide) - words_of(text) <= HEADS | files, text  # a long path is cut


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_names_of_any_script(
    name: str, width: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """Long names wrap, wide letters count double, and combining marks stay with their letter."""
    path = tmp_path / "names.json"
    nasty(name).save(path)
    text = at_width(["solve", str(path)], width, monkeypatch, capsys)
    assert all(cell_len(line) <= width for line in text.splitlines()), text
    assert not any(line.strip()[:1] in ("\u0301", "\u0303", "\u0308") for line in text.splitlines())
    assert "".join(normal(name).split()) in "".join(text.split())


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("command", ["", *(one.__name__.replace("_", "-") for one in COMMANDS)])
def test_every_help_fits(
    command: str, width: int, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """The help, too, is as wide as the terminal at most."""
    text = at_width([*command.split(), "--help"], width, monkeypatch, capsys)
    assert all(cell_len(line) <= width for line in text.splitlines()), text


@pytest.mark.parametrize("words", [["solve"], ["solve", "--help"]])
def test_a_dumb_terminal(
    words: list[str], program: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """A terminal that knows no control codes gets none, and lines that are short enough."""
    monkeypatch.setenv("TERM", "dumb")
    text = at_width([words[0], program, *words[1:]], 50, monkeypatch, capsys)
    assert "\x1b" not in text
    assert 40 < max(map(cell_len, text.splitlines())) <= 50


def on_a_terminal(*words: str, **more: str) -> str:
    """What a command writes to a terminal of its own."""
    ours, theirs = pty.openpty()
    done = warm.Process(warm.command, words, stdout=theirs, environment=environment(**more))
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:  # so a terminal shows that no one writes any more
        pass
    os.close(ours)
    assert done.wait() == Exit.OK
    return shown.decode()


def test_colours(program: str, plan: str) -> None:
    """A terminal gets colors; with NO_COLOR none, with TERM=dumb no control codes at all."""
    colour = re.compile(r"\x1b\[[0-9;]*3[0-7]m")
    assert colour.search(on_a_terminal("check", program, plan, TERM="xterm"))
    assert not colour.search(on_a_terminal("check", program, plan, TERM="xterm", NO_COLOR="1"))
    assert "\x1b" not in on_a_terminal("check", program, plan, TERM="dumb")
