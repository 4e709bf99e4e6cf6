"""Ranking: what a planner would give up first, and where a requirement comes in a conflict."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from seatplan import Program
from seatplan.engine.explain.ranking import Ranking, for_reading
from seatplan.kinds import Rule
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Requirement
from seatplan.rules import Blackout, GroundTime, Handover, Relocations, Spacing, Stay
from seatplan.rules.blackout import Period
from tests.build import day, flight, program, seat
from tests.engine.judge import requirements_of
from tests.engine.strategies import tight_programs
from tests.properties.effort import examples

DATES: tuple[Rule, ...] = (
    Stay(min=5),
    Blackout(periods=[Period(day(3), day(4))]),
    Spacing(days=2),
    Handover(min=1),
    Relocations(max=0),
)


def test_dates_come_first_and_a_ship_without_its_commander_last() -> None:
    """In the order of prices: a rule about dates, another rule, a critical seat, two places."""
    crew = ["ann"]
    seats = [seat("commander", critical=True)]
    one = program([flight("F1", 1, 11)], crew, seats=seats, rules=[*DATES, GroundTime(days=9)])
    price = Ranking(ProgramIndex(one)).price
    prices = [price([Requirement(f"{rule.name}:x", rule.name, "")]) for rule in DATES]
    assert len(set(prices)) == 1
    known = {each.rule: each for each in requirements_of(one)}
    order = ("ground-time", "critical-seat", "one-place")
    dearer = [price([known[rule]]) for rule in order]
    assert [prices[0], *dearer] == sorted([prices[0], *dearer])
    assert len({prices[0], *dearer}) == 4


def test_a_whole_rule_replaces_three_of_its_requirements() -> None:
    """It costs more than two of them, and less than three; a law is never given up as a whole."""
    one = program([flight("F1", 1, 11)], ["ann"], rules=[GroundTime(days=9)])
    ranking = Ranking(ProgramIndex(one))
    whole = ranking.whole("ground-time")
    assert whole is not None
    assert ranking.is_whole(whole)
    assert ranking.whole("availability") is None
    pieces = [Requirement(f"ground-time:{at}", "ground-time", "") for at in range(3)]
    assert ranking.price(pieces[:2]) < ranking.price([whole]) < ranking.price(pieces)


@given(tight_programs(max_flights=2, max_members=3), st.data())
@examples(20)
def test_one_number_orders_prices(one: Program, data: st.DataObject) -> None:
    """The weighed prices of sets are in the order of their prices; reading reverses dropping."""
    known = requirements_of(one)
    ranking = Ranking(ProgramIndex(one))
    some = data.draw(st.lists(st.sampled_from(known), max_size=5, unique=True)) if known else []
    prices = [ranking.price(part) for count in range(4) for part in combinations(some, count)]
    count = 2 * len(some) + 1
    assert sorted(prices) == sorted(prices, key=lambda price: price.weighed(count))
    ranks = [for_reading(each)[0] for each in sorted(some, key=ranking.for_dropping)]
    assert ranks == sorted(ranks, reverse=True)
