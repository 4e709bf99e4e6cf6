"""The collection of problems, without those that depend on values that could not be read."""

from __future__ import annotations

from collections.abc import Collection

from seatplan.errors import Place, Problem, Problems


class Notes:
    """The problems found in one pass over a program.

    Attributes:
        broken: the places of fillers, which replace values that could not be read.
        around: the places that contain a filler.
        problems: the problems.
    """

    def __init__(self, broken: Collection[Place], problems: Problems) -> None:
        self.broken: frozenset[Place] = frozenset(broken)
        self.around: set[Place] = {bad[:depth] for bad in self.broken for depth in range(len(bad))}
        self.problems = problems

    def add(
        self, place: Place, message: str, hint: str = "", *needs: Place, code: str = ""
    ) -> None:
        """Note a problem, unless it depends on a value that could not be read.

        Args:
            place: the place of the problem.
            message: the problem in one sentence.
            hint: what probably mends it.
            needs: the places of all other values on which the problem depends.
            code: a word for the kind of problem.
        """
        if not self.filled(place) and not any(map(self.unsure, needs)):
            self.problems.note(Problem(message, place, hint, code=code))

    def filled(self, place: Place) -> bool:
        """Return whether the place is a filler, or part of one."""
        return any(place[:depth] in self.broken for depth in range(len(place) + 1))

    def unsure(self, place: Place) -> bool:
        """Return whether the place is a filler, part of one, or contains one."""
        return place in self.around or self.filled(place)
