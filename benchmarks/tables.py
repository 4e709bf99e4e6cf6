"""Tables of the measurements, in Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from benchmarks.peers.solving import TOOLS
from benchmarks.results import Measurement, Part
from benchmarks.robustness.process import TOOL
from benchmarks.robustness.summary import (
    PLAN_WITHIN,
    WITHIN,
    WORK,
    Asked,
    Outcome,
    disagreements,
    gathered,
    of_tool,
)
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
    """A table; all columns except the first hold numbers."""
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def seconds(value: float) -> str:
    """Seconds with two significant digits, or whole seconds."""
    if value < 0.001:
        return f"{value:.1g}"
    for most, digits in ((0.1, 3), (10, 2), (100, 1)):
        if value < most:
            return f"{value:.{digits}f}"
    return f"{value:.0f}"


def machine(part: Part) -> str:
    """A sentence about the machine, the day and the versions."""
    libraries = ", ".join(f"{name} {number}" for name, number in sorted(part.versions.items()))
    load = ", ".join(f"{one:.2f}" for one in part.load)
    return (
        f"Measured on {part.date}: {part.machine}; load averages at the start {load}; {libraries}."
    )


# Robustness

SMALL, MIDDLE = (20, 60), (40, 160)
"""The largest number of flights and people of small and of middle programs."""


def robustness(part: Part) -> str:
    """The shares of programs with a plan and with a proof in time, and the worst gaps."""
    asked = gathered(part.of(WORK))
    in_order = [one for one in asked if one.kind == "order"]
    near = [one for one in asked if one.kind == "near"]
    looks = _looks(asked)
    rows = [
        [
            "up to 20 flights and 60 people",
            *_robust([one for one in in_order if _within(one, SMALL)], looks),
        ],
        ["up to 40 and 160", *_robust([one for one in in_order if _within(one, MIDDLE)], looks)],
        ["larger", *_robust([one for one in in_order if not _within(one, MIDDLE)], looks)],
        ["near these", *_robust([one for one in near if one.program != "iss"], looks)],
        ["near `iss`", *_robust([one for one in near if one.program == "iss"], looks)],
    ]
    within = [f"proved in {limit:.0f} s" for limit in _looks(asked)]
    plan = f"plan in {PLAN_WITHIN:.0f} s"
    head = ["", "programs", "runs", plan, *within, "worst gap", "worst ratio"]
    return "\n\n".join(filter(None, [table(head, rows), _agreement(asked)]))


def _looks(asked: Iterable[Asked]) -> tuple[float, ...]:
    """The seconds after which proofs are counted, up to the limit of the runs."""
    runs = (run for one in asked for run in one.by_tool.values())
    limit = max((run.facts["limit"] for run in runs), default=0.0)
    return tuple(one for one in WITHIN if one <= limit)


def _within(one: Asked, most: tuple[int, int]) -> bool:
    return all(mine <= theirs for mine, theirs in zip(one.size, most, strict=True))


def _robust(asked: Sequence[Asked], looks: Sequence[float]) -> list[str]:
    runs = of_tool(asked, TOOL)
    if not runs:
        return [""] * (5 + len(looks))  # programs, runs, a plan, proofs, gap, ratio
    ratios = [one.ratio for one in asked if one.ratio is not None]
    return [
        str(len({one.program for one in runs})),
        str(len(runs)),
        *_in_time(runs, looks),
        _gap(runs),
        f"{max(ratios):.1f}" if ratios else "",
    ]


def _gap(runs: Sequence[Outcome]) -> str:
    """The worst gap at the limit, in the first goal that was not proved."""
    without = sum(one.facts["plan_at"] is None and not one.proved for one in runs)
    if without:
        return f"{without} without a plan"
    worst = max(one.gap for one in runs)
    if worst > 1:  # a bound near 0, of which a share says nothing
        return "more than 100 %"
    return f"{100 * worst:.1f} %" if worst else "none"


def _in_time(runs: Sequence[Outcome], looks: Sequence[float]) -> list[str]:
    counts = [sum(one.plan_within(PLAN_WITHIN) for one in runs)]
    counts += [sum(one.proved_within(limit) for one in runs) for limit in looks]
    return [f"{100 * count / len(runs):.0f} %" for count in counts]


def _agreement(asked: Sequence[Asked]) -> str:
    """Whether all answers agree; empty if only one tool ran."""
    compared = sum(len([run for run in one.by_tool.values() if run.proved]) > 1 for one in asked)
    wrong = disagreements(asked)
    if wrong:
        return "Wrong answers: " + "; ".join(wrong) + "."
    if not compared:
        return ""
    return f"{compared} programs were proved by more than one tool: no two proofs differ."


def robust_claim(part: Part) -> str:
    """The sentence for the README."""
    asked = gathered(part.of(WORK))
    runs = of_tool([one for one in asked if _within(one, MIDDLE)], TOOL)
    programs = len({one.program for one in runs})
    looks = _looks(asked)
    plan, *proved = _in_time(runs, looks)
    soon = ", ".join(
        f"{share} within {limit:.0f} s" for share, limit in zip(proved, looks, strict=True)
    )
    flights, people = MIDDLE
    return (
        f"Of {programs} programs of up to {flights} flights and {people} people, with their goals\n"
        f"in many orders and with many changes ({len(runs):,} solves), {plan} have a plan,\n"
        f"or the proof that there is none, within {PLAN_WITHIN:.0f} s of CPU time on one core.\n"
        f"The optimum, or infeasibility, is proved for {soon}.\n"
        + "".join(_comparison(asked, tool, looks[-1]) for tool in _others(asked))
        + _agreement(asked)
    ).rstrip()


def _comparison(asked: Iterable[Asked], tool: str, limit: float) -> str:
    """A sentence about the proofs of another tool and of seatplan on the same runs."""
    shared = [one for one in asked if tool in one.by_tool and TOOL in one.by_tool]
    other, own = (
        sum(one.proved_within(limit) for one in of_tool(shared, each)) for each in (tool, TOOL)
    )
    return (
        f"Of {len(shared)} solves that {tool} got too, from seatplan's rows, it proves {other}\n"
        f"within {limit:.0f} s, and seatplan {own}.\n"
    )


def robust_tools(part: Part) -> str:
    """The results of each other tool, and of seatplan, on the programs that the tool was run on."""
    asked = gathered(part.of(WORK))
    tools = _others(asked)
    looks = _looks(asked)
    rows = []
    for tool in tools:
        shared = [one for one in asked if tool in one.by_tool and TOOL in one.by_tool]
        for each, than, name in (
            (tool, TOOL, tool),
            (TOOL, tool, f"{TOOL} on the same runs"),
        ):
            further = sum(one.by_tool[each].reached > one.by_tool[than].reached for one in shared)
            in_time = _in_time(of_tool(shared, each), looks)
            rows.append([name, str(len(shared)), *in_time, str(further)])
    within = [f"proved in {limit:.0f} s" for limit in looks]
    head = ["", "runs", f"plan in {PLAN_WITHIN:.0f} s", *within, "proves more goals"]
    return table(head, rows)


def _others(asked: Iterable[Asked]) -> list[str]:
    """The other tools that were run, in the order of their first run."""
    tools = dict.fromkeys(tool for one in asked for tool in one.by_tool)
    return [tool for tool in tools if not tool.startswith(TOOL)]


def robust_programs(part: Part) -> str:
    """The results of each program: its orders of goals, the programs near it, and the worst."""
    asked = gathered(part.of(WORK))
    looks = _looks(asked)
    rows = []
    for program in dict.fromkeys(one.program for one in asked):
        here = [one for one in asked if one.program == program]
        here.sort(key=lambda one: one.kind != "order")  # those near it may have fewer people
        row = [program, "{}x{}".format(*here[0].size)]
        for kind in ("order", "near"):
            runs = of_tool([one for one in here if one.kind == kind], TOOL)
            ended = [one.seconds for one in runs if one.proved]
            open_ = len(runs) - len(ended)
            row += [str(len(runs)), *(_in_time(runs, looks) if runs else [""] * (1 + len(looks)))]
            row.append(f"{open_} open" if open_ else seconds(max(ended)) if ended else "")
        rows.append(row)
    within = [f"{limit:.0f} s" for limit in looks]
    kinds = ["plan", *within, "slowest"]
    return table(["", "size", "orders", *kinds, "near it", *kinds], rows)


# Phases


def phases(part: Part) -> str:
    """The seconds of each phase for each size."""
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
    """The seconds, with a `>` before them if the proof was not finished."""
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
    """The start of a new Python with and without the library."""
    words = {
        "pass": "Python alone",
        "import seatplan": "with `import seatplan`",
        "import seatplan.engine.answers.solving": "with the solver, as the first `solve` loads it",
    }
    rows = [[words[one.args[0]], seconds(one.seconds)] for one in part.of("phases.start")]
    return table(["a new process", "seconds"], rows)


def shares(part: Part) -> str:
    """The shares of building and checking in a whole solve."""
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
    """Each goal with its value, and with its bound if the value is not proved."""
    said = [
        f"{goal} {value}" + ("" if value == bound else f" (bound {bound})")
        for goal, value, bound in facts.get("goals", ())
    ]
    return ", ".join(said) or "none"


# Peers


def peers(part: Part) -> str:
    """Seconds to the proved optimum, and the ratio to the seconds of seatplan."""
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
    """The peers that are faster than seatplan with one worker, and the programs."""
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
    """Each instance with its published bounds and the result."""
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
    """Seconds to the proved optimum with each setting."""
    found = {(one.args[0], one.args[1]): one for one in part.of("settings.measure")}
    programs = list(dict.fromkeys(program for _, program in found))
    rows = []
    for setting in SETTINGS:
        cells = [found.get((setting, program)) for program in programs]
        rows.append([setting, *("" if one is None else _against(one, None) for one in cells)])
    return table(["", *programs], rows)
