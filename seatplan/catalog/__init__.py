"""The programs that ship with seatplan, some of them with the plan as it was flown.

In this folder, a program is `NAME.toml`, and its plan as flown is `NAME.flown.csv`. The files state
where their numbers come from.
"""

from __future__ import annotations

import tomllib
from importlib.resources import as_file, files

from attrs import evolve

from seatplan.arguments import Arguments
from seatplan.errors import PlanError, Problem, ProgramError, nearest
from seatplan.files import load as load_program
from seatplan.plan import Plan
from seatplan.program import Program

_FOLDER = files(__name__)
_PROGRAM = ".toml"
_FLOWN = ".flown.csv"


def names() -> tuple[str, ...]:
    """The names of the shipped programs, sorted."""
    shipped = (entry.name for entry in _FOLDER.iterdir())
    return tuple(sorted(n.removesuffix(_PROGRAM) for n in shipped if n.endswith(_PROGRAM)))


def load(name: str) -> Program:
    """Load a shipped program.

    Raises:
        ProgramError: if none has that name.
    """
    _must_be_shipped(name)
    with as_file(_FOLDER / f"{name}{_PROGRAM}") as path:
        return load_program(path)


def flown(name: str) -> Plan:
    """Load the plan of a shipped program as it was flown.

    Raises:
        ProgramError: if no program has that name.
        PlanError: if the program ships without such a plan.
    """
    if not is_flown(name):
        raise PlanError(f"the program {name!r} ships without a plan as it was flown")
    with as_file(_FOLDER / f"{name}{_FLOWN}") as path:
        plan = Plan.load(path)
    return evolve(plan, program=tomllib.loads(text(name))["name"])  # CSV has no place for the name


def is_flown(name: str) -> bool:
    """Whether a shipped program has a plan as it was flown.

    Raises:
        ProgramError: if no program has that name.
    """
    _must_be_shipped(name)
    return (_FOLDER / f"{name}{_FLOWN}").is_file()


def text(name: str) -> str:
    """The text of the file of a shipped program, with its comments: a start for your own.

    Raises:
        ProgramError: if none has that name.
    """
    _must_be_shipped(name)
    return (_FOLDER / f"{name}{_PROGRAM}").read_text(encoding="utf-8")


def _must_be_shipped(name: str) -> None:
    with Arguments("seatplan.catalog") as given:
        given.text(name, "name")
    known = names()
    if name not in known:
        hint = nearest(name, known) or "a file that ends in .toml or .json."
        raise ProgramError([Problem(f"no shipped program is called {name!r}", hint=hint)])


__all__ = ["flown", "is_flown", "load", "names", "text"]
