"""Bounds on sums of seats, as the requirements of rules have them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from attrs import frozen

from seatplan.kinds import Rule
from seatplan.program import Flight
from seatplan.program_index import ProgramIndex
from seatplan.rules.count import Count
from seatplan.rules.exchange import Exchange
from seatplan.rules.quota import Quota
from seatplan.selection import Who
from seatplan.words import listed


@frozen
class Bound:
    """A requirement that a sum of seats lies in a range.

    Attributes:
        requirement: the id of the requirement.
        terms: the factor of a seat, the people and the ids of the flights of each term. No flight
            is in two terms.
        least, most: the range; one of them can be None.
        people: the people, as a phrase; empty for the balance of an exchange.
        of: the exchange, as a phrase; empty for others.
    """

    requirement: str
    terms: tuple[tuple[int, Who, frozenset[str]], ...]
    least: int | None
    most: int | None
    people: str = ""
    of: str = ""

    def at(self, lookup: ProgramIndex, flight: Flight, role: str) -> tuple[int, frozenset[str]]:
        """How much a seat counts, and the members who count there."""
        for factor, who, flights in self.terms:
            if flight.id in flights and who.in_role(role):
                return factor, who.picked_for(lookup, flight)
        return 0, frozenset()


def bounds_of(
    lookup: ProgramIndex, rules: Sequence[Rule], requirements: Container[str]
) -> Iterator[Bound]:
    """The bounds that some requirements of some rules set on seats.

    Bounds on days, and on weighted sums of several terms, are left out.
    """
    for rule in rules:
        if isinstance(rule, Quota) and rule.unit == "seats":
            found = _of_quota(lookup, rule)
        elif isinstance(rule, Count) and rule.unit == "seats" and len(rule.terms) == 1:
            found = _of_count(lookup, rule)
        elif isinstance(rule, Exchange) and rule.unit == "seats":
            found = _of_exchange(lookup, rule)
        else:
            continue
        yield from (one for one in found if one.requirement in requirements)


def _of_quota(lookup: ProgramIndex, rule: Quota) -> Iterator[Bound]:
    people = rule.whom(lookup)
    for here, flights in rule.demands(lookup):
        terms = ((1, rule, frozenset(one.id for one in flights)),)
        yield Bound(here.id, terms, rule.min, rule.max, people)


def _of_count(lookup: ProgramIndex, rule: Count) -> Iterator[Bound]:
    (term,) = rule.terms
    if term.value != 1:
        return
    people = term.whom(lookup)
    for here, flights in rule.demands(lookup):
        terms = ((1, term, frozenset(one.id for one in flights)),)
        yield Bound(here.id, terms, rule.min, rule.max, people)


def _of_exchange(lookup: ProgramIndex, rule: Exchange) -> Iterator[Bound]:
    values = dict(rule.values)
    of = f"the exchange of {listed(rule.parties)}"
    for day, settle, flights in rule.demands(lookup):
        start, most = rule.from_the_start(day, settle), 0 if settle else rule.tolerance
        terms = []
        for sign, who, hosts in rule.accounts(lookup, flights):
            for value in sorted({values.get(one.vehicle, 1) for one in hosts}):
                ids = frozenset(one.id for one in hosts if values.get(one.vehicle, 1) == value)
                terms.append((sign * value, who, ids))
        here = rule.requirement(lookup, day, settle)
        yield Bound(here.id, tuple(terms), -most - start, most - start, of=of)
