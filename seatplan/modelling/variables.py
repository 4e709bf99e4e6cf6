"""The variables of seats, tours, ports and spacecraft, each with what it is about."""

from __future__ import annotations

from collections.abc import Sequence
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
class Turns:
    """What a rule or a goal counts of the tours of one member, as far as others can use it.

    Attributes:
        levels: at least as many of these literals are true as the member makes tours.
        first: literals of which one is true if the member makes a tour, and else none.
        again: launch days and literals; each is true only where the member launches on that day
            and has landed before.
        goes_on: days and literals; up to each day at least as many are true as tours after the
            first have launched by then, and in all no more than there are such tours.
    """

    levels: Sequence[Variable] = ()
    first: Sequence[Variable] = ()
    again: Sequence[tuple[date, Variable]] = ()
    goes_on: Sequence[tuple[date, Variable]] = ()


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
