"""Options of long-running functions, as one value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import evolve, fields_dict, frozen

from seatplan.arguments import Arguments, Seconds
from seatplan.progress import CancelToken


@frozen(kw_only=True)
class Options:
    """Time limit, workers, seed, progress callback and cancel token of a long-running function.

    `solve`, `explain`, `why_not`, `candidates`, `what_if`, `alternatives`, `sweep` and `stress`
    accept it as `options`, instead of the same arguments one by one.

    Attributes:
        time_limit: in seconds, for the whole call (for each scenario of a sweep); None for no
            limit.
        workers: number of solver threads. With 1, the default, the same input always gives the
            same answer. Explanations always use 1.
        seed: random seed of the solver.
        on_progress: a function that is called with each moment of progress.
        cancel: a token that stops the call.
    """

    time_limit: Seconds = 60.0
    workers: int = 1
    seed: int = 0
    on_progress: Callable[[Any], object] | None = None
    cancel: CancelToken | None = None

    @property
    def seconds(self) -> float:
        """The time limit as a number of seconds."""
        return Arguments("").seconds(self.time_limit)


USUAL = Options()
"""The defaults."""


def chosen(
    given: Arguments,
    options: Options | None,
    time_limit: Seconds = 60.0,
    workers: int = 1,
    seed: int = 0,
    on_progress: Callable[[Any], object] | None = None,
    cancel: CancelToken | None = None,
) -> Options:
    """The checked options of a call: `options`, or the arguments that were given one by one.

    It is a problem if both are given, unless an argument has its default value.

    Args:
        given: collects the problems.
        options: the argument `options` of the function.
        time_limit, workers, seed, on_progress, cancel: the arguments of the function that are
            options.
    """
    one_by_one = Options(
        time_limit=time_limit, workers=workers, seed=seed, on_progress=on_progress, cancel=cancel
    )
    if options is None:
        options = one_by_one
    elif not isinstance(options, Options):
        given.wrong(
            options, "is not an Options object", ("options",), "seatplan.Options(time_limit=10)."
        )
        return USUAL
    else:
        for name in fields_dict(Options):
            value, usual = getattr(one_by_one, name), getattr(USUAL, name)
            if value is not usual and (type(value) is not type(usual) or value != usual):
                hint = f"pass seatplan.Options({name}=…), or leave options out."
                given.wrong(value, "is given in addition to options", (name,), hint)
    given.callback(options.on_progress)
    given.cancel(options.cancel)
    return evolve(
        options,
        time_limit=given.seconds(options.time_limit),
        workers=given.workers(options.workers),
        seed=given.seed(options.seed),
    )
