"""Numbers that are too large to be exact are refused; smaller ones are exact."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from attrs import evolve

from seatplan import Program, ProgramError, Status, check, solve
from seatplan.declared import LARGEST
from seatplan.engine.rows.overflow import LARGEST_GOAL, UncountableError, must_count
from seatplan.goals.cost import Cost
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.prefer import Prefer
from seatplan.rules.aboard import Aboard
from seatplan.rules.exchange import Exchange
from seatplan.rules.quota import Quota
from seatplan.rules.share import Share
from seatplan.worth import Term
from tests.build import flight, member, program, solved

ONE = program([flight("F1", 1, 11), flight("F2", 11, 21)], ["ann", "bob"])
TWO = evolve(ONE, crew=(member("ann"), member("bob", "Roscosmos")))


def with_rule(rule: object) -> Program:
    """The small program with that rule."""
    return evolve(TWO, rules=(rule,))


@pytest.mark.parametrize(
    "make",
    [
        lambda: with_rule(Quota(min=LARGEST, weight=LARGEST)),
        lambda: with_rule(Aboard(min=LARGEST, weight=LARGEST)),
        lambda: with_rule(Exchange(parties=("NASA", "Roscosmos"), opening=LARGEST, weight=LARGEST)),
        lambda: evolve(
            ONE,
            goals=(
                Prefer(terms=tuple(Term(members=("ann",), value=LARGEST - n) for n in range(5000))),
            ),
            name="five thousand terms",
        ),
    ],
)
def test_too_much_to_count(make: Callable[[], Program]) -> None:
    """The error names the rule or goal, before anything is solved."""
    with pytest.raises(ProgramError, match="is not counted exactly"):
        solve(make())


def test_a_number_is_named_by_its_size() -> None:
    """As a power of ten; there is one that no float has."""
    for low, high, message in (
        (-5, 10**300 - 1, "1.0e+300"),
        (-(10**400), 5, "more than 1e+300"),
        (-3, 2, "3.0e+00"),
    ):
        with pytest.raises(UncountableError) as found:
            must_count(low, high, 2)
        assert str(found.value) == message


def test_the_largest_numbers_are_exact() -> None:
    """With the largest allowed numbers, a difference of one unit is still detected."""
    terms = (Term(members=("ann",), value=LARGEST), Term(members=("bob",), value=LARGEST - 1))
    assert solved(evolve(ONE, goals=(Cost(terms=terms),))) == [2 * LARGEST - 2]
    assert solved(evolve(ONE, goals=(Prefer(terms=terms),))) == [2 * LARGEST]
    exchange = Exchange(parties=("NASA", "Roscosmos"), opening=LARGEST - 1, weight=1)
    result = solve(with_rule(exchange))
    assert result.status is Status.OPTIMAL
    assert result.plan is not None
    found = check(with_rule(exchange), result.plan).values
    assert [goal.value for goal in result.goals] == list(found.values())


def test_the_most_flights_are_exact() -> None:
    """Even turns are exact with the largest allowed number of flights."""
    crew = (member("ann", flights_before=10_000), member("bob"))
    assert solved(evolve(ONE, crew=crew, goals=(EvenTurns(),))) == [10_000**2 + 2**2]


@pytest.mark.parametrize(
    ("shares", "fits"),
    [
        ({"NASA": 76.6, "JAXA": 12.8, "Roscosmos": 10.6}, True),
        ({"NASA": 76.600001, "JAXA": 12.8, "Roscosmos": 10.599999}, True),
        ({"NASA": Fraction(1, 999_999_937), "JAXA": Fraction(1, 999_999_929)}, True),
        ({"NASA": Fraction(1, 999_999_999_989), "JAXA": Fraction(1, 999_999_999_961)}, False),
        ({"NASA": LARGEST, "JAXA": 1}, False),
        ({"NASA": LARGEST, "JAXA": LARGEST}, True),
    ],
)
def test_shares_of_many_digits(shares: dict[str, Fraction], fits: bool) -> None:
    """Only proportions count: their common divisor does not; too many digits are refused."""
    rule = Share(shares=shares, weight=1)
    if fits:
        assert solve(with_rule(rule)).status is Status.OPTIMAL
    else:
        with pytest.raises(ProgramError, match="more than 12 digits"):
            with_rule(rule)


def test_the_limit_itself() -> None:
    """The limit itself is allowed, one more is not, in either direction."""
    must_count(-LARGEST_GOAL, LARGEST_GOAL, LARGEST_GOAL)
    for low, high in ((0, LARGEST_GOAL + 1), (-LARGEST_GOAL - 1, 0), (0, 10**5000)):
        with pytest.raises(UncountableError):
            must_count(low, high, LARGEST_GOAL)
