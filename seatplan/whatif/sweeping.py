"""Sweep: many scenarios, on this machine or on many."""

from __future__ import annotations

import math
import os
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import ExitStack
from typing import Any, Literal, cast, get_args

from attrs import frozen

from seatplan.arguments import Arguments, Day, Seconds
from seatplan.declared import IS_NOT
from seatplan.errors import InputError, JournalError, Problem, ProgramError, WorkerError, warn
from seatplan.options import Options, chosen
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.progress import CancelToken
from seatplan.result import Result, Status
from seatplan.whatif.editing import Edit, edited
from seatplan.whatif.journal import ANOTHER, JournalFile
from seatplan.whatif.journal_lines import SUM
from seatplan.whatif.outcome import Outcome
from seatplan.whatif.records import explanation_from, record_of, result_from
from seatplan.whatif.replanning import Replanner, Replanning
from seatplan.whatif.scenario import Scenario, must_apply
from seatplan.whatif.study import Study, key_of
from seatplan.whatif.workers import answer

OnError = Literal["raise", "record"]
Executors = Executor | Callable[[], Executor] | None

FEW = 3
"""For fewer scenarios, nothing is computed in advance."""


TWICE = "the worker process that had it died, and so did another one that had nothing else to do"
"""The error recorded for a scenario that is to blame."""

WITHOUT_IT = '\n    Maybe it needs more memory; a sweep with on_error "record" goes on without it.'
"""The hint if such a scenario ends the sweep."""

PAUSE = 0.1
"""Seconds between checks of a token, while workers run."""

REFUSED = 3
"""The most executors in a row that accept nothing; one more ends the sweep."""

BREAKING = 5.0
"""The seconds that a broken executor has to fail its tasks."""


@frozen
class SweepProgress:
    """A moment of a sweep; callbacks for a solve can take it, too.

    Attributes:
        done: how many outcomes are known.
        total: the number of scenarios.
        latest: the latest outcome; None at the start.
        seconds: since the start.
    """

    done: int
    total: int
    latest: Outcome | None = None
    seconds: float = 0.0

    @property
    def phase(self) -> str:
        """The phase: "sweep"."""
        return "sweep"

    @property
    def value(self) -> int:
        """As `done`."""
        return self.done

    @property
    def bound(self) -> int:
        """As `total`."""
        return self.total


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
        given.plan(plan)
        todo = _scenarios(given, scenarios)
        for index, scenario in enumerate(todo):
            if isinstance(scenario, Scenario):
                given.each(scenario.edits, Edit, f"scenarios[{index}].edits", called="edit")
        given.executor(executor)
        given.path(journal, "journal", optional=True)
        day = given.day(as_of)
        how = chosen(
            given,
            options,
            time_limit=time_limit,
            workers=workers,
            seed=seed,
            on_progress=on_progress,
            cancel=cancel,
        )
        given.flag(explain, "explain")
        given.choice(on_error, "on_error", get_args(OnError))
        given.flag(retry_unproved, "retry_unproved")
        given.flag(ordered, "ordered")
    must_apply(program, todo, as_of=day, plan=plan)
    study = Study(program, plan, day, Replanning(how.seconds, how.workers, how.seed, explain))
    if journal is not None:
        # What is wrong with it is reported at once.
        JournalFile(journal, study.identity, quiet=True).close()
    found = _Sweep(study, todo, how.on_progress, how.cancel, on_error, retry_unproved)
    outcomes = found.outcomes(executor, journal)
    return in_order(outcomes, todo) if ordered else outcomes


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
    """The outcomes in the order of their scenarios; each is given out as soon as it can be."""
    waiting: dict[Scenario, deque[Outcome]] = {}
    ahead = deque(scenarios)
    for outcome in outcomes:
        waiting.setdefault(outcome.scenario, deque()).append(outcome)
        while ahead and waiting.get(ahead[0]):
            yield waiting[ahead.popleft()].popleft()
    for scenario in ahead:  # after a cancelled sweep there are gaps
        yield from waiting.pop(scenario, ())


