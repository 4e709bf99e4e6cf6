"""How a search is going: a line on a terminal that is gone when it ends, or lines of JSON."""

from __future__ import annotations

import inspect
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_type_hints

from attrs import define, field
from cyclopts import Parameter

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


Shown = Literal["auto", "jsonl", "none"]

ShownAs = Annotated[
    Shown,
    Parameter(
        name="--progress",
        show_default=False,
        help="jsonl: a line of JSON on standard error for each moment, for other programs; none: "
        "nothing; by default a line on a terminal alone.",
    ),
]

_shown: ContextVar[Shown] = ContextVar("shown", default="auto")


def with_progress(command: Callable[..., int]) -> Callable[..., int]:
    """The command with the option `--progress`, if it has a time limit: then it takes its time."""
    signature = inspect.signature(command)
    if "time_limit" not in signature.parameters:
        return command

    @wraps(command)
    def run(*words: Any, progress: Shown = "auto", **options: Any) -> int:
        before = _shown.set(progress)
        try:
            return command(*words, **options)
        finally:
            _shown.reset(before)

    hints = get_type_hints(command, include_extras=True)
    known = [
        one.replace(annotation=hints.get(one.name, one.annotation))
        for one in signature.parameters.values()
    ]
    option = inspect.Parameter("progress", inspect.Parameter.KEYWORD_ONLY, default="auto")
    known.append(option.replace(annotation=ShownAs))
    run.__annotations__ = {**hints, "progress": ShownAs}
    vars(run)["__signature__"] = signature.replace(parameters=known)
    return run


def as_lines() -> bool:
    """Whether moments are lines of JSON."""
    return _shown.get() == "jsonl"


def is_hidden() -> bool:
    """Whether nothing is shown."""
    return _shown.get() == "none" or not sys.stderr.isatty()


def tell_line(data: Mapping[str, Any]) -> None:
    """Puts a line of JSON on standard error, at once."""
    known = {name: value for name, value in data.items() if value not in (None, {})}
    with suppress(OSError):  # no one is there to be informed
        sys.stderr.write(json.dumps(known) + "\n")
        sys.stderr.flush()


def tell_moment(moment: Progress) -> None:
    """A moment as a line of JSON: what is known of it."""
    names = ("phase", "goal", "value", "bound", "stage", "stages", "trying")
    data = {name: getattr(moment, name) for name in names}
    data |= {"values": dict(moment.values), "bounds": dict(moment.bounds)}
    tell_line({**data, "seconds": round(moment.seconds, 3)})


@contextmanager
def progress_line() -> Iterator[ProgressCallback | None]:
    """Gives what `solve` calls while the line is shown; None where no one would see it."""
    if as_lines():
        yield tell_moment
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
