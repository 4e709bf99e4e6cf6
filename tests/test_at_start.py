"""Ctrl-C while the command still imports its modules."""

from __future__ import annotations

import subprocess
import sys

import pytest

from seatplan.at_start import INTERRUPTED, is_command
from seatplan.cli.exits import Exit

EARLY = """
import sys
sys.orig_argv = ["python", "/usr/bin/seatplan", "solve"]
class Finder:
    def find_spec(name, *_):
        if name == {name!r}:
            raise KeyboardInterrupt
sys.meta_path.insert(0, Finder)
import seatplan.cli
"""


@pytest.mark.parametrize("name", ["seatplan.bindings", "cyclopts"])
def test_interrupted_while_importing(name: str) -> None:
    """It ends with the message and the status of a later Ctrl-C, without a traceback."""
    ran = subprocess.run(
        [sys.executable, "-c", EARLY.format(name=name)], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (INTERRUPTED, "seatplan: interrupted\n")
    assert INTERRUPTED == Exit.INTERRUPTED


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("python -m seatplan solve", True),
        ("python -X dev -m seatplan", True),
        ("python -I /usr/bin/seatplan solve", True),
        ("python -m pytest seatplan", False),
        ("python mine.py seatplan", False),
        ("python -c pass -m seatplan", False),
        ("python", False),
    ],
)
def test_only_the_command_itself(words: str, command: bool) -> None:
    """A program that imports the library keeps Python's own way to end."""
    assert is_command(words.split()) == command