class _Broken(Exception):  # noqa: N818 - it never leaves the sweep
    """An executor broke."""

    def __init__(self, lost: list[Scenario], found: list[Outcome]) -> None:
        super().__init__()
        self.lost = lost
        self.found = found


class _Sweep:
    """One sweep; what it has done is in the journal, if there is one."""

    def __init__(
        self,
        study: Study,
        scenarios: Sequence[Scenario],
        on_progress: Callable[[SweepProgress], None] | None,
        cancel: CancelToken | None,
        on_error: OnError,
        retry_unproved: bool,
    ) -> None:
        self.study = study
        self.on_error = on_error
        self.retry_unproved = retry_unproved
        self.scenarios = scenarios
        self.on_progress = on_progress
        self.cancel = cancel
        self.journal: JournalFile | None = None
        self.tried_again: dict[str, Any] = {}  # records of the journal, by key
        self.replanner: Replanner = study.replanner()
        self.start = time.monotonic()
        self.done = 0

    def outcomes(
        self, executor: Executors, journal: str | os.PathLike[str] | None
    ) -> Iterator[Outcome]:
        """Every outcome, each once."""
        self._tell(None)
        with ExitStack() as stack:
            if journal is not None:
                self.journal = stack.enter_context(JournalFile(journal, self.study.identity))
            todo: deque[Scenario] = deque()
            for scenario in self.scenarios:
                known = self._known(scenario)
                if known is None:
                    todo.append(scenario)
                else:
                    yield self._tell(known)
            if executor is None:
                yield from self._here(todo)
            elif hasattr(executor, "submit"):  # or whatever looks like an Executor
                try:
                    yield from self._spread(todo, cast(Executor, executor))
                except _Broken as broken:
                    raise self._died() from broken.__cause__
            else:
                yield from self._with_new_ones(todo, executor)

    @property
    def cancelled(self) -> bool:
        return self.cancel is not None and self.cancel.cancelled

    def _here(self, todo: deque[Scenario]) -> Iterator[Outcome]:
        """One after the other, in this process."""
        if len(todo) >= FEW:
            self.replanner.prepare(self.cancel)
        for scenario in todo:
            if self.cancelled:
                return
            found = self._looked_up(scenario)
            if found is None:
                try:
                    found = self.replanner.outcome(scenario, cancel=self.cancel)
                except Exception as error:  # also what a rule of one's own raises
                    found = self._failed(scenario, error)
                if self._cut_short(found):
                    return
                self._keep(found)
            yield self._tell(found)

    def _spread(self, todo: deque[Scenario], executor: Executor) -> Iterator[Outcome]:
        """As many at once as the executor has workers, and as many again that wait."""
        packed = self.study.packed()
        key = self.study.key
        width = _width(executor)
        running: dict[Future[Outcome | None], Scenario] = {}

        def submit(scenario: Scenario, *, with_study: bool) -> None:
            sent = packed if with_study else None
            ticket = uuid.uuid4().hex
            try:
                future = executor.submit(answer, key, sent, scenario, ticket, self.cancel)
            except BrokenExecutor:  # it never was under way
                todo.appendleft(scenario)
                raise
            running[future] = scenario

        fresh = width  # this many workers have not heard of the study yet
        try:
            while (todo or running) and not self.cancelled:
                while todo and len(running) < 2 * width:
                    scenario = todo.popleft()
                    found = self._looked_up(scenario)
                    if found is None:
                        submit(scenario, with_study=fresh > 0)
                        fresh -= 1
                    else:
                        yield self._tell(found)
                pause = None if self.cancel is None else PAUSE
                done = wait(running, pause, FIRST_COMPLETED).done
                for future in sorted(done, key=_has_failed):  # first what is there
                    # Out of `running` only when it is in the journal: an interrupt may come first.
                    try:
                        found = future.result()
                    except BrokenExecutor:
                        raise
                    except Exception as error:
                        found = self._failed(running[future], error)
                    if found is not None and self._cut_short(found):
                        continue
                    if found is not None:
                        self._keep(found)
                    scenario = running.pop(future)
                    if found is None:
                        submit(scenario, with_study=True)
                    else:
                        yield self._tell(found)
        except BrokenExecutor as error:
            # A pool fails its tasks one by one; what is cancelled meanwhile stops its thread.
            wait(running, BREAKING)
            lost = list(running.values())
            found_yet = self._rescue(running)
            for outcome in found_yet:
                lost.remove(outcome.scenario)
            raise _Broken(lost, found_yet) from error
        finally:
            self._rescue(running)

    def _with_new_ones(
        self, todo: deque[Scenario], make: Callable[[], Executor]
    ) -> Iterator[Outcome]:
        """On executors that are made anew where a worker dies.

        Which scenario was to blame is not known as long as several were under way. So they are
        tried again one at a time, after all others.
        """
        suspects: deque[Scenario] = deque()
        refused = 0
        executor = make()
        try:
            while (todo or suspects) and not self.cancelled:
                alone, done = not todo, self.done
                try:
                    yield from self._spread(deque([suspects[0]]) if alone else todo, executor)
                except _Broken as broken:
                    executor.shutdown(wait=False, cancel_futures=True)
                    refused = 0 if broken.lost or broken.found or self.done > done else refused + 1
                    if refused > REFUSED:
                        raise self._died() from broken.__cause__
                    executor = make()
                    for outcome in broken.found:
                        yield self._tell(outcome)
                    if not alone:
                        suspects += broken.lost
                        continue
                    if refused:  # the executor was broken before
                        continue
                    blame = TWICE + (WITHOUT_IT if self.on_error == "raise" else "")
                    for scenario in broken.lost:
                        outcome = self._failed(scenario, WorkerError(blame))
                        self._keep(outcome)
                        yield self._tell(outcome)
                if alone:
                    suspects.popleft()
        except BaseException:
            executor.shutdown(wait=False, cancel_futures=True)
            raise
        executor.shutdown(wait=not self.cancelled, cancel_futures=True)

    def _failed(self, scenario: Scenario, error: Exception) -> Outcome:
        """The outcome of a scenario that raised, where it is to be recorded."""
        error.add_note(f"in the scenario {scenario.name!r}")
        if self.on_error == "raise":
            raise error
        text = f"{type(error).__name__}: {error}"
        return self._without_answer(scenario, text)

    def _without_answer(self, scenario: Scenario, error: str) -> Outcome:
        study = self.study
        return Outcome(
            scenario,
            Result(Status.UNKNOWN),
            program=edited(study.program, scenario.edits, as_of=study.as_of, plan=study.plan),
            before=study.program,
            plan=study.plan,
            as_of=study.as_of,
            error=error,
        )

    def _cut_short(self, outcome: Outcome) -> bool:
        """Whether it was cancelled before it was all there."""
        if outcome.error is not None:
            return False
        proved = outcome.result.status in (Status.OPTIMAL, Status.INFEASIBLE)
        told = outcome.explanation is None or outcome.explanation.proved
        return self.cancelled and not (proved and told)

    def _died(self) -> WorkerError:
        where = f", and in {self.journal.path}" if self.journal is not None else ""
        again = "start again with that journal" if self.journal is not None else "use a journal"
        return WorkerError(
            f"a worker process died, as it does when it is killed or the memory is full; "
            f"{self.done} of {len(self.scenarios)} scenarios are done{where}\n"
            f"    Maybe {again}, with fewer processes."
        )

    def _rescue(self, running: dict[Future[Outcome | None], Scenario]) -> list[Outcome]:
        """Keeps what is done, and calls off what has not begun."""
        kept = []
        for future in running:
            future.cancel()
        for future in running:
            if future.done() and not future.cancelled() and future.exception() is None:
                found = future.result()
                if found is not None and not self._cut_short(found):
                    self._keep(found)
                    kept.append(found)
        running.clear()
        return kept

    # The journal

    def _keep(self, outcome: Outcome) -> None:
        if self.journal is not None:
            key = key_of(outcome.scenario)
            entry = {**_entry(outcome), "time_limit": _seconds(self.study.options.time_limit)}
            self.journal.append(key, entry, instead_of=self.tried_again.get(key))

    def _looked_up(self, scenario: Scenario) -> Outcome | None:
        """The outcome, if another run has found it meanwhile."""
        if self.journal is None:
            return None
        self.journal.refresh()
        return self._known(scenario)

    def _known(self, scenario: Scenario) -> Outcome | None:
        """The outcome, if the journal has it."""
        record = self.journal.records.get(key_of(scenario)) if self.journal is not None else None
        if record is None or self.journal is None:
            return None
        if self._is_tried_again(record):
            self.tried_again[key_of(scenario)] = record
            return None
        if isinstance(record.get("error"), str):
            return self._without_answer(scenario, record["error"])
        study = self.study
        after = edited(study.program, scenario.edits, as_of=study.as_of, plan=study.plan)
        try:
            result = result_from(record, self.study.plan, after)
            return self.replanner.told(scenario, after, result, explanation_from(record))
        except (KeyError, TypeError, ValueError, InputError) as reason:
            message = f"what it holds of {scenario.name!r} cannot be read"
            if SUM not in record:  # changed by hand: no line that was written so is that odd
                warn([Problem(message, hint="nothing: it is done again.")], str(self.journal.path))
                self.tried_again[key_of(scenario)] = record
                return None
            problem = Problem(message, hint=ANOTHER)
            raise JournalError([problem], str(self.journal.path)) from reason

    def _is_tried_again(self, record: Mapping[str, Any]) -> bool:
        """Whether what the journal holds is no answer, and there may be one now."""
        if record.get("error") is not None:
            return self.on_error == "raise"
        told = record.get("explanation")
        proved = record.get("status") in ("optimal", "infeasible") and (
            not isinstance(told, Mapping) or told.get("proved") is not False
        )
        if proved or not self.retry_unproved or "time_limit" not in record:
            return False
        before, now = record["time_limit"], _seconds(self.study.options.time_limit)
        return isinstance(before, (int, float)) and (now is None or now > before)

    def _tell(self, outcome: Outcome | None) -> Any:
        if outcome is not None:
            self.done += 1
        if self.on_progress is not None:
            seconds = time.monotonic() - self.start
            self.on_progress(SweepProgress(self.done, len(self.scenarios), outcome, seconds))
        return outcome


def _entry(outcome: Outcome) -> dict[str, Any]:
    """A line of the journal: for whoever reads it, the name and the edits are there too."""
    from seatplan.whatif.one_line import edit_line

    edits = []
    for edit in outcome.scenario.edits:
        try:
            edits.append(edit_line(edit))
        except ProgramError:  # a rule of one's own that no file can name
            edits.append(repr(edit))
    return {"scenario": outcome.scenario.name, "edits": edits, **record_of(outcome)}


def _seconds(limit: float) -> float | None:
    """A time limit as JSON has it: no limit is null."""
    return limit if math.isfinite(limit) else None


def _has_failed(future: Future[Outcome | None]) -> bool:
    return future.exception() is not None


def _width(executor: Executor) -> int:
    """How many scenarios the executor can work on at once, as far as it reports."""
    workers = getattr(executor, "_max_workers", None)
    if isinstance(workers, int):
        return max(1, workers)
    client = getattr(executor, "_client", None)  # of `distributed`
    if client is not None and hasattr(client, "nthreads"):
        return max(1, int(sum(client.nthreads().values())))
    return 4 * (os.cpu_count() or 1)
