"""What long work tells while it goes on."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen


@frozen
class Progress:
    """A moment of a solve.

    Attributes:
        phase: what is being done: "build", "search" or "check".
        goal: the id of the goal that is being optimised, if one is.
        value: its best value so far, if there is a plan.
        bound: no plan can be better than that, as far as is known.
        seconds: since the start.
    """

    phase: str
    goal: str | None = None
    value: int | None = None
    bound: int | None = None
    seconds: float = 0.0


ProgressCallback = Callable[[Progress], None]
