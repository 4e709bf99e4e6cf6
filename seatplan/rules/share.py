"""Share: the agencies' parts of the seats stay near what was agreed, flight after flight."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar

from attrs import field, frozen

from seatplan import forgiving
from seatplan.agreements import Claim, Ending, Piece
from seatplan.cases import any_of_cases, days_in
from seatplan.errors import Problem
from seatplan.kinds import Reach, Rule, rule_kind
from seatplan.ledger import (
    LedgerEntry,
    Values,
    entries_of,
    exact,
    ledger_phrase,
    problems_of_entries,
    problems_of_values,
    sum_of_units,
    units_by_day,
    units_taken,
    values_table,
)
from seatplan.modelling import ALWAYS, LinearExpr, Model, Variable
from seatplan.program import MOST_DAYS, Agency, Flight
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement, day_after
from seatplan.selection import Unit, Where, Who
from seatplan.timeline import PlanIndex
from seatplan.words import listed, many, number, singular

MOST_SCALED = 10**12
"""Of the whole numbers in which shares are counted; there may be some thousand units."""

Table = tuple[tuple[str, Fraction], ...]


def _table(
    entries: Mapping[str, int | float | Fraction]
    | Mapping[Agency, int | float | Fraction]
    | Iterable[tuple[str | Agency, object]],
) -> Table:
    """Agency by agency, in the order of the ids; a float means the decimal that it prints as."""
    pairs: Iterable[tuple[Any, object]]
    pairs = entries.items() if isinstance(entries, Mapping) else entries
    return tuple(sorted((forgiving.agency_id(agency), exact(value)) for agency, value in pairs))


@frozen
class Standing:
    """The balance of one agency after one launch date, in units.

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
        entries: seats or days given or taken outside the flights, added to the units of their party
            from their day on.
        values: by vehicle, what a seat or a day on it counts; 1 if left out.
        days: a rolling window. On each launch date that lies at least this many days after the
            first one, only the launches and entries of the last this many days count; on earlier
            ones nothing is demanded. It has no `opening`.
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

    tells_how_far = True
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
    tolerance: Fraction = field(default=Fraction(1), converter=exact, metadata={"least": 0})
    opening: Table = field(default=(), converter=_table, metadata={"keys": "agency"})
    entries: tuple[LedgerEntry, ...] = field(default=(), converter=entries_of)
    values: Values = field(default=(), converter=values_table, metadata={"keys": "vehicle"})
    days: int | None = field(
        default=None, converter=forgiving.maybe_whole, metadata={"least": 1, "most": MOST_DAYS}
    )
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
        yield from problems_of_values(self.values)
        yield from problems_of_entries(self.entries, agencies, "has an entry and no share")
        if self.days is not None and self.opening:
            message = "days and opening together: what was before has left the window"
            yield Problem(message, ("opening",), "leave one of them out.")

    def demands(self, lookup: ProgramIndex) -> Iterator[tuple[date, tuple[Flight, ...]]]:
        """Each launch date to look at, and the launches that count on it."""
        flights = self.flights_in(lookup)
        launches = sorted({flight.launch for flight in flights})
        for day in launches:
            if self.days is None or (day - launches[0]).days >= self.days:
                yield day, tuple(one for one in flights if self._counts(one.launch, day))

    def _counts(self, event: date, day: date) -> bool:
        """Whether what was on one day counts on another."""
        return event <= day and (self.days is None or (day - event).days < self.days)

    def _outside(self, agency: str, day: date) -> Fraction:
        """The opening and the entries of an agency that count on a day."""
        return dict(self.opening).get(agency, Fraction(0)) + sum(
            entry.units
            for entry in self.entries
            if entry.party == agency and self._counts(entry.on, day)
        )

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
        days = f" in the last {many(self.days, 'day')}" if self.days is not None else ""
        more = ledger_phrase(self.entries, self.values, self.unit)
        return f"the {self.unit} of {listed(agency for agency, _ in self.shares)}{on}{days}{more}"

    def requirement(self, lookup: ProgramIndex, agency: str, day: date) -> Requirement:
        """The part of one agency after one date."""
        part = self._part(agency)
        near = f"within {self._units(self.tolerance)} of its" if self.tolerance else "exactly its"
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
        for day, flights in self.demands(reading.lookup):
            units = {
                agency: self._outside(agency, day)
                + units_taken(Who(agencies=(agency,)), reading, flights, self.unit, self.values)
                for agency, _ in self.shares
            }
            total = sum(units.values())
            for agency, share in self.shares:
                yield Standing(day, agency, units[agency], share / whole * total)

    def claims(self, reading: PlanIndex) -> Iterator[Claim]:
        """The agencies as they are at the end; what is off is off after any launch."""
        standings = list(self.standings(reading))
        pieces = []
        for agency, _ in self.shares:
            mine = [one for one in standings if one.agency == agency]
            if not mine:
                pieces.append(Piece((agency,), self._part(agency), "no flights"))
                continue
            worst = max(mine, key=lambda one: abs(one.units - one.due))
            beyond = abs(worst.units - worst.due) - self.tolerance
            asked = f"{self._part(agency)}, that is {self._units(mine[-1].due)}"
            off = f"{self._units(beyond)} after {worst.day}" if beyond > 0 else ""
            pieces.append(Piece((agency,), asked, self._units(mine[-1].units), off))
        whom = listed(agency for agency, _ in self.shares)
        yield Claim(self, whom, self.which(), tuple(pieces))

    def _units(self, value: Fraction) -> str:
        """`2.5 seats`."""
        return f"{number(value)} {singular(self.unit) if value == 1 else self.unit}"

    def ended(self, as_of: date | None) -> Ending:
        """Nothing holds in its place."""
        return Ending()

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
        numbers = [self.tolerance, *self._outsiders()]
        return math.lcm(*(one.denominator for one in numbers))

    def _scaled(self) -> list[Fraction]:
        """What one unit, the tolerance and the openings are multiplied to."""
        scale = sum(self._parts().values()) * self._denominator()
        units = [Fraction(1), self.tolerance, *self._outsiders()]
        return [one * scale for one in units]

    def _outsiders(self) -> list[Fraction]:
        return [*(units for _, units in self.opening), *(entry.units for entry in self.entries)]

    def for_open_dates(self, model: Model) -> bool:
        # From which day on a window is looked at depends on the first launch of all.
        return self.days is None

    def constrain(self, model: Model) -> None:
        parts = self._parts()
        whole = sum(parts.values())
        whole_of = self._denominator()
        slack = int(self.tolerance * whole_of) * whole
        # By agency and launch date, what is new on that date: one variable each.
        new: dict[str, list[tuple[date, LinearExpr]]] = {agency: [] for agency in parts}
        if model.open_dates:
            self._constrain_open(model, slack)
            return
        flights = self.flights_in(model.lookup)
        for day in sorted({flight.launch for flight in flights}):
            there = [flight for flight in flights if flight.launch == day]
            for agency in parts:
                who = Who(agencies=(agency,))
                taken = sum_of_units(who, model, there, self.unit, self.values)
                new[agency].append((day, model.auxiliary(taken)))
        for day, _ in self.demands(model.lookup):
            units = {
                agency: LinearExpr.total(one for event, one in mine if self._counts(event, day))
                for agency, mine in new.items()
            }
            self._demand(model, day, units, slack, ALWAYS)

    def _constrain_open(self, model: Model, slack: int) -> None:
        """The same on every day on which a flight in WHERE may launch; without `days`."""
        new: dict[str, list[tuple[date, LinearExpr]]] = {}
        for agency in self._parts():
            who = Who(agencies=(agency,))
            new[agency] = sorted(
                units_by_day(who, self, model, self.unit, self.values), key=lambda one: one[0]
            )
        so_far = {agency: LinearExpr() for agency in new}
        for day, cases in days_in(model, self).items():
            for agency, mine in new.items():
                today = LinearExpr.total(one for event, one in mine if event == day)
                so_far[agency] = model.auxiliary(so_far[agency] + today)
            asked = any_of_cases(model, cases)
            if asked is not None:
                self._demand(model, day, so_far, slack, asked)

    def _demand(
        self,
        model: Model,
        day: date,
        flown: Mapping[str, LinearExpr],
        slack: int,
        asked: Variable,
    ) -> None:
        """Demands the part of each agency, after one date, where `asked` is true."""
        parts = self._parts()
        whole, whole_of = sum(parts.values()), self._denominator()
        units = {
            agency: whole_of * one + int(self._outside(agency, day) * whole_of)
            for agency, one in flown.items()
        }
        total = LinearExpr.total(units.values())
        for agency, part in parts.items():
            off = whole * units[agency] - part * total
            model.require(
                self,
                self.requirement(model.lookup, agency, day),
                (off <= slack).where(asked),
                (off >= -slack).where(asked),
                settled=day,
                scale=whole * whole_of,
            )
