"""Files without measure are refused, or read, in bounded time and memory.

All are read in one process, which the system ends when it takes more than two minutes of CPU time
or two gigabytes.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from seatplan import Plan, load
from seatplan.errors import MOST_PRINTED, MOST_PROBLEMS, InputError
from seatplan.files.disk import LARGEST

CHECKOUT = Path(__file__).parents[2]

READ = """
import json
import sys
from seatplan import Plan, load
from seatplan.errors import InputError
for path in sys.argv[1:]:
    try:
        (Plan.load if path.endswith(".csv") else load)(path)
        found = [0, True, ["read"], 0]
    except InputError as error:
        lines = str(error).removeprefix(path + ": ").splitlines()
        found = [len(error.problems), error.complete, lines, len(str(error))]
    print(json.dumps(found), flush=True)
"""


def limits() -> None:
    """The limits of the process."""
    resource.setrlimit(resource.RLIMIT_CPU, (120, 120))
    resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31))


HEADER = "flight,leg,role,member\n"
AGENCY = '"agencies": [{"id": "A"}]'
SEATS = "{" + AGENCY + ', "vehicles": [{"id": "V", "operator": "A", "seats": ['
SEATS += ", ".join(f'{{"role": "r{n}"}}' for n in range(3000))
SEATS += ']}], "crew": [{"id": "m", "agency": "A"}], "flights": [{"id": "F", "vehicle": "V",'
SEATS += ' "launch": "2030-01-01", "landing": "2030-02-01"}], "fixed": ['
SEATS += ", ".join(f'{{"flight": "F", "role": "r{n}", "member": "m"}}' for n in range(3000)) + "]}"

ONE_THING: dict[str, tuple[str, Callable[[], str], str]] = {
    "brackets in JSON": ("json", lambda: "[" * 10**7, "tables and lists are nested too deeply"),
    "brackets in TOML": ("toml", lambda: "x = " + "[" * 10**6, "tables and lists are nested too"),
    "braces in JSON": ("json", lambda: '{"a":' * 10**6, "tables and lists are nested too deeply"),
    "braces in TOML": ("toml", lambda: "x = " + "{a=" * 10**5, "tables and lists are nested too"),
    "digits in JSON": ("json", lambda: '{"format": ' + "9" * 10**6 + "}", "line 1, format: 9999"),
    "digits in TOML": (
        "toml",
        lambda: "format = " + "9" * 10**6,
        "line 1: a word of more than 1000 char",
    ),
    "digits of sixteen": ("toml", lambda: "format = 0x" + "f" * 900, "line 1, format: 5104"),
    "parts of a key": ("toml", lambda: "a." * 10**6 + "a = 1", "line 1: a key with more than 24"),
    "parts of a header": ("toml", lambda: f"[{'a.' * 10**6}a]", "line 1: a key with more than 24"),
    "an open string": (
        "toml",
        lambda: 'x = """' + '\\"' * 10**6,
        "line 1: invalid TOML at the end",
    ),
    "a long key": ("json", lambda: '{"' + "x" * 10**7 + '": 1}', "line 1, xxxxxxxxx"),
    "a long cell": ("csv", lambda: f"{HEADER}{'x' * 10**7}", "line 2: invalid CSV"),
    "columns": ("csv", lambda: ",".join(f"c{n}" for n in range(10**5)), "line 1: this line is no"),
    "seats and entries": ("json", lambda: SEATS, "read"),
}

MANY_THINGS: dict[str, tuple[str, Callable[[], str]]] = {
    "entries": ("json", lambda: '{"rules": [' + "3," * 2 * 10**5 + "3]}"),
    "unknown keys": ("json", lambda: "{" + ",".join(f'"k{n}": 1' for n in range(50_000)) + "}"),
    "doubled keys": ("json", lambda: '{"crew": [' + '{"id": "a", "id": "a"},' * 30_000 + "{}]}"),
    "tables": ("toml", lambda: "[[crew]]\n" * 30_000),
    "lines": ("csv", lambda: HEADER + "x\n" * 10**6),
}


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """By the name of a case: how many problems, whether these are all, the lines, how long."""
    paths = {}
    for name, (kind, make, *_) in {**ONE_THING, **MANY_THINGS}.items():
        paths[name] = tmp_path_factory.mktemp("one") / f"x.{kind}"
        paths[name].write_text(make())
    done = subprocess.run(
        [sys.executable, "-c", READ, *map(str, paths.values())],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        preexec_fn=limits,
        check=False,
    )
    for path in paths.values():
        path.unlink()
    assert (done.returncode, done.stderr) == (0, "")
    return dict(zip(paths, map(json.loads, done.stdout.splitlines()), strict=True))


@pytest.mark.parametrize("name", ONE_THING)
def test_one_thing_without_measure(readings: dict[str, Any], name: str) -> None:
    """A million brackets, digits, keys, lines or list entries are one short problem."""
    number, complete, lines, length = readings[name]
    assert lines[0].startswith(ONE_THING[name][2])
    assert complete
    assert number == (0 if name == "seats and entries" else 1)
    assert length < 1000


@pytest.mark.parametrize("name", MANY_THINGS)
def test_problems_by_the_million(readings: dict[str, Any], name: str) -> None:
    """The first thousand problems are collected, and a hundred printed, with both numbers."""
    number, complete, lines, length = readings[name]
    assert MOST_PROBLEMS <= number <= 2 * MOST_PROBLEMS
    assert not complete
    assert length < 1000 * MOST_PRINTED
    assert lines[0] == f"{number} problems"
    assert lines[-2] == f"  … and {number - MOST_PRINTED} more"
    assert lines[-1] == "  Reading stopped here; there can be more problems."


@pytest.mark.parametrize("name", ["x.toml", "x.json", "x.csv"])
def test_fifty_megabytes(tmp_path: Path, name: str) -> None:
    """A file of 50 MB is refused without reading all of it."""
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(50 * 10**6)
    assert os.stat(path).st_size > LARGEST
    with pytest.raises(InputError, match="the file is too large: more than 16 MB"):
        (Plan.load if name == "x.csv" else load)(path)
