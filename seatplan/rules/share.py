"""Share: the agencies' parts of the seats stay near what was agreed, flight after flight."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar

from attrs import field, frozen

from seatplan.errors import Problem
from seatplan.kinds import Reach, Rule, rule_kind
from seatplan.modelling import LinearExpr, Model
from seatplan.program import Flight
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement, day_after
from seatplan.selection import Unit, Where, Who, seats_taken, sum_of_seats
from seatplan.timeline import PlanIndex
from seatplan.words import listed, number, singular

MOST_SCALED = 10**12
"""Of the whole numbers in which shares are counted; there may be some thousand units."""

Table = tuple[tuple[str, Fraction], ...]


def _table(entries: Mapping[str, int | float | Fraction] | Iterable[tuple[str, object]]) -> Table:
    """Agency by agency, in the order of the ids; a float means the decimal that it prints as."""
    pairs = entries.items() if isinstance(entries, Mapping) else entries
    return tuple(sorted((agency, _exact(value)) for agency, value in pairs))


def _exact(value: object) -> Fraction:
    return Fraction(str(value))


@frozen
class Standing:
    """How one agency stands after one launch date, in units.

    Attributes:
        units: what it has had so far, the opening included.
        due: its share of what all have had.
    """

    day: date
    agency: str
    units: Fraction
    due: Fraction


@rule_kind("share")
@frozen(kw_only=True, slots=False)
class Share(Rule, Where):
    r"""The agencies' parts of the seats follow what was agreed, flight after flight.

    After every launch date in WHERE, for each agency in `shares`: its units so far, opening + N,
    differ from its share of the units so far of all these agencies by at most `tolerance`.

    Attributes:
        shares: by agency, in any unit: only their proportions count.
        tolerance: how far from its share an agency may be, in units.
        opening: by agency, units from before the program's flights.
        unit: what a seat counts: 1, or the days of its tour.

    Counts:
        units beyond, seats or days, each rounded up, summed over agencies and launch dates

    Formula:
        \begin{aligned}
        & \sum_{d} \sum_{a} \left\lceil \left\lvert u_a(d)
        - \frac{\mathtt{shares}_a}{\sum_b \mathtt{shares}_b} \sum_b u_b(d) \right\rvert
        - \mathtt{tolerance} \right\rceil^+ \\
        & u_a(d) = \mathtt{opening}_a + N_{\le d}(a)
        \end{aligned}

    Example:
        [[rules]]
        rule = "share"
        shares = { NASA = 76.6, JAXA = 12.8, ESA = 8.3, CSA = 2.3 }
        tolerance = 2.5
        unit = "seats"
    """

    schema: ClassVar[Mapping[str, Any]] = {
        "properties": {
            "shares": {
                "additionalProperties": {"minimum": 0, "pattern": r"^(?:\+?[0-9]|-0+/)"},
                "not": {
                    "additionalProperties": {
                        "anyOf": [{"const": 0}, {"type": "string", "pattern": "^[+-]?0+/"}]
                    }
                },
            }
        }
    }

    shares: Table = field(converter=_table, metadata={"keys": "agency"})
    tolerance: Fraction = field(default=Fraction(1), converter=_exact, metadata={"least": 0})
    opening: Table = field(default=(), converter=_table, metadata={"keys": "agency"})
    unit: Unit = "seats"

    def problems(self) -> Iterable[Problem]:
        for agency, share in self.shares:
            if share < 0:
                yield Problem(f"a share of {number(share)} is less than 0", ("shares", agency))
        if sum(share for _, share in self.shares) <= 0:
            yield Problem("the shares add up to nothing", ("shares",), "a share for each agency.")
        elif max(abs(one) for one in self._scaled()) > MOST_SCALED:
            digits = len(str(MOST_SCALED)) - 1
            message = f"shares, openings and tolerance need numbers of more than {digits} digits"
            yield Problem(message, (), "fewer decimals.")
        agencies = {agency for agency, _ in self.shares}
        for agency, _ in self.opening:
            if agency not in agencies:
                yield Problem(f"{agency!r} has an opening and no share", ("opening", agency))

    def demands(self, lookup: ProgramIndex) -> Iterator[tuple[date, tuple[Flight, ...]]]:
        """Each launch date and the launches up to it."""
        flights = self.flights_in(lookup)
        for day in sorted({flight.launch for flight in flights}):
            yield day, tuple(flight for flight in flights if flight.launch <= day)

    def gists(self, lookup: ProgramIndex) -> Iterator[str]:
        for agency, _ in self.shares:
            yield f"{agency} {self._part(agency)} {self._whole()} {self.tolerance}"

    def _part(self, agency: str) -> str:
        """`76.6 %`."""
        whole = sum(share for _, share in self.shares)
        return f"{number(dict(self.shares)[agency] / whole * 100)} %"

    def _whole(self) -> str:
        """What is shared."""
        which = self.which()
        on = f" on {which}" if which != "all flights" else ""
        return f"the {self.unit} of {listed(agency for agency, _ in self.shares)}{on}"

    def requirement(self, lookup: ProgramIndex, agency: str, day: date) -> Requirement:
        """The part of one agency after one date."""
        part = self._part(agency)
        slack = (
            f"{number(self.tolerance)} {singular(self.unit) if self.tolerance == 1 else self.unit}"
        )
        near = f"within {slack} of its" if self.tolerance else "exactly its"
        return self.piece(
            lookup,
            agency,
            str(day),
            message=f"After {day} {agency} must have {near} {part} of {self._whole()}",
            decision=f"let {agency} be further from its {part} of {self._whole()} after {day}",
            agency=agency,
            since=day,
            until=day_after(day),
        )

    def reach(self, lookup: ProgramIndex, requirement: Requirement) -> Reach:
        sharing = Who(agencies=tuple(agency for agency, _ in self.shares))
        return {flight.id: sharing.picked_for(lookup, flight) for flight in self.flights_in(lookup)}

    def standings(self, reading: PlanIndex) -> Iterator[Standing]:
        """Each agency after each launch date, from a finished plan."""
        whole = sum(share for _, share in self.shares)
        opening = dict(self.opening)
        for day, flights in self.demands(reading.lookup):
            units = {
                agency: opening.get(agency, Fraction(0))
                + seats_taken(Who(agencies=(agency,)), reading, flights, self.unit)
                for agency, _ in self.shares
            }
            total = sum(units.values())
            for agency, share in self.shares:
                yield Standing(day, agency, units[agency], share / whole * total)

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        for one in self.standings(reading):
            beyond = abs(one.units - one.due) - self.tolerance
            if beyond > 0:
                found = f"{number(one.units)} {self.unit}, due {number(one.due)}"
                here = self.requirement(reading.lookup, one.agency, one.day)
                yield Finding(here, math.ceil(beyond), found, one.day)

    # All in whole numbers: each condition times the sum of the parts, which have no common divisor,
    # and the denominator of the openings and the tolerance.

    def _parts(self) -> dict[str, int]:
        whole_of = math.lcm(*(share.denominator for _, share in self.shares))
        parts = {agency: int(share * whole_of) for agency, share in self.shares}
        divisor = math.gcd(*parts.values())
        return {agency: part // divisor for agency, part in parts.items()}

    def _denominator(self) -> int:
        numbers = [self.tolerance, *(units for _, units in self.opening)]
        return math.lcm(*(one.denominator for one in numbers))

    def _scaled(self) -> list[Fraction]:
        """What one unit, the tolerance and the openings are multiplied to."""
        scale = sum(self._parts().values()) * self._denominator()
        units = [Fraction(1), self.tolerance, *(units for _, units in self.opening)]
        return [one * scale for one in units]

    def constrain(self, model: Model) -> None:
        parts = self._parts()
        whole = sum(parts.values())
        whole_of = self._denominator()
        slack = int(self.tolerance * whole_of) * whole
        opening = dict(self.opening)
        units = {
            agency: LinearExpr(constant=int(opening.get(agency, 0) * whole_of)) for agency in parts
        }
        counted = 0
        for day, flights in self.demands(model.lookup):
            for agency in parts:
                new = sum_of_seats(Who(agencies=(agency,)), model, flights[counted:], self.unit)
                units[agency] = units[agency] + whole_of * model.auxiliary(new)
            counted = len(flights)
            total = LinearExpr.total(units.values())
            for agency, part in parts.items():
                off = whole * units[agency] - part * total
                model.require(
                    self,
                    self.requirement(model.lookup, agency, day),
                    off - slack,
                    -off - slack,
                    settled=day,
                    scale=whole * whole_of,
                )
