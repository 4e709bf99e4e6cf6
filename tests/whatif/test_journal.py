"""The journal: kills, torn lines, sharing, and other studies."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import sys
import threading
import time
import types
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import seatplan
from seatplan import InputWarning, JournalError, Plan, Slip, sweep
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.least_change import LeastChange
from seatplan.whatif.journal import FAR, JournalFile
from seatplan.whatif.journal_lines import sealed
from seatplan.whatif.replanning import Replanner
from seatplan.whatif.sweep_progress import SweepProgress
from tests import warm
from tests.properties.effort import examples

from .studies import AS_OF, PLAN, PROGRAM, SCENARIOS, findings, raising, run


def start(path: Path, pause: float = 0.0) -> warm.Process:
    """Start the study in a separate process, which prints a name for each outcome."""
    return warm.Process(run, str(path), pause, environment=os.environ)


@pytest.fixture(scope="module")
def whole() -> dict[str, object]:
    """The findings of the whole study."""
    return findings(sweep(PROGRAM, PLAN, SCENARIOS))


def entries(path: Path) -> list[str]:
    """The names of the scenarios in a journal; asserts that every line is whole."""
    head, *lines = path.read_bytes().split(b"\n")
    assert json.loads(head)["seatplan-journal"] == 1
    assert lines.pop() == b""
    return [json.loads(line)["scenario"] for line in lines]


def test_a_second_run_does_nothing_again(tmp_path: Path, whole: dict[str, object]) -> None:
    """A second run reads all findings of the first from the journal."""
    path = tmp_path / "study.jsonl"
    assert findings(sweep(PROGRAM, PLAN, SCENARIOS, journal=path)) == whole
    assert entries(path) == [one.name for one in SCENARIOS]
    before = path.read_bytes()
    assert findings(sweep(PROGRAM, PLAN, SCENARIOS, journal=path)) == whole
    assert path.read_bytes() == before


def test_what_is_read_again_equals_what_was_found(tmp_path: Path) -> None:
    """Outcomes from the journal equal those that were found, including the edited program."""
    own = evolve(PROGRAM, goals=(EvenTurns(), LeastChange()))
    path = tmp_path / "study.jsonl"
    some = SCENARIOS[::4]
    found = list(sweep(own, PLAN, some, journal=path))
    assert [one.program.goals for one in found] == [own.goals] * len(some)
    assert list(sweep(own, PLAN, some, journal=path)) == found


def test_more_scenarios_are_added(tmp_path: Path, whole: dict[str, object]) -> None:
    """Scenarios can be added; known ones are not solved again, even under other names."""
    path = tmp_path / "study.jsonl"
    list(sweep(PROGRAM, PLAN, SCENARIOS[:3], journal=path))
    assert findings(sweep(PROGRAM, PLAN, SCENARIOS, journal=path)) == whole
    assert len(entries(path)) == len(SCENARIOS)


@pytest.mark.parametrize("after", [1, 9])
def test_killed_between_scenarios(tmp_path: Path, whole: dict[str, object], after: int) -> None:
    """After SIGKILL, which no process can catch, all reported work is in the journal."""
    path = tmp_path / "study.jsonl"
    with start(path, pause=0.02) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().strip() for _ in range(after)]
        os.kill(process.pid, signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert entries(path)[:after] == said
    assert len(entries(path)) < len(SCENARIOS)
    assert findings(sweep(PROGRAM, PLAN, SCENARIOS, journal=path)) == whole


def test_killed_at_any_moment(tmp_path: Path, whole: dict[str, object]) -> None:
    """Runs on one journal are killed at any moment until the study is done."""
    path = tmp_path / "study.jsonl"
    chance = random.Random(6)
    for _ in range(3):
        with start(path, pause=0.02) as process:  # or a warm one is done before it is killed
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.random() * 0.2)
            os.kill(process.pid, signal.SIGKILL)
    assert findings(sweep(PROGRAM, PLAN, SCENARIOS, journal=path)) == whole
    assert sorted(entries(path)) == sorted(one.name for one in SCENARIOS)


def test_killed_while_writing(tmp_path: Path, whole: dict[str, object]) -> None:
    """A journal that was cut off after any byte is repaired and loses at most one scenario."""
    path = tmp_path / "study.jsonl"
    list(sweep(PROGRAM, PLAN, SCENARIOS[:3], journal=path))
    full = path.read_bytes()
    head = full.index(b"\n")
    for length in (0, 1, 30, head, head + 1, len(full) // 2, len(full) - 1):
        path.write_bytes(full[:length])
        assert findings(sweep(PROGRAM, PLAN, SCENARIOS[:3], journal=path)) == {
            name: found for name, found in whole.items() if name in {s.name for s in SCENARIOS[:3]}
        }
        assert len(entries(path)) == 3


IDENTITY = {"program": "p", "plan": "q"}


@given(st.lists(st.sampled_from("abc")), st.integers(0, 400), st.lists(st.sampled_from("abcd")))
@examples(80)
def test_any_cut_loses_the_last_line_at_most(
    tmp_path_factory: pytest.TempPathFactory, first: list[str], cut: int, then: list[str]
) -> None:
    """A cut loses at most the last line, whatever is written before and after."""
    path = tmp_path_factory.mktemp("journal") / "j"
    with JournalFile(path, IDENTITY) as journal:
        for key in first:
            journal.append(key, {"n": len(journal.records)})
    kept = path.read_bytes()[:cut]
    path.write_bytes(kept)
    whole = kept.count(b"\n")
    with JournalFile(path, IDENTITY) as journal:
        assert len(journal.records) == max(0, whole - 1)
        for key in then:
            journal.append(key, {"n": 9})
        known = dict(journal.records)
    with JournalFile(path, IDENTITY) as journal:
        assert journal.records == known
        assert set(known) >= set(then)


def test_two_runs_at_once(tmp_path: Path, whole: dict[str, object]) -> None:
    """Two runs see each other's lines; no line is torn or duplicated."""
    path = tmp_path / "study.jsonl"
    with start(path) as one, start(path) as two:
        for process in (one, two):
            assert process.stdout is not None
            assert len(process.stdout.read().split("\n")) == len(SCENARIOS) + 1
    assert one.returncode == two.returncode == 0
    assert sorted(entries(path)) == sorted(scenario.name for scenario in SCENARIOS)
    assert findings(sweep(PROGRAM, PLAN, SCENARIOS, journal=path)) == whole


