"""How soon an explanation is there: the first conflict, and the first three ways out.

    python benchmarks/explaining.py

`iss-crossflight` with one thing broken, in three ways. Each case runs in a process of its own, so
that what one has loaded does not help the next; the time of loading the solver is not counted.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]


def measure(case: str) -> None:
    """Explains one case and prints when what was there, in seconds."""
    sys.path.insert(0, str(CHECKOUT))
    from seatplan import Progress, explain, solve
    from tests.engine.broken_history import CASES

    program = CASES[case]()
    solve(program, only=())  # loads the solver
    start, began = time.perf_counter(), time.process_time()
    moments: dict[str, float] = {}

    def told(moment: Progress) -> None:
        if moment.value is not None:
            moments.setdefault(f"{moment.phase} {moment.value}", time.perf_counter() - start)

    explanation = explain(program, max_fixes=3, on_progress=told)
    seconds, effort = time.perf_counter() - start, time.process_time() - began
    print(
        f"{case:28} {moments['conflicts 1']:6.2f} {moments['fixes 1']:6.2f} "
        f"{moments['fixes 3']:6.2f} {seconds:6.2f} {effort:6.2f}   "
        f"{len(explanation.conflict)} in conflict, fixes of "
        f"{', '.join(str(len(fix)) for fix in explanation.fixes)}"
    )


def main() -> None:
    """Each case in turn."""
    if len(sys.argv) > 1:
        measure(sys.argv[1])
        return
    sys.path.insert(0, str(CHECKOUT))
    from tests.engine.broken_history import CASES

    print(f"{'seconds to':28} {'1st':>6} {'1st':>6} {'3rd':>6} {'all':>6} {'CPU':>6}")
    print(f"{'':28} {'confl.':>6} {'fix':>6} {'fix':>6}")
    for case in CASES:
        subprocess.run([sys.executable, __file__, case], check=True)


if __name__ == "__main__":
    main()
