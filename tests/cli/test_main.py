"""The command as a whole: help, version, wrong words, and processes at other ends of pipes."""

from __future__ import annotations

import inspect
import os
import pty
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import seatplan
from seatplan.cli import COMMANDS, main
from seatplan.cli.exits import Exit
from seatplan.describing import sections_of
from tests import warm
from tests.small_programs import endless, nasty

from .processes import COMMAND, environment, run

Captured = pytest.CaptureFixture[str]

SCENARIOS = """
[[scenarios]]
name = "Crew-9 slips"
edits = [{ edit = "slip", flight = "Crew-9", days = 30 }]
"""


def test_version(capsys: Captured) -> None:
    """--version shows the name and the version."""
    assert main(["--version"]) == Exit.OK
    assert capsys.readouterr().out == f"seatplan {seatplan.__version__}\n"


def test_help_lists_the_commands(capsys: Captured) -> None:
    """The help has every command, and so has the command without words."""
    assert main(["--help"]) == Exit.OK
    out = capsys.readouterr().out
    assert all(command.__name__.replace("_", "-") in out for command in COMMANDS)
    assert main([]) == Exit.OK
    assert capsys.readouterr().out == out


def examples() -> list[str]:
    """Every example of every help."""
    return [
        line.strip().removeprefix("Example: ")
        for command in COMMANDS
        for line in (command.__doc__ or "").splitlines()
        if line.strip().startswith("Example: ")
    ]


