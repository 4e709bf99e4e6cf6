"""Requirements: the single demands of a program, and findings: what a plan does instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from attrs import Factory, evolve, field, frozen


def requirement_id(*parts: str | None) -> str:
    """Joins parts to an id; two ids are equal only if all their parts are equal.

    Parts are separated by colons; a colon or backslash inside a part is escaped with a backslash.
    None means any value and becomes `any`; a part `any` becomes `\\any`.
    """
    return ":".join(map(_escaped, parts))


def _escaped(part: str | None) -> str:
    if part is None:
        return "any"
    if part == "any":
        return r"\any"
    return part.replace("\\", r"\\").replace(":", r"\:")


def day_after(day: date) -> date:
    """The next day; for the last possible date, that date."""
    return day + timedelta(1) if day < date.max else day


@frozen(kw_only=True)
class Subject:
    """What a requirement is about, as data; fields that do not apply are None.

    Attributes:
        flight, leg, role, member, qualification, agency, station: ids or words of the program.
        since, until: the days `[since, until)`.
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
"""Phrases for the numbers of a rule, by key; for other keys, the key precedes the number."""


@frozen
class Loosened:
    """A change of one number of a rule that has the same effect as giving the rule up.

    Attributes:
        key: the key of the number in the rule.
        before, after: the old and the new number, as in a file: `5`, `0.5`.
        is_least: whether it is proved that no smaller change is enough.
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
"""The subject of a requirement without data on what it is about."""


@frozen
class Requirement:
    """One demand that can hold or be given up on its own.

    Attributes:
        id: a stable, readable id such as `integrated-crew:MS-29:up:usos`, made by
            `requirement_id`.
        rule: the id of the rule or law that it belongs to.
        message: what must hold, as a sentence with names and dates.
        flights: the ids of the flights that it is about.
        members: the ids of the members that it is about.
        decision: what giving it up means, as a decision of a planner.
        subject: what it is about, as data.
        here: the part of the message that names its subject, such as a flight and its day.
            Requirements of a rule that are alike differ only in this part.
        loosened: in a fix, a change of a number of the rule that is enough; None if there is none.
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
    """The same requirements; if two have the same sentence, their ids are added to it."""
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
    """A requirement that a plan does not keep, as `Rule.violations` yields it.

    Attributes:
        requirement: the requirement.
        amount: by how much it is missed, in the unit of its rule; positive.
        found: what the plan does instead, as a phrase to follow the requirement's sentence.
        settled: the last day on which a change could still mend it. A hard finding is left out if
            `as_of` is after that day. None: the rule has applied `as_of` itself.
        since, until: the days `[since, until)`, if it is about a period of days.
        members: the ids of the members concerned, if more precise than in the requirement.
        subject: what it is about, if more precise than in the requirement.
        message: the requirement and what the plan does instead, in one sentence.
        weight: for a wish among the laws, the cost of missing it; None for everything else.
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
