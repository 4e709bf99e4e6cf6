"""The decisions of a model: its seats, tours and open dates, who decides, and when they arise."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from seatplan.engine.model.model import SeatModel
from seatplan.engine.rows.rows import Whole
from seatplan.modelling import ALWAYS, Variable

NO_MEMBER = ""
"""Owns the dates, so that neighborhoods of members open all of them or none."""


class Decision(NamedTuple):
    """A seat or tour that a plan may take or not, or a day on which a flight may launch or land.

    Attributes:
        member: who decides it; `NO_MEMBER` for a day.
        first, last: numbers of flights in the order of launches. The decision arises with the first
            and is settled with the last: a seat on the way home goes to someone who went up on one
            of these flights.
    """

    member: str
    first: int
    last: int


def decisions(model: SeatModel) -> dict[Variable, Decision]:
    """Every undecided literal of a seat, a tour or a day, in order of its number."""
    order = {flight: number for number, flight in enumerate(model.lookup.flights)}
    made: dict[Variable, Decision] = {}
    homes: dict[tuple[str, str], list[int]] = {}
    for tour in model.tours:
        at = order[tour.up.id]
        homes.setdefault((tour.down.id, tour.member.id), []).append(at)
        made[tour.literal] = Decision(tour.member.id, at, at)
    for (flight, leg), places in model.candidates.places.items():
        for place in places:
            if place.literal not in made:
                here = [order[flight]]
                if leg == "down":
                    here = homes.get((flight, place.member.id), here)
                made[place.literal] = Decision(place.member.id, min(here), max(here))
    for (flight, _), literals in model.dates.items():
        for _, literal in literals.days:
            made[literal] = Decision(NO_MEMBER, order[flight], order[flight])
    made.pop(ALWAYS, None)
    return dict(sorted(made.items()))


def shared_by(values: Whole, groups: Whole, count: int) -> Whole:
    """For each of so many groups, the value of all its entries; -1 if there is no such value."""
    most = np.full(count, -1)
    least = np.full(count, values.max(initial=-1))
    np.maximum.at(most, groups, values)
    np.minimum.at(least, groups, values)
    whose: Whole = np.where(least == most, most, -1)
    return whose


def alone(owner: Whole, at: Whole) -> Whole:
    """For each row, the member who makes all decisions in it; -1 if there is no such member.

    Args:
        owner: of the variable of each entry; -1 where no one decides it.
        at: where each row's entries begin, as `Table.entries` gives it.
    """
    row = np.repeat(np.arange(len(at) - 1), np.diff(at))
    return shared_by(owner[owner >= 0], row[owner >= 0], len(at) - 1)
