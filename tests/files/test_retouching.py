"""Programs saved over their own file: comments, order and spelling stay where nothing changed."""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import seatplan
from seatplan import Edit, Program
from seatplan.files import program_from_dict, program_to_dict
from seatplan.files.layout import toml_text
from seatplan.files.matching import matched
from seatplan.files.numbers import exact
from seatplan.files.retouching import retouched
from seatplan.testing import programs as programs_of_laws
from tests.properties.effort import examples

from .strategies import programs


def read(text: str) -> Program:
    return program_from_dict(tomllib.loads(text, parse_float=exact), Program)


@pytest.mark.parametrize("name", ["two-flights", "iss-crossflight"])
def test_nothing_changed(name: str) -> None:
    """The text is the same to the letter, with either kind of line end."""
    text, program = seatplan.catalog.text(name), seatplan.catalog.load(name)
    assert retouched(text, program) == text
    wide = text.replace("\n", "\r\n")
    assert retouched(wide, program) == wide


def commented(text: str) -> str:
    """The text with a comment above each header and behind each line of a key."""
    lines = []
    for number, line in enumerate(text.splitlines()):
        if line.startswith("["):
            lines += [f"# above {number}", line + f"  # header {number}"]
        elif re.match(r"[\w-]+ = ", line) and not line.endswith("["):
            lines.append(line + f"  # key {number}")
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


@examples(40)
@given(programs() | programs_of_laws(), st.data())
def test_any_change(program: Program, data: st.DataObject) -> None:
    """The new text shows the new program, and each table that is the same has all its comments."""
    text = commented(toml_text(program_to_dict(program)))
    assert retouched(text, program) == text
    rules = data.draw(st.permutations(program.rules)) if program.rules else []
    new = evolve(
        program,
        rules=tuple(rules)[data.draw(st.integers(0, 1)) :],
        fixed=program.fixed[data.draw(st.integers(0, 1)) :],
        crew=(
            *(evolve(one, name="Someone else") for one in program.crew[:1]),
            *program.crew[1:],
            *(evolve(one, id=f"{one.id} too") for one in program.crew[:1]),
        ),
        flights=tuple(
            evolve(one, lifeboat_until=data.draw(st.sampled_from([one.lifeboat_until, None])))
            for one in program.flights
        ),
        agencies=data.draw(st.permutations(program.agencies)) if program.agencies else (),
    )
    made = retouched(text, new)
    assert made is not None
    assert read(made) == new
    blocks = re.split(r"(?=^# above )", text, flags=re.M)[1:]
    for part in ("flights", "crew", "vehicles", "rules", "agencies"):
        own = [block for block in blocks if f"[[{part}]]" in block]
        old = program_to_dict(program).get(part, [])
        for block, table in zip(own, old, strict=True):
            if table in program_to_dict(new).get(part, []):
                assert block.rstrip() in made


@examples(12)
@given(programs(), programs())
def test_quite_another_program(old: Program, new: Program) -> None:
    """With any old file, the result is the new program, or nothing is kept."""
    made = retouched(commented(toml_text(program_to_dict(old))), evolve(new, name=old.name))
    assert made is None or read(made) == evolve(new, name=old.name)


MINE = """# Our station.
format = 1   # the only one
name = 'Ours'
agencies = [{ id = "A" }, { id = "B" }]   # two

# --- Ships ---

# the small one
[[vehicles]]
operator = "A"    # they build it
id = "ship"
seats = [
    # forward
    { role = "pilot", requires = ["fly"] },  # with a window
    { role = "guest", optional = true }   # behind
]
# training_days = 3

# --- Flights ---

# the first
[[flights]]
id = "F-1"
vehicle = "ship"
launch = 2030-01-01     # a Tuesday
landing = 2030-07-01
[flights.docked_days]   # as agreed
min = 20

# the second
[[flights]]
id = "F-2"
vehicle = "ship"
launch = 2031-01-01
landing = 2031-07-01
station = "ISS"      # said, though it need not be

# --- Wishes ---

[[rules]]
rule = "quota"
max = 3
agencies = ["A"]
# the end
"""


