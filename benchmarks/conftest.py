"""Fixtures that turn measurements in other processes into benchmarks of pytest-benchmark."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.alone import Facts, Work, alone
from benchmarks.answers import Agreement

Measure = Callable[..., Facts]

ROUNDS = 5
QUICK_SECONDS = 2.0


class Clock:
    """The total seconds of all measurements so far; the timer of `pytest-benchmark`."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


CLOCK = Clock()

LOAD = pytest.StashKey[tuple[float, ...]]()
"""The load averages before the first measurement."""


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("seatplan")
    group.addoption("--limit", type=float, help="no search is longer than so many seconds")
    group.addoption("--smptsp", type=Path, metavar="FOLDER", help="with the published instances")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[LOAD] = os.getloadavg()


def pytest_benchmark_update_machine_info(
    config: pytest.Config, machine_info: dict[str, Any]
) -> None:
    machine_info["load"] = config.stash[LOAD]
    machine_info["cores"] = os.cpu_count()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    without = config.getoption("--smptsp") is None
    return True if without and collection_path.name == "test_published.py" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.add_marker(pytest.mark.benchmark(timer=CLOCK))


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The folder of generated programs while the benchmarks run."""
    return str(tmp_path_factory.mktemp("programs"))


@pytest.fixture
def limit(request: pytest.FixtureRequest) -> Callable[[float], float]:
    """Restricts a limit in seconds to the maximum given on the command line."""
    most: float | None = request.config.getoption("--limit")
    return lambda seconds: seconds if most is None else min(seconds, most)


@pytest.fixture(scope="session")
def agreement() -> Agreement:
    """The proved optima so far."""
    return Agreement()


@pytest.fixture
def measure(benchmark: BenchmarkFixture) -> Measure:
    """Measures work in separate processes, and keeps the facts that it returns.

    The first run checks the answer; quick work is measured `ROUNDS` times.
    """

    def measured(work: Work, *args: Any, timeout: float = 600.0) -> Facts:
        first = alone(work, *args, timeout=timeout)
        done = [first]

        def once() -> None:
            facts = done.pop() if done else alone(work, *args, timeout=timeout)
            CLOCK.now += facts["seconds"]

        benchmark.pedantic(once, rounds=ROUNDS if first["seconds"] < QUICK_SECONDS else 1)
        asked = [one for one in args if not Path(str(one)).is_absolute()]
        work_name = f"{work.__module__.removeprefix('benchmarks.')}.{work.__name__}"
        benchmark.extra_info.update(first, work=work_name, args=asked)
        return first

    return measured
