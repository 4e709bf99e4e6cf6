"""What is written is what is read."""

from __future__ import annotations

import json
import tempfile
import tomllib
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seatplan.files import (
    load,
    load_plan,
    program_from_dict,
    program_to_dict,
    save_plan,
    save_program,
)
from seatplan.files.layout import json_text, toml_text
from seatplan.files.numbers import exact, plain
from seatplan.plan import Assignment, Plan
from seatplan.program import Agency, CrewMember, Program, Qualification

from .strategies import fractions, programs, texts


@settings(max_examples=20, deadline=None)
@given(programs())
def test_a_program_is_what_its_data_say(program: Program) -> None:
    """A program comes back from its plain data."""
    assert program_from_dict(program_to_dict(program), Program) == program


@settings(max_examples=20, deadline=None)
@given(programs(), st.sampled_from([".toml", ".json", ".TOML"]))
def test_a_program_is_what_its_file_says(program: Program, ending: str) -> None:
    """A program comes back from both file formats."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"program{ending}")
        save_program(program, path)
        assert load(path) == program


@settings(max_examples=20, deadline=None)
@given(programs())
def test_the_texts_hold_the_data(program: Program) -> None:
    """The layout of TOML and JSON changes nothing in the data."""
    data = program_to_dict(program)
    assert tomllib.loads(toml_text(data)) == data
    assert json.loads(json_text(data)) == json.loads(json.dumps(data, default=str))


lines = st.builds(Assignment, texts, st.sampled_from(["up", "down"]), texts, texts)


@settings(max_examples=20, deadline=None)
@given(st.lists(lines, max_size=5).map(tuple), texts)
def test_a_plan_is_what_its_file_says(assignments: tuple[Assignment, ...], name: str) -> None:
    """A plan comes back from its file, in CSV without the program's name."""
    with tempfile.TemporaryDirectory() as folder:
        plan = Plan(assignments, name)
        save_plan(plan, Path(folder, "plan.json"))
        assert load_plan(Path(folder, "plan.json"), Plan) == plan
        save_plan(plan, Path(folder, "plan.csv"))
        assert load_plan(Path(folder, "plan.csv"), Plan) == Plan(assignments)


@given(fractions)
def test_a_fraction_stays_exact(value: Fraction) -> None:
    """A fraction is written as an integer, a decimal or "1/3", whichever is exact."""
    written = plain(value)
    text = written if isinstance(written, str) else repr(written)
    assert exact(text) == value
    assert isinstance(written, int) == (value.denominator == 1)


def test_only_what_differs_is_written() -> None:
    """Defaults are left out, but the format and the name are first."""
    agency = Agency("NASA")
    held = (Qualification("soyuz"),)
    rubio = CrewMember("rubio", "NASA", qualifications=held)
    assert program_to_dict(Program(agencies=(agency,), crew=(rubio,))) == {
        "format": 1,
        "name": "",
        "agencies": [{"id": "NASA"}],
        "crew": [{"id": "rubio", "agency": "NASA", "qualifications": ["soyuz"]}],
    }


@pytest.mark.parametrize("value", [0.766, 0.1, 1e-7, 2.5e10])
def test_a_float_means_what_it_prints(value: float) -> None:
    """A Python float in plain data counts as the decimal that it prints as."""
    from seatplan.files.reading import Reader

    assert Reader().read(Fraction, value, ()) == Fraction(repr(value))