def test_one_day_more() -> None:
    """If one value changes, nothing else in the text does."""
    program = read(MINE)
    made = retouched(MINE, program.apply(Edit.parse("extend flight=F-2 days=1")))
    assert made == MINE.replace("landing = 2031-07-01", "landing = 2031-07-02")
    first = evolve(program.flights[0], launch=program.flights[0].launch + timedelta(1))
    made = retouched(MINE, evolve(program, flights=(first, program.flights[1])))
    assert made == MINE.replace("2030-01-01     #", "2030-01-02     #")


def changed(**parts: Any) -> str:
    made = retouched(MINE, evolve(read(MINE), **parts))
    assert made is not None
    assert read(made) == evolve(read(MINE), **parts)
    return made


def test_tables_come_and_go() -> None:
    """A table takes the comments above it along, headings stay, a new one follows the last."""
    one, two = read(MINE).flights
    alone = changed(flights=(two,))
    assert "# the first" not in alone
    assert "# --- Flights ---\n\n# the second\n[[flights]]" in alone
    swapped = changed(flights=(two, one))
    assert (
        swapped.index("# the second") < swapped.index("# the first") < swapped.index("# as agreed")
    )
    assert swapped.index("# --- Flights") < swapped.index("# the second")
    more = changed(flights=(one, two, evolve(two, id="F-3", launch=date(2031, 2, 1))))
    assert more.index("F-3") < more.index("# --- Wishes ---")
    people = changed(crew=(seatplan.CrewMember("ada", "A"),))
    assert people.index("[[flights]]") < people.index("[[crew]]")
    assert changed(rules=()).endswith("# --- Wishes ---\n")


def test_lists_within() -> None:
    """Entries of a list in brackets keep their comments, whether or not they have a line each."""
    ship = read(MINE).vehicles[0]
    pilot, guest = ship.seats
    more = changed(
        vehicles=(evolve(ship, seats=(evolve(pilot, count=2), guest, seatplan.Seat("x"))),)
    )
    for comment in ("# forward", "# with a window", "# they build it", "# training_days = 3"):
        assert comment in more
    fewer = changed(agencies=read(MINE).agencies[:1], vehicles=(ship,))
    assert 'agencies = [{ id = "A" }]   # two' in fewer


def test_a_table_under_its_own_header() -> None:
    """A change within it writes that entry anew; the others stay."""
    one, two = read(MINE).flights
    made = changed(flights=(evolve(one, docked_days=seatplan.DockedDays(10, 300)), two))
    assert "# the first" in made
    assert "# said, though it need not be" in made


def test_matching() -> None:
    """Equal entries are matched first, then entries with the same id."""
    assert matched([{"id": "a"}, {"id": "b", "x": 1}], [{"id": "b"}, {"id": "a"}]) == {1: 0, 0: 1}
    assert matched(["u", "v"], ["w", "u"]) == {1: 0}


def test_saving(tmp_path: Path) -> None:
    """Over its own file a program keeps the comments; over a file of another one it does not."""
    path = tmp_path / "mine.toml"
    path.write_text(MINE, encoding="utf-8")
    program = seatplan.load(path)
    program.save(path)
    assert path.read_text(encoding="utf-8") == MINE
    other = Program(name="Theirs")
    other.save(path)
    assert "#" not in path.read_text(encoding="utf-8")
    path.write_text("no program", encoding="utf-8")
    program.save(path)
    assert seatplan.load(path) == program


def test_saving_under_another_name(tmp_path: Path) -> None:
    """A new file takes the comments of the file that it is like; one that is not there is named."""
    path, copy = tmp_path / "mine.toml", tmp_path / "copy.toml"
    path.write_text(MINE, encoding="utf-8")
    program = seatplan.load(path)
    program.save(copy)
    assert "#" not in copy.read_text(encoding="utf-8")
    program.save(copy, like=path)
    assert copy.read_text(encoding="utf-8") == MINE
    evolve(program, crew=()).save(copy, like=path)
    assert "# the first" in copy.read_text(encoding="utf-8")
    with pytest.raises(seatplan.ProgramError, match=r"none\.toml"):
        program.save(copy, like=tmp_path / "none.toml")
