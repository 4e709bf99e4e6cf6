"""An option that is added to the parameters of many commands."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, get_type_hints


def add_option(
    run: Callable[..., int], command: Callable[..., int], name: str, annotation: Any, default: Any
) -> Callable[..., int]:
    """Gives a wrapper of a command the parameters of the command, and one more.

    Args:
        run: the wrapper. It takes the new option and passes all other arguments on.
        command: the wrapped command.
        name: the name of the new keyword parameter.
        annotation: its annotation, with cyclopts' `Parameter`.
        default: its default.

    Returns:
        `run`, with the signature and the annotations that cyclopts reads.
    """
    signature = inspect.signature(command)
    hints = get_type_hints(command, include_extras=True)
    parameters = [
        each.replace(annotation=hints.get(each.name, each.annotation))
        for each in signature.parameters.values()
    ]
    option = inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default)
    parameters.append(option.replace(annotation=annotation))
    run.__annotations__ = {**hints, name: annotation}
    vars(run)["__signature__"] = signature.replace(parameters=parameters)
    return run
