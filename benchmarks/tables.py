"""What was measured, as tables in Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from benchmarks.peers.solving import TOOLS
from benchmarks.results import Measurement, Part
from benchmarks.settings import SETTINGS
from benchmarks.sizes import PEERS, SIZES

PHASES = {
    "load": "load the file",
    "validate": "validate",
    "build": "build the model",
    "first_plan": "first plan",
    "optimum": "proved optimum",
    "optimum_all_cores": "the same, all cores",
    "check": "check a plan",
    "explain": "explain",
    "what_if": "what-if",
    "sweep": "sweep of ten",
}

SEATPLAN = "seatplan"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; all columns but the first are numbers."""
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def seconds(value: float) -> str:
    """Two digits that matter, or whole seconds."""
    if value < 0.001:
        return f"{value:.1g}"
    for most, digits in ((0.1, 3), (10, 2), (100, 1)):
        if value < most:
            return f"{value:.{digits}f}"
    return f"{value:.0f}"


def machine(part: Part) -> str:
    """A sentence on where and when, and with what."""
    libraries = ", ".join(f"{name} {number}" for name, number in sorted(part.versions.items()))
    load = ", ".join(f"{one:.2f}" for one in part.load)
    return (
        f"Measured on {part.date}: {part.machine}; load averages at the start {load}; {libraries}."
    )


# Phases


def phases(part: Part) -> str:
    """Seconds of each phase on each size."""
    return _by_size(part, _time)


def memory(part: Part) -> str:
    """The peak memory of the process, in MB."""
    return _by_size(
        part, lambda one: f"{one.facts['peak_mb']:.0f}" if "peak_mb" in one.facts else ""
    )


def _by_size(part: Part, cell: Callable[[Measurement], str]) -> str:
    found = {(one.work, one.args[0]): one for one in part.measurements if one.args}
    rows = []
    for phase, words in PHASES.items():
        here = [found.get((f"phases.{phase}", size)) for size in SIZES]
        rows.append([words, *("" if one is None else cell(one) for one in here)])
    return table(["", *SIZES], rows)


def _time(one: Measurement) -> str:
    """The seconds; after a `>` where there was no proof within them."""
    if "ended" in one.facts:
        return str(one.facts["ended"])
    status = one.facts.get("status", "optimal")
    statuses = one.facts.get("statuses", {})
    if status == "optimal" and set(statuses) <= {"optimal", "infeasible"}:
        return seconds(one.seconds)
    if statuses:
        proved = statuses.get("optimal", 0) + statuses.get("infeasible", 0)
        return f"{seconds(one.seconds)}, {proved} proved"
    return f"> {seconds(one.seconds)}, {'a plan' if status == 'feasible' else 'nothing'}"


def starts(part: Part) -> str:
    """A new Python, with and without."""
    words = {
        "pass": "Python alone",
        "import seatplan": "with `import seatplan`",
        "import seatplan.engine.solving": "with the solver, as the first `solve` loads it",
    }
    rows = [[words[one.args[0]], seconds(one.seconds)] for one in part.of("phases.start")]
    return table(["a new process", "seconds"], rows)


def shares(part: Part) -> str:
    """What building and checking take of a whole solve."""
    found = {(one.work, one.args[0]): one for one in part.measurements if one.args}
    rows = []
    for size in SIZES:
        build, check, whole = (
            found.get((f"phases.{phase}", size)) for phase in ("build", "check", "optimum")
        )
        if build is not None and check is not None and whole is not None:
            rows.append(
                [
                    size,
                    f"{build.facts.get('variables', 0):,}",
                    seconds(whole.seconds),
                    *(f"{100 * one.seconds / whole.seconds:.1f} %" for one in (build, check)),
                    goals(whole.facts),
                ]
            )
    return table(["", "variables", "whole solve", "building", "one check", "goals"], rows)


def goals(facts: dict[str, Any]) -> str:
    """Each goal with its value, and with its bound where that is not proved."""
    said = [
        f"{goal} {value}" + ("" if value == bound else f" (bound {bound})")
        for goal, value, bound in facts.get("goals", ())
    ]
    return ", ".join(said) or "none"


# Peers


def peers(part: Part) -> str:
    """Seconds to the proved optimum, and how many times those of seatplan that is."""
    rows = []
    for program in PEERS:
        cells = dict(_peers_on(part, program))
        own = cells.get(f"{SEATPLAN}, 1 worker")
        row = [program]
        for tool in (f"{SEATPLAN}, 1 worker", f"{SEATPLAN}, all cores", *TOOLS):
            one = cells.get(tool)
            row.append("" if one is None else _against(one, own))
        rows.append(row)
    head = ["", f"{SEATPLAN}, 1 worker", f"{SEATPLAN}, all cores", *TOOLS]
    return table(head, rows) + "\n\n" + _winners(part)


