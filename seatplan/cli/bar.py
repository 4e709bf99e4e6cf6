"""The bar on a terminal that tells how far a sweep is, and is gone when it ends."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from seatplan.whatif.sweeping import SweepProgress


@contextmanager
def sweep_bar() -> Iterator[Callable[[SweepProgress], None] | None]:
    """Gives what `sweep` calls while the bar is shown; None where nobody would see it."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    from seatplan.report.clean import clean

    console = Console(file=sys.stderr, markup=False, highlight=False, emoji=False)
    if console.is_dumb_terminal:
        yield None
        return
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(
        *columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False
    ) as progress:
        task = progress.add_task("", total=None)

        def on_progress(moment: SweepProgress) -> None:
            latest = moment.latest.scenario.name if moment.latest is not None else ""
            progress.update(
                task, completed=moment.done, total=moment.total, description=clean(latest)
            )

        yield on_progress
