"""Faults in the middle of a command, for real: no time, Ctrl-C, dead workers, full disks."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import seatplan
from seatplan.cli import main
from seatplan.cli.exits import Exit
from tests.small_programs import endless

from .processes import COMMAND, environment

Captured = pytest.CaptureFixture[str]

SCENARIO = '[[scenarios]]\nname = "{0}"\nedits = [{{ edit = "withdraw", member = "{0}" }}]\n'


@pytest.fixture
def withdrawals(tmp_path: Path) -> str:
    """A file of scenarios for `iss-crossflight`: each of the people withdrawn."""
    path = tmp_path / "many.toml"
    people = [one.id for one in seatplan.catalog.load("iss-crossflight").crew]
    path.write_text("".join(map(SCENARIO.format, people)), encoding="utf-8")
    return str(path)


ISS = "iss-crossflight"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["solve", ISS], "Unknown: "),
        (["explain", ISS], "Time ran out: whether there is a plan is not known."),
        (["why-not", ISS, "flown", "MS-29", "commander", "kononenko"], "Time ran out"),
        (["what-if", ISS, "flown", "--edit", "slip flight=MS-28 days=30"], "no plan found"),
        (["sweep", ISS, "flown", "two.toml"], "unknown"),
    ],
)
def test_a_millisecond(
    words: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Captured,
) -> None:
    """Is not enough for anything: 3, said in words, and no error."""
    monkeypatch.chdir(tmp_path)
    slip = '[[scenarios]]\nname = "{0}"\nedits = [{{ edit = "slip", flight = "{0}", days = 30 }}]\n'
    Path("two.toml").write_text(slip.format("MS-28") + slip.format("MS-27"), encoding="utf-8")
    assert main([*words, "--time-limit", "0.001"]) == Exit.NO_TIME
    captured = capsys.readouterr()
    assert said in " ".join(captured.out.split())
    assert captured.err == ""


INTERRUPTED_AT = """
import os, signal, sys
from seatplan.cli import main
from seatplan.engine import {module}

honest = {module}.{name}

def pressed(*args, **keys):
    os.kill(os.getpid(), signal.SIGINT)
    return honest(*args, **keys)