def test_many_writers(tmp_path: Path) -> None:
    """Many threads with a journal each write to one file without losing lines."""
    path = tmp_path / "j"
    JournalFile(path, IDENTITY).close()

    def write(who: int) -> None:
        with JournalFile(path, IDENTITY) as journal:
            for number in range(30):
                journal.append(f"{number}", {"who": who, "text": "x" * 500 * who})

    threads = [threading.Thread(target=write, args=(who,)) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with JournalFile(path, IDENTITY) as journal:
        assert len(journal.records) == 30
    assert path.read_bytes().count(b"\n") == 31


def test_what_another_run_has_found_is_not_solved_again(
    tmp_path: Path, whole: dict[str, object]
) -> None:
    """A scenario that another run has found in the meantime is not solved again."""
    path = tmp_path / "study.jsonl"
    slow = sweep(PROGRAM, PLAN, SCENARIOS, journal=path)
    found = [next(slow)]
    other = list(sweep(PROGRAM, PLAN, SCENARIOS, journal=path))
    assert len(other) == len(SCENARIOS)
    found += slow
    assert findings(found) == whole
    assert len(entries(path)) == len(SCENARIOS)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"program": PROGRAM.apply(Slip("F1", 1))}, "its program is another one"),
        ({"plan": Plan()}, "its plan is another one"),
        ({"as_of": AS_OF}, "as_of is None there and 2030-01-15 here"),
        ({"seed": 1}, "seed is 0 there and 1 here"),
    ],
)
def test_the_journal_of_another_study_is_refused(
    tmp_path: Path, changed: dict[str, object], message: str
) -> None:
    """The journal of another study is refused at once, with the difference, and stays unchanged."""
    path = tmp_path / "study.jsonl"
    list(sweep(PROGRAM, PLAN, SCENARIOS[:1], journal=path))
    before = path.read_bytes()
    study = {"program": PROGRAM, "plan": PLAN, **changed}
    with pytest.raises(JournalError) as caught:
        sweep(scenarios=SCENARIOS[:1], journal=path, **study)  # type: ignore[arg-type]
    assert message in str(caught.value)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "text",
    ["format = 1", "{}\n", "[]\n", '{"seatplan-journal": 2, "study": {}}\n', "\n", "x" * 999],
)
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    """A file that is not a journal is refused and stays unchanged."""
    path = tmp_path / "mine.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(JournalError, match="not a journal of a sweep"):
        sweep(PROGRAM, PLAN, SCENARIOS, journal=path)
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("line", ["x\n", "{}\n", '{"key": []}\n', "[1]\n"])
def test_a_line_that_was_changed_by_hand(tmp_path: Path, line: str) -> None:
    """A changed line that is whole is reported, skipped and kept."""
    path = tmp_path / "study.jsonl"
    list(sweep(PROGRAM, PLAN, SCENARIOS[:1], journal=path))
    with path.open("a", encoding="utf-8") as file:
        file.write(line)
    before = path.read_bytes()
    with pytest.warns(InputWarning, match="line 3: this line was cut or changed"):
        list(sweep(PROGRAM, PLAN, SCENARIOS[:1], journal=path))
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "change",
    [
        lambda line: line.replace(b'"optimal"', b'"best"'),
        lambda line: line.replace(b'"seconds": 0.', b'"seconds": 9.'),
        lambda line: line[: len(line) // 2],
        lambda line: line[:-9] + b'"}',
        lambda line: b"\xff" + line,
    ],
    ids=["status", "seconds", "torn", "sum", "bytes"],
)
def test_a_line_that_is_not_as_it_was_written(
    change: Callable[[bytes], bytes], tmp_path: Path, whole: dict[str, object]
) -> None:
    """A line with a wrong checksum gives one warning, and its scenario is solved again."""
    path = tmp_path / "study.jsonl"
    list(sweep(PROGRAM, PLAN, SCENARIOS, journal=path))
    lines = path.read_bytes().splitlines()
    path.write_bytes(b"".join(line + b"\n" for line in [*lines[:4], change(lines[4]), *lines[5:]]))
    with pytest.warns(InputWarning, match="line 5: this line was cut or changed") as told:
        found = list(sweep(PROGRAM, PLAN, SCENARIOS, journal=path))
    assert [str(one.message) for one in told] == [str(told[0].message)]
    assert findings(found) == whole
    assert len(path.read_bytes().splitlines()) == len(lines) + 1
    if change(lines[4]).startswith(b'{"key"') and change(lines[4]).endswith(b"}"):
        assert findings(sweep(PROGRAM, PLAN, SCENARIOS, journal=path)) == whole


