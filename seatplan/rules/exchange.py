"""Exchange: two agencies fly each other's people, and the account stays near even."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, ClassVar

from attrs import field, frozen

from seatplan import forgiving
from seatplan.agreements import Account, Barred, Ending, Entry
from seatplan.capacity import going_up_empty
from seatplan.cases import any_of_cases, days_in, launched_in, to_come
from seatplan.errors import Problem
from seatplan.kinds import Reach, Rule, rule_kind
from seatplan.ledger import (
    LedgerEntry,
    Values,
    entries_of,
    ledger_phrase,
    problems_of_entries,
    problems_of_values,
    sum_of_units,
    units_by_day,
    units_taken,
    values_table,
)
from seatplan.modelling import ALWAYS, LinearExpr, Model, Variable
from seatplan.program import Flight
from seatplan.program_index import LONG_AGO, ProgramIndex
from seatplan.requirement import Finding, Requirement, day_after
from seatplan.selection import Unit, Where, Who
from seatplan.timeline import PlanIndex
from seatplan.words import listed, many, number, opening, singular


@rule_kind("exchange")
@frozen(kw_only=True, slots=False)
class Exchange(Rule, Where):
    r"""Two agencies fly each other's people, seat for seat, and the account stays near even.

    The balance is `opening` + N(A on flights operated by B) - N(B on flights operated by A). After
    every launch date in WHERE, it lies in [-`tolerance`, `tolerance`]. On each `settled_by` date,
    the balance of the flights launched before that date is 0.

    Attributes:
        parties: the agencies A and B. The balance is positive if A got more.
        tolerance: how far the balance may be from 0, in units.
        opening: the balance before the program's flights, in units.
        settled_by: days on which the balance of all earlier launches must be 0.
        entries: seats or days given outside the flights. The units of an entry are added to the
            balance if its party is A and subtracted if it is B, from its day on; on a day of
            `settled_by`, only earlier entries count.
        values: by vehicle, how much a seat or a day on it counts; 1 if left out.
        unit: how a seat counts: as 1, or as the days of its tour.

    Counts:
        units (seats or days) beyond the tolerance, summed over these dates

    Formula:
        \begin{aligned}
        & \sum_{d} \left( \lvert b_{\le d} \rvert - \mathtt{tolerance} \right)^+
        + \sum_{s \in \mathtt{settled\_by}} \lvert b_{< s} \rvert \\
        & b_{T} = \mathtt{opening} + N_T(A \text{ on flights of } B)
        - N_T(B \text{ on flights of } A)
        \end{aligned}

    Example:
        [[rules]]
        rule = "exchange"
        parties = ["NASA", "Roscosmos"]
        tolerance = 2
        settled_by = [2027-01-01]
    """

    looser: ClassVar[Mapping[str, int]] = {"tolerance": 1}
    tells_how_far = True
    schema: ClassVar[Mapping[str, Any]] = {
        "properties": {"parties": {"minItems": 2, "maxItems": 2}}
    }

    parties: tuple[str, ...] = field(converter=forgiving.agency_ids, metadata={"ids": "agency"})
    tolerance: int = field(default=1, converter=forgiving.whole, metadata={"least": 0})
    opening: int = field(default=0, converter=forgiving.whole)
    settled_by: tuple[date, ...] = field(default=(), converter=forgiving.days)
    entries: tuple[LedgerEntry, ...] = field(default=(), converter=entries_of)
    values: Values = field(default=(), converter=values_table, metadata={"keys": "vehicle"})
    unit: Unit = "seats"

    def problems(self) -> Iterable[Problem]:
        if self.parties and len(self.parties) != 2:
            found = f"an exchange has 2 parties, not {len(self.parties)}"
            yield Problem(found, ("parties",), "one rule for each pair.")
        yield from problems_of_values(self.values)
        yield from problems_of_entries(self.entries, self.parties, "is not a party of the exchange")
        for index, entry in enumerate(self.entries):
            if entry.units.denominator != 1:
                place = ("entries", index, "units")
                message = f"{number(entry.units)} units: an exchange counts whole ones"
                yield Problem(message, place)

    def demands(self, lookup: ProgramIndex) -> Iterator[tuple[date, bool, tuple[Flight, ...]]]:
        """Yield each date to check, whether the balance must be 0, and the flights that count."""
        flights = self.flights_in(lookup)
        for day in sorted({flight.launch for flight in flights}):
            yield day, False, tuple(flight for flight in flights if flight.launch <= day)
        for day in sorted(self.settled_by):
            yield day, True, tuple(flight for flight in flights if flight.launch < day)

    def gists(self, lookup: ProgramIndex) -> Iterator[str]:
        account = f"{self._what()} {self.unit}{self._account()}"
        yield f"{self.tolerance} {account}"
        for day in self.settled_by:
            yield f"{day} {account}"

    def _what(self) -> str:
        return f"the exchange of {listed(self.parties)}"

    def _account(self) -> str:
        """The opening balance and the flights that count, in words."""
        which = self.which()
        on = f" on {which}" if which != "all flights" else ""
        on += ledger_phrase(self.entries, self.values, self.unit)
        if not self.opening:
            return on
        ahead = self.parties[0] if self.opening > 0 else self.parties[1]
        return f"{on}, from {ahead} {many(abs(self.opening), singular(self.unit))} ahead"

    def requirement(self, lookup: ProgramIndex, day: date, settle: bool) -> Requirement:
        """The requirement for the balance on one date."""
        most = many(self.tolerance, singular(self.unit))
        even = f"within {most} of even" if self.tolerance else "even"
        if settle:
            even = "settled"
        if self.unit == "days" and (settle or not self.tolerance):
            even += " in days"
        when = f"by {day}" if settle else f"after {day}"
        what = f"{self._what()}{self._account()}"
        missing = [
            one
            for one in self.empty_in(lookup)
            if (one.launch < day or (one.launch == day and not settle))
            and lookup.operator(one) in self.parties
        ]
        empty = going_up_empty(lookup, missing)
        note = f" ({empty})" if empty else ""
        uneven = f"let {what} be uneven by more than {most} {when}"
        return self.piece(
            lookup,
            str(day),
            *(["settled"] if settle else []),
            message=f"{opening(self._what())} must be {even} {when}{self._account()}{note}",
            decision=f"leave {what} open on {day}" if settle else uneven,
            since=day,
            until=day_after(day),
        )

    def reach(self, lookup: ProgramIndex, requirement: Requirement) -> Reach:
        return {
            flight.id: who.picked_for(lookup, flight)
            for _, who, hosts in self.accounts(lookup, self.flights_in(lookup))
            for flight in hosts
        }

    def accounts(
        self, lookup: ProgramIndex, flights: Iterable[Flight]
    ) -> Iterator[tuple[int, Who, tuple[Flight, ...]]]:
        """Yield the two sides of the balance: the sign, the members and the flights that count."""
        a, b = self.parties
        for sign, guest, host in ((1, a, b), (-1, b, a)):
            hosts = tuple(flight for flight in flights if lookup.operator(flight) == host)
            yield sign, Who(agencies=(guest,)), hosts

    def balances(self, reading: PlanIndex) -> Iterator[Account]:
        entries = []
        for day, settle, flights in self.demands(reading.lookup):
            balance = self._balance(reading, day, settle, flights)
            beyond = max(0, abs(balance) - (0 if settle else self.tolerance))
            launched = () if settle else tuple(one.id for one in flights if one.launch == day)
            entries.append(Entry(day, balance, launched, settle, beyond))
        entries.sort(key=lambda entry: (entry.day, not entry.settle))
        yield Account(self, self.parties, self.tolerance, self.unit, tuple(entries))

    def ended(self, as_of: date | None) -> Ending:
        """From that day on, neither party flies on the other's flights in the exchange."""
        since = max((day for day in (self.since, as_of) if day is not None), default=None)
        if since is not None and self.until is not None and since >= self.until:
            return Ending()  # the exchange has ended by then anyway
        barred = [
            Barred(
                f"{guest}-with-{host}",
                guest,
                Where(
                    flights=self.flights,
                    vehicles=self.vehicles,
                    operators=(host,),
                    stations=self.stations,
                    since=since,
                    until=self.until,
                ),
            )
            for guest, host in (self.parties, self.parties[::-1])
            if self.operators is None or host in self.operators
        ]
        return Ending(tuple(barred))

    def from_the_start(self, day: date, settle: bool) -> int:
        """The sum of the opening balance and of the entries that count on a day, in units."""
        return self.opening + sum(
            int(entry.units) * (1 if entry.party == self.parties[0] else -1)
            for entry in self.entries
            if entry.on < day or (entry.on == day and not settle)
        )

    def _balance(
        self, reading: PlanIndex, day: date, settle: bool, flights: Iterable[Flight]
    ) -> int:
        return self.from_the_start(day, settle) + sum(
            sign * units_taken(who, reading, hosts, self.unit, self.values)
            for sign, who, hosts in self.accounts(reading.lookup, flights)
        )

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        for day, settle, flights in self.demands(reading.lookup):
            balance = self._balance(reading, day, settle, flights)
            beyond = abs(balance) - (0 if settle else self.tolerance)
            if beyond > 0:
                ahead = self.parties[0] if balance > 0 else self.parties[1]
                found = f"{ahead} is {many(abs(balance), singular(self.unit))} ahead"
                last = flights[-1].launch if flights else LONG_AGO
                yield Finding(self.requirement(reading.lookup, day, settle), beyond, found, last)

    def for_open_dates(self, model: Model) -> bool:
        return True

    def constrain(self, model: Model) -> None:
        if model.open_dates:
            self._constrain_open(model)
            return
        # A running balance, updated on each launch date, avoids ever longer sums.
        flown = LinearExpr()
        counted = 0
        demands = sorted(self.demands(model.lookup), key=lambda one: len(one[2]))
        for day, settle, flights in demands:
            for sign, who, hosts in self.accounts(model.lookup, flights[counted:]):
                flown = flown + sign * sum_of_units(who, model, hosts, self.unit, self.values)
            if len(flights) > counted:
                flown = model.auxiliary(flown)
            counted = len(flights)
            balance = flown + self.from_the_start(day, settle)
            most = 0 if settle else self.tolerance
            last = flights[-1].launch if flights else LONG_AGO
            here = self.requirement(model.lookup, day, settle)
            model.require(self, here, balance <= most, balance >= -most, settled=last)

    def _constrain_open(self, model: Model) -> None:
        """Post the constraints for every day on which a flight in WHERE may launch."""
        new: dict[date, list[LinearExpr]] = {}
        a, b = self.parties
        for sign, guest, host in ((1, a, b), (-1, b, a)):
            who = Who(agencies=(guest,))
            hosts = partial(_operates, model.lookup, host)
            for day, units in units_by_day(who, self, model, self.unit, self.values, hosts):
                new.setdefault(day, []).append(sign * units)
        flights = launched_in(model, self)
        launches = days_in(model, self)
        demands = [(day, True) for day in self.settled_by]
        demands += [(day, False) for day in launches]
        flown = LinearExpr()
        counted: set[date] = set()
        for day, settle in sorted(demands, key=lambda one: (one[0], not one[1])):
            for event in sorted(new.keys() - counted):
                if event < day or (event == day and not settle):
                    flown = flown + LinearExpr.total(new[event])
                    counted.add(event)
            flown = model.auxiliary(flown)
            asked: Variable | None = ALWAYS
            if not settle:
                asked = any_of_cases(model, launches[day])
                if self.weight is None and model.past(day):
                    continue
            elif self.weight is None and model.as_of is not None:
                before = partial(_launched_before, self, model.lookup, day)
                asked = to_come(model, launched_in(model, self, before)) if flights else None
            if asked is None:
                continue
            balance = flown + self.from_the_start(day, settle)
            most = 0 if settle else self.tolerance
            here = self.requirement(model.lookup, day, settle)
            model.require(self, here, balance.within(-most, most).where(asked), settled=None)


def _operates(lookup: ProgramIndex, host: str, flight: Flight) -> bool:
    return lookup.operator(flight) == host


def _launched_before(where: Where, lookup: ProgramIndex, day: date, flight: Flight) -> bool:
    return flight.launch < day and where.takes(lookup, flight)
