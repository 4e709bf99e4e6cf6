"""Times what every user waits for: the import, and the shipped program from file to proved plan.

    python -m pytest benchmarks

Each benchmark first asserts that the answer is right: a fast wrong answer is worth nothing.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import seatplan
from seatplan.engine.lexicographic import stages
from seatplan.engine.model import SeatModel

NAME = "iss-crossflight"


@pytest.fixture(scope="module")
def program() -> seatplan.Program:
    return seatplan.catalog.load(NAME)


def run(*words: str) -> str:
    """What a new Python process prints. It may keep compiled modules, as it does for users."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ran = subprocess.run(
        [sys.executable, *words], check=True, capture_output=True, text=True, env=env
    )
    return ran.stdout


def test_python_starts(benchmark: BenchmarkFixture) -> None:
    """What the next one is to be held against."""
    benchmark(run, "-c", "pass")


def test_import(benchmark: BenchmarkFixture) -> None:
    """The start of Python included."""
    loaded = run("-c", "import sys, seatplan; print(*sys.modules)").split()
    assert not {"ortools", "pandas"} & set(loaded)
    benchmark(run, "-c", "import seatplan")


def test_load(benchmark: BenchmarkFixture, program: seatplan.Program) -> None:
    loaded = benchmark(seatplan.catalog.load, NAME)
    assert loaded == program


def test_build(benchmark: BenchmarkFixture, program: seatplan.Program) -> None:
    """The model with its goals, without solving it."""

    def build() -> SeatModel:
        model = SeatModel(program)
        stages(model, program.named_goals)
        return model

    assert build().cp.validate() == ""
    benchmark(build)


def test_solve(benchmark: BenchmarkFixture, program: seatplan.Program) -> None:
    """Building, searching and checking."""
    answer = seatplan.solve(program)
    assert answer.status is seatplan.Status.OPTIMAL
    assert answer.plan is not None
    report = seatplan.check(program, answer.plan)
    assert report.ok
    assert report.values == {goal.id: goal.value for goal in answer.goals}
    assert all(goal.optimal for goal in answer.goals)
    assert benchmark(seatplan.solve, program).plan == answer.plan


def test_check(benchmark: BenchmarkFixture, program: seatplan.Program) -> None:
    flown = seatplan.catalog.flown(NAME)
    assert seatplan.check(program, flown).ok
    benchmark(seatplan.check, program, flown)


def test_command(benchmark: BenchmarkFixture) -> None:
    """`seatplan solve iss-crossflight`, the start of Python included."""
    assert "Optimal: every goal is proved." in run("-m", "seatplan", "solve", NAME)
    benchmark(run, "-m", "seatplan", "solve", NAME)
