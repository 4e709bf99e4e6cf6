"""What if: the best plan after edits of the program, with as few changes as possible."""

from __future__ import annotations

import time

from seatplan.arguments import Arguments, Day, Seconds
from seatplan.options import Options, chosen
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.progress import CancelToken, ProgressCallback
from seatplan.whatif.editing import Edit
from seatplan.whatif.outcome import Outcome
from seatplan.whatif.replanning import Replanner, Replanning
from seatplan.whatif.scenario import Scenario
from seatplan.whatif.telling_apart import told_apart


def what_if(
    program: Program,
    plan: Plan,
    *edits: Edit,
    as_of: Day | None = None,
    time_limit: Seconds = 60.0,
    workers: int = 1,
    seed: int = 0,
    explain: bool = True,
    relax: bool = False,
    name: str = "",
    on_progress: ProgressCallback | None = None,
    cancel: CancelToken | None = None,
    options: Options | None = None,
) -> Outcome:
    """Replan after edits of the program, with as few changes as possible.

    The goals are those of the program, with `least-change` from the plan directly after
    `keep-rules`, or first if there is none; it replaces a `least-change` of the program. If any
    flight has a window, `keep-dates` follows and replaces one of the program, and flights with
    windows are put on the dates of the plan before the edits are applied.

    Args:
        program: the program before the edits.
        plan: the plan before the edits.
        edits: the edits, applied one after the other.
        as_of: every leg before this day is as in the plan, and no edit may change it.
        time_limit: the time for everything, including the explanation, in seconds; None for no
            limit.
        workers, seed, on_progress, cancel: as in `seatplan.solve`.
        explain: whether to explain why there is no plan, in the time that the proof leaves.
        relax: whether to find the plan that gives up least if there is no plan; see
            `seatplan.solve`.
        name: the name of the scenario in the outcome and in frames.
        options: `time_limit`, `workers`, `seed`, `on_progress` and `cancel` as one value.

    Raises:
        ArgumentError: naming each wrong argument.
        ProgramError: if an edit names something unknown or changes the past, or if the edited
            program is invalid.
        PlanError: if a line of the plan before `as_of` names something unknown.
        Interrupted: at Ctrl-C, with the outcome as far as it is known.
        EngineError: if the solver fails, or contradicts itself, the check or the given plan.
    """
    start = time.monotonic()
    with Arguments("what_if") as given:
        given.program(program)
        plan = given.plan(plan, program)
        given.each(
            edits, Edit, "edits", "edits one by one: what_if(program, plan, *edits).", "edit"
        )
        day = given.day(as_of)
        how = chosen(given, options, time_limit, workers, seed, on_progress, cancel)
        given.flag(explain, "explain")
        given.flag(relax, "relax")
        given.text(name, "name")
    replanning = Replanning(how.seconds, how.workers, how.seed, explain, relax)
    replanner = Replanner(program, plan, as_of=day, options=replanning)
    outcome = replanner.outcome(Scenario(name, edits), how.on_progress, how.cancel)
    return told_apart(replanner, outcome, how.cancel, start + how.seconds)
