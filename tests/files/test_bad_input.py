"""Whatever a file holds: it is read, or refused in words with all that is wrong.

Valid files are spoilt in a few places. Nothing but a `ProgramError` or a `PlanError` comes of it,
whose text is short and does nothing to a terminal; what is read can be written and read again.
"""

from __future__ import annotations

import tomllib
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatplan import JournalError, Plan, Program
from seatplan.errors import (
    LONGEST_SENTENCE,
    MOST_PRINTED,
    InputError,
    InputWarning,
    PlanError,
    ProgramError,
)
from seatplan.files import load, program_from_dict, program_to_dict
from seatplan.files.documents import parse
from seatplan.files.layout import json_text, toml_text
from seatplan.files.plan_csv import csv_text, read_lines
from seatplan.visible import is_barred
from seatplan.whatif.journal import JournalFile
from seatplan.whatif.one_line import edit_from_line, edit_line
from seatplan.whatif.scenario_files import scenarios_from_data
from tests.properties.effort import examples

from .examples import LINES, PLAN_CSV, PLAN_JSON, PROGRAM, SCENARIOS
from .mutations import spoilt_bytes, spoilt_data, spoilt_texts

DATA = tomllib.loads(PROGRAM)
GOOD = program_from_dict(DATA, Program)


def said(error: InputError) -> str:
    """The text of an error, after checking that it is short, printable and not empty."""
    assert error.problems
    text = str(error)
    assert len(text) < 3 * LONGEST_SENTENCE * (MOST_PRINTED + 1)
    assert not any(map(is_barred, text.replace("\n", "")))
    for problem in error.problems:
        assert problem.message
        assert problem.line is None or problem.line > 0
    return text


def outcome(read: Callable[[], Any], kind: type[InputError]) -> Any:
    """What is read; None if it is refused with an error of that class."""
    try:
        return read()
    except kind as error:
        said(error)
        return None


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all examples of a test share."""
    return tmp_path_factory.mktemp("spoilt")


def program_in(text: str, language: Any) -> Program:
    """The program of a text."""
    document = parse(text, language, "a file", ProgramError)
    return document.read_with(lambda data: program_from_dict(data, Program), ProgramError)


def test_the_examples_are_good(tmp_path: Path) -> None:
    """Every example can be read before it is spoiled."""
    path = tmp_path / "plan.json"
    path.write_text(PLAN_JSON)
    assert len(Plan.load(path).assignments) == 2
    assert len(read_lines(PLAN_CSV, "").assignments) == 4
    assert len(scenarios_from_data(tomllib.loads(SCENARIOS), GOOD)) == 2
    for line in LINES:
        assert edit_from_line(edit_line(edit_from_line(line))) == edit_from_line(line)


@examples(80)
@given(spoilt_texts(PROGRAM))
def test_programs_in_toml(text: str) -> None:
    """A spoiled TOML file; a program that is read comes back unchanged from both file formats."""
    found = outcome(lambda: program_in(text, "toml"), ProgramError)
    if found is not None:
        data = program_to_dict(found)
        assert program_in(toml_text(data), "toml") == found
        assert program_in(json_text(data), "json") == found


@examples(80)
@given(spoilt_texts(json_text(program_to_dict(GOOD))))
def test_programs_in_json(text: str) -> None:
    """A spoilt JSON file."""
    outcome(lambda: program_in(text, "json"), ProgramError)


@examples(100)
@given(spoilt_data(DATA))
def test_programs_of_plain_data(data: Any) -> None:
    """Spoiled plain data with arbitrary Python objects."""
    found = outcome(lambda: program_from_dict(data, Program), ProgramError)
    if found is not None:
        assert program_from_dict(program_to_dict(found), Program) == found


@examples(60)
@given(spoilt_bytes(PROGRAM), st.sampled_from([".toml", ".json", ".csv"]))
def test_files_of_any_bytes(folder: Path, raw: bytes, kind: str) -> None:
    """Spoiled bytes in files of any name, read as a program and as a plan."""
    path = folder / f"spoilt{kind}"
    path.write_bytes(raw)
    outcome(lambda: load(path), ProgramError)
    outcome(lambda: Plan.load(path), PlanError)


@examples(80)
@given(spoilt_texts(PLAN_CSV))
def test_plans_in_csv(text: str) -> None:
    """A spoiled CSV file; a plan that is read comes back unchanged."""
    found = outcome(lambda: Plan(read_lines(text, "a file").assignments), PlanError)
    if found is not None:
        assert Plan(read_lines(csv_text(found.assignments), "").assignments) == found


@examples(80)
@given(spoilt_texts(PLAN_JSON))
def test_plans_in_json(folder: Path, text: str) -> None:
    """A spoilt JSON file."""
    path = folder / "plan.json"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    outcome(lambda: Plan.load(path), PlanError)


@examples(80)
@given(spoilt_texts(SCENARIOS), st.sampled_from([None, GOOD]))
def test_scenario_files(text: str, program: Program | None) -> None:
    """A spoiled file of scenarios, with and without a program."""

    def read() -> Any:
        document = parse(text, "toml", "a file", ProgramError)
        return document.read_with(lambda data: scenarios_from_data(data, program), ProgramError)

    outcome(read, ProgramError)


@examples(80)
@given(spoilt_data(tomllib.loads(SCENARIOS)))
def test_scenarios_of_plain_data(data: Any) -> None:
    """Spoilt plain data of scenarios."""
    outcome(lambda: scenarios_from_data(data, GOOD), ProgramError)


@examples(100)
@given(spoilt_texts(*LINES))
def test_edits_on_a_line(line: str) -> None:
    """A spoiled edit on one line; an edit that is read is applied to the program, or refused."""
    edit = outcome(lambda: edit_from_line(line), ProgramError)
    if edit is not None:
        outcome(lambda: GOOD.apply(edit), ProgramError)


@pytest.mark.parametrize("line", ["change-rule rule=x parties=", "reseat flight=Crew-5 seats="])
def test_an_edit_that_is_wrong_all_over(line: str) -> None:
    """A line, or a changed rule, reports at most a thousand problems."""
    with pytest.raises(ProgramError) as caught:
        GOOD.apply(edit_from_line(line + "[" + "3," * 3000 + "]"))
    said(caught.value)
    assert not caught.value.complete


HEAD = b'{"seatplan-journal": 1, "study": {"a": 1}}\n'
RECORDS = (
    '{"key": "k1", "status": "optimal", "goals": [["a", 1, 2]]}\n{"key": "k2", "changes": []}\n'
)


@examples(80)
@given(spoilt_bytes(RECORDS), st.booleans())
def test_journals(folder: Path, raw: bytes, ours: bool) -> None:
    """A spoiled journal is refused, or read as far as possible with a warning about the rest."""
    path = folder / "journal.jsonl"
    path.write_bytes(HEAD + raw if ours else raw)

    def read() -> Any:
        with JournalFile(path, {"a": 1}) as journal:
            journal.append("new", {"x": 1})
        with JournalFile(path, {"a": 1}) as journal:
            return journal.records["new"]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", InputWarning)
        outcome(read, JournalError)
