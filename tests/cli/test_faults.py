"""Faults in the middle of a command, for real: no time, Ctrl-C, dead workers, full disks."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import seatplan
from seatplan.cli import main
from seatplan.cli.exits import Exit
from seatplan.engine.lexicographic import run
from seatplan.engine.solver import verification
from tests import warm
from tests.small_programs import endless

from .processes import COMMAND, environment

Captured = pytest.CaptureFixture[str]

ISS = "iss-crossflight"

SCENARIO = '[[scenarios]]\nname = "{0}"\nedits = [{{ edit = "withdraw", member = "{0}" }}]\n'


@pytest.fixture
def withdrawals(tmp_path: Path) -> str:
    """A file of scenarios for `iss-crossflight`: each of twelve people withdrawn."""
    path = tmp_path / "many.toml"
    people = [one.id for one in seatplan.catalog.load(ISS).crew][:12]
    path.write_text("".join(map(SCENARIO.format, people)), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["solve", ISS], "Unknown: "),
        (["explain", ISS], "Time ran out: it is not known whether there is a plan."),
        (["why-not", ISS, "flown", "MS-29", "commander", "kononenko"], "Time ran out"),
    ],
)
def test_a_millisecond(
    words: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Captured,
) -> None:
    """A time limit of a millisecond exits with 3 and a sentence, without an error."""
    monkeypatch.chdir(tmp_path)
    slip = '[[scenarios]]\nname = "{0}"\nedits = [{{ edit = "slip", flight = "{0}", days = 30 }}]\n'
    Path("two.toml").write_text(slip.format("MS-28") + slip.format("MS-27"), encoding="utf-8")
    assert main([*words, "--time-limit", "0.001"]) == Exit.NO_TIME
    captured = capsys.readouterr()
    assert said in " ".join(captured.out.split())
    assert captured.err == ""


def test_a_millisecond_with_a_plan_in_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """A plan that still keeps the rules after the event is the answer, however short the time."""
    monkeypatch.chdir(tmp_path)
    words = ["what-if", ISS, "flown", "--as-of", "2025-10-01", "--time-limit", "0.001"]
    assert main([*words, "--edit", "slip flight=MS-28 days=30", "-o", "new.csv"]) == Exit.OK
    assert Path("new.csv").exists()
    assert "no plan" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("module", "name", "found"),
    [(run, "build_model", False), (run, "read_plan", True), (verification, "check", True)],
)
def test_ctrl_c_outside_the_search(
    module: ModuleType,
    name: str,
    found: bool,
    program: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Captured,
) -> None:
    """While the model is built there is no plan yet; while it is read and checked there is."""
    honest = getattr(module, name)

    def pressed(*args: Any, **keys: Any) -> Any:
        monkeypatch.setattr(module, name, honest)
        signal.raise_signal(signal.SIGINT)
        return honest(*args, **keys)

    monkeypatch.setattr(module, name, pressed)
    target = tmp_path / "best.json"
    assert main(["solve", program, "-o", str(target)]) == Exit.INTERRUPTED
    best = "the best plan so far" if found else "no plan so far"
    assert capsys.readouterr().err == f"seatplan: interrupted; {best}\n"
    assert target.exists() == found
    if found:
        assert seatplan.check(seatplan.load(program), seatplan.Plan.load(target)).ok


def workers_of(parent: int) -> list[int]:
    """The worker processes of a command."""
    table = subprocess.run(
        ["ps", "-A", "-o", "pid=", "-o", "ppid=", "-o", "args="],
        capture_output=True,
        text=True,
        env=environment(),
        check=True,
    ).stdout
    rows = [line.split(None, 2) for line in table.splitlines()]
    return [int(row[0]) for row in rows if int(row[1]) == parent and "spawn_main" in row[2]]


def test_a_worker_that_is_killed(withdrawals: str, tmp_path: Path, capsys: Captured) -> None:
    """Another worker replaces it, and every scenario is done."""
    journal = tmp_path / "study.jsonl"
    words = ["sweep", ISS, "flown", withdrawals, "--as-of", "2026-06-01"]
    running = subprocess.Popen(  # an interpreter of its own, whose main module workers import
        [*COMMAND, *words, "--journal", str(journal), "--processes", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    while not (workers := workers_of(running.pid)):
        assert running.poll() is None, "it ended before it had workers"
        time.sleep(0.05)
    while not journal.exists() or journal.read_text(encoding="utf-8").count("\n") < 3:
        assert running.poll() is None, "it ended before its first outcomes"
        time.sleep(0.01)
    os.kill(workers[0], signal.SIGKILL)
    out, err = running.communicate(timeout=120)
    assert (running.returncode, err) == (Exit.OK, "")
    assert len(re.findall("survives|no plan", out)) == 12
    entries = list(map(json.loads, journal.read_text(encoding="utf-8").splitlines()[1:]))
    assert len({entry["scenario"] for entry in entries}) == len(entries) == 12
    assert main([*words, "--journal", str(journal)]) == Exit.OK
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == (out, "")


class Fragile(Executor):
    """A rule that kills its worker for one scenario, each time."""

    def submit(self, fn: Any, /, *args: Any, **keys: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if any(isinstance(one, seatplan.Scenario) and one.name == "bo" for one in args):
            future.set_exception(BrokenExecutor("a worker is gone"))
        else:
            future.set_result(fn(*args, **keys))
        return future


def test_a_scenario_that_ends_its_worker_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    """Exits with 2 and its name; the other outcomes are printed, and are in the journal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("seatplan.cli.sweep.pool_of", lambda _: nullcontext(partial(Fragile)))
    plan = seatplan.solve(seatplan.catalog.load("two-flights")).plan
    assert plan is not None
    plan.save("plan.json")
    Path("some.toml").write_text("".join(map(SCENARIO.format, ("cleo", "bo", "gia"))))
    words = ["sweep", "two-flights", "plan.json", "some.toml", "--journal", "j"]
    assert main(words) == Exit.WRONG
    captured = capsys.readouterr()
    assert captured.err.startswith("seatplan: the worker process that had it died, and so did")
    assert captured.err.endswith("\n    in the scenario 'bo'\n")
    assert len(re.findall("survives|no plan", captured.out)) == 2
    entries = map(json.loads, Path("j").read_text(encoding="utf-8").splitlines()[1:])
    assert {entry["scenario"] for entry in entries} == {"cleo", "gia"}
    assert main([*words, "--on-error", "record"]) == Exit.WRONG
    captured = capsys.readouterr()
    assert captured.err == ""
    assert len(re.findall("survives|no plan", captured.out)) == 2
    assert "WorkerError" in captured.out


