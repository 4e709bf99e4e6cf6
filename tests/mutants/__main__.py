"""Changes the code that judges plans in thousands of small ways; counts how many the tests notice.

    python -m tests.mutants [MODULE …] [--processes N] [--sample N] 2> survivors.diff

MODULE is a path such as seatplan/rules/quota.py, or a folder; all that MUTATED names if none is
given. Each module is mutated by mutmut and tried against its own tests (see `selected_tests`), on a
copy of the checkout, so nothing is left behind. A table goes to standard output, what survives to
standard error. The exit status is 1 if more survive than LEAST_DEAD allows. With `--sample 40`, 40
mutants of each module are tried, the same ones as long as the module does not change. Each mutant
meets the fastest tests first, and counts as too slow after three times what all of them take, and
six seconds more. What is only logged is left alone. Needs the extras `test` and `mutants`.
docs/trust.md shows what came out.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tests.test_mirror import own_test, place

CHECKOUT = Path(__file__).resolve().parents[2]

LEAST_DEAD = 90
"""How many in a hundred must die."""

MUTATED = (
    "seatplan/rules",
    "seatplan/goals",
    "seatplan/checking.py",
    "seatplan/known_names.py",
    "seatplan/timeline.py",
    "seatplan/structure",
    "seatplan/selection",
    "seatplan/stretches.py",
    "seatplan/worth.py",
    *(
        f"seatplan/engine/{name}.py"
        for name in (
            "answers/solving", "lexicographic/completion", "lexicographic/fewest_people",
            "lexicographic/goal_alone", "lexicographic/hardening", "lexicographic/knowledge",
            "lexicographic/relaxed_goal", "model/no_overlap", "model/symmetry",
            "primal/spare_seats", "rows/overflow", "solver/aggregation", "solver/narrowing",
            "solver/open_rows", "solver/partial_solution",
            "solver/dual_simplex", "solver/linear_program", "solver/relaxation", "solver/tree",
            "solver/verification",
        )
    ),
)  # fmt: skip
"""What judges plans, and what makes bounds."""

LAWS = "tests/properties/test_enumeration.py"
SHARED = {
    "checking": ("tests/test_checking.py",),
    "known_names": ("tests/test_known_names.py",),
    "timeline": ("tests/test_timeline.py",),
    "selection": (
        "tests/test_selection.py", "tests/rules/test_quota.py", "tests/goals/test_fill_seats.py",
        "tests/rules/test_apart.py", "tests/rules/test_together.py",
        f"{LAWS}::test_each_rule[quota]",
    ),
    "stretches": (
        "tests/test_stretches.py", "tests/rules/test_aboard.py", "tests/rules/test_lifeboat.py",
        f"{LAWS}::test_each_rule[aboard]", f"{LAWS}::test_each_rule[lifeboat]",
    ),
    "worth": (
        "tests/goals/test_prefer.py", "tests/goals/test_cost.py",
        f"{LAWS}::test_each_goal[prefer]",
    ),
}  # fmt: skip
"""The tests of what is no rule, goal or law."""

OF_BOUNDS = (
    "tests/properties/test_ways.py::test_every_way", "tests/properties/test_medium.py",
    f"{LAWS}::test_whole_programs", f"{LAWS}::test_with_a_past",
)  # fmt: skip
"""The laws that whatever makes bounds is tried against: what is proved is true."""

BESIDE = {
    "no_overlap": (
        "tests/rules/test_ground_time.py",
        "tests/engine/answers/test_giving_up.py",
        "tests/engine/model/test_open_dates.py::test_the_best_over_all_choices_of_dates",
    ),
    "open_rows": ("tests/engine/solver/test_submodel.py",),
    "partial_solution": ("tests/engine/solver/test_submodel.py",),
    "relaxed_goal": (
        "tests/engine/lexicographic/test_hardening.py",
        "tests/engine/lexicographic/test_goal_search.py",
    ),
}
"""What tests some modules of the engine besides their own tests."""

DEAD = {1: "killed", 3: "killed", -24: "too slow", 24: "too slow", 152: "too slow", 255: "too slow"}
"""What mutmut's exit codes mean; whatever else comes back has survived."""

LIMIT = {"timeout_multiplier": 3.0, "timeout_constant": 2.0}
"""A mutant that loops would otherwise take fifteen times as long as all of its tests."""

NAMES = """
import sys
from pathlib import Path
from mutmut.mutation.file_mutation import mutate_file_contents
for name in mutate_file_contents(sys.argv[1], Path(sys.argv[1]).read_text("utf-8")).mutant_names:
    print(name)
"""

