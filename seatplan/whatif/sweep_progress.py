"""How far a sweep is."""

from __future__ import annotations

from attrs import frozen

from seatplan.whatif.outcome import Outcome


@frozen
class SweepProgress:
    """A moment of a sweep; callbacks for a solve can take it, too.

    Attributes:
        done: how many outcomes are known.
        total: the number of scenarios.
        latest: the latest outcome; None at the start.
        seconds: since the start.
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
        """As `done`."""
        return self.done

    @property
    def bound(self) -> int:
        """As `total`."""
        return self.total
