"""People matched with seats."""

from __future__ import annotations

from collections.abc import Sequence

SeatHome = tuple[str, str, int]
"""A flight, a role and a number below its count."""


def too_many(homes: Sequence[Sequence[SeatHome]]) -> list[list[int]]:
    """Sets of people who have fewer seats than they are: none if all have one.

    A largest matching by augmenting paths; whoever is left out belongs with all whose seats lie
    on alternating paths from there.
    """
    holder: dict[SeatHome, int] = {}

    def seated(who: int, tried: set[SeatHome]) -> bool:
        for place in homes[who]:
            if place not in tried:
                tried.add(place)
                if place not in holder or seated(holder[place], tried):
                    holder[place] = who
                    return True
        return False

    groups: list[set[int]] = []
    for who in range(len(homes)):
        tried: set[SeatHome] = set()
        if not seated(who, tried):
            group = {who, *(holder[place] for place in tried)}
            joined = [one for one in groups if one & group]
            groups = [one for one in groups if not one & group]
            groups.append(group.union(*joined))
    return [sorted(group) for group in groups]
