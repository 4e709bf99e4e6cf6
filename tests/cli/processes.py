"""The command in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys

COMMAND = (sys.executable, "-m", "seatplan")


def environment(**more: str) -> dict[str, str]:
    """That of the tests, without what changes the look of the output."""
    loud = {"COLUMNS", "LINES", "FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"}
    return {key: value for key, value in os.environ.items() if key not in loud} | more


def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Runs `seatplan` with these words; `more` goes into its environment."""
    return subprocess.run(
        [*COMMAND, *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        env=environment(**more),
        check=False,
    )