def _winners(part: Part) -> str:
    """Which peer is faster than seatplan with one worker, and on what."""
    won = []
    for program in PEERS:
        cells = dict(_peers_on(part, program))
        own = cells.get(f"{SEATPLAN}, 1 worker")
        for tool in TOOLS:
            one = cells.get(tool)
            if own is None or one is None or one.facts.get("status") != "optimal":
                continue
            if own.facts["status"] != "optimal" or own.seconds > one.seconds:
                won.append(f"{tool} on {program}")
    if not won:
        return "No peer proves any of them sooner than seatplan with one worker."
    return f"Sooner than seatplan with one worker: {', '.join(won)}."


def _peers_on(part: Part, program: str) -> Iterator[tuple[str, Measurement]]:
    for one in part.of("phases.optimum"):
        if one.args[0] == program:
            workers = "1 worker" if one.args[-1] == 1 else "all cores"
            yield f"{SEATPLAN}, {workers}", one
    for one in part.of("peers.solving.measure"):
        if one.args[1] == program:
            yield one.args[0], one


def _against(one: Measurement, own: Measurement | None) -> str:
    if one.facts.get("status") == "optimal":
        ratio = ""
        if own is not None and own is not one and own.facts["status"] == "optimal":
            ratio = f" ({one.seconds / own.seconds:.2g} to 1)"
        return seconds(one.seconds) + ratio
    goals = one.facts.get("goals", ())
    spent = f"> {seconds(one.seconds)}"
    if not goals:
        return f"{spent}: no plan"
    for goal, value, bound in goals:
        if value != bound:
            return f"{spent}: {goal} {value}, bound {bound}"
    return f"{spent}: {goals[-1][0]} {goals[-1][1]}, then nothing"


# Published instances


def published(part: Part) -> str:
    """Each instance with what was known and what was found."""
    found: dict[str, dict[int, Measurement]] = {}
    for one in part.of("smptsp.measure"):
        found.setdefault(one.facts["instance"], {})[one.args[-1]] = one
    rows = []
    for name, by_workers in sorted(found.items(), key=lambda one: _tasks(one[1])):
        facts = next(iter(by_workers.values())).facts
        lower, upper = facts["published"]
        known = str(lower) if lower == upper else f"{lower} to {upper or '?'}"
        row = [name, str(facts["tasks"]), str(facts["workers"]), known]
        for workers in (1, 2):
            row += _instance(by_workers.get(workers))
        rows.append(row)
    head = ["instance", "tasks", "workers", "published", "1 worker", "s", "2 workers", "s"]
    return table(head, rows) + "\n\n" + _counted(found)


def _tasks(by_workers: dict[int, Measurement]) -> tuple[int, str]:
    facts = next(iter(by_workers.values())).facts
    return facts["tasks"], facts["instance"]


def _instance(one: Measurement | None) -> list[str]:
    if one is None:
        return ["", ""]
    value, bound = one.facts["value"], one.facts["bound"]
    if one.facts["status"] == "optimal":
        return [f"**{value}**", seconds(one.seconds)]
    if value is None:
        return ["no plan", f"> {seconds(one.seconds)}"]
    return [f"{value}, bound {'?' if bound is None else bound}", f"> {seconds(one.seconds)}"]


def _counted(found: dict[str, dict[int, Measurement]]) -> str:
    said = []
    for workers in (1, 2):
        ran = [one[workers] for one in found.values() if workers in one]
        if not ran:
            continue
        proved = [one for one in ran if one.facts["status"] == "optimal"]
        small = [one for one in ran if one.facts["tasks"] <= 400]
        quick = [one for one in small if one in proved and one.seconds <= 10]
        said.append(
            f"With {workers} worker{'s' * (workers > 1)} {len(proved)} of {len(ran)} are proved; "
            f"of the {len(small)} with up to 400 tasks {len(quick)} within 10 s."
        )
    return " ".join(said)


# Settings


def settings(part: Part) -> str:
    """Seconds to the proved optimum under each setting."""
    found = {(one.args[0], one.args[1]): one for one in part.of("settings.measure")}
    programs = list(dict.fromkeys(program for _, program in found))
    rows = []
    for setting in SETTINGS:
        cells = [found.get((setting, program)) for program in programs]
        rows.append([setting, *("" if one is None else _against(one, None) for one in cells)])
    return table(["", *programs], rows)
