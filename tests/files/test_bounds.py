"""Files without measure are refused, or read, in bounded time and memory.

Each is read in a process of its own, which the system ends when it takes more than a minute of a
processor or two gigabytes.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from seatplan.errors import MOST_PRINTED, MOST_PROBLEMS
from seatplan.files.disk import LARGEST

CHECKOUT = Path(__file__).parents[2]

READ = """
import sys
from seatplan import Plan, load
from seatplan.errors import InputError
path = sys.argv[1]
try:
    (Plan.load if path.endswith(".csv") else load)(path)
except InputError as error:
    print(len(error.problems), error.complete, str(error).count("\\n"), len(str(error)))
    print(str(error).removeprefix(path + ": "))
else:
    print("read")
"""


def limits() -> None:
    """What the process may take."""
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
    resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31))


def reading(path: Path) -> list[str]:
    """What reading the file comes to, line by line."""
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        preexec_fn=limits,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


AGENCY = '"agencies": [{"id": "A"}]'
MANY = "{" + AGENCY + ', "vehicles": [{"id": "V", "operator": "A", "seats": ['
MANY += ", ".join(f'{{"role": "r{n}"}}' for n in range(3000))
MANY += ']}], "crew": [{"id": "m", "agency": "A"}], "flights": [{"id": "F", "vehicle": "V",'
MANY += ' "launch": "2030-01-01", "landing": "2030-02-01"}], "fixed": ['
MANY += ", ".join(f'{{"flight": "F", "role": "r{n}", "member": "m"}}' for n in range(3000)) + "]}"


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("x.json", lambda: "[" * 10**7, "tables and lists are nested too deep"),
        ("x.toml", lambda: "x = " + "[" * 10**7, "tables and lists are nested too deep"),
        ("x.json", lambda: '{"a":' * 10**6, "tables and lists are nested too deep"),
        ("x.toml", lambda: "x = " + "{a=" * 10**6, "tables and lists are nested too deep"),
        ("x.json", lambda: '{"format": ' + "9" * 10**6 + "}", "line 1, format: 9999"),
        ("x.toml", lambda: "format = " + "9" * 10**6, "line 1: more than 1000 characters"),
        ("x.toml", lambda: "format = 0x" + "f" * 900, "line 1, format: 5104"),
        ("x.toml", lambda: "a." * 10**6 + "a = 1", "line 1: a key of more than 24 parts"),
        ("x.toml", lambda: "[" + "a." * 10**6 + "a]", "line 1: a key of more than 24 parts"),
        ("x.toml", lambda: 'name = """' + '\\"' * 10**6, "line 1: no valid TOML at the end"),
        ("x.json", lambda: '{"' + "x" * 10**7 + '": 1}', "line 1, xxxxxxxxx"),
        ("x.csv", lambda: "flight,leg,role,member\n" + "x" * 10**7, "line 2: no valid CSV"),
        ("x.json", lambda: MANY, "read"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_one_thing_without_measure(
    tmp_path: Path, name: str, make: Callable[[], str], said: str
) -> None:
    """Brackets, digits, keys, lines and lists by the million."""
    path = tmp_path / name
    path.write_text(make())
    *counts, last = reading(path)[:2]
    assert last.startswith(said)
    if counts:
        number, complete, lines, length = counts[0].split()
        assert (number, complete, lines) in {("1", "True", "0"), ("1", "True", "1")}
        assert int(length) < 1000


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.json", '{"rules": [' + "3," * 10**6 + "3]}"),
        ("x.json", "{" + ",".join(f'"k{n}": 1' for n in range(50_000)) + "}"),
        ("x.json", '{"crew": [' + '{"id": "a", "id": "a"},' * 30_000 + "{}]}"),
        ("x.toml", "[[crew]]\n" * 30_000),
        ("x.csv", "flight,leg,role,member\n" + "x\n" * 10**6),
        ("x.csv", ",".join(f"c{n}" for n in range(10**5))),
    ],
    ids=["entries", "unknown keys", "doubled keys", "tables", "lines", "columns"],
)
def test_problems_by_the_million(tmp_path: Path, name: str, text: str) -> None:
    """The first thousand are gathered, a hundred are printed, and both is said."""
    path = tmp_path / name
    path.write_text(text)
    counts, *lines = reading(path)
    number, complete, _, length = counts.split()
    assert MOST_PROBLEMS <= int(number) <= 2 * MOST_PROBLEMS
    assert complete == "False"
    assert int(length) < 1000 * MOST_PRINTED
    assert lines[0] == f"{number} problems"
    assert lines[-2] == f"  … and {int(number) - MOST_PRINTED} more"
    assert lines[-1] == "  Nobody looked any further: there may be more."


@pytest.mark.parametrize("name", ["x.toml", "x.json", "x.csv"])
def test_fifty_megabytes(tmp_path: Path, name: str) -> None:
    """A file of that size is none of these, whatever is in it, and is not read to its end."""
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(50 * 10**6)
    assert os.stat(path).st_size > LARGEST
    assert reading(path)[1] == "more than 16 MB is no file of this kind"
