"""What is kept of a contradiction: all that is needed to solve the model again."""

from __future__ import annotations

import errno
import pickle
import tempfile
from importlib.metadata import version
from pathlib import Path

import pytest
from attrs import evolve
from ortools.sat.python import cp_model

import seatplan
from seatplan import EngineError, Plan, Program, ProgramError
from seatplan.engine.solver.reproduction import Case, contradiction, solved_with
from tests.build import day
from tests.engine.liars import Denier, Refuser, lying
from tests.small_programs import leaking, leaking_plan

Patch = pytest.MonkeyPatch

pytestmark = pytest.mark.usefixtures("folder")

WORLD = leaking()
PLAN = leaking_plan()


def solve_from_a_plan() -> object:
    return seatplan.solve(WORLD, PLAN)


def test_what_is_kept(folder: Path, monkeypatch: Patch) -> None:
    """The folder that the error names has the model, the parameters, the program and the plan."""
    lying(monkeypatch, Denier)
    with pytest.raises(EngineError) as caught:
        solve_from_a_plan()
    error = caught.value
    assert error.evidence is not None
    kept = Path(error.evidence)
    assert kept.parent == folder
    assert str(error).endswith(f"which are kept in {kept}")
    assert "\n    Maybe report it" in str(error)
    assert seatplan.load(kept / "program.json") == WORLD
    assert Plan.load(kept / "plan.json") == PLAN
    assert error.message in (kept / "error.txt").read_text(encoding="utf-8")
    assert "ortools" in (kept / "error.txt").read_text(encoding="utf-8")
    assert "random_seed" in (kept / "parameters.txt").read_text(encoding="utf-8")
    again, honest = cp_model.CpModel(), cp_model.CpSolver()
    assert again.proto.parse_text_format((kept / "model.txt").read_text(encoding="utf-8"))
    parameters = (kept / "parameters.txt").read_text(encoding="utf-8")
    assert honest.parameters.parse_text_format(parameters)
    assert honest.solve(again) == cp_model.OPTIMAL
    assert kept.stat().st_mode & 0o077 == 0
    copy = pickle.loads(pickle.dumps(error))
    assert (str(copy), copy.evidence) == (str(error), error.evidence)


def test_what_cannot_be_kept(monkeypatch: Patch) -> None:
    """If the bundle cannot be saved, the error is still raised."""

    def full(*_: object, **__: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    lying(monkeypatch, Denier)
    with pytest.raises(EngineError, match="Maybe report it; the model was not kept: No space left"):
        solve_from_a_plan()


def test_a_program_that_no_file_can_hold(monkeypatch: Patch) -> None:
    """A program that no file can hold is saved as plain text."""

    def refused(*_: object) -> None:
        raise ProgramError("a rule that no file can name")

    monkeypatch.setattr(Program, "save", refused)
    lying(monkeypatch, Refuser)
    with pytest.raises(EngineError) as caught:
        seatplan.solve(WORLD)
    text = (Path(str(caught.value.evidence)) / "program.txt").read_text(encoding="utf-8")
    assert "'name': 'A leak'" in text
    assert "Exchange, Experience, Quota" in text


def test_before_there_is_a_model() -> None:
    """The case alone is kept: message, day, versions and program; no model, no answer, no plan."""
    error = contradiction("it cannot be", Case(WORLD, as_of=day(3)))
    kept = Path(str(error.evidence))
    assert {one.name for one in kept.iterdir()} == {"error.txt", "program.json"}
    message, as_of, versions = (kept / "error.txt").read_text(encoding="utf-8").splitlines()
    assert (message, as_of) == ("it cannot be", "as of: 2030-01-03")
    assert f"seatplan {seatplan.__version__}" in versions


def test_two_contradictions_are_kept_apart() -> None:
    """The second does not overwrite the first."""
    first, second = (contradiction("it cannot be", Case(WORLD)) for _ in range(2))
    assert first.evidence != second.evidence
    assert Path(str(first.evidence)).is_dir()


def test_a_model_that_cannot_be_written(monkeypatch: Patch) -> None:
    """The error is raised all the same, and names what is missing."""
    cp = cp_model.CpModel()
    monkeypatch.setattr(cp_model.CpModel, "export_to_file", lambda *_: False)
    error = contradiction("it cannot be", Case(WORLD), cp)
    assert error.evidence is None
    assert "it cannot be" in str(error)
    assert "the model cannot be written" in str(error)


def test_an_answer_depends_on_these_versions() -> None:
    """Ours, that of the solver and that of Python."""
    assert set(solved_with()) == {"seatplan", "ortools", "python"}
    assert solved_with()["ortools"] == version("ortools")
    assert evolve(Case(WORLD), plan=PLAN).as_of is None
