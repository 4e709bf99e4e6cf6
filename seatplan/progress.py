"""What long work reports while it runs, and how it is stopped."""

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
"""Seconds between two looks at the file of a shared token."""


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


class ProgressCallback(Protocol):
    """What `on_progress` takes: any function of one moment; what it returns is not looked at."""

    def __call__(self, moment: Progress, /) -> object:
        """Is given each moment; what it raises comes out of the call that reports it."""


class CancelToken:
    """Stops long work, from any thread and for good: work that has not begun does not begin.

    What is cancelled answers as if its time had run out: with the best that is known by then. One
    token may be given to several calls. A copy that travels to another process is a token of its
    own, which no one there cancels; that of `CancelToken.shared()` stays the same token.
    """

    def __init__(self) -> None:
        self._event = threading.Event()

    @classmethod
    def shared(cls, folder: str | os.PathLike[str] | None = None) -> CancelToken:
        """A token that also stops work in other processes: its copies there are cancelled with it.

        It is a small file, which is there as long as the token is: cancelling deletes it, and so
        does the end of this process.

        Args:
            folder: where the file is, which the other processes must see; the one for temporary
                files if None. Workers on other machines need a folder that is shared with them.

        Raises:
            OSError: if no file can be written there.
        """
        descriptor, path = tempfile.mkstemp(prefix="seatplan-", suffix=".cancel", dir=folder)
        os.close(descriptor)
        return _Shared(os.path.abspath(path), owner=True)

    def cancel(self) -> None:
        """Stops whatever has this token; within a second, usually at once."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether someone has cancelled."""
        return self._event.is_set()

    def __repr__(self) -> str:
        return f"<CancelToken: {'cancelled' if self.cancelled else 'not cancelled'}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return CancelToken, ()


class _Shared(CancelToken):
    """A token whose copies watch one file."""

    def __init__(self, path: str, *, owner: bool = False) -> None:
        super().__init__()
        self._path = path
        self._next = 0.0
        if owner:
            weakref.finalize(self, _unlink, path)  # at exit at the latest

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
