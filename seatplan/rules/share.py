"""Share: after every launch, each agency's part of the seats is near its agreed share."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar

from attrs import field, frozen

from seatplan import forgiving
from seatplan.agreements import Claim, Ending, Piece, Standing
from seatplan.cases import any_of_cases, days_in
from seatplan.errors import Problem
from seatplan.kinds import Reach, Rule, rule_kind
from seatplan.ledger import (
    Amounts,
    LedgerEntry,
    Values,
    WholeNumbers,
    amounts_table,
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
from seatplan.program import MOST_DAYS, Flight
from seatplan.program_index import ProgramIndex
from seatplan.proportion import Proportion
from seatplan.requirement import Finding, Requirement, day_after
from seatplan.selection import Unit, Where, Who
from seatplan.timeline import PlanIndex
from seatplan.words import listed, many, number, singular

MOST_SCALED = 10**12
"""The largest scaled number in which shares are counted; sums can have thousands of units."""


@rule_kind("share")
@frozen(kw_only=True, slots=False)
class Share(Rule, Where):
    r"""After every launch, each agency's part of the seats is near its agreed share.

    After every launch date in WHERE, the units so far (opening + N) of each agency in `shares`
    differ from its share of the units so far of all these agencies by at most `tolerance`.

    Attributes:
        shares: by agency, in any unit: only their proportions count.
        tolerance: how far an agency may be from its share, in units.
        opening: by agency, the units from before the program's flights.
        entries: seats or days given outside the flights, added to the units of their party from
            their day on.
        values: by vehicle, how much a seat or a day on it counts; 1 if left out.
        days: the length of a rolling window. On each launch date at least this many days after the
            first one, only the launches and entries of the last this many days count; on earlier
            dates, nothing is demanded. It excludes `opening`.
        unit: how a seat counts: as 1, or as the days of its tour.

    Counts:
        units (seats or days) beyond the tolerance, each rounded up, summed over agencies and launch
        dates

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

    looser: ClassVar[Mapping[str, int]] = {"tolerance": 1}
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

    shares: Amounts = field(converter=amounts_table, metadata={"keys": "agency"})
    tolerance: Fraction = field(default=Fraction(1), converter=exact, metadata={"least": 0})
    opening: Amounts = field(default=(), converter=amounts_table, metadata={"keys": "agency"})
    entries: tuple[LedgerEntry, ...] = field(default=(), converter=entries_of)
    values: Values = field(default=(), converter=values_table, metadata={"keys": "vehicle"})
    days: int | None = field(
        default=None, converter=forgiving.maybe_day_count, metadata={"least": 1, "most": MOST_DAYS}
    )
    unit: Unit = "seats"

    def problems(self) -> Iterable[Problem]:
        for agency, share in self.shares:
            if share < 0:
                yield Problem(f"a share of {number(share)} is less than 0", ("shares", agency))
        if sum(share for _, share in self.shares) <= 0:
            yield Problem("the shares add up to nothing", ("shares",), "a share for each agency.")
        elif self._whole_numbers().largest > MOST_SCALED:
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
        """Yield each launch date to check, and the flights that count on it."""
        flights = self.flights_in(lookup)
        launches = sorted({flight.launch for flight in flights})
        for day in launches:
            if self.days is None or (day - launches[0]).days >= self.days:
                yield day, tuple(one for one in flights if self._counts(one.launch, day))

    def _counts(self, event: date, day: date) -> bool:
        """Whether an event of one day counts on another day."""
        return event <= day and (self.days is None or (day - event).days < self.days)

    def _outside(self, agency: str, day: date) -> Fraction:
        """The sum of the opening and of the entries of an agency that count on a day, in units."""
        return dict(self.opening).get(agency, Fraction(0)) + sum(
            entry.units
            for entry in self.entries
            if entry.party == agency and self._counts(entry.on, day)
        )

    def gists(self, lookup: ProgramIndex) -> Iterator[str]:
        for agency, _ in self.shares:
            yield f"{agency} {self._part(agency)} {self._whole()} {self.tolerance}"

    def _part(self, agency: str) -> str:
        """The share of an agency in words: `76.6 %`."""
        whole = sum(share for _, share in self.shares)
        return f"{number(dict(self.shares)[agency] / whole * 100)} %"

    def _whole(self) -> str:
        """What is shared, in words."""
        which = self.which()
        on = f" on {which}" if which != "all flights" else ""
        days = f" in the last {many(self.days, 'day')}" if self.days is not None else ""
        more = ledger_phrase(self.entries, self.values, self.unit)
        before = [f"{self._units(units)} for {who}" for who, units in self.opening if units]
        more = f", starting with {listed(before)}{more}" if before else more
        return f"the {self.unit} of {listed(agency for agency, _ in self.shares)}{on}{days}{more}"

    def requirement(self, lookup: ProgramIndex, agency: str, day: date) -> Requirement:
        """The requirement for one agency after one date."""
        part = self._part(agency)
        near = f"within {self._units(self.tolerance)} of its" if self.tolerance else "exactly its"
        return self.piece(
            lookup,
            agency,
            str(day),
            message=f"After {day} {agency} must have {near} {part} of {self._whole()}",
            decision=f"after {day} let {agency} be further from its {part} of {self._whole()}",
            agency=agency,
            since=day,
            until=day_after(day),
        )

    def reach(self, lookup: ProgramIndex, requirement: Requirement) -> Reach:
        sharing = Who(agencies=tuple(agency for agency, _ in self.shares))
        return {flight.id: sharing.picked_for(lookup, flight) for flight in self.flights_in(lookup)}

    def standings(self, reading: PlanIndex) -> Iterator[Standing]:
        """Yield the standing of each agency after each launch date, in a finished plan."""
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
        """The units of each agency at the end, and how far off it is after any launch."""
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
        """An amount in words: `2.5 seats`."""
        return f"{number(value)} {singular(self.unit) if value == 1 else self.unit}"

    def ended(self, as_of: date | None) -> Ending:
        return Ending()

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        for one in self.standings(reading):
            beyond = abs(one.units - one.due) - self.tolerance
            if beyond > 0:
                found = f"{self._units(one.units)}, due {number(one.due)}"
                here = self.requirement(reading.lookup, one.agency, one.day)
                yield Finding(here, math.ceil(beyond), found, one.day)

    def _outside_units(self) -> list[Fraction]:
        return [*(units for _, units in self.opening), *(entry.units for entry in self.entries)]

    def _whole_numbers(self) -> WholeNumbers:
        return WholeNumbers.of(self.shares, [self.tolerance, *self._outside_units()])

    def for_open_dates(self, model: Model) -> bool:
        # With a window, the first day that is checked depends on the first launch.
        return self.days is None

    def constrain(self, model: Model) -> None:
        if model.open_dates:
            self._constrain_open(model)
            return
        # By agency and of all of them, the units that each launch date adds, in one variable each.
        new: dict[str, list[tuple[date, LinearExpr]]] = {agency: [] for agency, _ in self.shares}
        everyone: list[tuple[date, LinearExpr]] = []
        flights = self.flights_in(model.lookup)
        for day in sorted({flight.launch for flight in flights}):
            there = [flight for flight in flights if flight.launch == day]
            sums = {
                agency: sum_of_units(Who(agencies=(agency,)), model, there, self.unit, self.values)
                for agency in new
            }
            for agency, taken in sums.items():
                new[agency].append((day, model.auxiliary(taken)))
            everyone.append((day, model.auxiliary(LinearExpr.total(sums.values()))))
        for day, _ in self.demands(model.lookup):
            units = {
                agency: LinearExpr.total(one for event, one in mine if self._counts(event, day))
                for agency, mine in new.items()
            }
            total = LinearExpr.total(one for event, one in everyone if self._counts(event, day))
            self._demand(model, day, units, model.auxiliary(total), ALWAYS)

    def _constrain_open(self, model: Model) -> None:
        """Post the constraints for every day on which a flight in WHERE may launch.

        The rule must have no rolling window.
        """
        new: dict[str, list[tuple[date, LinearExpr]]] = {}
        for agency, _ in self.shares:
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
                self._demand(model, day, so_far, LinearExpr.total(so_far.values()), asked)

    def _demand(
        self,
        model: Model,
        day: date,
        flown: Mapping[str, LinearExpr],
        total: LinearExpr,
        given: Variable,
    ) -> None:
        """Require the share of each agency after one date if `given` is true.

        Args:
            model: the model.
            day: the date.
            flown: by agency, the units on flights until then.
            total: their sum.
            given: the literal.
        """
        numbers = self._whole_numbers()
        outside = {agency: numbers.scaled(self._outside(agency, day)) for agency in flown}
        slack = numbers.scaled(self.tolerance) * numbers.whole
        for agency, part in numbers.parts.items():
            # Everything is multiplied by `scale`: how far the agency is ahead of its share.
            scale = numbers.whole * numbers.denominator
            before = outside[agency] * numbers.whole - part * sum(outside.values())
            ahead = Proportion(flown[agency], total, scale, part * numbers.denominator, before)
            rows, least = ahead.within(model, slack)
            model.require(
                self,
                self.requirement(model.lookup, agency, day),
                *(row.where(given) for row in rows),
                settled=day,
                scale=least,
            )
