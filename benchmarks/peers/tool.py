"""The interface of a tool for the textbook model: variables, constraints and objectives.

Expressions and comparisons are the tool's own: `+`, `-`, `*` by a number, `<=`, `>=`, `==`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from attrs import frozen


@frozen
class Found:
    """The result of one objective.

    Attributes:
        plan: whether a solution was found.
        proved: whether it is proved to be optimal.
        bound: a bound that no solution can beat.
    """

    plan: bool
    proved: bool
    bound: int | None


class Tool(Protocol):
    """A solver and the model in it."""

    def boolean(self) -> Any:
        """A new variable that is 0 or 1."""

    def integer(self, low: int, high: int) -> Any:
        """A new integer variable."""

    def total(self, terms: Sequence[Any]) -> Any:
        """The sum of at least one term."""

    def add(self, constraint: Any) -> None:
        """Adds a comparison as a constraint."""

    def square(self, before: int, count: Any, most: int) -> Any:
        """An expression for (before + count)², to be minimized; count is at most `most`."""

    def optimise(self, objective: Any, sense: str, seconds: float) -> Found:
        """Searches for the best solution; `sense` is "max" or "min"."""

    def taken(self, boolean: Any) -> bool:
        """The value of a variable in the latest solution."""


def levels(tool: Tool, before: int, count: Any, most: int) -> Any:
    """The square for a linear tool: the k-th unit costs (before + k)² - (before + k - 1)²."""
    steps = [tool.boolean() for _ in range(most)]
    tool.add(tool.total(steps) >= count)
    return tool.total([(2 * (before + k) + 1) * step for k, step in enumerate(steps)]) + before**2
