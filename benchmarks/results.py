"""Keeps the measurements in a small file per part, made from the files of pytest-benchmark."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import platform
from collections.abc import Iterator
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from attrs import asdict, frozen

FOLDER = Path(__file__).parent / "results"

ROBUSTNESS = "robustness"
"""The name of the part that `python -m benchmarks.robustness` measures, run by run."""

PARTS = {
    "phases": "test_phases.py",
    "peers": "test_peers.py",
    "published": "test_published.py",
    "settings": "test_settings.py",
}
"""Each part of the page, and the file of its benchmarks."""

LIBRARIES = ("seatplan", "ortools", "cpmpy", "highspy", "pyscipopt", "attrs", "numpy")


@frozen
class Measurement:
    """One benchmark.

    Attributes:
        work: the function that was measured, such as `phases.load`.
        args: its arguments, without folders and files.
        seconds: the median seconds of its rounds.
        facts: the facts that its first round returned.
    """

    work: str
    args: list[Any]
    seconds: float
    rounds: int
    facts: dict[str, Any]


@frozen
class Part:
    """The measurements of one part.

    Attributes:
        machine: a description of the machine.
        load: the load averages at the start.
        date: the day of the measurements.
        versions: the versions of Python and the libraries.
    """

    machine: str
    load: tuple[float, ...]
    date: str
    versions: dict[str, str]
    measurements: tuple[Measurement, ...]

    def of(self, work: str) -> Iterator[Measurement]:
        """The measurements of one function."""
        return (one for one in self.measurements if one.work == work)


def keep_run(part: str, work: str, args: list[Any], seconds: float, facts: dict[str, Any]) -> None:
    """Keeps one measurement with the earlier ones, and replaces an earlier one of the same work.

    The machine and the day are those of the latest measurement. Several processes can call this at
    the same time.
    """
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / f"{part}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        before = read(part)
        others = [] if before is None else [asdict(one) for one in before.measurements]
        others = [other for other in others if (other["work"], other["args"]) != (work, args)]
        one = asdict(Measurement(work, args, round(seconds, 3), 1, facts))
        kept = {
            "machine": f"{_processor()}, {os.cpu_count()} cores, {platform.system()}",
            "load": os.getloadavg(),
            "date": date.today().isoformat(),
            "versions": {"python": platform.python_version(), **_versions()},
        }
        head = json.dumps(kept, indent=1, sort_keys=True)[:-2]
        lines = ",\n".join(json.dumps(each, sort_keys=True) for each in [*others, one])
        written = FOLDER / f"{part}.json.part"  # whole or not at all
        written.write_text(f'{head},\n "measurements": [\n{lines}\n ]\n}}\n', encoding="utf-8")
        written.replace(FOLDER / f"{part}.json")


def _processor() -> str:
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()


def keep(part: str, written: Path, *, some: bool) -> None:
    """Keeps the file of a run of pytest-benchmark; with `some`, also older results not in it."""
    data = json.loads(written.read_text(encoding="utf-8"))
    machine = data["machine_info"]
    kept = {
        "machine": f"{machine['cpu'].get('brand_raw', machine['processor'])}, "
        f"{machine['cores']} cores, {machine['system']}",
        "load": machine["load"],
        "date": data["datetime"][:10],
        "versions": {"python": platform.python_version(), **_versions()},
        "measurements": [
            {
                "work": one["extra_info"].pop("work"),
                "args": one["extra_info"].pop("args"),
                "seconds": round(one["stats"]["median"], 6),
                "rounds": one["stats"]["rounds"],
                "facts": _rounded(one["extra_info"]),
            }
            for one in data["benchmarks"]
        ],
    }
    if some:
        _with_the_others(part, kept["measurements"])
    FOLDER.mkdir(exist_ok=True)
    text = json.dumps(kept, indent=1, sort_keys=True)
    (FOLDER / f"{part}.json").write_text(text + "\n", encoding="utf-8")


def read(part: str) -> Part | None:
    """The kept measurements of a part; None if it was never measured."""
    file = FOLDER / f"{part}.json"
    if not file.exists():
        return None
    data = json.loads(file.read_text(encoding="utf-8"))
    measurements = tuple(Measurement(**one) for one in data.pop("measurements"))
    return Part(**{**data, "load": tuple(data["load"])}, measurements=measurements)


def _with_the_others(part: str, measured: list[dict[str, Any]]) -> None:
    """Adds the kept measurements that were not repeated."""
    before = read(part)

    def which(one: dict[str, Any]) -> tuple[Any, ...]:
        return one["work"], one["args"], one["facts"].get("instance")  # paths are no arguments

    again = [which(one) for one in measured]
    others = [] if before is None else [asdict(one) for one in before.measurements]
    # They come first: of measurements under two limits, the tables show the last.
    measured[:0] = [one for one in others if which(one) not in again]


def _versions() -> dict[str, str]:
    found = {}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            if name == "seatplan":  # run from a checkout
                import seatplan

                found[name] = seatplan.__version__
    return found


def _rounded(facts: dict[str, Any]) -> dict[str, Any]:
    return {
        key: round(value, 4) if isinstance(value, float) else value for key, value in facts.items()
    }
