"""What a program demands, piece by piece, and what a plan does instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from attrs import Factory, evolve, field, frozen


def requirement_id(*parts: str | None) -> str:
    """An id made of parts: two ids are the same only if all their parts are.

    A colon separates the parts, so a colon inside a part is escaped with a backslash, and so is a
    backslash. None means that anything will do: it reads `any`, and a part that is called `any`
    reads `\\any`.
    """
    return ":".join(map(_escaped, parts))


def _escaped(part: str | None) -> str:
    if part is None:
        return "any"
    if part == "any":
        return r"\any"
    return part.replace("\\", r"\\").replace(":", r"\:")


def day_after(day: date) -> date:
    """The next day, or the last day there is."""
    return day + timedelta(1) if day < date.max else day


@frozen(kw_only=True)
class Subject:
    """What a requirement is about, as data; None where it is about no such thing.

    Attributes:
        flight, leg, role, member, qualification, agency, station: ids.
        since, until: days `[since, until)`.
    """

    flight: str | None = None
    leg: Literal["up", "down", "backup"] | None = None
    role: str | None = None
    member: str | None = None
    qualification: str | None = None
    agency: str | None = None
    station: str | None = None
    since: date | None = None
    until: date | None = None


NUMBERS = {
    "min": "at least {}",
    "max": "at most {}",
    "least": "at least {}",
    "most": "at most {}",
    "tolerance": "a tolerance of {}",
    "days": "{} days",
    "max_days": "at most {} days",
    "max_flights": "at most {} flights",
    "max_rookies": "at most {} rookies",
}
"""By the key of a rule: how its number reads; of others the key comes first."""


@frozen
class Loosened:
    """A change of one number of a rule that does as well as giving it up.

    Attributes:
        key: of the rule.
        before, after: the number, as in a file: `5`, `0.5`.
        is_least: whether it is proved that no smaller change would do.
    """

    key: str
    before: str
    after: str
    is_least: bool = True

    @property
    def words(self) -> str:
        """`at most 6 instead of 5 will do`."""
        number = NUMBERS.get(self.key, f"{self.key} {{}}").format(self.after)
        return f"{number} instead of {self.before} will do"


NOTHING = Subject()
"""Of a requirement that does not show what it is about."""


@frozen
class Requirement:
    """One demand that can hold or be given up on its own.

    Attributes:
        id: stable and readable: `integrated-crew:MS-29:up:usos`; `requirement_id` makes it.
        rule: the id of the rule it is a piece of, or of the part of the structure (`fixed`, …).
        message: what must hold, as a sentence with names and dates.
        flights: ids of the flights it speaks of.
        members: ids of the members it speaks of.
        decision: what giving it up means, as something that a planner can decide.
        subject: what it is about, as data.
        here: the part of the message that names what this one is about, such as a flight and its
            day; those of a rule that demand the same of other things differ in that part alone.
        loosened: of a fix: the change of a number of the rule that will do; None if there is none.
    """

    id: str
    rule: str
    message: str
    flights: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    decision: str = Factory(lambda self: f"give up: {self.message}", takes_self=True)
    subject: Subject = field(default=NOTHING, eq=False, repr=False)
    here: str = field(default="", eq=False, repr=False)
    loosened: Loosened | None = field(default=None, repr=False)


def told_apart(requirements: Iterable[Requirement]) -> tuple[Requirement, ...]:
    """The same; those that differ and would read the same carry their ids in their sentences."""
    these = tuple(requirements)
    different = {one.id: one for one in these}.values()
    said = Counter(one.message for one in different)
    decided = Counter(one.decision for one in different)
    return tuple(
        evolve(
            one,
            message=f"{one.message} [{one.id}]" if said[one.message] > 1 else one.message,
            decision=f"{one.decision} [{one.id}]" if decided[one.decision] > 1 else one.decision,
        )
        for one in these
    )


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
        subject: what it is about, where the finding knows better than the requirement.
        message: the demand and what the plan does instead, in one sentence.
        weight: of a wish among what every plan obeys, what it costs to miss it; None for all else.
    """

    requirement: Requirement
    amount: int
    found: str
    settled: date | None
    since: date | None = None
    until: date | None = None
    members: tuple[str, ...] | None = None
    subject: Subject = field(
        default=Factory(lambda self: self.requirement.subject, takes_self=True),
        eq=False,
        repr=False,
    )
    message: str = Factory(
        lambda self: f"{self.requirement.message}: {self.found}", takes_self=True
    )
    weight: int | None = None
