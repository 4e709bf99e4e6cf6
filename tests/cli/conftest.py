"""Fixtures for tests of the command: files to work on, and a terminal of a known width."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_programs import broken_plan, impossible, leaking, leaking_plan


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of 80 columns without settings for colors, wherever the tests run."""
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def program(tmp_path: Path) -> str:
    """A program file."""
    path = tmp_path / "leak.toml"
    leaking().save(path)
    return str(path)


@pytest.fixture
def no_way(tmp_path: Path) -> str:
    """The file of a program without a plan."""
    path = tmp_path / "impossible.json"
    impossible().save(path)
    return str(path)


@pytest.fixture
def plan(tmp_path: Path) -> str:
    """A plan file that keeps every hard rule of `program`."""
    path = tmp_path / "plan.csv"
    leaking_plan().save(path)
    return str(path)


@pytest.fixture
def broken(tmp_path: Path) -> str:
    """A plan file that breaks a hard rule of `program`."""
    path = tmp_path / "broken.json"
    broken_plan().save(path)
    return str(path)
