"""`--import MODULE`: rules, goals and edits of a module, for one command."""

from __future__ import annotations

import importlib
import inspect
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Annotated, Any, get_type_hints

from cyclopts import Parameter

from seatplan.errors import Problem
from seatplan.plugins import PluginError

Import = Annotated[
    list[str] | None,
    Parameter(
        name="--import",
        show_default=False,
        help="a module with rules, goals or edits, installed or in this folder; may be repeated.",
    ),
]


def with_import(command: Callable[..., int]) -> Callable[..., int]:
    """The command with the option `--import`."""

    @wraps(command)
    def run(*words: Any, import_: list[str] | None = None, **options: Any) -> int:
        import_modules(import_ or ())
        return command(*words, **options)

    signature = inspect.signature(command)
    hints = get_type_hints(command, include_extras=True)
    known = [
        one.replace(annotation=hints.get(one.name, one.annotation))
        for one in signature.parameters.values()
    ]
    option = inspect.Parameter("import_", inspect.Parameter.KEYWORD_ONLY, default=None)
    known.append(option.replace(annotation=Import))
    run.__annotations__ = {**hints, "import_": Import}
    vars(run)["__signature__"] = signature.replace(parameters=known)
    return run


def import_modules(names: Sequence[str]) -> None:
    """Imports modules, also those in the folder in which the command runs.

    Raises:
        PluginError: with every module that cannot be imported.
    """
    if not names:
        return
    if not {"", "."} & set(sys.path):
        sys.path.append(".")  # last: no file there can take the place of an installed module
    problems = []
    for name in names:
        try:
            importlib.import_module(name)
        except Exception as error:  # whatever a module of someone else raises
            message = f"--import {name}: cannot be imported: {type(error).__name__}: {error}"
            hint = ""
            if name.endswith(".py"):
                hint = f"the name of the module: {name.removesuffix('.py').replace('/', '.')}."
            problems.append(Problem(message, hint=hint))
    if problems:
        raise PluginError(problems)
