"""Options that several commands share, and the values that they accept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from seatplan.arguments import LARGEST_SEED, MOST_WORKERS
from seatplan.cli import completers

MOST_PROCESSES = 61
"""Windows cannot wait for more processes at once."""


def _not_negative(_: Any, value: float) -> None:
    if not value >= 0:  # unlike `value < 0`, this also rejects NaN
        raise ValueError("It must be 0 or more.")


def _from_to(least: int, most: int | None = None) -> Callable[[Any, int], None]:
    """A validator for integers from `least` to `most`; without an upper limit if that is None."""
    wanted = f"{least} or more" if most is None else f"{least} to {most}"

    def validate(_: Any, value: int) -> None:
        if value < least or (most is not None and value > most):
            raise ValueError(f"It must be {wanted}.")

    return validate


ProgramWord = Annotated[str, Parameter(completer=completers.programs)]
PlanWord = Annotated[str, Parameter(completer=completers.plans)]
Start = Annotated[str | None, Parameter(name="--plan", completer=completers.plans)]
AsOf = Annotated[date | None, Parameter(name="--as-of")]
Seconds = Annotated[float, Parameter(name="--time-limit", validator=_not_negative)]
Workers = Annotated[int, Parameter(name="--workers", validator=_from_to(1, MOST_WORKERS))]
Seed = Annotated[int, Parameter(name="--seed", validator=_from_to(0, LARGEST_SEED))]
MaxFixes = Annotated[int, Parameter(name="--max-fixes", validator=_from_to(0))]
AsJson = Annotated[bool, Parameter(name="--json", show_default=False)]
BestPossible = Annotated[bool, Parameter(name="--best-possible", show_default=False)]
Explain = Annotated[bool, Parameter(name="--explain", show_default=False)]
JournalFile = Annotated[Path | None, Parameter(name="--journal")]
Processes = Annotated[int, Parameter(name="--processes", validator=_from_to(1, MOST_PROCESSES))]
NotNegative = Annotated[int, Parameter(validator=_from_to(0))]
Positive = Annotated[int, Parameter(validator=_from_to(1))]
Excel = Annotated[bool, Parameter(name="--excel", show_default=False)]
Force = Annotated[bool, Parameter(name="--force", show_default=False)]
ReportFile = Annotated[Path | None, Parameter(name="--report")]
