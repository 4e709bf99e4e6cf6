"""The limits of a rule on the tours of a single member, as data.

The rule `standby` reads them, because whoever could take a seat must keep them too.
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
    """The limits of a hard rule on the tours of a single member.

    Attributes:
        requirement: the requirement, which can be given up.
        rest: the minimum number of days from a landing to the next launch; None for no limit.
        max_days: the maximum number of days in space, including those before the program.
        max_flights: the maximum number of flights, including those before the program.
    """

    requirement: Requirement
    rest: int | None = None
    max_days: int | None = None
    max_flights: int | None = None

    def kept(self, member: CrewMember, tours: Iterable[Days]) -> bool:
        """Whether a member with exactly these tours keeps the limits."""
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
