"""A journal read without its program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from seatplan import Edit, InputWarning, Journal, JournalError, Status, sweep
from seatplan.whatif.journal_lines import sealed

from .studies import PLAN, PROGRAM, SCENARIOS


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The journal of the study."""
    found = tmp_path_factory.mktemp("journal") / "study.jsonl"
    list(sweep(PROGRAM, PLAN, SCENARIOS, journal=found))
    return found


def test_it_holds_what_the_sweep_has_found(path: Path) -> None:
    """The entries have all findings of the sweep, and the file stays unchanged."""
    before = path.read_bytes()
    journal = Journal(path)
    outcomes = list(sweep(PROGRAM, PLAN, SCENARIOS, journal=path))
    assert len(journal) == len(outcomes) == len(SCENARIOS)
    for entry, outcome in zip(journal, outcomes, strict=True):
        result = outcome.result
        assert entry.scenario == outcome.scenario.name
        assert tuple(map(Edit.parse, entry.edits)) == outcome.scenario.edits
        assert (entry.status, entry.goals) == (result.status, result.goals)
        assert entry.changes == (None if result.plan is None else outcome.changes)
        assert entry.explanation == outcome.explanation
        assert (entry.given_up, entry.error, entry.seconds) == ((), None, result.seconds)
    assert path.read_bytes() == before
    assert journal.study["seed"] == 0
    assert repr(journal).endswith(f"{len(SCENARIOS)} scenarios>")


def test_a_line_that_is_being_written(path: Path, tmp_path: Path) -> None:
    """If the last line is cut, all lines before it are read."""
    whole = path.read_bytes()
    last = whole.rstrip(b"\n").rfind(b"\n") + 1
    torn = tmp_path / "torn.jsonl"
    for end in (last, last + 1, (last + len(whole)) // 2, len(whole) - 1):
        torn.write_bytes(whole[:end])
        assert Journal(torn).entries == Journal(path).entries[:-1]


def test_of_a_scenario_that_was_tried_again_the_later_entry_counts(
    path: Path, tmp_path: Path
) -> None:
    """The later entry of a scenario counts, at the position of the first."""
    lines = path.read_bytes().splitlines(keepends=True)
    doubled = tmp_path / "doubled.jsonl"
    later = lines[2].replace(b'"status": "optimal"', b'"status": "feasible"')
    record = json.loads(later)
    del record["sum"]
    doubled.write_bytes(b"".join([*lines, sealed(record)]))
    journal = Journal(doubled)
    assert len(journal) == len(SCENARIOS)
    assert journal.entries[1].status is Status.FEASIBLE
    assert journal.entries[0] == Journal(path).entries[0]


def test_lines_that_were_cut_or_changed(path: Path, tmp_path: Path) -> None:
    """Changed lines are skipped, and their numbers are listed."""
    lines = path.read_bytes().splitlines(keepends=True)
    lines[2], lines[4] = lines[2][:40] + b"\n", lines[4].replace(b'"seed": 0', b"") + b"[]\n"
    odd = tmp_path / "odd.jsonl"
    odd.write_bytes(b"".join(lines))
    with pytest.warns(InputWarning, match="this line was cut or changed"):
        journal = Journal(odd)
    assert journal.broken == (3, 6)
    entries = Journal(path).entries
    assert journal.entries == (entries[0], *entries[2:])


HEAD = '{"seatplan-journal": 1, "study": {}}\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "this is not a journal"),
        ("{}\n", "this is not a journal"),
        (HEAD + sealed({"key": "a"}).decode(), "line 2: no line of a journal"),
    ],
)
def test_what_is_no_journal(text: str, said: str, tmp_path: Path) -> None:
    """A file that is not a journal is refused in words, with the line."""
    file = tmp_path / "x.jsonl"
    file.write_text(text)
    with pytest.raises(JournalError, match=said):
        Journal(file)
    with pytest.raises(JournalError, match="cannot be opened"):
        Journal(tmp_path / "nothing.jsonl")
    assert not (tmp_path / "nothing.jsonl").exists()
