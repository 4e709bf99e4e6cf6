"""Problems as they are found, without those that lean on a value that could not be read."""

from __future__ import annotations

from collections.abc import Collection

from seatplan.errors import Place, Problem, Problems


class Notes:
    """What one pass over a program found.

    Attributes:
        broken: the places of fillers.
        around: the places that hold such a place.
        problems: what was found.
    """

    def __init__(self, broken: Collection[Place], problems: Problems) -> None:
        self.broken: frozenset[Place] = frozenset(broken)
        self.around: set[Place] = {bad[:depth] for bad in self.broken for depth in range(len(bad))}
        self.problems = problems

    def add(
        self, place: Place, message: str, hint: str = "", *needs: Place, code: str = ""
    ) -> None:
        """Reports a problem, unless it leans on something that could not be read.

        Args:
            needs: the places of all values that were looked at, beside the one at `place`.
            code: a word for what kind of problem it is.
        """
        if not self.filled(place) and not any(map(self.unsure, needs)):
            self.problems.note(Problem(message, place, hint, code=code))

    def filled(self, place: Place) -> bool:
        """Whether a filler is there, or around it."""
        return any(place[:depth] in self.broken for depth in range(len(place) + 1))

    def unsure(self, place: Place) -> bool:
        """Whether a filler is there, around it or in it."""
        return place in self.around or self.filled(place)
