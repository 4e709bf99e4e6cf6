"""A progress bar for sweeps on a terminal, which is removed at the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from seatplan.cli.progress import as_lines, is_hidden, print_json_line
from seatplan.whatif.sweep_progress import SweepProgress

WIDE = 60
"""Width of a terminal, in columns, from which there is room for a long bar."""

NUMBERS = 7
"""Width, in columns, that the counts and the remaining time always get."""


def print_sweep_moment(moment: SweepProgress) -> None:
    """Prints a moment of a sweep as a line of JSON, with the latest outcome."""
    data: dict[str, Any] = {"phase": "sweep", "done": moment.done, "total": moment.total}
    if moment.latest is not None:
        data |= {
            "scenario": moment.latest.scenario.name,
            "status": moment.latest.result.status.value,
            "error": moment.latest.error,
        }
    print_json_line({**data, "seconds": round(moment.seconds, 3)})


@contextmanager
def sweep_bar() -> Iterator[Callable[[SweepProgress], None] | None]:
    """Gives the callback that `sweep` calls while the bar is shown; None if nothing is shown."""
    if as_lines():
        yield print_sweep_moment
        return
    if is_hidden():
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
    from rich.table import Column

    from seatplan.report.clean import clean

    console = Console(file=sys.stderr, markup=False, highlight=False, emoji=False)
    if console.is_dumb_terminal:
        yield None
        return
    columns = (
        BarColumn(bar_width=40 if console.width >= WIDE else 8),
        MofNCompleteColumn(table_column=Column(no_wrap=True, min_width=NUMBERS)),
        TimeRemainingColumn(table_column=Column(no_wrap=True, min_width=NUMBERS)),
        # Only the scenario's name is cut when there is too little room.
        TextColumn(
            "{task.description}",
            markup=False,
            table_column=Column(no_wrap=True, overflow="ellipsis", ratio=1),
        ),
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
