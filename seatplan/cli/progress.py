"""Shows the progress of a search: a line on a terminal, removed at the end, or lines of JSON."""

from __future__ import annotations

import inspect
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, Literal

from attrs import define, field
from cyclopts import Parameter

from seatplan.cli.added_option import add_option
from seatplan.progress import Progress, ProgressCallback

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult


PHASES = {
    "build": "building the model",
    "search": "searching for a plan",
    "check": "checking the plan",
    "conflicts": "looking for conflicts",
    "fixes": "looking for fixes",
}


@define
class Line:
    """The current line. It is drawn again several times a second, so that the seconds advance."""

    start: float = field(factory=time.monotonic)
    latest: Progress = field(factory=lambda: Progress("build"))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        from rich.cells import cell_len
        from rich.text import Text

        from seatplan.report.clean import clean

        seconds = f"{time.monotonic() - self.start:5.1f} s  "
        texts = [seconds + clean(text) for text in described(self.latest)]
        # Some terminals start another line when the last column is filled.
        room = options.max_width - 1
        text = Text(next((one for one in texts if cell_len(one) <= room), texts[-1]), no_wrap=True)
        text.truncate(room, overflow="ellipsis")
        yield text


def described(moment: Progress) -> tuple[str, ...]:
    """Texts for a moment, longest first, such as `even-turns: best 379, bound 361, gap 4.7%`."""
    if moment.goal is None:
        text = PHASES.get(moment.phase, moment.phase)
        return (text if moment.value is None else f"{text}: {moment.value} so far",)
    text = moment.goal if moment.phase == "search" else f"{moment.goal} ({moment.phase})"
    if moment.value is None:
        known = "" if moment.bound is None else f", bound {moment.bound}"
        return f"{text}: searching{known}", f"{text}{known}"
    if moment.gap is None:
        return (f"{text}: best {moment.value}",)
    gap = f"{100 * moment.gap:.3g}%"
    return (
        f"{text}: best {moment.value}, bound {moment.bound}, gap {gap}",
        f"{text} {moment.value}, bound {moment.bound}, {gap}",
        f"{moment.value}, bound {moment.bound}, {gap} {text}",
    )


Shown = Literal["auto", "jsonl", "none"]

ShownAs = Annotated[
    Shown,
    Parameter(
        name="--progress",
        show_default=False,
        help="jsonl: print a line of JSON on standard error at each step, for other programs; "
        "none: print nothing; by default, show one line if standard error is a terminal.",
    ),
]

_shown: ContextVar[Shown] = ContextVar("shown", default="auto")


def with_progress(command: Callable[..., int]) -> Callable[..., int]:
    """Adds the option `--progress` to a command that has a time limit, as only those take long."""
    if "time_limit" not in inspect.signature(command).parameters:
        return command

    @wraps(command)
    def run(*words: Any, progress: Shown = "auto", **options: Any) -> int:
        before = _shown.set(progress)
        try:
            return command(*words, **options)
        finally:
            _shown.reset(before)

    return add_option(run, command, "progress", ShownAs, "auto")


def as_lines() -> bool:
    """Whether progress is printed as lines of JSON."""
    return _shown.get() == "jsonl"


def is_hidden() -> bool:
    """Whether no progress is shown."""
    return _shown.get() == "none" or not sys.stderr.isatty()


def print_json_line(data: Mapping[str, Any]) -> None:
    """Prints a line of JSON on standard error at once, without keys that have no value."""
    known = {name: value for name, value in data.items() if value not in (None, {})}
    with suppress(OSError):  # the reader has left
        sys.stderr.write(json.dumps(known) + "\n")
        sys.stderr.flush()


def print_moment(moment: Progress) -> None:
    """Prints a moment of a search as a line of JSON."""
    names = ("phase", "goal", "value", "bound", "stage", "stages", "trying")
    data = {name: getattr(moment, name) for name in names}
    data |= {"values": dict(moment.values), "bounds": dict(moment.bounds)}
    print_json_line({**data, "seconds": round(moment.seconds, 3)})


@contextmanager
def progress_line() -> Iterator[ProgressCallback | None]:
    """Gives the callback that `solve` calls while the line is shown; None if nothing is shown."""
    if as_lines():
        yield print_moment
        return
    if is_hidden():
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
