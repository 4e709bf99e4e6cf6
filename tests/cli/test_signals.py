"""SIGTERM and SIGHUP do what Ctrl-C does; a second signal ends the command at once."""

from __future__ import annotations

import os
import re
import signal
import sys
import threading
import time
from concurrent.futures import BrokenExecutor
from contextlib import suppress
from multiprocessing import Pipe
from pathlib import Path
from types import FrameType

import pytest

import seatplan
from seatplan.cli.exits import Exit
from seatplan.cli.pool import _wait_for, pool_of
from seatplan.cli.signals import STOPPING, TOGETHER, signals_as_interrupts
from tests import warm
from tests.cli.processes import environment
from tests.small_programs import leaking_plan

ENDS = [signal.SIGTERM, signal.SIGHUP]


PATIENT = """
import sys, time
from seatplan import Plan, Result, Status
from seatplan.cli import main
from seatplan.engine.answers import solving
from seatplan.errors import Interrupted

plan, after = Plan.load(sys.argv[1]), float(sys.argv[2])

def solve(*args, **options):
    try:
        print("searching", file=sys.stderr, flush=True)
        time.sleep(3600)
    except KeyboardInterrupt:
        print("stopping", file=sys.stderr, flush=True)
        time.sleep(after)
        raise Interrupted(Result(Status.FEASIBLE, plan)) from None

solving.solve = solve
sys.exit(main(sys.argv[3:]))
"""


def searching(program: str, tmp_path: Path, after: float) -> warm.Process:
    """A solve in the middle of its search, which then takes this many seconds to end."""
    known, target = tmp_path / "known.csv", tmp_path / "best.csv"
    leaking_plan().save(known)
    words = (str(known), str(after), "solve", program, "-o", str(target))
    running = warm.Process(warm.script, PATIENT, words, environment=environment())
    assert running.stderr is not None
    assert running.stderr.readline() == "searching\n"
    return running


@pytest.mark.parametrize("number", ENDS)
def test_the_best_plan_is_written(number: signal.Signals, program: str, tmp_path: Path) -> None:
    """130, and the plan so far is in its file; the same signal twice in a moment is one."""
    running = searching(program, tmp_path, TOGETHER / 4)
    for _ in range(2):  # as `timeout` does
        running.send_signal(number)
    _, err = running.communicate()
    assert running.returncode == Exit.INTERRUPTED
    assert err == "stopping\nseatplan: interrupted; the best plan so far\n"
    found = seatplan.Plan.load(tmp_path / "best.csv").assignments
    assert found == leaking_plan().assignments


def test_a_second_signal_ends_at_once(program: str, tmp_path: Path) -> None:
    """A second signal ends the command without a plan."""
    running = searching(program, tmp_path, 3600)
    running.send_signal(signal.SIGTERM)
    assert running.stderr is not None
    assert running.stderr.readline() == "stopping\n"
    time.sleep(2 * TOGETHER)
    running.send_signal(signal.SIGINT)
    running.communicate()
    assert running.returncode == Exit.INTERRUPTED
    assert not (tmp_path / "best.csv").exists()


@pytest.mark.parametrize(
    ("command", "number"), [("sweep", signal.SIGINT), ("stress", signal.SIGTERM)]
)
def test_all_processes_end(command: str, number: signal.Signals, tmp_path: Path) -> None:
    """As from a terminal or a batch system, to all of a group: no process is left behind.

    What is done is printed and in the journal.
    """
    path, journal = tmp_path / "many.toml", tmp_path / "study.jsonl"
    people = [one.id for one in seatplan.catalog.load("iss-crossflight").crew]
    edits = '[[scenarios]]\nname = "{0}"\nedits = [{{ edit = "withdraw", member = "{0}" }}]\n'
    path.write_text("".join(map(edits.format, people)), encoding="utf-8")
    words = ["iss-crossflight", "flown", *([str(path)] if command == "sweep" else [])]
    words += ["--as-of", "2026-06-01", "--journal", str(journal), "--processes", "2"]
    running = warm.Process(
        warm.command, (command, *words), environment=environment(), new_session=True
    )
    while not journal.exists() or journal.read_text(encoding="utf-8").count("\n") < 4:
        time.sleep(0.05)
    os.killpg(running.pid, number)
    out, err = running.communicate()
    assert running.returncode == Exit.INTERRUPTED, err
    told = re.fullmatch(r"seatplan: interrupted; (\d+) of (\d+) (scenarios|faults) are done\n", err)
    assert told is not None, err
    done, among = int(told[1]), int(told[2])
    # The journal is written first: what it got last may not be reported yet.
    assert 0 < done <= journal.read_text(encoding="utf-8").count("\n") - 1 < among
    if command == "sweep":
        assert len(re.findall("survives|no plan", out)) == done
    else:
        assert "Single faults" in out
    for _ in range(100):
        try:
            os.killpg(running.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("a process is left behind")


@pytest.mark.parametrize("number", STOPPING)
def test_what_is_ignored_stays_ignored(number: signal.Signals) -> None:
    """A signal that `nohup` ignores for the command stays ignored."""
    before = signal.signal(number, signal.SIG_IGN)
    try:
        with signals_as_interrupts():
            signal.raise_signal(number)
        assert signal.getsignal(number) is signal.SIG_IGN
    finally:
        signal.signal(number, before)


def test_handlers_are_put_back() -> None:
    """Whoever calls the command from Python has the handlers that were there."""
    before = [signal.getsignal(one) for one in STOPPING]
    with pytest.raises(KeyboardInterrupt), signals_as_interrupts():
        signal.raise_signal(signal.SIGTERM)
    assert [signal.getsignal(one) for one in STOPPING] == before


def test_in_another_thread() -> None:
    """Python handles signals only in the main thread; a command in another thread runs without."""
    done = []

    def work() -> None:
        with signals_as_interrupts():
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]


@pytest.mark.parametrize("busy", [False, True])
def test_a_pool_that_stops_early_leaves_no_thread(busy: bool) -> None:
    """Python would wake one that is still ending, through a pipe that it has just closed."""
    before = set(threading.enumerate())
    pool = pool_of(2)
    make = pool.__enter__()
    assert make is not None
    executor = make()
    executor.submit(time.sleep, 3600 if busy else 0)
    if not busy:
        executor.shutdown(wait=False)
    assert set(threading.enumerate()) > before
    assert not pool.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)  # it goes on
    assert set(threading.enumerate()) == before


def test_a_thread_that_waits_for_a_worker_that_is_gone() -> None:
    """Its pipe is closed, or Python would wait at its end for what no one writes."""
    reader, writer = Pipe(duplex=False)

    def read() -> None:
        with suppress(EOFError):
            reader.recv()

    thread = threading.Thread(target=read)
    thread.start()
    _wait_for({thread}, [writer])
    assert writer.closed
    assert not thread.is_alive()


def half_an_answer() -> None:
    """In a worker: begins to write an answer of a hundred bytes, and dies."""
    frame: FrameType | None = sys._getframe()
    while frame is not None and "result_queue" not in frame.f_locals:
        frame = frame.f_back
    assert frame is not None
    os.write(frame.f_locals["result_queue"]._writer.fileno(), b"\0\0\0\x64half")
    os._exit(1)


def test_a_worker_that_dies_amid_an_answer() -> None:
    """The pool breaks, as where a worker dies at another moment; else it would wait for ever."""
    with pool_of(2) as make:
        assert make is not None
        executor = make()
        others = [executor.submit(time.sleep, 3600), executor.submit(half_an_answer)]
        for future in others:
            assert isinstance(future.exception(timeout=60), BrokenExecutor)