LITTLE_ROOM = """
import resource, sys
from seatplan.cli import main

room = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
sys.exit(main(sys.argv[2:]))
"""


def test_a_journal_on_a_full_disk(withdrawals: str, tmp_path: Path) -> None:
    """Exits with 2 and a sentence, and prints the outcomes so far."""
    journal = tmp_path / "study.jsonl"
    words = ["sweep", ISS, "flown", withdrawals, "--as-of", "2025-12-01"]
    limited = ("2000", *words, "--journal", str(journal))
    ran = warm.run(warm.script, LITTLE_ROOM, limited, environment=environment())
    assert ran.returncode == Exit.WRONG
    assert f"{journal}: cannot be written: file too large" in ran.stderr
    kept = journal.read_text(encoding="utf-8").count("\n") - 1
    assert len(re.findall("survives|no plan", ran.stdout)) == kept > 0


def test_a_plan_on_a_full_disk(program: str, tmp_path: Path) -> None:
    """A plan that cannot be written is printed instead."""
    target = tmp_path / "plan.csv"
    target.write_text("the old one", encoding="utf-8")
    limited = ("100", "solve", program, "-o", str(target))
    ran = warm.run(warm.script, LITTLE_ROOM, limited, environment=environment())
    assert ran.returncode == Exit.WRONG
    assert f"{target}: cannot be written: file too large" in ran.stderr
    assert "commander" in ran.stdout
    assert target.read_text(encoding="utf-8") == "the old one"
    assert sorted(os.listdir(tmp_path)) == ["leak.toml", "plan.csv"]


WATCHED = """
import sys
from contextlib import contextmanager
from seatplan.cli import main
from seatplan.cli import what_if

@contextmanager
def watched():
    def tell(moment):
        if moment.phase == "search":
            print("so far", file=sys.stderr, flush=True)
    yield tell

what_if.progress_line = watched
sys.exit(main(sys.argv[1:]))
"""


def test_ctrl_c_as_the_search_begins(tmp_path: Path) -> None:
    """Exits with 130 and prints what is known; no solver keeps running."""
    world, program, plan = endless(), tmp_path / "endless.json", tmp_path / "any.csv"
    world.save(program)
    any_plan = seatplan.solve(world, time_limit=0.5).plan
    assert any_plan is not None
    any_plan.save(plan)
    words = [str(program), str(plan), "--edit", "slip flight=F-59 days=5", "--time-limit", "3600"]
    running = warm.Process(warm.script, WATCHED, ["what-if", *words], environment=environment())
    assert running.stderr is not None
    assert running.stderr.readline() == "so far\n"
    running.send_signal(signal.SIGINT)
    out, err = running.communicate()
    assert running.returncode == Exit.INTERRUPTED
    assert out.strip() != ""
    assert err.endswith("seatplan: interrupted\n")
    assert "Traceback" not in err
