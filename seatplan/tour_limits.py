"""What a rule requires of the tours of one member alone, as data.

`standby` reads it from the rules of a program: who could take a place must keep them as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from attrs import frozen

from seatplan.program import CrewMember
from seatplan.requirement import Requirement

Days = tuple[date, date]
"""The launch and the landing of a tour."""


@frozen
class TourLimits:
    """What a hard rule requires of the tours of one member alone.

    Attributes:
        requirement: the demand, which can be given up.
        rest: the least number of days from a landing to the next launch; None if it requires none.
        max_days: the most days in space of a member who flies, days before the program included.
        max_flights: the most flights, likewise.
    """

    requirement: Requirement
    rest: int | None = None
    max_days: int | None = None
    max_flights: int | None = None

    def kept(self, member: CrewMember, tours: Iterable[Days]) -> bool:
        """Whether the member would keep it with these tours and no others."""
        tours = sorted(tours)
        if not tours:
            return True
        days = member.days_before + sum((landing - launch).days for launch, landing in tours)
        if self.max_days is not None and days > self.max_days:
            return False
        if self.max_flights is not None and member.flights_before + len(tours) > self.max_flights:
            return False
        if self.rest is None:
            return True
        if member.last_landing is not None:
            tours.insert(0, (date.min, member.last_landing))
        return all((two[0] - one[1]).days >= self.rest for one, two in pairwise(tours))
