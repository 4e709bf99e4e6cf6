"""Measures programs under many solver settings, to justify the shipped ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks import settings
from benchmarks.answers import Agreement
from benchmarks.conftest import Measure
from benchmarks.settings import SETTINGS

LIMIT = 30.0
PROGRAMS = ("iss-crossflight", "40x100", "100x200")


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("setting", SETTINGS)
def test_setting(
    measure: Measure,
    folder: str,
    limit: Callable[[float], float],
    agreement: Agreement,
    setting: str,
    program: str,
) -> None:
    """Measures the best plan and its proof, as far as the limit allows."""
    facts = measure(settings.measure, setting, program, folder, limit(LIMIT))
    agreement.hold(program, facts)
