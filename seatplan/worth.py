"""Terms and conditions: which seats count, how much each counts, and the range of their sum."""

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
from seatplan.selection import Unit, Where, Who, most_seats_taken, on_flights, seats_taken
from seatplan.shown import Terse
from seatplan.timeline import PlanIndex
from seatplan.words import singular, within


@frozen(kw_only=True, slots=False)
class Term(Terse, Who, Where):
    """`value` for each seat that members in WHO take on the way up on flights in WHERE.

    Attributes:
        value: the value of each seat, or of each day of its tour; it can be negative.
    """

    value: int = field(default=1, converter=forgiving.whole)

    def flights_among(self, lookup: ProgramIndex, flights: Sequence[Flight] | None) -> list[Flight]:
        """The flights in WHERE, by launch; if flights are given, only those of them."""
        among = None if flights is None else {flight.id for flight in flights}
        return [one for one in self.flights_in(lookup) if among is None or one.id in among]

    def taken(
        self, reading: PlanIndex, flights: Sequence[Flight] | None = None, unit: Unit = "seats"
    ) -> int:
        """The value times the seats, or days, taken in a finished plan."""
        return self.value * seats_taken(
            self, reading, self.flights_among(reading.lookup, flights), unit
        )

    def most(self, reading: PlanIndex) -> int:
        """An upper bound on the number of seats that count, over all plans of the program."""
        return most_seats_taken(self, reading, self.flights_among(reading.lookup, None))

    def expression(
        self, model: Model, unit: Unit = "seats", only: Picked = all_flights
    ) -> LinearExpr:
        """The value times the seats, or days, as an expression of a model."""
        return sum_in(self, self, model, unit, only) * self.value


def added_up(terms: Iterable[Term]) -> tuple[Term, ...]:
    """The same terms, with equal terms combined into one whose value is their sum."""
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
    """Converts terms to a tuple."""
    found: tuple[Term, ...] = forgiving.several(terms)
    return found


@frozen(kw_only=True, slots=False)
class Condition(Terse):
    """A condition that holds if the sum of its terms lies in a range.

    Attributes:
        terms: the seats that count, and the value of each.
        min, max: the range, in units; one of them can be left out.
        unit: whether a seat counts as 1 or as the days of its tour, before it is multiplied by
            `value`.
    """

    schema: ClassVar[Mapping[str, Any]] = {"anyOf": [given("min"), given("max")]}

    terms: tuple[Term, ...] = field(converter=terms_of, metadata=NOT_EMPTY)
    min: int | None = field(default=None, converter=forgiving.maybe_whole)
    max: int | None = field(default=None, converter=forgiving.maybe_whole)
    unit: Unit = "seats"

    def problems(self) -> Iterable[Problem]:
        """Problems with the condition itself."""
        if self.min is None and self.max is None:
            yield Problem("a condition without a bound", (), "add `min` or `max`.")

    def holds(self, reading: PlanIndex) -> bool:
        """Whether a finished plan keeps it."""
        return self._within(sum(term.taken(reading, None, self.unit) for term in self.terms))

    def holds_of_nothing(self) -> bool:
        """Whether the condition holds if the sum is 0."""
        return self._within(0)

    def times(self, factor: int) -> Condition:
        """An equivalent condition: values and bounds multiplied by a positive integer.

        If all of them are 0, the condition always holds, and gets a negative lower bound instead.
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
        """`at least 1 seat of all flights goes to Frank Rubio`, or `must go to`."""
        return range_phrase(self.terms, self.min, self.max, self.unit, lookup, must=must)

    def literal(self, model: Model) -> Variable:
        """A literal of a model that is true if and only if the condition holds.

        The sum n lies in one of three ranges: below `min`, in [`min`, `max`], or above `max`. There
        is one literal for each range, exactly one is true, and each implies bounds on n. All rows
        are linear, without enforcement literals.
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
        # n >= low always, n >= min if it holds, n >= max + 1 above; upper bounds likewise.
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


def made_different(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """The same number of equivalent conditions, made different if they are equal.

    Each condition counts, but a list must not contain an entry twice.
    """
    found: list[Condition] = []
    for one in conditions:
        factors = count(1)
        found.append(next(text for n in factors if (text := one.times(n)) not in found))
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
    """A sentence, without a capital, that the sum of some terms lies in a range.

    `at least 1 seat on flights of Soyuz MS must go to members of NASA` for one term; for several
    `seats of all flights for ann minus 2 x seats of all flights for bob must come to at least 0`.

    Args:
        terms: the terms.
        least, most: the range; one of them can be None.
        unit: whether seats or days are counted.
        lookup: the index of the program, for names of members.
        must: whether the sentence is a demand, with "must", or a statement.
        where: the flights that it is about, as text, if these are not all flights in WHERE.
    """
    if len(terms) == 1 and terms[0].value == 1:
        (term,) = terms
        size = within(least, most, singular(unit))
        verb = "must go" if must else "goes" if size.endswith(f" {singular(unit)}") else "go"
        return f"{size} {on_flights(_flights(term, where))} {verb} to {term.whom(lookup)}"
    text = ""
    for term in terms:
        sign = ("minus " if term.value < 0 else "plus ") if text or term.value < 0 else ""
        times = f"{abs(term.value)} x " if abs(term.value) != 1 else ""
        text += f" {sign}{times}{unit} {on_flights(_flights(term, where))} for {term.whom(lookup)}"
    if least is None or most is None:
        size = f"at most {most}" if least is None else f"at least {least}"
    else:
        size = f"exactly {most}" if least == most else f"{least} to {most}"
    return f"{text.strip()} {'must come' if must else 'come'} to {size}"


def _flights(term: Term, where: str) -> str:
    which = term.which()
    if not where:
        return which
    return where if which == "all flights" else f"{where} (of {which})"


def _added_up(expression: LinearExpr) -> LinearExpr:
    """The same sum, with each variable only once."""
    factors = expression.coefficients()
    return LinearExpr(factors.keys(), factors.values(), expression.constant)