{module}.{name} = pressed
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    ("module", "name", "found"),
    [("solving", "SeatModel", False), ("solving", "read_plan", True), ("judging", "check", True)],
)
def test_ctrl_c_outside_the_search(module: str, name: str, found: bool, tmp_path: Path) -> None:
    """While the model is built there is no plan yet; while it is read and checked there is."""
    target = tmp_path / "best.json"
    ran = subprocess.run(
        [
            *(sys.executable, "-c", INTERRUPTED_AT.format(module=module, name=name)),
            *("solve", ISS, "-o", str(target)),
        ],
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    assert ran.returncode == Exit.INTERRUPTED
    assert "Traceback" not in ran.stderr
    best = "the best plan so far" if found else "no plan so far"
    assert ran.stderr == f"seatplan: interrupted; {best}\n"
    assert target.exists() == found
    if found:
        program = seatplan.catalog.load(ISS)
        assert seatplan.check(program, seatplan.Plan.load(target)).ok


def workers_of(parent: int) -> list[int]:
    """The processes that a command has started to work for it."""
    table = subprocess.run(
        ["ps", "-A", "-o", "pid=", "-o", "ppid=", "-o", "args="],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    rows = [line.split(None, 2) for line in table.splitlines()]
    return [int(row[0]) for row in rows if int(row[1]) == parent and "spawn_main" in row[2]]


def test_a_worker_that_is_killed(withdrawals: str, tmp_path: Path) -> None:
    """2, in words; what is done is printed and in the journal, and the next run does the rest."""
    journal = tmp_path / "study.jsonl"
    words = ["sweep", ISS, "flown", withdrawals, "--as-of", "2025-12-01"]
    running = subprocess.Popen(
        [*COMMAND, *words, "--journal", str(journal), "--processes", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    while not journal.exists() or journal.read_text(encoding="utf-8").count("\n") < 4:
        time.sleep(0.02)
    os.kill(workers_of(running.pid)[0], signal.SIGKILL)
    out, err = running.communicate(timeout=120)
    assert running.returncode == Exit.WRONG
    told = re.search(r"seatplan: a worker process died, .*; (\d+) of 99 scenarios are done", err)
    assert told is not None, err
    assert "Maybe start again with that journal, with fewer processes." in err
    assert "Traceback" not in err
    assert len(re.findall("survives|no plan", out)) == int(told[1]) >= 3
    again = subprocess.run(
        [*COMMAND, *words, "--journal", str(journal)],
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    assert (again.returncode, again.stderr) == (Exit.OK, "")
    assert len(re.findall("survives|no plan", again.stdout)) == 99


LITTLE_ROOM = """
import resource, sys
from seatplan.cli import main

resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
sys.exit(main(sys.argv[1:]))
"""


def test_a_journal_on_a_full_disk(withdrawals: str, tmp_path: Path) -> None:
    """2, in words, and what was done by then is printed."""
    journal = tmp_path / "study.jsonl"
    words = ["sweep", ISS, "flown", withdrawals, "--as-of", "2025-12-01"]
    ran = subprocess.run(
        [sys.executable, "-c", LITTLE_ROOM, *words, "--journal", str(journal)],
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    assert ran.returncode == Exit.WRONG
    assert f"{journal}: cannot be written: file too large" in ran.stderr
    kept = journal.read_text(encoding="utf-8").count("\n") - 1
    assert len(re.findall("survives|no plan", ran.stdout)) == kept > 0


def test_a_plan_on_a_full_disk(tmp_path: Path) -> None:
    """The plan that took its time is printed where it cannot be written."""
    target = tmp_path / "plan.csv"
    target.write_text("the old one", encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", LITTLE_ROOM, "solve", ISS, "-o", str(target)],
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
    )
    assert ran.returncode == Exit.WRONG
    assert f"{target}: cannot be written: file too large" in ran.stderr
    assert "commander" in ran.stdout
    assert target.read_text(encoding="utf-8") == "the old one"
    assert os.listdir(tmp_path) == ["plan.csv"]


def press_when(said: str, words: list[str]) -> subprocess.CompletedProcess[str]:
    """Runs a command, and sends it a Ctrl-C when it has told that it is so far."""
    script = f"""
import sys
from seatplan import progress
from seatplan.cli import main
from seatplan.cli import {words[0].replace("-", "_")} as command

from contextlib import contextmanager

@contextmanager
def watched():
    def tell(moment):
        if moment.phase == {said!r}:
            print("so far", file=sys.stderr, flush=True)
    yield tell

command.progress_line = watched
sys.exit(main(sys.argv[1:]))
"""
    running = subprocess.Popen(
        [sys.executable, "-c", script, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    assert running.stderr is not None
    assert running.stderr.readline() == "so far\n"
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=120)
    return subprocess.CompletedProcess(words, running.returncode, out, err)


@pytest.mark.parametrize(
    "words",
    [
        ["why-not", "endless.json", "any.csv", "F-3", "pilot", "a"],
        ["what-if", "endless.json", "any.csv", "--edit", "slip flight=F-59 days=5"],
    ],
)
def test_ctrl_c_in_an_endless_search(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """130, what is known by then, and a word about it."""
    monkeypatch.chdir(tmp_path)
    world = endless()
    world.save("endless.json")
    plan = seatplan.solve(world, time_limit=0.5).plan
    assert plan is not None
    plan.save("any.csv")
    ran = press_when("search", [*words, "--time-limit", "3600"])
    assert ran.returncode == Exit.INTERRUPTED
    assert ran.stdout.strip() != ""
    assert ran.stderr.endswith("seatplan: interrupted\n")
    assert "Traceback" not in ran.stderr


def test_ctrl_c_in_a_stress_test(tmp_path: Path) -> None:
    """130, and the faults that are done are printed."""
    journal = tmp_path / "study.jsonl"
    running = subprocess.Popen(
        [*COMMAND, "stress", ISS, "flown", "--as-of", "2025-06-01", "--journal", str(journal)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    while not journal.exists() or journal.read_text(encoding="utf-8").count("\n") < 5:
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=120)
    assert running.returncode == Exit.INTERRUPTED
    told = re.fullmatch(r"seatplan: interrupted; (\d+) of (\d+) faults are done\n", err)
    assert told is not None, err
    assert 0 < int(told[1]) < int(told[2])
    assert "Single faults" in out
