"""The versions of seatplan and its libraries, for bug reports."""

from __future__ import annotations

import platform
from importlib.metadata import version

import pytest

import seatplan
from seatplan.versions import versions


def test_versions() -> None:
    """seatplan, Python, the solver and the other libraries are listed, but no tools for tests."""
    found = versions()
    assert found["seatplan"] == seatplan.__version__
    assert found["python"] == platform.python_version()
    assert found["ortools"] == version("ortools")
    assert "pytest" not in found


def test_they_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """Each version is printed on a line."""
    seatplan.show_versions()
    lines = [line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines()]
    assert dict(lines) == {name: number or "not installed" for name, number in versions().items()}
