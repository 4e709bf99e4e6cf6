"""The decisions of a model: its places and ways, whose they are, and when they come up in time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from attrs import frozen

from seatplan.engine.active_requirements import TRUE
from seatplan.engine.model import SeatModel
from seatplan.engine.rows import Whole
from seatplan.modelling import Variable


@frozen
class Decision:
    """A place or a way that may be taken or not.

    Attributes:
        member: whose it is.
        first, last: numbers of flights in the order of launches. With the first of them there is
            something to decide, and with the last it is decided: a seat on the way home goes to
            someone who went up on one of them.
    """

    member: str
    first: int
    last: int


def decisions(model: SeatModel) -> dict[Variable, Decision]:
    """Every literal of a place or a way that is open, in order of its number."""
    order = {flight: number for number, flight in enumerate(model.lookup.flights)}
    made: dict[Variable, Decision] = {}
    homes: dict[tuple[str, str], list[int]] = {}
    for way in model.tours:
        at = order[way.up.id]
        homes.setdefault((way.down.id, way.member.id), []).append(at)
        made[way.literal] = Decision(way.member.id, at, at)
    for (flight, leg), places in model.candidates.places.items():
        for place in places:
            if leg != "down":
                here = [order[flight]]
            else:
                here = homes.get((flight, place.member.id), [order[flight]])
            made.setdefault(place.literal, Decision(place.member.id, min(here), max(here)))
    made.pop(TRUE, None)
    return dict(sorted(made.items()))


def owners(made: Mapping[Variable, Decision], members: Sequence[str], count: int) -> Whole:
    """For each of this many variables the number of the member who decides it; -1 where no one
    does.

    Args:
        made: the decisions.
        members: in the order of their numbers.
        count: how many variables there are.
    """
    numbers = {member: number for number, member in enumerate(members)}
    owner = np.full(count, -1)
    owner[list(made)] = [numbers[one.member] for one in made.values()]
    return owner


def alone(owner: Whole, at: Whole) -> Whole:
    """For each row whose it is, if the decisions in it are of one member; else -1.

    Args:
        owner: of the variable of each entry, as `owners` numbers them.
        at: where each row's entries begin, as `Table.entries` gives it.
    """
    row = np.repeat(np.arange(len(at) - 1), np.diff(at))
    decided = owner >= 0
    most = np.full(len(at) - 1, -1)
    least = np.full(len(at) - 1, owner.max(initial=-1))
    np.maximum.at(most, row[decided], owner[decided])
    np.minimum.at(least, row[decided], owner[decided])
    whose: Whole = np.where(least == most, most, -1)
    return whose
