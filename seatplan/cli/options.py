"""Options that several commands share, and what they accept."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from seatplan.arguments import LARGEST_SEED, MOST_WORKERS
from seatplan.cli import completers

MOST_PROCESSES = 61
"""More cannot be waited for at once on Windows; more machines do the rest."""


def _positive(_: Any, value: float) -> None:
    if not value > 0:  # so that what is no number at all is caught as well
        raise ValueError("It must be above 0.")


def _number_of_workers(_: Any, value: int) -> None:
    if not 1 <= value <= MOST_WORKERS:
        raise ValueError(f"It must be 1 to {MOST_WORKERS}.")


def _number_of_processes(_: Any, value: int) -> None:
    if not 1 <= value <= MOST_PROCESSES:
        raise ValueError(f"It must be 1 to {MOST_PROCESSES}.")


def _number_of_fixes(_: Any, value: int) -> None:
    if value < 0:
        raise ValueError("It must be 0 or more.")


def _seed(_: Any, value: int) -> None:
    if not 0 <= value <= LARGEST_SEED:
        raise ValueError(f"It must be 0 to {LARGEST_SEED}.")


ProgramWord = Annotated[str, Parameter(completer=completers.programs)]
PlanWord = Annotated[str, Parameter(completer=completers.plans)]
Start = Annotated[str | None, Parameter(name="--plan", completer=completers.plans)]
AsOf = Annotated[date | None, Parameter(name="--as-of")]
Seconds = Annotated[float, Parameter(name="--time-limit", validator=_positive)]
Workers = Annotated[int, Parameter(name="--workers", validator=_number_of_workers)]
Seed = Annotated[int, Parameter(name="--seed", validator=_seed)]
MaxFixes = Annotated[int, Parameter(name="--max-fixes", validator=_number_of_fixes)]
AsJson = Annotated[bool, Parameter(name="--json", show_default=False)]
BestPossible = Annotated[bool, Parameter(name="--best-possible", show_default=False)]
Explain = Annotated[bool, Parameter(name="--explain", show_default=False)]
JournalFile = Annotated[Path | None, Parameter(name="--journal")]
Processes = Annotated[int, Parameter(name="--processes", validator=_number_of_processes)]
Excel = Annotated[bool, Parameter(name="--excel", show_default=False)]
Force = Annotated[bool, Parameter(name="--force", show_default=False)]
ReportFile = Annotated[Path | None, Parameter(name="--report")]
