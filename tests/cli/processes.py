"""The command in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys

from tests import warm

COMMAND = (sys.executable, "-m", "seatplan")
"""In an interpreter of its own: see `tests.warm` for when that is needed."""


def environment(**more: str) -> dict[str, str]:
    """The environment of the tests, without variables that change the look of the output."""
    loud = {"COLUMNS", "LINES", "FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"}
    return {key: value for key, value in os.environ.items() if key not in loud} | more


def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Runs `seatplan` with these words in a warm process; `more` goes into its environment."""
    return warm.run(warm.command, words, environment=environment(**more))
