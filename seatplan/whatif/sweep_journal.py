"""The outcomes of a sweep in its journal: keeps new ones and finds those that are known."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Literal

from seatplan.errors import InputError, JournalError, Problem, ProgramError, warn
from seatplan.result import Result, Status
from seatplan.whatif.edited import edited
from seatplan.whatif.journal import ANOTHER, JournalFile
from seatplan.whatif.journal_lines import SUM
from seatplan.whatif.outcome import Outcome
from seatplan.whatif.records import explanation_from, record_of, result_from
from seatplan.whatif.replanning import Replanner
from seatplan.whatif.scenario import Scenario
from seatplan.whatif.study import Study, key_of

OnError = Literal["raise", "record"]


class SweepJournal:
    """The journal of one sweep; without a `file`, it stores nothing."""

    def __init__(
        self, study: Study, replanner: Replanner, on_error: OnError, retry_unproved: bool
    ) -> None:
        self.study = study
        self.replanner = replanner
        self.on_error = on_error
        self.retry_unproved = retry_unproved
        self.file: JournalFile | None = None
        self.tried_again: dict[str, Any] = {}  # records of the journal, by key

    def without_answer(self, scenario: Scenario, error: str) -> Outcome:
        """The outcome of a scenario that ended with an error."""
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

    def keep(self, outcome: Outcome) -> None:
        """Append an outcome, if there is a journal."""
        if self.file is not None:
            key = key_of(outcome.scenario)
            entry = {**_entry(outcome), "time_limit": _seconds(self.study.options.time_limit)}
            self.file.append(key, entry, instead_of=self.tried_again.get(key))

    def looked_up(self, scenario: Scenario) -> Outcome | None:
        """The outcome of a scenario, if another run has found it in the meantime."""
        if self.file is None:
            return None
        self.file.refresh()
        return self.known(scenario)

    def known(self, scenario: Scenario) -> Outcome | None:
        """The outcome of a scenario, if the journal has it."""
        record = self.file.records.get(key_of(scenario)) if self.file is not None else None
        if record is None or self.file is None:
            return None
        if self._is_tried_again(record):
            self.tried_again[key_of(scenario)] = record
            return None
        if isinstance(record.get("error"), str):
            return self.without_answer(scenario, record["error"])
        after, own = self.replanner.wanted(scenario.edits)
        try:
            result = result_from(record, self.study.plan, after)
            return self.replanner.told(scenario, after, own, result, explanation_from(record))
        except (KeyError, TypeError, ValueError, InputError) as reason:
            message = f"what it holds of {scenario.name!r} cannot be read"
            if SUM not in record:  # an old line without a checksum was changed by hand
                warn([Problem(message, hint="nothing: it is done again.")], str(self.file.path))
                self.tried_again[key_of(scenario)] = record
                return None
            problem = Problem(message, hint=ANOTHER)
            raise JournalError([problem], str(self.file.path)) from reason

    def _is_tried_again(self, record: Mapping[str, Any]) -> bool:
        """Whether a record has no proved answer and the scenario should be tried again."""
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


def _entry(outcome: Outcome) -> dict[str, Any]:
    """A line of the journal, which also has the name and the edits for human readers."""
    from seatplan.whatif.one_line import edit_line

    edits = []
    for edit in outcome.scenario.edits:
        try:
            edits.append(edit_line(edit))
        except ProgramError:  # a rule of the user that no file can name
            edits.append(repr(edit))
    return {"scenario": outcome.scenario.name, "edits": edits, **record_of(outcome)}


def _seconds(limit: float) -> float | None:
    """A time limit in JSON: null for no limit."""
    return limit if math.isfinite(limit) else None