DIFFS = """
import sys
from mutmut.mutation.diff_apply import get_diff_for_mutant
for name in sys.argv[1:]:
    print(f"# {name}\\n{get_diff_for_mutant(name)}\\n")
"""


def selected_tests(module: Path) -> tuple[str, ...]:
    """The tests that a mutant of a module is tried against: its own, and the law of its kind."""
    folder, name = module.parent.name, module.stem.rstrip("_")
    if folder == "seatplan":
        return SHARED[name]
    if folder in SHARED:
        return SHARED[folder]
    if module.parent.parent.name == "engine":
        inside = module.relative_to("seatplan")
        own = f"tests/{place(inside) or own_test(inside).as_posix()}"
        return own, *BESIDE.get(name, ()), *OF_BOUNDS
    own = f"tests/{folder}/test_{name}.py"
    if folder == "structure":
        return own, f"{LAWS}::test_structure_alone"
    return own, f"{LAWS}::test_each_{folder.removesuffix('s')}[{name.replace('_', '-')}]"


def modules(paths: Iterable[str]) -> list[Path]:
    """The modules at these paths, without those that only gather others."""
    found: list[Path] = []
    for path in map(Path, paths):
        inside = sorted((CHECKOUT / path).rglob("*.py")) or [CHECKOUT / path]
        found += [one.relative_to(CHECKOUT) for one in inside if one.name != "__init__.py"]
    return found


def try_out(module: Path, work: Path, processes: int, sample: int = 0) -> tuple[Counter[str], str]:
    """Mutates one module in a fresh copy; how many mutants ended how, and what lives."""
    copy = work / module.stem
    for folder in ("seatplan", "tests"):
        shutil.copytree(
            CHECKOUT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    settings = {
        "source_paths": ["seatplan"],
        "only_mutate": [str(module)],
        "do_not_mutate_patterns": [r"LOG\."],
        "pytest_add_cli_args_test_selection": list(selected_tests(module)),
        **LIMIT,
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    project = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8")
    text = "\n".join([project, "[tool.mutmut]", *lines, ""])
    (copy / "pyproject.toml").write_text(text, encoding="utf-8")
    environment = os.environ | {"HYPOTHESIS_PROFILE": "mutants"}
    environment.pop("PYTHONPATH", None)  # it would name the code that is not mutated

    def call(*words: str) -> str:
        ran = subprocess.run(words, cwd=copy, env=environment, capture_output=True, text=True)
        if ran.returncode:
            sys.exit(f"{module}:\n{ran.stdout[-3000:]}\n{ran.stderr[-3000:]}")
        return ran.stdout

    mutmut = Path(sys.executable).with_name("mutmut")
    names = call(sys.executable, "-c", NAMES, str(module)).split() if sample else []
    if len(names) > sample:
        names = random.Random(0).sample(names, sample)
    dotted = ".".join(module.with_suffix("").parts)
    tried = [f"{dotted}.{name}" for name in names]
    call(str(mutmut), "run", "--max-children", str(processes), *tried)
    results = json.loads((copy / "mutants" / f"{module}.meta").read_text(encoding="utf-8"))
    codes = results["exit_code_by_key"].items()
    ends = {name: DEAD.get(code, "survived") for name, code in codes if code is not None}
    survivors = [name for name, end in ends.items() if end == "survived"]
    return Counter(ends.values()), call(sys.executable, "-c", DIFFS, *survivors)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("modules", nargs="*", default=MUTATED)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--sample", type=int, default=0)
    given = parser.parse_args()
    chosen, known = modules(given.modules), modules(MUTATED)
    for strange in sorted(set(chosen) - set(known)):
        parser.error(f"{strange} is not one of {', '.join(map(str, known))}")
    print("| module | mutants | killed | too slow | survived | died | CPU s |", flush=True)
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as work:
        for module in chosen:
            before = os.times()
            ends, survivors = try_out(module, Path(work), given.processes, given.sample)
            after = os.times()
            seconds = sum(after[2:4]) - sum(before[2:4])
            print(survivors, end="", file=sys.stderr, flush=True)
            total += ends + Counter(seconds=round(seconds))
            show(str(module), ends, seconds)
    sys.exit(show("all", total, total.pop("seconds", 0)) < LEAST_DEAD)


def show(name: str, ends: Counter[str], seconds: float) -> float:
    """Prints one line of the table; how many in a hundred died."""
    count = sum(ends.values())
    part = 100 - 100 * ends["survived"] / count if count else 100.0
    ended = " | ".join(str(ends[end]) for end in ("killed", "too slow", "survived"))
    print(f"| {name} | {count} | {ended} | {part:.1f} % | {seconds:.0f} |", flush=True)
    return part


if __name__ == "__main__":
    main()
