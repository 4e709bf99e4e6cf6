"""The variables for seats, tours, ports and spacecraft, each with what it is about."""

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

    A member who may return on several flights has several seat variables for one role: at most one
    of them is true, and their sum is 1 if the member has the role.
    """

    flight: Flight
    leg: Leg
    role: str
    member: CrewMember
    literal: Variable


@frozen
class TourVariable:
    """A tour that a member may make: up on one flight, down on the same or another one.

    If both flights are the same, there is a tour variable for each role. For each seat that is
    taken on the way up, exactly one tour variable is true.
    """

    up: Flight
    down: Flight
    member: CrewMember
    literal: Variable

    @property
    def days(self) -> int:
        """The length of the tour, in days."""
        return (self.down.landing - self.up.launch).days


@frozen
class Turns:
    """What a rule or a goal counts of the tours of one member, for use by other rules and goals.

    Attributes:
        levels: literals of which at least as many are true as the member makes tours.
        first: literals of which exactly one is true if the member makes a tour, otherwise none.
        again: launch days and literals; each is true only if the member launches on that day and
            has landed before.
        goes_on: days and literals; up to each day, at least as many are true as tours after the
            first have launched, and in total no more than there are such tours.
    """

    levels: Sequence[Variable] = ()
    first: Sequence[Variable] = ()
    again: Sequence[tuple[date, Variable]] = ()
    goes_on: Sequence[tuple[date, Variable]] = ()


@frozen
class PortVariable:
    """A port at which a ship may be on the days `[since, until)`.

    There is a variable for each port that accepts the ship and each stretch of days between event
    days of the station; exactly one port of each stretch is taken. Of the stretches before `as_of`,
    only the last one has variables.
    """

    flight: Flight
    port: str
    since: date
    until: date
    literal: Variable


@frozen
class PortChange:
    """A change of port of a flight on a day; the literal can be true even if there is none."""

    flight: Flight
    day: date
    literal: Variable


@frozen
class SpacecraftVariable:
    """A spacecraft that may make a flight; exactly one for each flight is taken."""

    flight: Flight
    spacecraft: str
    literal: Variable
