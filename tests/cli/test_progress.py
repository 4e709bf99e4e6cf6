"""The line that tells how the search goes."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from seatplan import Progress
from seatplan.cli.progress import Line, described, progress_line


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (Progress("build"), "building the model"),
        (Progress("search"), "searching for a plan"),
        (Progress("check"), "checking the plan"),
        (Progress("search", "even-turns"), "even-turns: searching"),
        (Progress("search", "even-turns", 9, 9), "even-turns: 9"),
        (Progress("search", "even-turns", 9, 4), "even-turns: 9, cannot be better than 4"),
    ],
)
def test_moments_in_words(moment: Progress, said: str) -> None:
    """Each phase and each better plan has its sentence."""
    assert described(moment) == said


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
