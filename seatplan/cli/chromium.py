"""Prints pages as PDF or PNG with the Chromium or Chrome that is installed on the system."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from seatplan.cli.output import OutputError

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")

SECONDS = 120
"""Time limit for one page; drawing even the largest page takes less."""

WINDOW = "1440,1000"
"""Width and height of a PNG, in pixels."""

FLAGS = ("--headless", "--disable-gpu", "--no-first-run", "--hide-scrollbars", "--disable-sync")


def browser(target: Path) -> str:
    """The path of the Chromium or Chrome that prints a page to a file.

    Raises:
        OutputError: if none is found.
    """
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise OutputError(
            f"a {target.suffix} needs Chromium or Chrome, and neither is installed. "
            "Maybe write the page as .html and print it in a browser."
        )
    return found


def printed(page: str, target: Path) -> None:
    """Writes a page as a PDF or a PNG, by the ending of the file.

    Raises:
        OutputError: if no Chromium is found, or it fails.
    """
    program, ending = browser(target), target.suffix.lower()
    with TemporaryDirectory() as folder:
        source, made = Path(folder, "page.html"), Path(folder, f"page{ending}")
        source.write_text(page, encoding="utf-8")
        flags = [*FLAGS, f"--user-data-dir={folder}/profile"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            flags.append("--no-sandbox")  # the sandbox does not work for root
        if ending == ".pdf":
            flags += ["--no-pdf-header-footer", f"--print-to-pdf={made}"]
        else:
            flags += [f"--window-size={WINDOW}", f"--screenshot={made}"]
        try:
            subprocess.run(
                [program, *flags, source.as_uri()], capture_output=True, timeout=SECONDS, check=True
            )
            shutil.move(made, target)
        except (OSError, subprocess.SubprocessError) as error:
            raise OutputError(f"{program} could not draw {target}: {error}") from error
