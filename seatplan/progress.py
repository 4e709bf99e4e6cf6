"""Progress of long-running functions, and tokens that stop them."""

from __future__ import annotations

import os
import tempfile
import threading
import time
import weakref
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Protocol

from attrs import field, frozen

from seatplan.plan import Plan

LOOK = 0.05
"""Seconds between two checks of the file of a shared token."""


@frozen
class Progress:
    """The state of a solve or an explanation at one moment.

    Attributes:
        phase: "build", "search" or "check"; for an explanation also "conflicts" or "fixes".
        goal: the id of the goal that is being optimized, if there is one.
        value: the best value of that goal so far, if there is a plan; for an explanation, the
            number of conflicts or fixes found so far.
        bound: the best known bound: no plan can be better. For one goal it never gets worse.
        seconds: time since the start, in seconds.
        plan: the best plan so far, which has passed the check; None while there is none.
        stage, stages: the number of the goal that is being optimized, counted from 1, and the
            number of goals. A goal with `give` is optimized once more after all others.
        values: by goal id, the value of the plan.
        bounds: by goal id, the known bound, given the best values of the goals before it.
        trying: if no plan has been found for a while, what is being tried.
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
        """The distance of the bound from the value, divided by the value (or by 1 if that is 0).

        None if one of them is not known.
        """
        if self.value is None or self.bound is None:
            return None
        return abs(self.bound - self.value) / max(1, abs(self.value))


class ProgressCallback(Protocol):
    """The type of `on_progress`: any function of one moment; its return value is ignored."""

    def __call__(self, moment: Progress, /) -> object:
        """Receives a moment; an exception that it raises ends the reporting call."""


class CancelToken:
    """Stops long-running calls, from any thread and permanently.

    A cancelled call returns as if its time had run out: with the best answer known by then; a call
    that has not begun does not begin. Several calls can share one token. A copy in another process
    is an independent token; use `CancelToken.shared()` to stop calls in other processes.
    """

    def __init__(self) -> None:
        self._event = threading.Event()

    @classmethod
    def shared(cls, folder: str | os.PathLike[str] | None = None) -> CancelToken:
        """A token whose copies in other processes are cancelled with it.

        It is backed by a small file, which is deleted when the token is cancelled and when this
        process ends.

        Args:
            folder: the folder of the file, which the other processes must be able to read; if None,
                the system's folder for temporary files. Workers on other machines need a folder
                that is shared with them.

        Raises:
            OSError: if the file cannot be written.
        """
        descriptor, path = tempfile.mkstemp(prefix="seatplan-", suffix=".cancel", dir=folder)
        os.close(descriptor)
        return _Shared(os.path.abspath(path), owner=True)

    def cancel(self) -> None:
        """Stops all calls that have this token, usually at once and within a second at most."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether the token has been cancelled."""
        return self._event.is_set()

    def __repr__(self) -> str:
        return f"<CancelToken: {'cancelled' if self.cancelled else 'not cancelled'}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return CancelToken, ()


class _Shared(CancelToken):
    """A token whose copies watch the same file."""

    def __init__(self, path: str, *, owner: bool = False) -> None:
        super().__init__()
        self._path = path
        self._next = 0.0
        if owner:
            weakref.finalize(self, _unlink, path)  # deletes the file at exit at the latest

    def cancel(self) -> None:
        super().cancel()
        _unlink(self._path)

    @property
    def cancelled(self) -> bool:
        if not self._event.is_set() and time.monotonic() >= self._next:
            self._next = time.monotonic() + LOOK
            if not os.path.exists(self._path):
                self._event.set()
        return self._event.is_set()

    def __reduce__(self) -> tuple[Any, ...]:
        return _Shared, (self._path,)


def _unlink(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)
