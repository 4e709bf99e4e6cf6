"""Swaps: who leaves each seat and who takes it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from attrs import frozen

from seatplan.program import Program
from seatplan.program_index import ProgramIndex
from seatplan.report.differences import ways
from seatplan.whatif.changes import Difference, SeatChange
from seatplan.words import listed


@frozen
class Swap:
    """The changes in the seats of one role on one flight.

    Attributes:
        flight, role: the id of the flight, and the role.
        before, after: the names of the members who leave the seats, and of those who take them.
    """

    flight: str
    role: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def swaps(found: Difference, before: Program, after: Program) -> tuple[Swap, ...]:
    """Return the swaps from one plan to the next, by launch and in the order of seats."""
    names = {**ProgramIndex(before).names, **ProgramIndex(after).names}
    return tuple(
        Swap(
            change.flight,
            role,
            tuple(_in_words(one, names) for one in seats if one.kind == "removed"),
            tuple(_in_words(one, names) for one in seats if one.kind == "added"),
        )
        for change in found.flights
        for role, seats in (
            (role, list(group))
            for role, group in groupby(found.seats(change.flight), lambda one: one.role)
        )
    )


def _in_words(one: SeatChange, names: Mapping[str, str]) -> str:
    """Return `Luke Delaney (up only; now on MS-30)`."""
    place = "now" if one.kind == "removed" else "until now"
    elsewhere = f"{place} on {listed(one.elsewhere)}" if one.elsewhere else ""
    notes = "; ".join(filter(None, (ways(one.legs), elsewhere)))
    return names.get(one.member, one.member) + (f" ({notes})" if notes else "")
