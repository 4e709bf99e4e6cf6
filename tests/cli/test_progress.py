"""The line that shows the progress of a search."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import re
import signal
import struct
import termios
from contextlib import suppress
from pathlib import Path

import pytest
from rich.console import Console

from seatplan import Progress
from seatplan.cli.progress import Line, described, progress_line
from tests import warm
from tests.small_programs import endless, leaking, leaking_plan

from .processes import environment


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (Progress("build"), ["building the model"]),
        (Progress("search"), ["searching for a plan"]),
        (Progress("check"), ["checking the plan"]),
        (Progress("fixes", value=2), ["looking for fixes: 2 so far"]),
        (Progress("search", "even-turns"), ["even-turns: searching", "even-turns"]),
        (Progress("search", "even-turns", 9), ["even-turns: best 9"]),
        (
            Progress("search", "even-turns", None, 4),
            ["even-turns: searching, bound 4", "even-turns, bound 4"],
        ),
        (
            Progress("search", "even-turns", 9, 4),
            [
                "even-turns: best 9, bound 4, gap 55.6%",
                "even-turns 9, bound 4, 55.6%",
                "9, bound 4, 55.6% even-turns",
            ],
        ),
    ],
)
def test_moments_in_words(moment: Progress, said: list[str]) -> None:
    """Phase, goal, best value, bound and gap; shorter where there is less room."""
    assert list(described(moment)) == said


@pytest.mark.parametrize("width", [20, 40, 80])
def test_the_seconds_come_first_and_the_line_fits(width: int) -> None:
    """The last column stays free; on 40 columns everything is there."""
    console = Console(file=io.StringIO(), width=width, markup=False)
    console.print(Line(latest=Progress("search", "even-turns", 379, 361)))
    assert isinstance(console.file, io.StringIO)
    (shown,) = console.file.getvalue().splitlines()
    assert len(shown) < width
    assert shown.startswith("  0.0 s  ")
    assert width == 20 or {"379", "361", "4.75%"} <= set(shown.replace(",", "").split())


def test_one_line_on_any_terminal() -> None:
    """A long name does not spill over into a second line, and does not reach the terminal raw."""
    console = Console(file=io.StringIO(), width=30, markup=False)
    console.print(Line(latest=Progress("search", "\x1b[31m" + "long" * 30, 1, 2)))
    assert isinstance(console.file, io.StringIO)
    shown = console.file.getvalue()
    assert shown.count("\n") == 1
    assert "\x1b" not in shown


def test_nothing_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """If standard error is not a terminal, the solver gets no callback."""
    with progress_line() as on_progress:
        assert on_progress is None
    assert capsys.readouterr().err == ""


def frames(words: list[str], width: int) -> tuple[list[str], bytes]:
    """What a terminal of that width shows, line by line as it is drawn, and the raw bytes.

    A Ctrl-C ends the command when it has shown a gap.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    environ = environment(TERM="xterm")
    running = warm.Process(warm.command, words, stderr=theirs, environment=environ)
    os.close(theirs)
    raw, pressed = b"", False
    with suppress(OSError):  # so a terminal ends
        while part := os.read(ours, 65536):
            raw += part
            if not pressed and b"100%" in raw:
                pressed = True
                running.send_signal(signal.SIGINT)
    os.close(ours)
    assert running.stdout is not None
    assert "\x1b" not in running.stdout.read()
    running.wait()
    text = re.sub(r"\x1b\[[0-9;]*m", "", raw.decode())  # colours
    lines = re.split(r"[\r\n]+", re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "\r", text))
    return [line for line in lines if line.strip()], raw


@pytest.mark.parametrize("width", [40, 100])
def test_a_long_solve_on_a_real_terminal(width: int, tmp_path: Path) -> None:
    """Phase, goal, best value, bound, gap and time on one line, which is gone in the end."""
    path = tmp_path / "endless.json"
    endless().save(path)
    shown, raw = frames(["solve", str(path)], width)
    *drawn, last = shown
    assert last == "seatplan: interrupted; the best plan so far"[: len(last)]
    assert all(len(line) < width for line in drawn)
    assert any("building the model" in line for line in drawn)
    known = [line for line in drawn if "%" in line]
    assert known
    # The goal comes first, or last where a large value leaves less room.
    form = r" *\d+\.\d s  (keep-rules.* \d+, bound 0, .*100%|\d+, bound 0, 100% .+)$"
    assert all(re.match(form, line) for line in known)
    erased = raw.rindex(b"\x1b[2K")
    assert raw.rindex(b"keep-rules") < erased
    assert raw.rindex(b"\x1b[?25h") > raw.rindex(b"\x1b[?25l")
    assert raw[erased + 4 :].startswith(b"seatplan: interrupted")
    # One line that is drawn again and again, and one to leave it.
    assert raw[:erased].count(b"\n") == 1


def test_a_sweep_on_a_narrow_terminal(tmp_path: Path) -> None:
    """The bar, the counts and the remaining time are shown in full; only the name is cut."""
    path = tmp_path / "long.toml"
    name = "a long name that says all about what happens"
    row = (
        '[[scenarios]]\nname = "{1} {0}"\nedits = [{{ edit = "slip", flight = "D-1", days = {0} }}]'
    )
    path.write_text("\n".join(row.format(days, name) for days in range(1, 21)), encoding="utf-8")
    leaking().save(tmp_path / "leak.toml")
    leaking_plan().save(tmp_path / "plan.csv")
    words = ["sweep", str(tmp_path / "leak.toml"), str(tmp_path / "plan.csv"), str(path)]
    shown, raw = frames(words, 40)
    assert all(len(line) <= 40 for line in shown)
    assert any("20/20" in line for line in shown)
    assert [line for line in shown if "a long" in line and "/20" not in line] == []
    assert raw.endswith(b"\x1b[2K")
    assert raw.count(b"\n") == 1
