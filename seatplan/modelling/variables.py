"""The variables of seats, tours, ports and spacecraft, each with what it is about."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from seatplan.modelling.linear import Variable
from seatplan.program import CrewMember, Flight, Leg

Event = tuple[str, Leg]
"""The launch or the landing of a flight: its id, and "up" or "down"."""


@frozen
class SeatVariable:
    """A seat that a member may have on one leg.

    Someone who may return on several flights has several places in one role: at most one of them
    is taken, and their sum shows whether the role is.
    """

    flight: Flight
    leg: Leg
    role: str
    member: CrewMember
    literal: Variable


@frozen
class TourVariable:
    """A tour that a member may make: up on one flight, down on one.

    Those who return on the flight that took them up have a way for each role. Exactly one way is
    taken for each seat that is taken on the way up.
    """

    up: Flight
    down: Flight
    member: CrewMember
    literal: Variable

    @property
    def days(self) -> int:
        """How long it lasts, in days."""
        return (self.down.landing - self.up.launch).days


@frozen
class PortVariable:
    """A port at which a ship may be on the days `[since, until)`.

    There is one for each port that takes the ship and each stretch of days between event days of
    the station; of the ports of one stretch exactly one is taken. Of the days before `as_of` there
    is the last stretch alone.
    """

    flight: Flight
    port: str
    since: date
    until: date
    literal: Variable


@frozen
class PortChange:
    """A change of port of a flight on a day; the literal may be true without one."""

    flight: Flight
    day: date
    literal: Variable


@frozen
class SpacecraftVariable:
    """A spacecraft that may make a flight; exactly one of a flight is taken."""

    flight: Flight
    spacecraft: str
    literal: Variable
