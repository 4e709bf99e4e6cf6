"""The data of a program: agencies, vehicles, flights, crew and so on.

The classes are frozen, comparable and picklable values, without a solver or a file. Their field
names are the keys of a program file.
"""

from seatplan.program.agency import COLOR, LONGEST_SHORT, Agency
from seatplan.program.entries import Fixed, Forbidden
from seatplan.program.flight import DockedDays, Flight, Window
from seatplan.program.ids import goals_in_order, named, one_called, unknown
from seatplan.program.legs import ALL_LEGS, LEGS, Crewed, ForbiddenLegs, Leg, Legs
from seatplan.program.marks import (
    ASKED,
    MOST_DAYS,
    MOST_FLIGHTS,
    MOST_SEATS,
    NOT_EMPTY,
    PROSE,
    WITH_IDS,
)
from seatplan.program.member import CrewMember, Membership, Qualification, Unavailable
from seatplan.program.other_goals import with_goals
from seatplan.program.program import Program
from seatplan.program.traffic import Outage, Port, Spacecraft
from seatplan.program.vehicle import Seat, Vehicle

__all__ = [
    "ALL_LEGS",
    "ASKED",
    "COLOR",
    "LEGS",
    "LONGEST_SHORT",
    "MOST_DAYS",
    "MOST_FLIGHTS",
    "MOST_SEATS",
    "NOT_EMPTY",
    "PROSE",
    "WITH_IDS",
    "Agency",
    "CrewMember",
    "Crewed",
    "DockedDays",
    "Fixed",
    "Flight",
    "Forbidden",
    "ForbiddenLegs",
    "Leg",
    "Legs",
    "Membership",
    "Outage",
    "Port",
    "Program",
    "Qualification",
    "Seat",
    "Spacecraft",
    "Unavailable",
    "Vehicle",
    "Window",
    "goals_in_order",
    "named",
    "one_called",
    "unknown",
    "with_goals",
]
