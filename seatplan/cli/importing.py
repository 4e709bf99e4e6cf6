"""`--import MODULE`: makes the rules, goals and edits of a module known to one command."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Annotated, Any

from cyclopts import Parameter

from seatplan.cli.added_option import add_option
from seatplan.errors import Problem
from seatplan.plugins import PluginError

Import = Annotated[
    list[str] | None,
    Parameter(
        name="--import",
        show_default=False,
        help="import this module of rules, goals or edits, which is installed or in this folder; "
        "can be repeated.",
    ),
]


def with_import(command: Callable[..., int]) -> Callable[..., int]:
    """Adds the option `--import` to a command."""

    @wraps(command)
    def run(*words: Any, import_: list[str] | None = None, **options: Any) -> int:
        import_modules(import_ or ())
        return command(*words, **options)

    return add_option(run, command, "import_", Import, None)


def import_modules(names: Sequence[str]) -> None:
    """Imports modules, including those in the current folder.

    Raises:
        PluginError: if modules cannot be imported; it lists all of them.
    """
    if not names:
        return
    if not {"", "."} & set(sys.path):
        sys.path.append(".")  # last, so that no file there hides an installed module
    problems = []
    for name in names:
        try:
            importlib.import_module(name)
        except Exception as error:  # a user's module can raise anything
            message = f"--import {name}: cannot be imported: {type(error).__name__}: {error}"
            hint = ""
            if name.endswith(".py"):
                module = name.removesuffix(".py").replace("/", ".")
                hint = f"you mean the module {module}, without the ending .py."
            problems.append(Problem(message, hint=hint))
    if problems:
        raise PluginError(problems)
