"""What a program demands, piece by piece, and what a plan does instead."""

from __future__ import annotations

from datetime import date

from attrs import Factory, frozen


@frozen
class Requirement:
    """One demand that can hold or be given up on its own.

    Attributes:
        id: stable and readable: `integrated-crew:MS-29:up:usos`.
        rule: the id of the rule it is a piece of, or of the part of the structure (`fixed`, …).
        message: what must hold, as a sentence with names and dates.
        flights: ids of the flights it speaks of.
        members: ids of the members it speaks of.
        decision: what giving it up means, as something that a planner can decide.
    """

    id: str
    rule: str
    message: str
    flights: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    decision: str = Factory(lambda self: f"give up: {self.message}", takes_self=True)


@frozen
class Finding:
    """A requirement that a plan does not keep: what `Rule.violations` yields.

    Attributes:
        requirement: what does not hold.
        amount: how far off, in the unit of its rule; positive.
        found: what the plan does instead, to follow the requirement's sentence.
        settled: the last day on which something could still be done about it. A hard one is
            waived when `as_of` lies behind that day. None: the rule has applied `as_of` itself.
        since, until: the days it is about, where it is about a stretch of days.
        members: who is meant, where the finding knows better than the requirement.
    """

    requirement: Requirement
    amount: int
    found: str
    settled: date | None
    since: date | None = None
    until: date | None = None
    members: tuple[str, ...] | None = None
