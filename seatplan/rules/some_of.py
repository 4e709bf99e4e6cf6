"""Some-of: if all given conditions hold, a number of other conditions must hold, too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, ClassVar

from attrs import evolve, field, frozen

from seatplan import forgiving
from seatplan.cases import launched_in, to_come
from seatplan.errors import Problem
from seatplan.forgiving import Several
from seatplan.kinds import Rule, rule_kind
from seatplan.modelling import ALWAYS, LinearExpr, Model
from seatplan.program import NOT_EMPTY, Flight
from seatplan.program_index import LONG_AGO, ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.selection import Where
from seatplan.timeline import PlanIndex
from seatplan.words import listed, many, opening, within
from seatplan.worth import Condition, flights_of, made_different


def _conditions(conditions: Several[Condition]) -> tuple[Condition, ...]:
    found: tuple[Condition, ...] = forgiving.several(conditions)
    return found


@rule_kind("some-of")
@frozen(kw_only=True, slots=False)
class SomeOf(Rule):
    r"""If all given conditions hold, a number of other conditions must hold, too.

    If all of `given` hold, the number of `of` that hold lies in [`least`, `most`]. A condition is a
    table of `terms`, `min`, `max` and `unit`; it holds when n(`terms`) lies in [`min`, `max`]. One
    condition in each list means "if A, then B"; two in `of` with `most = 1` mean "either, or".

    Attributes:
        given: the conditions under which the rule demands anything; it always does if left out.
        of: the conditions that are counted.
        least, most: the range of the number of `of` that hold; no upper limit if `most` is left
            out.

    Counts:
        conditions short or beyond

    Formula:
        \max\left( 0,\; \mathtt{least} - H,\; H - \mathtt{most} \right)
        \text{ if all of } \mathtt{given} \text{ hold}, \quad
        H = \lvert \{ c \in \mathtt{of} : c \text{ holds} \} \rvert

    Example:
        [[rules]]
        rule = "some-of"
        given = [{ terms = [{ members = ["epps"] }], min = 1 }]
        of = [{ terms = [{ members = ["rubio"], until = 2024-01-01 }], min = 1 }]
    """

    schema: ClassVar[Mapping[str, Any]] = {}

    given: tuple[Condition, ...] = field(default=(), converter=_conditions)
    of: tuple[Condition, ...] = field(converter=_conditions, metadata=NOT_EMPTY)
    least: int = field(default=1, converter=forgiving.whole, metadata={"least": 0})
    most: int | None = field(default=None, converter=forgiving.maybe_whole, metadata={"least": 0})

    def problems(self) -> Iterable[Problem]:
        if 0 < len(self.of) < self.least:
            found = f"at least {self.least} of {many(len(self.of), 'condition')} can never hold"
            yield Problem(found, ("least",), f"{len(self.of)} or less.")
        if self.most is not None and self.most < self.least:
            found = f"at least {self.least} and at most {self.most} cannot both hold"
            yield Problem(found, ("most",), f"{self.least} or more.")
        elif self.least == 0 and (self.most is None or self.most >= len(self.of)):
            yield Problem("any number of conditions may hold", (), "a larger least, or a most.")

    def reduced(self, left: Callable[[Condition], Condition | None]) -> SomeOf | None:
        """The rule after some conditions have lost all their terms, as when a flight is canceled.

        The sum of such a condition is always 0, so it always holds or never holds. The rule then
        requires what is still missing from the other conditions, but no more than they can provide:
        a demand that only the lost conditions could meet is removed with them.

        Args:
            left: returns what is left of a condition; None if it has no term left.

        Returns:
            The new rule; None if it demands nothing any more.
        """
        given: list[Condition] = []
        for one in self.given:
            kept = left(one)
            if kept is not None:
                given.append(kept)
            elif not one.holds_of_nothing():
                return None
        of = [kept for one in self.of if (kept := left(one)) is not None]
        held = sum(left(one) is None and one.holds_of_nothing() for one in self.of)
        least = min(max(self.least - held, 0), len(of))
        most = None if self.most is None else max(self.most - held, 0)
        if least == 0 and (most is None or most >= len(of)):
            return None
        return evolve(
            self,
            given=tuple(dict.fromkeys(given)),
            of=made_different(of),
            least=least,
            most=most,
        )

    def flights_in(self, lookup: ProgramIndex) -> tuple[Flight, ...]:
        """The flights that any of the conditions counts, by launch."""
        terms = [term for one in (*self.given, *self.of) for term in one.terms]
        return flights_of(terms, lookup)

    def gists(self, lookup: ProgramIndex) -> Iterator[str]:
        yield self._said(lookup)

    def _said(self, lookup: ProgramIndex) -> str:
        parts = [f"({one.phrase(lookup)})" for one in self.of]
        if len(parts) == 1 and self.least == 1:
            must = f"{self.of[0].phrase(lookup, must=True)}"
        else:
            size = within(self.least or None, self.most, "condition")
            must = f"{size} of {listed(parts)} must hold"
        if self.given:
            must = f"if {listed(one.phrase(lookup) for one in self.given)}, then {must}"
        return opening(must)

    def requirement(self, lookup: ProgramIndex) -> Requirement:
        """The only requirement of the rule."""
        said = self._said(lookup)
        return self.piece(lookup, message=said, decision=f"give up: {said}")

    def _last(self, lookup: ProgramIndex) -> date:
        flights = self.flights_in(lookup)
        return flights[-1].launch if flights else LONG_AGO

    def violations(self, reading: PlanIndex) -> Iterator[Finding]:
        if not all(one.holds(reading) for one in self.given):
            return
        holding = [one for one in self.of if one.holds(reading)]
        beyond = max(self.least - len(holding), 0)
        if self.most is not None:
            beyond = max(beyond, len(holding) - self.most)
        if beyond:
            found = f"{len(holding)} of {many(len(self.of), 'condition')} hold"
            if len(self.of) == 1:
                found = "it holds" if holding else "it does not hold"
            here = self.requirement(reading.lookup)
            yield Finding(here, beyond, found, self._last(reading.lookup))

    def for_open_dates(self, model: Model) -> bool:
        return True

    def _counts(self, model: Model, flight: Flight) -> bool:
        """Whether any of the conditions counts a flight."""
        terms = [term for one in (*self.given, *self.of) for term in one.terms]
        return any(term.takes(model.lookup, flight) for term in terms)

    def constrain(self, model: Model) -> None:
        held = LinearExpr.total(LinearExpr([one.literal(model)]) for one in self.of)
        here, last = self.requirement(model.lookup), self._last(model.lookup)
        given = [one.literal(model) for one in self.given]
        if model.open_dates:
            last = date.max
            if self.weight is None and model.as_of is not None:
                coming = to_come(model, launched_in(model, Where(), partial(self._counts, model)))
                if coming is None:
                    return
                given += [] if coming == ALWAYS else [coming]
        if not given:
            model.require(self, here, held.within(self.least, self.most), settled=last)
            return
        # 1 if all given conditions hold; it may also be 1 otherwise, which only demands more.
        asked = model.literal()
        model.add(LinearExpr(given) - len(given) + 1 <= LinearExpr([asked]))
        enough = held.within(self.least, self.most).where(asked)
        model.require(self, here, enough, settled=last)
