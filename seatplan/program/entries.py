"""Entries of `fixed` and `forbidden`."""

from __future__ import annotations

from attrs import field, frozen

from seatplan import forgiving
from seatplan.program.legs import ALL_LEGS, LEGS, ForbiddenLegs, Leg, Legs
from seatplan.shown import Terse


@frozen
class Fixed(Terse):
    """An assignment that a plan must have, or with a weight should have.

    Attributes:
        flight: the id of the flight.
        role: a role on the flight.
        member: the id of the member.
        leg: the way up, the way down, or both; or as a backup.
        weight: the cost in the goal `keep-rules` if the plan does not have it, however many of its
            legs are missed; if None, the plan must have it.
    """

    flight: str = field(converter=forgiving.flight_id, metadata={"id": "flight"})
    role: str = field(converter=forgiving.role_name)
    member: str = field(converter=forgiving.member_id, metadata={"id": "member"})
    leg: Legs = "both"
    weight: int | None = field(default=None, converter=forgiving.maybe_whole, metadata={"least": 1})

    @property
    def legs(self) -> tuple[Leg, ...]:
        """The legs that it is about."""
        return LEGS if self.leg == "both" else (self.leg,)


@frozen
class Forbidden(Terse):
    """An assignment that a plan must not have, or with a weight should not have.

    Attributes:
        flight: the id of the flight.
        member: the id of the member.
        role: a role on the flight; any role if None.
        leg: the way up, the way down, both, as a backup, or any of these.
        weight: the cost in the goal `keep-rules` if the plan has it, on however many of its legs;
            if None, the plan must not have it.
    """

    flight: str = field(converter=forgiving.flight_id, metadata={"id": "flight"})
    member: str = field(converter=forgiving.member_id, metadata={"id": "member"})
    role: str | None = field(default=None, converter=forgiving.maybe_role_name)
    leg: ForbiddenLegs = "any"
    weight: int | None = field(default=None, converter=forgiving.maybe_whole, metadata={"least": 1})

    @property
    def legs(self) -> tuple[Leg, ...]:
        """The legs that it is about."""
        if self.leg == "any":
            return ALL_LEGS
        return LEGS if self.leg == "both" else (self.leg,)
