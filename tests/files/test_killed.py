"""Files that are being written when the process is killed or the disk is full: for real."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from seatplan import Plan, Program
from seatplan.files import load, load_plan

CHECKOUT = Path(__file__).parents[2]

KILLED_AT = """
import os, signal, sys
from seatplan.files import disk, load

path = sys.argv[1]
program = load(path)

def deadly(call):
    def wrapped(*args, **keys):
        global count
        count -= 1
        if count == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*args, **keys)
    return wrapped

for name in ("replace", "fsync", "close", "access"):
    setattr(os, name, deadly(getattr(os, name)))
disk.open = deadly(open)
for calls in range(1, 30):
    child = os.fork()
    if child == 0:
        count = calls
        program.save(path)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    count = 0
    assert load(path) == program
    print(-os.waitstatus_to_exitcode(status), flush=True)
    if status == 0:
        break
"""

FOR_EVER = """
import os, random, signal, sys, time
from attrs import evolve
from seatplan.files import load

path = sys.argv[1]
program = load(path)
chance = random.Random(4)
for _ in range(20):
    child = os.fork()
    if child == 0:
        number = 0
        while True:
            number += 1
            evolve(program, name=str(number)).save(path)
    time.sleep(chance.random() * 0.1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    print(load(path).name, flush=True)
"""

FULL = """
import resource, sys
import seatplan

resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    seatplan.catalog.load("iss-crossflight").save(sys.argv[1])
except seatplan.ProgramError as error:
    print(error)
try:
    seatplan.catalog.flown("iss-crossflight").save(sys.argv[2])
except seatplan.PlanError as error:
    print(error)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A program file."""
    made = tmp_path / "program.toml"
    Program("the old one").save(made)
    return made


def run(script: str, *paths: Path) -> list[str]:
    """The lines that a script prints, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, paths)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()


def others(path: Path) -> list[str]:
    """The other files in the folder of a file."""
    return [entry.name for entry in path.parent.iterdir() if entry != path]


def test_killed_at_each_step(path: Path) -> None:
    """After SIGKILL before any system call of the writing, the old file is complete."""
    ends = [int(word) for word in run(KILLED_AT, path)]
    assert len(ends) > 4
    assert ends == [signal.SIGKILL] * (len(ends) - 1) + [0]
    assert all(name.endswith(".tmp") for name in others(path))


def test_killed_at_any_moment(path: Path) -> None:
    """After SIGKILL at any moment of writing, the file is a complete old or new one."""
    names = run(FOR_EVER, path)
    assert len(names) == 20
    assert len(set(names)) > 1
    assert load(path).name == names[-1]


def test_a_disk_that_is_full(tmp_path: Path) -> None:
    """A limit of the system on the size of files: an error in words, the old file, no litter."""
    program, plan = tmp_path / "program.toml", tmp_path / "plan.csv"
    Program("the old one").save(program)
    assert run(FULL, program, plan) == [
        f"{program}: cannot be written: file too large",
        f"{plan}: cannot be written: file too large",
    ]
    assert load(program) == Program("the old one")
    assert others(program) == []
    Plan().save(plan)
    assert load_plan(plan, Plan) == Plan()
