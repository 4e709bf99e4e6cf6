"""Prints notices on standard error; with `--strict`, notices are errors."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Annotated, Any, TextIO

from attrs import evolve
from cyclopts import Parameter

from seatplan.cli.added_option import add_option
from seatplan.cli.output import print_message
from seatplan.errors import InputError, InputWarning, PlanError, Problem, ProgramError
from seatplan.foreign import foreign
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.program_index import ProgramIndex

MOST = 10
"""At most this many notices are printed; `Program.notices` has them all."""

Strict = Annotated[
    bool, Parameter(name="--strict", show_default=False, help="treat notices as errors.")
]

_strict: ContextVar[bool] = ContextVar("strict", default=False)


def with_strict(command: Callable[..., int]) -> Callable[..., int]:
    """Adds the option `--strict` to a command that reads a program."""
    if "program" not in inspect.signature(command).parameters:
        return command

    @wraps(command)
    def run(*words: Any, strict: bool = False, **options: Any) -> int:
        before = _strict.set(strict)
        try:
            return command(*words, **options)
        finally:
            _strict.reset(before)

    return add_option(run, command, "strict", Strict, False)


def print_notices(program: Program, path: str | None) -> None:
    """Prints the notices of a program on standard error.

    Args:
        program: the program that was read.
        path: the file that it was read from, so that notices can give a line; None for a shipped
            program.

    Raises:
        ProgramError: with all notices, if the command is strict and there are any.
    """
    problems = [notice.problem for notice in program.notices]
    if not problems:
        return
    if path is not None:
        from seatplan.files import with_lines

        problems = with_lines(path, problems)
    if _strict.get():
        raise ProgramError(problems, path)
    for problem in problems[:MOST]:
        _print_notice(problem)
    if len(problems) > MOST:
        print_message(f"seatplan: notice: … and {len(problems) - MOST} more")


def print_foreign_notice(program: Program, plan: Plan, source: str) -> None:
    """Prints a notice on standard error if a plan seems to belong to another program.

    Args:
        program: the program that the plan is used with.
        plan: the plan.
        source: the file of the plan.

    Raises:
        PlanError: with the notice, if the command is strict.
    """
    problem = foreign(ProgramIndex(program), plan)
    if problem is None:
        return
    if _strict.get():
        raise PlanError([problem], source)
    _print_notice(problem, source)


@contextmanager
def warnings_as_notices() -> Iterator[None]:
    """Prints each `InputWarning` as a notice; leaves other warnings to Python.

    Raises:
        InputError: at the first `InputWarning`, if the command is strict.
    """
    with warnings.catch_warnings():
        before = warnings.showwarning

        def showwarning(
            message: Warning | str,
            category: type[Warning],
            filename: str,
            lineno: int,
            file: TextIO | None = None,
            line: str | None = None,
        ) -> None:
            if not isinstance(message, InputWarning):
                before(message, category, filename, lineno, file, line)
            elif _strict.get():
                raise InputError([message.problem], message.source)
            else:
                _print_notice(message.problem, message.source)

        warnings.simplefilter("always", InputWarning)
        warnings.showwarning = showwarning
        yield


def _print_notice(problem: Problem, source: str | None = None) -> None:
    where = f"{source}: " if source is not None else ""
    hint = f" Maybe {problem.hint}" if problem.hint else ""
    print_message(f"seatplan: notice: {where}{evolve(problem, hint='')}.{hint}")