@pytest.mark.parametrize("command", [one.__name__.replace("_", "-") for one in COMMANDS])
def test_help_of_a_command_has_an_example(command: str, capsys: Captured) -> None:
    """Each command shows how it is written."""
    assert main([command, "--help"]) == Exit.OK
    assert f"Example: seatplan {command} " in capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_explains_every_argument(
    command: Callable[..., int], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a wide terminal each has its whole text on one line, and none is without a text."""
    monkeypatch.setenv("COLUMNS", "400")
    assert main([command.__name__.replace("_", "-"), "--help"]) == Exit.OK
    rows = [line.strip("│ *") for line in capsys.readouterr().out.splitlines() if "│" in line]
    _, _, sections = sections_of(command.__doc__ or "")
    texts = re.split(r"^\w+: ", sections.get("Args", ""), flags=re.MULTILINE)[1:]
    assert len(texts) == len(inspect.signature(command).parameters)
    for text in texts:
        assert any(" ".join(text.split()) in row for row in rows)


@pytest.mark.parametrize("example", examples())
def test_the_examples_work(
    example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """Each example works as printed, with scenarios, crew list and plans of the test."""
    monkeypatch.chdir(tmp_path)
    Path("scenarios.toml").write_text(SCENARIOS, encoding="utf-8")
    seatplan.save_crew(seatplan.catalog.load("iss-crossflight").crew, "crew.csv")
    flown = seatplan.catalog.flown("iss-crossflight")
    flown.save("best.json")
    seatplan.Plan(flown.assignments[1:]).save("new.csv")
    name, *words = shlex.split(example)
    assert name == "seatplan"
    if "proof.json" in words:
        assert main(["solve", words[1], "--certificate", "proof.json"]) == Exit.OK
        capsys.readouterr()
    if words[-2:] == ["-o", "crew.csv"]:
        Path("crew.csv").unlink()
    assert main(words) == Exit.OK
    captured = capsys.readouterr()
    written = [path for path in tmp_path.iterdir() if path.name in words]
    assert captured.out or written
    assert captured.err == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [(["slove"], "`seatplan solve`"), (["check"], "PROGRAM"), (["check", "a", "b", "c"], "c")],
)
def test_usage_errors(words: list[str], said: str, capsys: Captured) -> None:
    """Arguments that make no command exit with 2 and plain text on standard error."""
    assert main(words) == Exit.WRONG
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.out == ""


def test_what_is_wrong_with_a_line_says_what_to_do(capsys: Captured) -> None:
    """One argument too many is named, a day is shown, and the help is that of the command."""
    words = ["what-if", "two-flights", "flown", "one.toml", "two.toml"]
    assert main(words) == Exit.WRONG
    err = capsys.readouterr().err
    assert "'two.toml' is one argument too many" in err
    assert "`seatplan what-if --help`" in err
    assert main(["what-if", "two-flights", "flown", "one.toml", "Frank", "Rubio"]) == Exit.WRONG
    assert "'Frank' and 'Rubio' are 2 arguments too many" in capsys.readouterr().err
    assert main(["solve", "two-flights", "--as-of", "1/7/2031"]) == Exit.WRONG
    assert "Maybe a day like 2026-07-14." in capsys.readouterr().err
    assert main(["solve", "two-flights", "--workers", "two"]) == Exit.WRONG
    assert "Maybe see `seatplan solve --help`." in capsys.readouterr().err


def test_piped_output_is_plain(program: str) -> None:
    """Into a pipe goes text of 80 columns without colours, control codes or trailing blanks."""
    done = run("solve", program)
    assert (done.returncode, done.stderr) == (Exit.OK, "")
    assert all(sign == "\n" or sign.isprintable() for sign in done.stdout)
    assert all(len(line) <= 80 and line == line.rstrip() for line in done.stdout.splitlines())


@pytest.mark.parametrize("width", [60, 40, 20])
def test_narrow_terminals(
    program: str, width: int, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """On a narrow terminal no line is too long, and no member is left out."""
    monkeypatch.setenv("COLUMNS", str(width))
    assert main(["solve", program]) == Exit.OK
    out = capsys.readouterr().out
    assert all(len(line) <= width for line in out.splitlines())
    for word in ("Anna", "Petrova", "Dana", "proved"):
        assert word in out


def test_poisoned_names_are_harmless(tmp_path: Path, capsys: Captured) -> None:
    """Overrides and markup in names are shown and not obeyed."""
    path = tmp_path / "nasty.json"
    nasty("[red]\u202e<script>[/]:smile:").save(path)
    assert main(["solve", str(path)]) == Exit.OK
    out = capsys.readouterr().out
    assert "\u202e" not in out
    assert r"[red]\u202e<script>[/]:smile:" in out.replace("\n  ", "")


def test_code_pages_without_the_letters(tmp_path: Path) -> None:
    """A character that a stream cannot encode is written as an escape."""
    path = tmp_path / "names.json"
    nasty("\u0142").save(path)
    done = subprocess.run(
        [*COMMAND, "solve", str(path)],
        stdout=subprocess.PIPE,
        env=environment(PYTHONIOENCODING="ascii"),
        check=False,
    )
    assert done.returncode == Exit.OK
    assert b"\\u0142" in done.stdout


@pytest.mark.parametrize("words", [("solve",), ("--help",)])
def test_a_reader_that_leaves(words: tuple[str, ...], program: str) -> None:
    """`| head` gets its lines, and there is no error."""
    given = words if words == ("--help",) else (words[0], program, *words[1:])
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*COMMAND, *given],
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (Exit.OK, "")


@pytest.mark.parametrize("words", [("catalog", "iss-crossflight"), ("--help",)])
def test_a_full_disk(words: tuple[str, ...]) -> None:
    """Output that cannot be written exits with 2 and a sentence."""
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*COMMAND, *words],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
            check=False,
        )
    assert done.returncode == Exit.WRONG
    assert "space" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [("check", "iss-crossflight", "flown"), ("--help",)])
def test_commands_without_the_solver(words: tuple[str, ...]) -> None:
    """The help and the check do not load what they do not need."""
    script = (
        "import sys; from seatplan.cli import main; main(sys.argv[1:]);"
        "sys.exit(bool({'ortools', 'numpy', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *words], capture_output=True, env=environment(), check=False
    )
    assert done.returncode == 0


def test_progress_on_a_terminal_leaves_nothing(program: str) -> None:
    """The line is erased and the cursor is back; the output has none of it."""
    ours, theirs = pty.openpty()
    done = warm.Process(
        warm.command, ("solve", program), stderr=theirs, environment=environment(TERM="xterm")
    )
    os.close(theirs)
    assert done.stdout is not None
    printed = done.stdout.read()
    shown = b""
    while not shown.endswith(b"\x1b[2K"):
        shown += os.read(ours, 65536)
    os.close(ours)
    assert done.returncode == Exit.OK
    assert b"building the model" in shown
    assert shown.rindex(b"\x1b[?25h") > shown.rindex(b"\x1b[?25l")
    assert "\x1b" not in printed


WATCHED = """
import sys
from seatplan.cli import main
from seatplan.engine.answers import solving

solve = solving.solve

def watched(*args, **options):
    def tell(moment):
        if moment.value is not None:
            print("found", file=sys.stderr, flush=True)
    return solve(*args, **{**options, "on_progress": tell})

solving.solve = watched
sys.exit(main(sys.argv[1:]))
"""


def test_ctrl_c_keeps_the_best_plan(tmp_path: Path) -> None:
    """A real Ctrl-C during an endless search writes the best plan so far and exits with 130."""
    program, target = tmp_path / "endless.json", tmp_path / "best.json"
    endless().save(program)
    words = ("solve", str(program), "-o", str(target))
    running = warm.Process(warm.script, WATCHED, words, environment=environment())
    assert running.stderr is not None
    assert running.stderr.readline() == "found\n"
    running.send_signal(signal.SIGINT)
    out, err = running.communicate()
    assert running.returncode == Exit.INTERRUPTED
    assert "Feasible" in out
    assert "interrupted; the best plan so far" in err
    assert "Traceback" not in err
    assert seatplan.check(endless(), seatplan.Plan.load(target)).ok
