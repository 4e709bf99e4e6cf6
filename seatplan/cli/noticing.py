"""Notices on standard error, and `--strict`, which makes them errors."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Annotated, Any, TextIO, get_type_hints

from attrs import evolve
from cyclopts import Parameter

from seatplan.cli.output import say
from seatplan.errors import InputError, InputWarning, PlanError, Problem, ProgramError
from seatplan.foreign import foreign
from seatplan.plan import Plan
from seatplan.program import Program
from seatplan.program_index import ProgramIndex

MOST = 10
"""This many notices are printed; `Program.notices` has all."""

Strict = Annotated[
    bool, Parameter(name="--strict", show_default=False, help="take notices for errors.")
]

_strict: ContextVar[bool] = ContextVar("strict", default=False)


def with_strict(command: Callable[..., int]) -> Callable[..., int]:
    """The command with the option `--strict`, if it reads a program."""
    signature = inspect.signature(command)
    if "program" not in signature.parameters:
        return command

    @wraps(command)
    def run(*words: Any, strict: bool = False, **options: Any) -> int:
        before = _strict.set(strict)
        try:
            return command(*words, **options)
        finally:
            _strict.reset(before)

    hints = get_type_hints(command, include_extras=True)
    known = [
        one.replace(annotation=hints.get(one.name, one.annotation))
        for one in signature.parameters.values()
    ]
    option = inspect.Parameter("strict", inspect.Parameter.KEYWORD_ONLY, default=False)
    known.append(option.replace(annotation=Strict))
    run.__annotations__ = {**hints, "strict": Strict}
    vars(run)["__signature__"] = signature.replace(parameters=known)
    return run


def tell_notices(program: Program, path: str | None) -> None:
    """Puts the notices of a program on standard error.

    Args:
        program: what was read.
        path: of its file, whose lines are reported; None if it is a shipped one.

    Raises:
        ProgramError: with all of them, if the command is to be strict.
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
        _tell(problem)
    if len(problems) > MOST:
        say(f"seatplan: notice: … and {len(problems) - MOST} more")


def tell_foreign(program: Program, plan: Plan, source: str) -> None:
    """Puts on standard error that a plan is of another program, where it may be.

    Raises:
        PlanError: if it is, and the command is to be strict.
    """
    problem = foreign(ProgramIndex(program), plan)
    if problem is None:
        return
    if _strict.get():
        raise PlanError([problem], source)
    _tell(problem, source)


@contextmanager
def warnings_told() -> Iterator[None]:
    """Puts each `InputWarning` on standard error, too; other warnings are Python's.

    Raises:
        InputError: at the first one, if the command is to be strict.
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
                _tell(message.problem, message.source)

        warnings.simplefilter("always", InputWarning)
        warnings.showwarning = showwarning
        yield


def _tell(problem: Problem, source: str | None = None) -> None:
    where = f"{source}: " if source is not None else ""
    hint = f" Maybe {problem.hint}" if problem.hint else ""
    say(f"seatplan: notice: {where}{evolve(problem, hint='')}.{hint}")
