"""Reproduction bundles: everything that is needed to investigate an error of the solver.

The solver or our model of the rules may be wrong. Then no wrong plan is returned; an error is
raised, and the solved model is saved so that it can be solved again.
"""

from __future__ import annotations

import platform
import tempfile
from contextlib import suppress
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path

from attrs import asdict, frozen
from ortools.sat.python import cp_model

import seatplan
from seatplan.errors import EngineError, InputError
from seatplan.plan import Plan
from seatplan.program import Program


@frozen
class Case:
    """The program, plan and day that are being solved."""

    program: Program
    plan: Plan | None = None
    as_of: date | None = None


def contradiction(
    message: str,
    case: Case,
    cp: cp_model.CpModel | None = None,
    solver: cp_model.CpSolver | None = None,
) -> EngineError:
    """Save a bundle, and return an error that names its folder.

    Args:
        message: the contradiction.
        case: the program, plan and day that were being solved.
        cp, solver: the model and the solver, if there were any yet.
    """
    try:
        # Names and plans are private: only the owner can read the folder.
        folder = Path(tempfile.mkdtemp(prefix="seatplan-error-"))
        _write(folder, message, case, cp, solver)
    except Exception as reason:  # no failure of saving may hide the error itself
        return EngineError(message, unwritten=getattr(reason, "strerror", None) or str(reason))
    return EngineError(message, str(folder))


@cache
def _ortools() -> str:
    return version("ortools")  # read from disk: once is enough for many small solves


def solved_with() -> dict[str, str]:
    """The versions on which an answer depends, in addition to its arguments."""
    return {
        "seatplan": seatplan.__version__,
        "ortools": _ortools(),
        "python": platform.python_version(),
    }


def _write(
    folder: Path,
    message: str,
    case: Case,
    cp: cp_model.CpModel | None,
    solver: cp_model.CpSolver | None,
) -> None:
    about = (
        message,
        f"as of: {case.as_of or '-'}",
        ", ".join(f"{name} {number}" for name, number in solved_with().items())
        + f", {platform.platform()}",
    )
    (folder / "error.txt").write_text("\n".join(about) + "\n", encoding="utf-8")
    if cp is not None and not cp.export_to_file(str(folder / "model.txt")):
        raise OSError("the model cannot be written")
    if solver is not None:
        (folder / "parameters.txt").write_text(str(solver.parameters), encoding="utf-8")
        with suppress(RuntimeError):  # the solver has no answer
            stats = solver.response_stats()
            (folder / "answer.txt").write_text(stats, encoding="utf-8")
    try:
        case.program.save(folder / "program.json")
    except InputError:  # made in Python, with values that no file can hold
        kinds = [type(one).__qualname__ for one in (*case.program.rules, *case.program.goals)]
        text = f"{asdict(case.program)}\nrules and goals: {', '.join(kinds)}\n"
        (folder / "program.txt").write_text(text, encoding="utf-8", errors="replace")
    if case.plan is not None:
        with suppress(InputError):
            case.plan.save(folder / "plan.json")
