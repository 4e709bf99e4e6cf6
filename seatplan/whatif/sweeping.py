"""Sweep: many scenarios, on this machine or on many."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import get_args

from seatplan.arguments import Arguments, Day, Seconds
from seatplan.declared import IS_NOT
from seatplan.options import Options, chosen
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.progress import CancelToken
from seatplan.whatif.editing import Edit
from seatplan.whatif.journal import JournalFile
from seatplan.whatif.outcome import Outcome
from seatplan.whatif.replanning import Replanning
from seatplan.whatif.scenario import Scenario, must_apply
from seatplan.whatif.study import Study
from seatplan.whatif.sweep_journal import OnError
from seatplan.whatif.sweep_progress import SweepProgress
from seatplan.whatif.sweep_run import Executors, SweepRun


def sweep(
    program: Program,
    plan: Plan,
    scenarios: Iterable[Scenario] | Mapping[str, Iterable[Edit]],
    *,
    as_of: Day | None = None,
    executor: Executors = None,
    journal: str | os.PathLike[str] | None = None,
    on_progress: Callable[[SweepProgress], None] | None = None,
    time_limit: Seconds = 60.0,
    workers: int = 1,
    seed: int = 0,
    explain: bool = True,
    cancel: CancelToken | None = None,
    options: Options | None = None,
    on_error: OnError = "raise",
    retry_unproved: bool = True,
    ordered: bool = False,
) -> Iterator[Outcome]:
    """Solves many scenarios and yields their outcomes, in the order in which they are found.

    The outcome of a scenario is the one that `what_if` returns for its edits, on any machine.
    If the iteration stops early or is interrupted, the journal has all outcomes found so far.

    Args:
        program, plan, as_of: as `what_if` takes them.
        scenarios: the scenarios, or a mapping from their names to their edits.
        executor: runs them: a `ProcessPoolExecutor`, `distributed.Client(...).get_executor()`, or
            any other; this process if None. It is not shut down. Or a function that makes one:
            if a worker dies, a new executor is made, and unfinished scenarios are tried again one
            at a time. A scenario whose worker dies again is to blame, and raises an error.
        journal: a file for the outcomes. A sweep started again with it solves only scenarios
            that are missing, or whose line was cut or changed.
        on_progress: called at the start and after each outcome.
        time_limit, workers, seed, explain: for each scenario, as `what_if` takes them.
        cancel: ends the iteration. No further scenario begins, and those running in this process
            stop (with `CancelToken.shared()`, those in other processes as well). Unfinished
            scenarios have no outcome and are not in the journal.
        options: `time_limit`, `workers`, `seed`, `on_progress` and `cancel` as one value.
        on_error: how to treat a scenario that raises an error: "raise" raises it with a note that
            names the scenario; "record" puts it into `Outcome.error` and the journal, and the
            sweep continues.
        retry_unproved: whether to solve scenarios again that the journal has without a proof, if
            there is now more time for each.
        ordered: whether outcomes come in the order of the scenarios; those found earlier wait, and
            are in the journal meanwhile.

    Raises:
        ArgumentError: naming each wrong argument.
        ProgramError: if an edit of any scenario cannot be made; raised before any is solved.
        PlanError: if a line of the plan before `as_of` names something unknown.
        JournalError: if the file is not a journal, belongs to another study or cannot be written.
        WorkerError: if a worker of the executor dies; if new executors are made, only for a
            scenario that is to blame.

    Warns:
        InputWarning: for each line of the journal that was cut or changed.
    """
    with Arguments("sweep") as given:
        given.program(program)
        plan = given.plan(plan, program)
        todo = _scenarios(given, scenarios)
        for index, scenario in enumerate(todo):
            if isinstance(scenario, Scenario):
                given.each(scenario.edits, Edit, f"scenarios[{index}].edits", called="edit")
        given.executor(executor)
        given.path(journal, "journal", optional=True)
        day = given.day(as_of)
        how = chosen(given, options, time_limit, workers, seed, on_progress, cancel)
        given.flag(explain, "explain")
        given.choice(on_error, "on_error", get_args(OnError))
        given.flag(retry_unproved, "retry_unproved")
        given.flag(ordered, "ordered")
    must_apply(program, todo, as_of=day, plan=plan)
    study = Study(program, plan, day, Replanning(how.seconds, how.workers, how.seed, explain))
    outcomes = outcomes_of(
        study, todo, how, executor, journal, on_error=on_error, retry_unproved=retry_unproved
    )
    return in_order(outcomes, todo) if ordered else outcomes


def outcomes_of(
    study: Study,
    todo: Sequence[Scenario],
    how: Options,
    executor: Executors,
    journal: str | os.PathLike[str] | None,
    *,
    on_error: OnError = "raise",
    retry_unproved: bool = True,
) -> Iterator[Outcome]:
    """The outcomes of scenarios that are known to apply; see `sweep`."""
    if journal is not None:
        # Problems with the journal are reported at once.
        JournalFile(journal, study.identity, quiet=True).close()
    run = SweepRun(study, todo, how.on_progress, how.cancel, on_error, retry_unproved)
    return run.outcomes(executor, journal)


def _scenarios(given: Arguments, scenarios: object) -> tuple[Scenario, ...]:
    if not isinstance(scenarios, Mapping):
        hint = "seatplan.Scenario(name, edits), or seatplan.load_scenarios(path)."
        return given.each(scenarios, Scenario, "scenarios", hint)
    found = []
    for name, edits in scenarios.items():
        if not isinstance(name, str):
            given.wrong(name, IS_NOT[str], ("scenarios",), "the name of a scenario.")
        elif isinstance(edits, Edit):
            given.wrong(edits, "is one edit", ("scenarios", name), "a tuple with it.")
        elif isinstance(edits, str) or not isinstance(edits, Iterable):
            given.wrong(
                edits, "is not a list of edits", ("scenarios", name), "(seatplan.Slip(…), …)."
            )
        else:
            found.append(Scenario(name, edits))
    return tuple(found)


def in_order(outcomes: Iterator[Outcome], scenarios: Sequence[Scenario]) -> Iterator[Outcome]:
    """Yield the outcomes in the order of their scenarios, each as soon as possible."""
    waiting: dict[Scenario, deque[Outcome]] = {}
    ahead = deque(scenarios)
    for outcome in outcomes:
        waiting.setdefault(outcome.scenario, deque()).append(outcome)
        while ahead and waiting.get(ahead[0]):
            yield waiting[ahead.popleft()].popleft()
    for scenario in ahead:  # after a canceled sweep, there are gaps
        yield from waiting.pop(scenario, ())
