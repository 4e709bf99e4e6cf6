"""Matches people with seats."""

from __future__ import annotations

from collections.abc import Sequence

SeatHome = tuple[str, str, int]
"""A seat: flight id, role, and an index below the role's count."""


def too_many(homes: Sequence[Sequence[SeatHome]]) -> list[list[int]]:
    """Groups of people who outnumber their seats; empty if everyone can have a seat.

    A maximum matching is found by augmenting paths. Someone who is left out forms a group with
    everyone who is reached from them by alternating paths.

    Args:
        homes: for each person, the seats that they could have.
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
