"""Count: a weighted sum of seats, or days, lies in a range."""

from __future__ import annotations

from typing import Any

import pytest

from seatplan import Program, ProgramError
from seatplan.program_index import ProgramIndex
from seatplan.rules.count import Count
from seatplan.worth import Term
from tests.build import broken, findings, flight, flying, member, plan, program, seat, solved, tour

CREW = [member("ann"), member("bob"), member("aki", "JAXA")]
FLIGHTS = [flight("F1", 1, 11), flight("F2", 12, 21), flight("F3", 400, 410)]
FLOWN = plan(tour("ann", "F1"), tour("aki", "F2"), tour("ann", "F3"))
NASA, JAXA = Term(agencies=("NASA",), value=1), Term(agencies=("JAXA",), value=-2)


@pytest.mark.parametrize(
    ("keys", "amount"),
    [
        ({"terms": (NASA, JAXA), "min": 0}, 0),
        ({"terms": (NASA, JAXA), "min": 1}, 1),
        ({"terms": (NASA, JAXA), "max": -3}, 3),
        ({"terms": (NASA, JAXA), "min": 0, "per": "year"}, 1),
        ({"terms": (NASA,), "min": 1, "per": "flight"}, 1),
        ({"terms": (NASA, JAXA), "min": 2, "max": 2, "unit": "days"}, 0),
        ({"terms": (JAXA,), "min": 0, "per": "flight", "unit": "days"}, 18),
    ],
)
def test_units_short_or_beyond(keys: Any, amount: int) -> None:
    """The amount is the number of units outside the range, for each scope and unit."""
    one = program(FLIGHTS, CREW, rules=[Count(**keys)])
    assert sum(broken(one, FLOWN).values()) == amount


def test_twice_as_many_of_one_as_of_the_other() -> None:
    """Values of both signs compare two groups, and the solver's plan satisfies the comparison."""
    two_pilots = [seat("pilot", 2)]
    rule = Count(terms=(NASA, JAXA), min=0, max=0)
    one = program(FLIGHTS[:1], CREW, seats=[seat("pilot", 3)], rules=[rule])
    assert flying(one)["F1"] == "aki ann bob"
    other = program(FLIGHTS[:1], CREW, seats=two_pilots, rules=[rule])
    assert solved(other) is None


def test_only_years_and_flights_of_its_terms_are_looked_at() -> None:
    """A year without a launch that a term picks demands nothing."""
    early = Term(agencies=("JAXA",), until=FLIGHTS[2].launch, value=1)
    rule = Count(terms=(early,), min=1, per="year", weight=1)
    one = program(FLIGHTS, CREW[:2], rules=[rule])
    assert solved(one) == [1]


def test_roles_of_a_term() -> None:
    """Only seats in those roles count."""
    seats = [seat("commander"), seat("pilot")]
    rule = Count(terms=(Term(agencies=("JAXA",), roles=("commander",), value=1),), min=1)
    one = program(FLIGHTS[:1], CREW, seats=seats, rules=[rule])
    assert broken(one, plan(tour("aki", "F1"), tour("ann", "F1", role="commander"))) == {"count": 1}
    assert broken(one, plan(tour("ann", "F1"), tour("aki", "F1", role="commander"))) == {}


def test_a_count_that_only_the_past_breaks() -> None:
    """The rule is waived only once all launches that it counts are past."""
    rule = Count(terms=(Term(agencies=("JAXA",), value=1),), min=2)
    one = program(FLIGHTS[:2], CREW, rules=[rule])
    flown = plan(tour("ann", "F1"), tour("aki", "F2"))
    assert solved(one, flown, as_of=12) is None
    assert solved(one, flown, as_of=13) == []


def test_each_term_is_in_the_sentence() -> None:
    """The sentence has the members, flights, roles, values and range of each term."""
    terms = (
        Term(agencies=("NASA",), flights=("F2",), value=1),
        Term(members=("aki",), roles=("pilot",), value=-2),
    )
    one = program(FLIGHTS, CREW, rules=[Count(terms=terms, min=5, max=6)])
    (found,) = findings(one, FLOWN)
    for part in ("NASA", "F2", "aki", "pilot", "2", "5 to 6"):
        assert part in found.requirement.message


@pytest.mark.parametrize("keys", [{"terms": (), "min": 1}, {"terms": (NASA,)}])
def test_what_says_nothing_is_refused(keys: Any) -> None:
    """A count without terms or without a bound is an error of the program."""
    with pytest.raises(ProgramError):
        program(FLIGHTS, CREW, rules=[Count(**keys)])


def test_a_count_reaches_everyone_unless_it_only_holds_back() -> None:
    """An upper bound on positive values needs no one else to fly."""

    def reach(rule: Count) -> object:
        one: Program = program(FLIGHTS, CREW, rules=[rule])
        lookup = ProgramIndex(one)
        (named,) = one.named_rules
        requirement, _ = next(iter(rule.demands(lookup)))
        return named.reach(lookup, requirement)

    assert reach(Count(terms=(NASA,), max=1)) == {}
    assert reach(Count(terms=(NASA,), min=1)) is None
    assert reach(Count(terms=(JAXA,), max=1)) is None
