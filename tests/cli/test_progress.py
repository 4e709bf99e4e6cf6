"""The line that tells how the search goes."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from seatplan import Progress
from seatplan.cli.progress import Line, described, progress_line


@pytest.mark.parametrize(
    ("moment", "wide", "narrow"),
    [
        (Progress("build"), "building the model", None),
        (Progress("search"), "searching for a plan", None),
        (Progress("check"), "checking the plan", None),
        (Progress("fixes", value=2), "looking for ways out: 2 so far", None),
        (Progress("search", "even-turns"), "even-turns: searching", "even-turns"),
        (
            Progress("search", "even-turns", None, 4),
            "even-turns: searching, bound 4",
            "even-turns, bound 4",
        ),
        (
            Progress("search", "even-turns", 9, 9),
            "even-turns: best 9, bound 9, gap 0%",
            "0% 9/9 even-turns",
        ),
        (
            Progress("search", "even-turns", 9, 4),
            "even-turns: best 9, bound 4, gap 55.6%",
            "55.6% 9/4 even-turns",
        ),
    ],
)
def test_moments_in_words(moment: Progress, wide: str, narrow: str | None) -> None:
    """Phase, goal, best value, bound and gap; shorter where there is less room."""
    assert described(moment) == (wide, wide if narrow is None else narrow)


def test_one_line_on_any_terminal() -> None:
    """A long name does not spill over into a second line, and does not reach the terminal raw."""
    console = Console(file=io.StringIO(), width=30, markup=False)
    console.print(Line(latest=Progress("search", "\x1b[31m" + "long" * 30, 1, 2)))
    assert isinstance(console.file, io.StringIO)
    shown = console.file.getvalue()
    assert shown.count("\n") == 1
    assert "\x1b" not in shown


def test_nothing_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Where standard error is no terminal the solver has nobody to tell."""
    with progress_line() as on_progress:
        assert on_progress is None
    assert capsys.readouterr().err == ""
