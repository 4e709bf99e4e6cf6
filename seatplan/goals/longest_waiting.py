"""Longest waiting: those fly who have waited longest."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from seatplan.kinds import Goal, goal_kind
from seatplan.lookup import LONG_AGO, Lookup
from seatplan.modelling import Model, Sum
from seatplan.program import CrewMember
from seatplan.selection import Members
from seatplan.timeline import Reading


@goal_kind("longest-waiting")
@frozen(kw_only=True, slots=False)
class LongestWaiting(Goal, Members):
    """The sum over tours of the days between the landing before it and its launch, maximised.

    The first tour waits since `last_landing`, else since `selected`, else since the program's
    first launch. No wait is below 0.
    """

    sense = "max"

    def waits_since(self, lookup: Lookup, member: CrewMember) -> date:
        """The day since which the member waits for a first tour in the plan."""
        return member.last_landing or member.selected or lookup.first_launch or LONG_AGO

    def value(self, reading: Reading) -> int:
        total = 0
        for member in self.members_in(reading.lookup):
            since = self.waits_since(reading.lookup, member)
            for tour in reading.tours.get(member.id, ()):
                total += max(0, (tour.launch - since).days)
                since = tour.landing
        return total

    def expression(self, model: Model) -> Sum:
        # The waits of a member add up to the days from `since` to the last landing, less the days
        # in space. One literal says which landing is the last: as this is maximised, the best
        # choice is the true one. Where the first launch lies before `since` the sum would count
        # a negative wait: one more literal gives it back, and the best choice is the first.
        parts: list[Sum] = []
        for member in self.members_in(model.lookup):
            ways = model.ways_of(member.id)
            if not ways:
                continue
            since = self.waits_since(model.lookup, member)
            parts.append(Sum([way.literal for way in ways], [-way.days for way in ways]))
            landings: dict[date, list[int]] = {}
            early: dict[date, list[int]] = {}
            for way in ways:
                landings.setdefault(way.down.landing, []).append(way.literal)
                if way.up.launch < since:
                    early.setdefault(way.up.launch, []).append(way.literal)
            parts.append(_one_of(model, {d: (d - since).days for d in landings}, landings))
            parts.append(_one_of(model, {d: (since - d).days for d in early}, early))
        return Sum.total(parts)


def _one_of(model: Model, worth: dict[date, int], ways: dict[date, list[int]]) -> Sum:
    """What the best of the days is worth on which one of its ways is taken; 0 without any."""
    days = sorted(ways)
    chosen = [model.literal() for _ in days]
    for day, literal in zip(days, chosen, strict=True):
        model.between(Sum([literal]) - Sum(ways[day]), None, 0)
        if worth[day] < 0:  # nobody would choose it: say that something is chosen
            model.between(Sum(chosen) - Sum(ways[day]), 0, None)
    if len(days) > 1:
        model.between(Sum(chosen), None, 1)
    return Sum(chosen, [worth[day] for day in days])