def test_a_journal_without_checksums(tmp_path: Path, whole: dict[str, object]) -> None:
    """Journals of older versions are read and continued with checksums."""
    path = tmp_path / "study.jsonl"
    list(sweep(PROGRAM, PLAN, SCENARIOS[:5], journal=path))
    text = re.sub(r', "sum": "[0-9a-f]{8}"\}\n', "}\n", path.read_text(encoding="utf-8"))
    assert "sum" not in text
    path.write_text(text, encoding="utf-8")
    assert findings(sweep(PROGRAM, PLAN, SCENARIOS, journal=path)) == whole
    assert path.read_text(encoding="utf-8").startswith(text)
    assert path.read_text(encoding="utf-8").count('"sum"') == len(SCENARIOS) - 5


def test_a_lock_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `fcntl`, a byte far behind the lines is locked and released."""
    held: list[tuple[int, int]] = []
    busy = [True]

    def locking(descriptor: int, mode: int, size: int) -> None:
        if mode == 1 and busy.pop() if busy else False:
            raise OSError("resource deadlock avoided")
        held.append((mode, os.lseek(descriptor, 0, os.SEEK_CUR)))

    windows = types.ModuleType("msvcrt")
    vars(windows).update(locking=locking, LK_LOCK=1, LK_UNLCK=0)
    monkeypatch.setitem(sys.modules, "msvcrt", windows)
    monkeypatch.setattr("seatplan.whatif.journal.fcntl", None)
    with JournalFile(tmp_path / "study.jsonl", IDENTITY) as journal:
        journal.append("a", {"n": 1})
        assert journal.records["a"]["n"] == 1
    assert held == [(1, FAR), (0, FAR)] * 2


def test_a_place_where_no_file_can_be(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="cannot be opened"):
        sweep(PROGRAM, PLAN, SCENARIOS, journal=tmp_path)
    with pytest.raises(JournalError, match="no such file"):
        sweep(PROGRAM, PLAN, SCENARIOS, journal=tmp_path / "no" / "study.jsonl")


def test_interrupted(tmp_path: Path, whole: dict[str, object]) -> None:
    """Ctrl-C keeps finished outcomes."""
    path = tmp_path / "study.jsonl"
    with start(path, pause=0.02) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().strip() for _ in range(3)]
        process.send_signal(signal.SIGINT)
    assert process.returncode != 0
    assert entries(path)[:3] == said
    assert findings(sweep(PROGRAM, PLAN, SCENARIOS, journal=path)) == whole


def test_interrupted_on_threads(tmp_path: Path, whole: dict[str, object]) -> None:
    """Finished outcomes that were not yielded yet are kept, too."""
    path = tmp_path / "study.jsonl"

    def stop(moment: SweepProgress) -> None:
        if moment.done == 3:
            raise KeyboardInterrupt

    with ThreadPoolExecutor(2) as executor, pytest.raises(KeyboardInterrupt):
        list(sweep(PROGRAM, PLAN, SCENARIOS, executor=executor, journal=path, on_progress=stop))
    assert 3 <= len(entries(path)) < len(SCENARIOS)
    assert findings(sweep(PROGRAM, PLAN, SCENARIOS, journal=path)) == whole


OURS = json.dumps({"seatplan-journal": 1, "study": IDENTITY}) + "\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[" * 100_000, "this is not a journal"),
        ("[" * 50_000 + "\n", "this is not a journal"),
        ("x" * 10**7, "this is not a journal"),
    ],
)
def test_what_is_no_line(tmp_path: Path, text: str, message: str) -> None:
    """Endless brackets, endless lines and other invalid first lines are refused in words."""
    path = tmp_path / "study.jsonl"
    path.write_text(text)
    with pytest.raises(JournalError, match=message):
        JournalFile(path, IDENTITY)
    assert path.read_text() == text


@pytest.mark.parametrize("line", ["[" * 100_000, '{"key": ["a"]}', "\x00"])
def test_what_is_no_line_among_others(tmp_path: Path, line: str) -> None:
    """Any invalid line among others is skipped with a warning."""
    path = tmp_path / "study.jsonl"
    path.write_text(OURS + '{"key": "a"}\n' + line + "\n")
    with (
        pytest.warns(InputWarning, match="line 3: this line"),
        JournalFile(path, IDENTITY) as found,
    ):
        assert found.records == {"a": {"key": "a"}}


@pytest.mark.parametrize("name", ["\x00", "folder", "pipe"])
def test_what_is_no_file(tmp_path: Path, name: str) -> None:
    """A folder, a pipe without a writer, and an impossible file name are refused."""
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(JournalError, match="cannot be opened"):
        JournalFile(tmp_path / name, IDENTITY)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("status", "splendid"),
        ("seconds", "long"),
        ("goals", [["fill-seats", "many", 3]]),
        ("goals", "abc"),
        ("goals", [[["fill-seats"], 1, 3]]),
        ("changes", [["added", "F", "up", "pilot", 3]]),
        ("changes", [["added", "nowhere", "up", "pilot", "nobody"]]),
        ("changes", {"a": 1}),
        ("explanation", ["abc"]),
        ("explanation", {"conflicts": ["abc"], "fixes": []}),
        ("explanation", {"conflicts": [], "fixes": [], "feasible": "no"}),
        ("explanation", {"conflicts": [], "fixes": [], "verdict": "no"}),
    ],
)
def test_a_record_that_is_none(tmp_path: Path, key: str, value: object) -> None:
    """A line has the types that a result has, or the journal is refused; without its checksum it
    was changed by hand, and its scenario is done again."""
    path = tmp_path / "study.jsonl"
    list(sweep(PROGRAM, PLAN, SCENARIOS[:1], journal=path))
    head, line, _ = path.read_text().split("\n")
    record = {**json.loads(line), key: value}
    del record["sum"]
    path.write_bytes(head.encode() + b"\n" + sealed(record))
    with pytest.raises(JournalError, match="cannot be read"):
        list(sweep(PROGRAM, PLAN, SCENARIOS[:1], journal=path))
    path.write_text(f"{head}\n{json.dumps(record)}\n")
    with pytest.warns(InputWarning, match="cannot be read"):
        (outcome,) = sweep(PROGRAM, PLAN, SCENARIOS[:1], journal=path)
    assert outcome.result.status is seatplan.Status.OPTIMAL
    assert list(sweep(PROGRAM, PLAN, SCENARIOS[:1], journal=path)) == [outcome]


def test_time_workers_and_patches_are_no_part_of_a_study(
    tmp_path: Path, whole: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A study can continue with other limits, under a patch release, and from an older journal."""
    path = tmp_path / "study.jsonl"
    list(sweep(PROGRAM, PLAN, SCENARIOS, journal=path, time_limit=30))
    before = path.read_bytes()
    head, rest = before.split(b"\n", 1)
    old = json.loads(head)
    old["study"] |= {"time_limit": 60.0, "workers": 1, "version": seatplan.__version__}
    monkeypatch.setattr(seatplan, "__version__", seatplan.__version__ + "7")
    for first in (head, json.dumps(old).encode()):
        path.write_bytes(first + b"\n" + rest)
        found = list(sweep(PROGRAM, PLAN, SCENARIOS, journal=path, time_limit=90, workers=2))
        assert findings(found) == whole
        assert path.read_bytes() == first + b"\n" + rest
    minor = ".".join(seatplan.__version__.split(".")[:2])
    monkeypatch.setattr(seatplan, "__version__", "0.99.0")
    with pytest.raises(JournalError, match=rf"version is {re.escape(minor)} there and 0\.99 here"):
        sweep(PROGRAM, PLAN, SCENARIOS, journal=path)


