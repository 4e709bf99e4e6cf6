"""Options that several commands share, and the values that they accept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from cyclopts import CoercionError, Parameter

from seatplan.arguments import LARGEST_SEED, MOST_WORKERS
from seatplan.cli import completers

MOST_PROCESSES = 61
"""Windows cannot wait for more processes at once."""


def whole(kind: Any, tokens: Sequence[Any]) -> int:
    """A whole number as it is written; by itself cyclopts rounds 1.5."""
    try:
        return int(tokens[0].value)
    except ValueError:
        raise CoercionError(token=tokens[0], target_type=int) from None


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


def _whole_from(least: int, most: int | None = None, name: str | None = None) -> Parameter:
    """A whole number from `least` to `most`."""
    return Parameter(name=name, converter=whole, validator=_from_to(least, most))


ProgramWord = Annotated[str, Parameter(completer=completers.programs)]
PlanWord = Annotated[str, Parameter(completer=completers.plans)]
Start = Annotated[str | None, Parameter(name="--plan", completer=completers.plans)]
AsOf = Annotated[date | None, Parameter(name="--as-of")]
Seconds = Annotated[float, Parameter(name="--time-limit", validator=_not_negative)]
Workers = Annotated[int, _whole_from(1, MOST_WORKERS, name="--workers")]
Seed = Annotated[int, _whole_from(0, LARGEST_SEED, name="--seed")]
MaxFixes = Annotated[int, _whole_from(0, name="--max-fixes")]
AsJson = Annotated[bool, Parameter(name="--json", show_default=False)]
BestPossible = Annotated[bool, Parameter(name="--best-possible", show_default=False)]
Explain = Annotated[bool, Parameter(name="--explain", show_default=False)]
JournalFile = Annotated[Path | None, Parameter(name="--journal")]
Processes = Annotated[int, _whole_from(1, MOST_PROCESSES, name="--processes")]
NotNegative = Annotated[int, _whole_from(0)]
Positive = Annotated[int, _whole_from(1)]
Excel = Annotated[bool, Parameter(name="--excel", show_default=False)]
Force = Annotated[bool, Parameter(name="--force", show_default=False)]
ReportFile = Annotated[Path | None, Parameter(name="--report")]
