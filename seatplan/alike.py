"""Requirements that demand the same of other things, on one line with what each is about."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from seatplan.requirement import Requirement
from seatplan.words import listed, many, opening

NAMED = 3
"""This many things are named on a line; of more, the number of the others is given."""


@frozen
class Line:
    """One requirement, or several that differ only in what they are about.

    Attributes:
        message: what must hold, for all of them.
        requirements: in the order in which they came.
    """

    message: str
    requirements: tuple[Requirement, ...]

    @property
    def rule(self) -> str:
        """The id of the rule that they are pieces of."""
        return self.requirements[0].rule


def condensed(requirements: Iterable[Requirement]) -> tuple[Line, ...]:
    """The requirements, those that are alike on the line of the first of them."""
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