def test_what_is_not_proved_is_tried_again_with_more_time(
    tmp_path: Path, whole: dict[str, object]
) -> None:
    """Unproved scenarios are tried again only with more time and if wanted; later lines count."""
    path = tmp_path / "study.jsonl"
    list(sweep(PROGRAM, PLAN, SCENARIOS, journal=path, time_limit=30))
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    lines[3] |= {"status": "unknown", "goals": [], "changes": None, "explanation": None}
    for line in lines[1:]:
        del line["sum"]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    name = lines[3]["scenario"]

    def again(**options: Any) -> object:
        found = sweep(PROGRAM, PLAN, SCENARIOS, journal=path, **options)
        return {one.scenario.name: one.result.status.value for one in found}[name]

    assert again(time_limit=30) == "unknown"
    assert again(time_limit=60, retry_unproved=False) == "unknown"
    assert again(time_limit=60) != "unknown"
    assert len(path.read_text().splitlines()) == len(lines) + 1
    assert findings(sweep(PROGRAM, PLAN, SCENARIOS, journal=path, time_limit=90)) == whole
    assert len(path.read_text().splitlines()) == len(lines) + 1


def test_errors_that_are_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Recorded errors are read from the journal; a run that raises errors tries again."""
    path = tmp_path / "study.jsonl"
    with monkeypatch.context() as patch:
        patch.setattr(Replanner, "outcome", raising(Replanner.outcome))
        first = list(sweep(PROGRAM, PLAN, SCENARIOS, journal=path, on_error="record"))
    assert [one.error for one in first if one.error] == ["ZeroDivisionError: no bob"]
    again = list(sweep(PROGRAM, PLAN, SCENARIOS, journal=path, on_error="record"))
    assert again == first
    mended = list(sweep(PROGRAM, PLAN, SCENARIOS, journal=path))
    assert not any(one.error for one in mended)
    last = sweep(PROGRAM, PLAN, SCENARIOS, journal=path, on_error="record")
    assert findings(last) == findings(mended)
