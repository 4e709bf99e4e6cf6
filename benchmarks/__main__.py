"""The benchmarks from end to end.

    python -m benchmarks run [PART …] [--smptsp FOLDER] [--limit SECONDS] [-k WORDS]
    python -m benchmarks tables

`run` measures the parts (phases, peers, published, settings; all if none is named), keeps the
results in `benchmarks/results/`, and writes the page and its pictures in `docs/`. `tables` only
writes the page and pictures, and prints the tables.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from benchmarks import page
from benchmarks.alone import CHECKOUT
from benchmarks.results import PARTS, keep


def run(options: argparse.Namespace) -> int:
    """Measures the parts, each in its own run of pytest; returns 1 if an answer was wrong."""
    wrong = 0
    for part in options.parts or PARTS:
        if part == "published" and options.smptsp is None:
            print("published: not measured, since no --smptsp FOLDER is given", file=sys.stderr)
            continue
        with tempfile.TemporaryDirectory() as folder:
            written = Path(folder) / "benchmarks.json"
            command = [sys.executable, "-m", "pytest", "-v", f"benchmarks/{PARTS[part]}"]
            command += [f"--benchmark-json={written}", "--benchmark-columns=median,rounds"]
            if options.smptsp is not None:
                command += ["--smptsp", str(options.smptsp.resolve())]
            if options.limit is not None:
                command += ["--limit", str(options.limit)]
            if options.words is not None:
                command += ["-k", options.words]
            status = _to_its_end(command)
            if written.exists() and written.stat().st_size:
                interrupted = status == pytest.ExitCode.INTERRUPTED
                keep(part, written, some=interrupted or options.words is not None)
        page.write()
        if status == pytest.ExitCode.INTERRUPTED:
            return 130
        wrong |= status != 0
    return wrong


def _to_its_end(command: list[str]) -> int:
    """Runs pytest and waits for it; after Ctrl-C it still writes the measurements made by then."""
    with subprocess.Popen(command, cwd=CHECKOUT) as running:
        while True:
            try:
                return running.wait()
            except KeyboardInterrupt:
                continue


def main() -> int:
    """Runs the command line."""
    assert __doc__ is not None
    parser = argparse.ArgumentParser(
        "python -m benchmarks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    measuring = commands.add_parser("run", help="measure, and write the page")
    measuring.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    measuring.add_argument("--smptsp", type=Path, metavar="FOLDER", help="published instances")
    measuring.add_argument("--limit", type=float, metavar="SECONDS", help="of each search, at most")
    measuring.add_argument("-k", dest="words", metavar="WORDS", help="only these, as pytest does")
    commands.add_parser("tables", help="print the tables, and write the page")
    options = parser.parse_args()
    if options.command == "tables":
        page.write(show=True)
        return 0
    unknown = [part for part in options.parts if part not in PARTS]
    if unknown:
        parser.error(f"unknown part {unknown[0]!r}; there are {', '.join(PARTS)}")
    return run(options)


if __name__ == "__main__":
    sys.exit(main())
