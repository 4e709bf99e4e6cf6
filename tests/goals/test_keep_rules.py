"""Keep rules: the soft rules are broken as little as possible."""

from __future__ import annotations

from seatplan.goals.fill_seats import FillSeats
from seatplan.goals.keep_rules import KeepRules
from seatplan.rules.apart import Apart
from seatplan.rules.quota import Quota
from tests.build import broken, flight, flying, member, plan, program, seat, solved, tour, value

CREW = [member("ann"), member("bob"), member("aki", "JAXA")]


def test_weight_times_violation() -> None:
    """The value is the sum of the amounts times the weights."""
    rules = [Quota(agencies=("NASA",), max=0, weight=3), Apart(members=("ann", "bob"), weight=5)]
    one = program([flight("F1", 1, 11)], CREW, seats=[seat("pilot", 2)], rules=rules)
    assert value(one, plan(tour("ann", "F1"), tour("bob", "F1"))) == 11
    assert solved(one) == [3]


def test_the_dearer_rule_is_kept() -> None:
    """Of two rules that cannot both hold, the one with the larger weight is kept."""
    for dear, name in (("NASA", "ann"), ("JAXA", "aki")):
        rules = [
            Quota(agencies=(who,), min=1, weight=2 if who == dear else 1)
            for who in ("NASA", "JAXA")
        ]
        one = program([flight("F1", 1, 11)], [CREW[0], CREW[2]], rules=rules)
        assert flying(one) == {"F1": name}


def test_first_unless_listed() -> None:
    """If the goal is not listed, it comes first; otherwise it keeps its position."""
    rules = [Quota(max=0, weight=1)]
    seats = [seat(optional=True)]
    first = program([flight("F1", 1, 11)], CREW, seats=seats, rules=rules, goals=[FillSeats()])
    assert solved(first) == [0, 0]
    last = program(
        [flight("F1", 1, 11)], CREW, seats=seats, rules=rules, goals=[FillSeats(), KeepRules()]
    )
    assert solved(last) == [1, 1]


def test_without_soft_rules() -> None:
    """Without soft rules, the value is 0; hard rules do not count."""
    one = program([flight("F1", 1, 11)], CREW, rules=[Quota(max=1)], goals=[KeepRules()])
    assert solved(one) == [0]


def test_nothing_is_waived() -> None:
    """Past violations still count."""
    one = program([flight("F1", 1, 11)], CREW, rules=[Quota(max=0, weight=4)])
    flown = plan(tour("ann", "F1"))
    assert solved(one, flown, as_of=30) == [4]
    assert broken(one, flown, as_of=30) == {"quota": 1}
