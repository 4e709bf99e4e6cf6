"""The line on a terminal that tells how the search is going, and is gone when it ends."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from attrs import define, field

from seatplan.progress import Progress, ProgressCallback

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult


PHASES = {
    "build": "building the model",
    "check": "checking the plan",
    "conflicts": "looking for what stands in the way",
    "fixes": "looking for ways out",
}


@define
class Line:
    """The line as it is now; drawn anew several times a second, so that the seconds run."""

    start: float = field(factory=time.monotonic)
    latest: Progress = field(factory=lambda: Progress("build"))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        from rich.text import Text

        from seatplan.report.clean import clean

        seconds = time.monotonic() - self.start
        text = f"{seconds:5.1f} s  {clean(described(self.latest))}"
        yield Text(text, no_wrap=True, overflow="ellipsis")


def described(moment: Progress) -> str:
    """A moment of a solve in words: `even-turns: 379, proved so far: 361`."""
    if moment.goal is None:
        said = PHASES.get(moment.phase, "searching for a plan")
        return said if moment.value is None else f"{said}: {moment.value} so far"
    if moment.value is None:
        return f"{moment.goal}: searching"
    if moment.bound is None or moment.bound == moment.value:
        return f"{moment.goal}: {moment.value}"
    return f"{moment.goal}: {moment.value}, cannot be better than {moment.bound}"


@contextmanager
def progress_line() -> Iterator[ProgressCallback | None]:
    """Gives what `solve` calls while the line is shown; None where nobody would see it."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.live import Live

    console = Console(file=sys.stderr)
    if console.is_dumb_terminal:
        yield None
        return
    line = Line()

    def on_progress(moment: Progress) -> None:
        line.latest = moment  # from a thread of the solver: one assignment needs no lock

    with Live(
        line,
        console=console,
        transient=True,
        refresh_per_second=5,
        redirect_stdout=False,
        redirect_stderr=False,
    ):
        yield on_progress
