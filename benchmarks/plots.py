"""Pictures of the measurements: cost against size, and tools side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib
import matplotlib.figure

from benchmarks.results import Measurement, Part
from benchmarks.sizes import SIZES
from benchmarks.tables import PHASES

matplotlib.use("svg")
matplotlib.rcParams.update({"svg.hashsalt": "seatplan", "font.size": 9, "axes.axisbelow": True})

GROWING = ("load", "validate", "build", "first_plan", "optimum", "check", "what_if")
"""The phases in the pictures; the others are not measured for every size."""


def growth(part: Part, folder: Path) -> None:
    """Draws time and memory against the number of flights of generated programs."""
    time, memory = _axes("seconds"), _axes("peak memory in MB")
    for phase in GROWING:
        points = [
            (int(one.args[0].partition("x")[0]), one)
            for one in part.of(f"phases.{phase}")
            if one.args[0] in SIZES and one.args[0][0].isdigit()
        ]
        if not points:
            continue
        points.sort(key=lambda point: point[0])
        _line(time, PHASES[phase], [(at, one.seconds, _open(one)) for at, one in points])
        held = [(at, one) for at, one in points if "peak_mb" in one.facts]
        _line(memory, PHASES[phase], [(at, one.facts["peak_mb"], _open(one)) for at, one in held])
    for axes, name in ((time, "time"), (memory, "memory")):
        flights = sorted({int(at) for line in axes.lines for at in line.get_xdata()})
        axes.set_xticks(flights, [f"{one:,}" for one in flights])
        _save(axes, folder / f"benchmarks-{name}.svg")


def proved(part: Part, folder: Path) -> None:
    """Draws the number of published instances proved against the time."""
    axes = _axes("proved instances", "seconds")
    axes.set_yscale("linear")
    for workers in (1, 2):
        ran = [one for one in part.of("smptsp.measure") if one.args[-1] == workers]
        if not ran:
            continue
        times = sorted(one.seconds for one in ran if one.facts["status"] == "optimal")
        label = f"{workers} worker" + "s" * (workers > 1)
        # The line continues to the limit, which is the same for all instances.
        ends = [*times, max(one.args[0] for one in ran)] if ran else []
        heights = [*range(1, len(times) + 1), len(times)]
        axes.step(ends, heights[: len(ends)], where="post", label=label)
        axes.set_ylim(0, len(ran) + 1)
    axes.set_xticks(ticks := [0.1, 1, 10, 60], [f"{one:g}" for one in ticks])
    _save(axes, folder / "benchmarks-published.svg")


def _open(one: Measurement) -> bool:
    """Whether the measurement reached its limit."""
    return "ended" in one.facts or one.facts.get("status", "optimal") != "optimal"


def _axes(what: str, across: str = "flights (the people are in the table)") -> Any:
    figure = matplotlib.figure.Figure(figsize=(7.6, 4.0), layout="constrained")
    axes = figure.subplots()
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel(across)
    axes.set_ylabel(what)
    axes.grid(True, which="major", color="0.9")
    return axes


def _line(axes: Any, label: str, points: list[tuple[int, float, bool]]) -> None:
    """Draws a line with filled marks for finished runs, and open ones at the limit."""
    across, up = [point[0] for point in points], [point[1] for point in points]
    (line,) = axes.plot(across, up, label=label, linewidth=1.2)
    for at, value, unfinished in points:
        fill = "white" if unfinished else line.get_color()
        axes.plot(at, value, "o", color=line.get_color(), markerfacecolor=fill, markersize=5)


def _save(axes: Any, file: Path) -> None:
    axes.minorticks_off()
    axes.legend(frameon=False, loc="center left", bbox_to_anchor=(1.0, 0.5))
    axes.figure.savefig(file, metadata={"Date": None})
