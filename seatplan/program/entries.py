"""Entries of `fixed` and `forbidden`."""

from __future__ import annotations

from attrs import field, frozen

from seatplan import forgiving
from seatplan.program.legs import ALL_LEGS, LEGS, ForbiddenLegs, Leg, Legs
from seatplan.shown import Terse


@frozen
class Fixed(Terse):
    """An assignment that must be so, or is wished for.

    Attributes:
        flight: its id.
        role: one of the flight's.
        member: the id.
        leg: on the way up, down, or both; or as a backup.
        weight: what it costs in the goal `keep-rules` if it is not so, however many of its legs
            are missed; it must be so if None.
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
    """An assignment that must not be so, or is not wished for.

    Attributes:
        flight: its id.
        member: the id.
        role: one of the flight's; any role if None.
        leg: on the way up, down, both, as a backup, or on any leg that there is.
        weight: what it costs in the goal `keep-rules` if it is so, on however many of its legs; it
            must not be so if None.
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
