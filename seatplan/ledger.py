"""Entries and vehicle values in accounts of seats, for the rules `exchange` and `share`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

from attrs import field, frozen

from seatplan import forgiving
from seatplan.cases import Picked, all_flights, counts_by_day, launched_in
from seatplan.errors import Problem
from seatplan.forgiving import Several
from seatplan.modelling import LinearExpr, Model
from seatplan.program import PROSE, Agency, Flight, Vehicle
from seatplan.selection import Unit, Where, Who, seats_taken, sum_of_seats
from seatplan.shown import Terse
from seatplan.timeline import PlanIndex
from seatplan.words import listed, number, singular

T = TypeVar("T")

Values = tuple[tuple[str, int], ...]
"""Pairs of a vehicle id and the value of one seat, or day, on it."""


def exact(value: object) -> Fraction:
    """A number as a fraction; a float counts as the decimal that it prints as."""
    return Fraction(str(value))


def values_table(
    entries: Mapping[str, int] | Mapping[Vehicle, int] | Iterable[tuple[str | Vehicle, int]],
) -> Values:
    """Converts the values of vehicles to pairs, sorted by vehicle id."""
    pairs: Iterable[tuple[str | Vehicle, int]]
    pairs = entries.items() if isinstance(entries, Mapping) else entries
    return tuple(
        sorted((forgiving.vehicle_id(name), forgiving.whole(value)) for name, value in pairs)
    )


Amounts = tuple[tuple[str, Fraction], ...]
"""Pairs of an agency id and its share or units."""


def amounts_table(
    entries: Mapping[str, int | float | Fraction]
    | Mapping[Agency, int | float | Fraction]
    | Iterable[tuple[str | Agency, object]],
) -> Amounts:
    """Converts the amounts of agencies to pairs, sorted by agency id."""
    pairs: Iterable[tuple[Any, object]]
    pairs = entries.items() if isinstance(entries, Mapping) else entries
    return tuple(sorted((forgiving.agency_id(agency), exact(value)) for agency, value in pairs))


@frozen
class WholeNumbers:
    """Shares and units of an account as whole numbers.

    Conditions on them are multiplied by `whole` and by `denominator`, so that all numbers are
    integers.

    Attributes:
        parts: by agency id, its share, as integers without a common divisor.
        denominator: the smallest integer by which all units become integers.
        largest: the largest absolute value that one unit, or one of the units, gets.
    """

    parts: Mapping[str, int]
    denominator: int
    largest: Fraction

    @classmethod
    def of(cls, shares: Amounts, units: Sequence[Fraction]) -> WholeNumbers:
        """The integers for these shares and all units that occur."""
        common = math.lcm(*(share.denominator for _, share in shares))
        parts = {agency: int(share * common) for agency, share in shares}
        divisor = math.gcd(*parts.values())
        parts = {agency: part // divisor for agency, part in parts.items()}
        denominator = math.lcm(*(one.denominator for one in units))
        scale = sum(parts.values()) * denominator
        return cls(parts, denominator, scale * max(Fraction(1), *map(abs, units)))

    @property
    def whole(self) -> int:
        """The sum of the parts."""
        return sum(self.parts.values())

    def scaled(self, units: Fraction) -> int:
        """Units as an integer: multiplied by the denominator."""
        return int(units * self.denominator)


@frozen(kw_only=True)
class LedgerEntry(Terse):
    """Seats or days given or taken outside the flights, such as a swap or a seat against cargo.

    Attributes:
        on: the day from which it counts.
        party: the id of the agency for which it counts.
        units: the amount, in the unit of the rule; it can be negative.
        why: a reason, for people.
    """

    on: date = field(converter=forgiving.day)
    party: str = field(converter=forgiving.agency_id, metadata={"id": "agency"})
    units: Fraction = field(converter=exact)
    why: str = field(default="", metadata=PROSE)

    def phrase(self) -> str:
        """`2 for NASA on 2024-05-01 (cargo)`."""
        why = f" ({self.why})" if self.why else ""
        return f"{number(self.units)} for {self.party} on {self.on}{why}"


def entries_of(entries: Several[LedgerEntry]) -> tuple[LedgerEntry, ...]:
    """Converts entries to a tuple."""
    found: tuple[LedgerEntry, ...] = forgiving.several(entries)
    return found


def by_value(values: Values, flights: Sequence[Flight]) -> Iterator[tuple[int, tuple[Flight, ...]]]:
    """The flights, grouped by the value of a seat on them."""
    of = dict(values)
    for value in sorted({of.get(flight.vehicle, 1) for flight in flights}):
        yield value, tuple(one for one in flights if of.get(one.vehicle, 1) == value)


def units_taken(
    who: Who, reading: PlanIndex, flights: Sequence[Flight], unit: Unit, values: Values
) -> int:
    """N(WHO, WHERE) of a plan, with each seat or day counted at the value of its vehicle."""
    groups = by_value(values, flights)
    return sum(value * seats_taken(who, reading, there, unit) for value, there in groups)


def sum_of_units(
    who: Who, model: Model, flights: Sequence[Flight], unit: Unit, values: Values
) -> LinearExpr:
    """`units_taken` as an expression of a model."""
    return LinearExpr.total(
        sum_of_seats(who, model, there, unit) * value for value, there in by_value(values, flights)
    )


def units_by_day(
    who: Who, where: Where, model: Model, unit: Unit, values: Values, hosts: Picked = all_flights
) -> list[tuple[date, LinearExpr]]:
    """The terms of `sum_of_units` by launch day, in a model whose dates can be open."""
    of = dict(values)
    found = []
    for flight, _ in launched_in(model, where, hosts):
        counts = counts_by_day(
            who,
            model,
            flight,
            unit,
            lambda there: where.takes(model.lookup, there),
            day_by_day=True,
        )
        found += [(day, one * of.get(flight.vehicle, 1)) for one, day in counts]
    return found


def problems_of_values(values: Values) -> Iterator[Problem]:
    """Problems with the values of vehicles."""
    for vehicle, value in values:
        if value < 1:
            yield Problem(f"a value of {value} is less than 1", ("values", vehicle))


def problems_of_entries(
    entries: Sequence[LedgerEntry], parties: Iterable[str], what: str
) -> Iterator[Problem]:
    """Problems with entries that are for none of these parties."""
    known = set(parties)
    for index, entry in enumerate(entries):
        if entry.party not in known:
            found = f"{entry.party!r} {what}"
            yield Problem(found, ("entries", index, "party"), f"one of {listed(sorted(known))}.")


def ledger_phrase(entries: Sequence[LedgerEntry], values: Values, unit: Unit) -> str:
    """`, counting 2 for NASA on 2024-05-01, with a seat on Orion as 2`; empty if there are none."""
    text = ""
    if entries:
        text += f", counting {listed(entry.phrase() for entry in entries)}"
    if values:
        each = listed(f"a {singular(unit)} on {vehicle} as {value}" for vehicle, value in values)
        text += f", with {each}"
    return text
