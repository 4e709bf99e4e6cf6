"""Reads a journal without its program, to show what a study has found so far."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from seatplan.errors import InputError, JournalError, Problem, warn
from seatplan.explanation import Explanation
from seatplan.requirement import Requirement
from seatplan.result import GoalValue, Status
from seatplan.whatif.changes import Change
from seatplan.whatif.journal import check_regular, study_of
from seatplan.whatif.journal_lines import (
    SUM,
    UNREADABLE,
    BrokenLineError,
    broken_line,
    unsealed,
)
from seatplan.whatif.records import changes_of, explanation_from, given_up_of, goals_of


@frozen
class JournalEntry:
    """The record of one scenario in a journal.

    Attributes:
        scenario: the name of the scenario.
        edits: the edits, each on one line, as `Edit.parse` reads it.
        status: the status of the result.
        goals: the value and the bound of each goal in the new plan.
        changes: the differences of the new plan from the given plan; None without a new plan.
        explanation: why there is no plan any more, if so and if requested.
        given_up: the requirements that the best possible plan does not keep.
        seconds: the time that the scenario took.
        error: the error that was raised instead of an answer; empty if there was none.
    """

    scenario: str
    edits: tuple[str, ...]
    status: Status
    goals: tuple[GoalValue, ...]
    changes: tuple[Change, ...] | None
    explanation: Explanation | None
    given_up: tuple[Requirement, ...]
    seconds: float
    error: str | None


class Journal:
    """The contents of a journal at this moment, with one entry for each scenario.

    `sweep` does not need this class. A line that is being written, or was left half-written, is
    skipped. If a scenario was tried again, the later entry counts.

    Attributes:
        path: the file.
        study: the identity of the study: hashes of program and plan, options, version.
        entries: one entry for each scenario, in the order in which they were first solved.
        broken: the numbers of lines that were cut or changed and are therefore skipped.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Read a journal, without changing the file.

        Args:
            path: the file.

        Raises:
            JournalError: if the file cannot be read or is not a journal, with the line.

        Warns:
            InputWarning: for each line that was cut or changed.
        """
        self.path: Path = Path(path)
        try:
            check_regular(self.path)
            head, *lines = self.path.read_bytes().split(b"\n")
        except (OSError, ValueError) as reason:  # ValueError: a null character in the name
            problem = (getattr(reason, "strerror", None) or str(reason)).lower()
            raise JournalError(f"cannot be opened: {problem}", str(self.path)) from reason
        study = study_of(head)
        if study is None:
            raise JournalError("this is not a journal of a sweep", str(self.path))
        self.study: Mapping[str, Any] = study
        found: dict[str, JournalEntry] = {}
        broken: list[tuple[int, str | None]] = []
        for number, line in enumerate(lines[:-1], 2):
            key = None
            try:
                record = unsealed(line)
                key = record["key"]
                found[key] = _entry(record)
            except BrokenLineError as error:
                broken.append((number, error.key))
            except (*UNREADABLE, AttributeError, InputError):
                if SUM in record:
                    problem = Problem("no line of a journal", line=number)
                    raise JournalError([problem], str(self.path)) from None
                broken.append((number, key))
        self.entries: tuple[JournalEntry, ...] = tuple(found.values())
        self.broken: tuple[int, ...] = tuple(number for number, _ in broken)
        lost = [broken_line(number) for number, key in broken if key not in found]
        warn(lost, str(self.path))

    def __iter__(self) -> Iterator[JournalEntry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def __repr__(self) -> str:
        return f"<Journal {str(self.path)!r}: {len(self)} scenarios>"


def _entry(record: Mapping[str, Any]) -> JournalEntry:
    error = record.get("error")
    return JournalEntry(
        str(record["scenario"]),
        tuple(map(str, record["edits"])),
        Status(record["status"]),
        goals_of(record),
        changes_of(record),
        explanation_from(record),
        given_up_of(record),
        float(record["seconds"]),
        None if error is None else str(error),
    )
