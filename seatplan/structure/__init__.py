"""What every plan obeys, whatever its rules: one law, one file.

Each module has `violations(reading)`, which reads a finished plan with plain Python, and
`constrain(model)`, which posts the same on a model; `seat_requirements`, `availability` and
`entries.forbidden` have nothing to post, since what they bar never becomes a literal: the engine
asks them while it makes the literals.
"""

from seatplan.structure import (
    ascent_full,
    availability,
    critical_seat,
    empty_leg,
    fixed,
    forbidden,
    one_place,
    places,
    return_,
    seat_requirements,
)

LAWS = (
    places,
    ascent_full,
    empty_leg,
    critical_seat,
    seat_requirements,
    return_,
    one_place,
    availability,
    fixed,
    forbidden,
)
"""In the order of the contract."""

__all__ = ["LAWS"]
