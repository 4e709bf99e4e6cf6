"""Measures published instances through the public API, if `--smptsp FOLDER` is given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import smptsp
from benchmarks.conftest import Measure


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    files = smptsp.instances(metafunc.config.getoption("--smptsp"))
    metafunc.parametrize("file", files, ids=lambda file: file.stem)


@pytest.mark.parametrize("workers", [1, 2])
def test_instance(
    measure: Measure, limit: Callable[[float], float], file: Path, workers: int
) -> None:
    """Measures an instance: a task is a flight with one seat, and few members should fly."""
    measure(smptsp.measure, str(file.resolve()), limit(60.0), workers)
