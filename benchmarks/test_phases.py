"""Measures each phase of work with a program for each size; starts do not depend on the size."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks import phases
from benchmarks.alone import Work
from benchmarks.conftest import Measure
from benchmarks.sizes import SIZES, Size

PLAIN = (phases.load, phases.validate, phases.build, phases.check)
"""Phases without a limit."""

SEARCHES = (
    phases.first_plan,
    phases.optimum,
    phases.optimum_all_cores,
    phases.explain,
    phases.what_if,
    phases.sweep,
)
"""Phases with a limit, which get some more time to finish."""

sizes = pytest.mark.parametrize("size", SIZES.values(), ids=lambda size: size.name)


STARTS = {
    "python": "pass",
    "seatplan": "import seatplan",
    "solver": "import seatplan.engine.answers.solving",
}


@pytest.mark.parametrize("line", STARTS.values(), ids=STARTS)
def test_start(measure: Measure, line: str) -> None:
    """Measures the start of Python alone, with the library, and with the solver."""
    measure(phases.start, line)


@sizes
@pytest.mark.parametrize("phase", PLAIN, ids=lambda phase: phase.__name__)
def test_reading(measure: Measure, folder: str, phase: Work, size: Size) -> None:
    """Measures the phases before and after a search."""
    measure(phase, size.name, folder, 0.0, timeout=size.limit + 600)


@sizes
@pytest.mark.parametrize("phase", SEARCHES, ids=lambda phase: phase.__name__)
def test_search(
    measure: Measure, folder: str, limit: Callable[[float], float], phase: Work, size: Size
) -> None:
    """Measures the phases of the solver, within a limit."""
    seconds = limit(size.limit)
    measure(phase, size.name, folder, seconds, timeout=2 * seconds + 600)
