"""Options of long work: one value for every call that solves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import evolve, frozen

from seatplan.arguments import Arguments, Seconds
from seatplan.progress import CancelToken


@frozen(kw_only=True)
class Options:
    """Time limit, workers and seed of long work; who hears of its progress, and what stops it.

    `solve`, `explain`, `why_not`, `candidates`, `what_if`, `alternatives`, `sweep` and `stress`
    take it as `options`, instead of the same arguments one by one.

    Attributes:
        time_limit: in seconds, for everything (for each scenario of a sweep); None for no limit.
        workers: threads of the solver. With one, the default, answers can be repeated.
            Explanations use one in any case.
        seed: of the solver.
        on_progress: called with what the function reports while it works.
        cancel: stops it.
    """

    time_limit: Seconds = 60.0
    workers: int = 1
    seed: int = 0
    on_progress: Callable[[Any], None] | None = None
    cancel: CancelToken | None = None

    @property
    def seconds(self) -> float:
        """The time limit as a number of seconds."""
        return Arguments("").seconds(self.time_limit)


USUAL = Options()
"""What holds where nothing is given."""


def chosen(given: Arguments, options: Options | None, **named: Any) -> Options:
    """The options of a call, each value looked at: `options`, or what was given by name.

    An argument beside `options` is a problem, unless it has its usual value.

    Args:
        given: takes note of what is wrong.
        options: as the function was given it.
        named: the arguments of the function that are options, as it was given them.
    """
    if options is None:
        options = evolve(USUAL, **named)
    elif not isinstance(options, Options):
        given.wrong(
            options, "is not an Options object", ("options",), "seatplan.Options(time_limit=10)."
        )
        return USUAL
    else:
        for name, value in named.items():
            usual = getattr(USUAL, name)
            if value is not usual and (type(value) is not type(usual) or value != usual):
                hint = f"seatplan.Options({name}=…), or no options."
                given.wrong(value, "is given beside options", (name,), hint)
    given.callback(options.on_progress)
    given.cancel(options.cancel)
    return evolve(
        options,
        time_limit=given.seconds(options.time_limit),
        workers=given.workers(options.workers),
        seed=given.seed(options.seed),
    )
