"""The line on a terminal that shows how the search is going, and is gone when it ends."""

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
    "search": "searching for a plan",
    "check": "checking the plan",
    "conflicts": "looking for what is in the way",
    "fixes": "looking for fixes",
}


@define
class Line:
    """The line as it is now; drawn anew several times a second, so that the seconds run."""

    start: float = field(factory=time.monotonic)
    latest: Progress = field(factory=lambda: Progress("build"))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        from rich.cells import cell_len
        from rich.text import Text

        from seatplan.report.clean import clean

        seconds = f"{time.monotonic() - self.start:5.1f} s  "
        texts = [seconds + clean(text) for text in described(self.latest)]
        # A line that fills the last column makes some terminals begin another one.
        room = options.max_width - 1
        text = Text(next((one for one in texts if cell_len(one) <= room), texts[-1]), no_wrap=True)
        text.truncate(room, overflow="ellipsis")
        yield text


def described(moment: Progress) -> tuple[str, ...]:
    """A moment in words, and in fewer: `even-turns: best 379, bound 361, gap 4.7%`."""
    if moment.goal is None:
        said = PHASES.get(moment.phase, moment.phase)
        return (said if moment.value is None else f"{said}: {moment.value} so far",)
    said = moment.goal if moment.phase == "search" else f"{moment.goal} ({moment.phase})"
    if moment.value is None:
        known = "" if moment.bound is None else f", bound {moment.bound}"
        return f"{said}: searching{known}", f"{said}{known}"
    if moment.gap is None:
        return (f"{said}: best {moment.value}",)
    gap = f"{100 * moment.gap:.3g}%"
    return (
        f"{said}: best {moment.value}, bound {moment.bound}, gap {gap}",
        f"{said} {moment.value}, bound {moment.bound}, {gap}",
        f"{moment.value}, bound {moment.bound}, {gap} {said}",
    )


@contextmanager
def progress_line() -> Iterator[ProgressCallback | None]:
    """Gives what `solve` calls while the line is shown; None where no one would see it."""
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
        line.latest = moment  # another thread draws it: one assignment needs no lock

    with Live(
        line,
        console=console,
        transient=True,
        refresh_per_second=5,
        redirect_stdout=False,
        redirect_stderr=False,
    ):
        yield on_progress
