"""Some-of: if all given conditions hold, a number of other conditions must hold, too."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

import pytest

from seatplan import Cancel, Fixed, ProgramError
from seatplan.rules.some_of import SomeOf
from seatplan.worth import Condition, Term
from tests.build import broken, day, findings, flight, flying, plan, program, seat, solved, tour

FLIGHTS = [flight("F1", 1, 11), flight("F2", 12, 21)]
CREW = ["ann", "bob", "cem"]
FLOWN = plan(tour("ann", "F1"), tour("bob", "F2"))


def flies(who: str, **keys: Any) -> Condition:
    """The member takes at least one of the seats."""
    return Condition(terms=(Term(members=(who,), value=1, **keys),), min=1)


@pytest.mark.parametrize(
    ("keys", "amount"),
    [
        ({"of": (flies("ann"),)}, 0),
        ({"of": (flies("cem"),)}, 1),
        ({"of": (flies("ann"), flies("bob")), "most": 1}, 1),
        ({"of": (flies("ann"), flies("cem")), "most": 1}, 0),
        ({"of": (flies("ann"), flies("cem")), "least": 2}, 1),
        ({"of": (flies("ann"), flies("bob")), "least": 0, "most": 0}, 2),
        ({"given": (flies("ann"),), "of": (flies("cem"),)}, 1),
        ({"given": (flies("ann"), flies("cem")), "of": (flies("cem"),)}, 0),
    ],
)
def test_conditions_short_or_beyond(keys: Any, amount: int) -> None:
    """The amount is the number of conditions outside the range."""
    one = program(FLIGHTS, CREW, rules=[SomeOf(**keys)])
    assert sum(broken(one, FLOWN).values()) == amount


def test_one_only_after_another_has_flown() -> None:
    """If Ann flies, Bob must launch before her, so she cannot have the first flight."""
    before = flies("bob", until=day(12))
    rule = SomeOf(given=(flies("ann"),), of=(before,))
    one = program(FLIGHTS, ["ann", "bob"], rules=[rule])
    assert flying(one)["F1"] == "bob"
    fixed = [Fixed("F1", "pilot", "ann")]
    assert solved(program(FLIGHTS, ["ann", "bob"], rules=[rule], fixed=fixed)) is None


def test_a_condition_on_days() -> None:
    """A condition on days counts tours, and fails below and above its range."""
    rule = SomeOf(
        of=(Condition(terms=(Term(members=("ann",), value=1),), min=9, max=9, unit="days"),)
    )
    one = program(FLIGHTS, ["ann", "bob"], rules=[rule])
    assert flying(one) == {"F1": "bob", "F2": "ann"}
    assert sum(broken(one, plan(tour("ann", "F1"), tour("ann", "F2"))).values()) == 1


def test_a_wish_costs_by_condition() -> None:
    """In a soft rule, each condition outside the range costs the weight."""
    rule = SomeOf(of=(flies("ann"), flies("bob"), flies("cem")), least=3, weight=5)
    one = program(FLIGHTS[:1], CREW, seats=[seat("pilot", 1)], rules=[rule])
    assert solved(one) == [10]


def test_a_rule_whose_launches_are_past() -> None:
    """The rule is waived once every launch that a condition counts is past."""
    rule = SomeOf(of=(flies("cem", flights=("F1",)),))
    one = program(FLIGHTS, CREW, rules=[rule])
    assert solved(one, FLOWN, as_of=1) == []
    assert solved(one, plan(tour("ann", "F1"), tour("bob", "F2")), as_of=2) == []


def test_the_sentence_names_every_condition() -> None:
    """The sentence has the given conditions and those that must hold."""
    rule = SomeOf(given=(flies("ann"),), of=(flies("cem", flights=("F2",)),))
    (found,) = findings(program(FLIGHTS, CREW, rules=[rule]), FLOWN)
    for part in ("ann", "cem", "F2", "If "):
        assert part in found.requirement.message
    assert found.found == "it does not hold"


@pytest.mark.parametrize(
    "keys",
    [
        {"of": ()},
        {"of": (flies("ann"),), "least": 2},
        {"of": (flies("ann"),), "least": 1, "most": 0},
        {"of": (flies("ann"),), "least": 0},
        {"of": (Condition(terms=(Term(value=1),)),)},
    ],
)
def test_what_can_never_hold_or_says_nothing_is_refused(keys: Any) -> None:
    """A rule that can never hold, or demands nothing, is an error of the program."""
    with pytest.raises(ProgramError):
        program(FLIGHTS, CREW, rules=[SomeOf(**keys)])


GONE = {
    "holds": Condition(terms=(Term(flights=("F1",)),), max=0),
    "fails": Condition(terms=(Term(flights=("F1",)),), min=1),
}
"""Conditions about F1 alone, by what they do when it is canceled."""
LIVE = {
    "ann": Condition(terms=(Term(flights=("F1", "F2"), members=("ann",)),), min=1),
    "ann, too": Condition(terms=(Term(flights=("F2",), members=("ann",)),), min=1),
    "bob": Condition(terms=(Term(members=("bob",)), Term(flights=("F1",))), min=1),
}
"""Conditions of which something is left; of the two about Ann, the same."""
KINDS = GONE | LIVE


@pytest.mark.parametrize("given", [(), ("fails", "ann"), ("holds", "ann", "ann, too")])
def test_when_a_flight_is_canceled(given: tuple[str, ...]) -> None:
    """What it was given for means the same; a demand that cannot be kept any more goes.

    For every mixture of conditions in `of` and all bounds, with each person on the other flight.
    Two that come to be the same count as two.
    """
    mixtures = [some for size in (1, 2, 3) for some in combinations(KINDS, size)]
    for of, least, most in product(mixtures, range(4), (None, *range(3))):
        if least > len(of) or (most is not None and most < least):
            continue
        if least == 0 and (most is None or most >= len(of)):
            continue
        rule = SomeOf(
            given=tuple(KINDS[one] for one in given),
            of=tuple(KINDS[one] for one in of),
            least=least,
            most=most,
        )
        left = program(FLIGHTS, CREW, rules=[rule]).apply(Cancel("F1"))
        live = sum(one in LIVE for one in of)
        held = of.count("holds")
        low = min(least - held, live)
        high = live if most is None else max(most - held, 0)
        for who in CREW:
            holding = sum(one.startswith(who) for one in of)
            asked = all(one == "holds" or one.startswith(who) for one in given)
            short = max(low - holding, holding - high, 0) if asked else 0
            assert sum(broken(left, plan(tour(who, "F2"))).values()) == short, (of, least, most)


@pytest.mark.parametrize("most", [0, 1])
def test_conditions_of_nothing_that_come_to_be_the_same(most: int) -> None:
    """Conditions without demands that become equal are both kept, and the program is valid."""
    terms = [(Term(flights=some, value=0),) for some in (("F1", "F2"), ("F2",))]
    of = tuple(Condition(terms=some, min=0) for some in terms)
    rule = SomeOf(of=of, least=0, most=most)
    left = program(FLIGHTS, CREW, rules=[rule]).apply(Cancel("F1"))
    assert sum(broken(left, plan(tour("ann", "F2"))).values()) == 2 - most
