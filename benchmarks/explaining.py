"""Measures the time to the first conflict and to the first three fixes of an explanation.

    python -m benchmarks.explaining

The cases are three versions of `iss-crossflight`, each with one contradiction. The time to load the
solver is not counted.
"""

from __future__ import annotations

import time

from benchmarks.alone import Facts, Stopwatch, alone
from seatplan import Progress
from tests.engine.broken_history import CASES


def measure(case: str) -> Facts:
    """Explains one case and returns the seconds to each part of the explanation."""
    from seatplan.engine.explain.explaining import explain

    program = CASES[case]()
    start = time.perf_counter()
    moments: dict[str, float] = {}

    def told(moment: Progress) -> None:
        if moment.value is not None:
            moments.setdefault(f"{moment.phase} {moment.value}", time.perf_counter() - start)

    with Stopwatch() as watch:
        explanation = explain(program, max_fixes=3, on_progress=told)
    assert explanation.feasible is False
    return {
        **watch.facts,
        "moments": moments,
        "conflict": len(explanation.conflict),
        "fixes": [len(fix) for fix in explanation.fixes],
    }


def main() -> None:
    """Measures each case in a separate process."""
    print(f"{'seconds to':28} {'1st':>6} {'1st':>6} {'3rd':>6} {'all':>6} {'CPU':>6}")
    print(f"{'':28} {'confl.':>6} {'fix':>6} {'fix':>6}")
    for case in CASES:
        facts = alone(measure, case)
        moments = (facts["moments"][one] for one in ("conflicts 1", "fixes 1", "fixes 3"))
        seconds = " ".join(f"{one:6.2f}" for one in (*moments, facts["seconds"], facts["cpu"]))
        fixes = ", ".join(str(one) for one in facts["fixes"])
        print(
            f"{case:28} {seconds}   {facts['conflict']} in conflict, fixes of {fixes}", flush=True
        )


if __name__ == "__main__":
    from benchmarks.explaining import main  # under its own name, so that `alone` finds it

    main()
