"""Combines requirements that differ only in their subject into one line."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from seatplan.requirement import Requirement
from seatplan.words import listed, many, opening

NAMED = 3
"""A line names this many subjects; if there are more, it gives the number of the others."""


@frozen
class Line:
    """One requirement, or several that differ only in their subject.

    Attributes:
        message: a sentence for all of them.
        requirements: the requirements, in the given order.
    """

    message: str
    requirements: tuple[Requirement, ...]

    @property
    def rule(self) -> str:
        """The id of the rule that they belong to."""
        return self.requirements[0].rule


def condensed(requirements: Iterable[Requirement]) -> tuple[Line, ...]:
    """The requirements as lines; requirements that are alike share one line."""
    alike: dict[tuple[str, str, str], list[Requirement]] = {}
    for one in requirements:
        before, here, after = one.message.partition(one.here) if one.here else (one.id, "", "")
        alike.setdefault((one.rule, before, after if here else ""), []).append(one)
    return tuple(Line(_message(group), tuple(group)) for group in alike.values())


def _message(group: list[Requirement]) -> str:
    first = group[0]
    if len(group) == 1:
        return first.message
    named = [one.here for one in group]
    if len(named) > NAMED + 1:
        named = [*named[:NAMED], many(len(named) - NAMED, "other")]
    before, _, after = first.message.partition(first.here)
    message = f"{before}each of {listed(named)}{after}"
    return message if before else opening(message)
