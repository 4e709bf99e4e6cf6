"""The progress of a sweep."""

from __future__ import annotations

from attrs import frozen

from seatplan.whatif.outcome import Outcome


@frozen
class SweepProgress:
    """The progress of a sweep at one moment; callbacks for a solve can take it, too.

    Attributes:
        done: the number of known outcomes.
        total: the number of scenarios.
        latest: the latest outcome; None at the start.
        seconds: the time since the start, in seconds.
    """

    done: int
    total: int
    latest: Outcome | None = None
    seconds: float = 0.0

    @property
    def phase(self) -> str:
        """The phase: "sweep"."""
        return "sweep"

    @property
    def value(self) -> int:
        """The same as `done`."""
        return self.done

    @property
    def bound(self) -> int:
        """The same as `total`."""
        return self.total
