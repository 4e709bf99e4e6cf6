"""What long work reports while it runs, and how it is stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

from attrs import field, frozen

from seatplan.plan import Plan


@frozen
class Progress:
    """A moment of a solve or an explanation.

    Attributes:
        phase: what is being done: "build", "search" or "check"; of an explanation "conflicts" or
            "fixes".
        goal: the id of the goal that is being optimised, if one is.
        value: its best value so far, if there is a plan; of an explanation how many are found.
        bound: no plan can be better than that, as far as is known; of one goal it never goes back.
        seconds: since the start.
        plan: the best plan so far, which passes the check; None while there is none.
        stage, stages: which goal is being optimized, from 1 on, and how many there are; a goal that
            gives comes once more, after all others.
        values: by goal id, what the plan is worth.
        bounds: by goal id, the bounds that are known, each under the best of the goals before.
        trying: while there is no plan for long, what is being tried.
    """

    phase: str
    goal: str | None = None
    value: int | None = None
    bound: int | None = None
    seconds: float = 0.0
    plan: Plan | None = field(default=None, repr=False)
    stage: int | None = None
    stages: int | None = None
    trying: str | None = None
    values: Mapping[str, int] = field(factory=dict, repr=False, hash=False)
    bounds: Mapping[str, int] = field(factory=dict, repr=False, hash=False)

    @property
    def gap(self) -> float | None:
        """How far the bound is from the value, as a part of the value; None if one is not known.

        Where the value is 0 it is taken for 1.
        """
        if self.value is None or self.bound is None:
            return None
        return abs(self.bound - self.value) / max(1, abs(self.value))


ProgressCallback = Callable[[Progress], None]


class CancelToken:
    """Stops long work, from any thread and for good: work that has not begun does not begin.

    What is cancelled answers as if its time had run out: with the best that is known by then. One
    token may be given to several calls. A copy that travels to another process is a token of its
    own, which no one there cancels.
    """

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Stops whatever has this token; within a second, usually at once."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether someone has cancelled."""
        return self._event.is_set()

    def __reduce__(self) -> tuple[type[CancelToken], tuple[()]]:
        return CancelToken, ()
