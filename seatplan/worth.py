"""Terms and conditions: which seats count, how much each, and what their sum must be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Any, ClassVar

from attrs import evolve, field, frozen

from seatplan import forgiving
from seatplan.cases import Picked, all_flights, sum_in
from seatplan.errors import Problem
from seatplan.forgiving import Several
from seatplan.kinds import given
from seatplan.modelling import LinearExpr, Model, Variable
from seatplan.program import NOT_EMPTY, Flight
from seatplan.program_index import ProgramIndex
from seatplan.selection import Unit, Where, Who, most_seats_taken, seats_taken
from seatplan.shown import Terse
from seatplan.timeline import PlanIndex
from seatplan.words import singular, within


@frozen(kw_only=True, slots=False)
class Term(Terse, Who, Where):
    """`value` for each seat that members in WHO take on the way up on flights in WHERE.

    Attributes:
        value: for each seat, or for each day of its tour; it may be negative.
    """

    value: int = field(default=1, converter=forgiving.whole)

    def flights_among(self, lookup: ProgramIndex, flights: Sequence[Flight] | None) -> list[Flight]:
        """The flights in WHERE, by launch; of these alone if some are given."""
        among = None if flights is None else {flight.id for flight in flights}
        return [one for one in self.flights_in(lookup) if among is None or one.id in among]

    def taken(
        self, reading: PlanIndex, flights: Sequence[Flight] | None = None, unit: Unit = "seats"
    ) -> int:
        """value x seats, or days, of a finished plan."""
        return self.value * seats_taken(
            self, reading, self.flights_among(reading.lookup, flights), unit
        )

    def most(self, reading: PlanIndex) -> int:
        """No plan of the program has more seats than that for which the value counts."""
        return most_seats_taken(self, reading, self.flights_among(reading.lookup, None))

    def expression(
        self, model: Model, unit: Unit = "seats", only: Picked = all_flights
    ) -> LinearExpr:
        """The same on a model, on the flights in WHERE or only some of them."""
        return sum_in(self, self, model, unit, only) * self.value


def added_up(terms: Iterable[Term]) -> tuple[Term, ...]:
    """The same terms; several that are equal are one whose value is their sum."""
    found: list[Term] = []
    for term in terms:
        while term in found:
            found.remove(term)
            term = evolve(term, value=2 * term.value) if term.value else term
        found.append(term)
    return tuple(found)


def flights_of(terms: Iterable[Term], lookup: ProgramIndex) -> tuple[Flight, ...]:
    """The flights in the WHERE of any of the terms, by launch."""
    ids = {flight.id for term in terms for flight in term.flights_in(lookup)}
    return tuple(flight for flight in lookup.flights.values() if flight.id in ids)


def terms_of(terms: Several[Term]) -> tuple[Term, ...]:
    """Terms, in a list or a tuple."""
    found: tuple[Term, ...] = forgiving.several(terms)
    return found


@frozen(kw_only=True, slots=False)
class Condition(Terse):
    """It holds when the sum of its terms lies in a range.

    Attributes:
        terms: which seats count, and what each one counts.
        min, max: the range, in units; one of them may be left out.
        unit: what a seat counts before its `value`: 1, or the days of its tour.
    """

    schema: ClassVar[Mapping[str, Any]] = {"anyOf": [given("min"), given("max")]}

    terms: tuple[Term, ...] = field(converter=terms_of, metadata=NOT_EMPTY)
    min: int | None = field(default=None, converter=forgiving.maybe_whole)
    max: int | None = field(default=None, converter=forgiving.maybe_whole)
    unit: Unit = "seats"

    def problems(self) -> Iterable[Problem]:
        """What is contradictory in the condition itself."""
        if self.min is None and self.max is None:
            yield Problem("a condition without a bound", (), "add `min` or `max`.")

    def holds(self, reading: PlanIndex) -> bool:
        """Whether a finished plan keeps it."""
        return self._within(sum(term.taken(reading, None, self.unit) for term in self.terms))

    def holds_of_nothing(self) -> bool:
        """Whether it holds where none of its terms counts anything: the sum is 0."""
        return self._within(0)

    def times(self, factor: int) -> Condition:
        """The same condition in other words: values and bounds times a positive integer.

        Where all of them are 0, which always holds, a lower bound below 0 takes their place.
        """
        if not any((self.min, self.max, *(term.value for term in self.terms))):
            return self if factor == 1 else evolve(self, min=-factor)
        return evolve(
            self,
            terms=tuple(evolve(term, value=term.value * factor) for term in self.terms),
            min=None if self.min is None else self.min * factor,
            max=None if self.max is None else self.max * factor,
        )

    def _within(self, total: int) -> bool:
        return (self.min is None or self.min <= total) and (self.max is None or total <= self.max)

    def phrase(self, lookup: ProgramIndex, *, must: bool = False) -> str:
        """`at least 1 seat on all flights go to Frank Rubio`, or `must go to`."""
        return range_phrase(self.terms, self.min, self.max, self.unit, lookup, must=must)

    def literal(self, model: Model) -> Variable:
        """A literal of a model that is true where it holds, and only there.

        n = the sum lies in one of three ranges: below `min`, in [`min`, `max`], above `max`. One
        literal for each, of which one is true; each bounds n by what it can be at all. So all
        rows are linear, without a condition on them.
        """
        total = _added_up(
            LinearExpr.total(term.expression(model, self.unit) for term in self.terms)
        )
        low, high = model.range(total)
        holds = model.literal()
        below, above = LinearExpr(), LinearExpr()
        if self.min is not None and self.min > low:
            below = LinearExpr([model.literal()])
        if self.max is not None and self.max < high:
            above = LinearExpr([model.literal()])
        model.add(LinearExpr([holds]) + below + above == 1)
        # n >= low everywhere, >= min where it holds, >= max + 1 above; n <= high likewise.
        least, most = low, high
        if self.min is not None:
            least = max(least, self.min)
        if self.max is not None:
            most = min(most, self.max)
        floor = (least - low) * LinearExpr([holds])
        ceiling = (high - most) * LinearExpr([holds])
        if above.variables and self.max is not None:
            floor = floor + (max(low, self.max + 1) - low) * above
        if below.variables and self.min is not None:
            ceiling = ceiling + (high - min(high, self.min - 1)) * below
        if least > high or most < low:  # it can never hold
            model.add(LinearExpr([holds]) == 0)
        model.add(total - floor >= low)
        model.add(total + ceiling <= high)
        return holds


def told_differently(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """The same conditions, as many; those that are equal to one before them in other words.

    Each counts by itself, and no list holds an entry twice.
    """
    found: list[Condition] = []
    for one in conditions:
        factors = count(1)
        found.append(next(said for n in factors if (said := one.times(n)) not in found))
    return tuple(found)


def range_phrase(
    terms: Sequence[Term],
    least: int | None,
    most: int | None,
    unit: Unit,
    lookup: ProgramIndex,
    *,
    must: bool = True,
    where: str = "",
) -> str:
    """That the sum of some terms lies in a range, as a sentence without a capital.

    `at least 1 seat on flights of Soyuz MS must go to members of NASA` for one term; for several
    `seats on all flights for ann minus 2 x seats on all flights for bob must come to at least 0`.

    Args:
        terms: what is added up.
        least, most: the range; one of them may be None.
        unit: what is counted.
        lookup: the names of the members.
        must: whether it is demanded, or only may be so.
        where: the flight or the flights that it is about, if these are not all in WHERE.
    """
    if len(terms) == 1 and terms[0].value == 1:
        (term,) = terms
        size = within(least, most, singular(unit))
        verb = "must go" if must else "goes" if size.endswith(f" {singular(unit)}") else "go"
        return f"{size} on {_flights(term, where)} {verb} to {term.whom(lookup)}"
    said = ""
    for term in terms:
        sign = ("minus " if term.value < 0 else "plus ") if said or term.value < 0 else ""
        times = f"{abs(term.value)} x " if abs(term.value) != 1 else ""
        said += f" {sign}{times}{unit} on {_flights(term, where)} for {term.whom(lookup)}"
    if least is None or most is None:
        size = f"at most {most}" if least is None else f"at least {least}"
    else:
        size = f"exactly {most}" if least == most else f"{least} to {most}"
    return f"{said.strip()} {'must come' if must else 'come'} to {size}"


def _flights(term: Term, where: str) -> str:
    which = term.which()
    if not where:
        return which
    return where if which == "all flights" else f"{where} (of {which})"


def _added_up(expression: LinearExpr) -> LinearExpr:
    """The same sum with each variable in it once."""
    factors: dict[Variable, int] = {}
    for variable, factor in zip(expression.variables, expression.factors, strict=True):
        factors[variable] = factors.get(variable, 0) + factor
    return LinearExpr(factors.keys(), factors.values(), expression.constant)
