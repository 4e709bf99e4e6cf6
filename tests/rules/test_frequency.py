"""Frequency: each member launches at most this many times in any period of this many days."""

from __future__ import annotations

import pytest

from seatplan.engine.model.building import build_model
from seatplan.engine.solver.linear_program import linear_program_of
from seatplan.rules.frequency import Frequency
from tests.build import broken, findings, flight, plan, program, solved, tour
from tests.engine.partials import relaxed_of, search_of

FLIGHTS = [flight("F1", 1, 5), flight("F2", 11, 15), flight("F3", 21, 25)]
ANN = plan(tour("ann", "F1"), tour("ann", "F2"), tour("ann", "F3"))


@pytest.mark.parametrize(
    ("most", "days", "amount"),
    [(1, 10, 0), (1, 11, 2), (1, 21, 3), (2, 20, 0), (2, 21, 1), (0, 1, 3), (0, 21, 6)],
)
def test_launches_beyond(most: int, days: int, amount: int) -> None:
    """Each launch starts a half-open window in which launches are counted."""
    rule = Frequency(max=most, days=days)
    assert sum(broken(program(FLIGHTS, ["ann"], rules=[rule]), ANN).values()) == amount
    soft = program(FLIGHTS, ["ann"], rules=[Frequency(max=most, days=days, weight=1)])
    assert solved(soft) == [amount]


def test_a_hard_rule_keeps_them_on_the_ground() -> None:
    """Under a hard rule, one member alone cannot make all three flights, but two can."""
    rule = Frequency(max=1, days=15)
    assert solved(program(FLIGHTS, ["ann"], rules=[rule])) is None
    assert solved(program(FLIGHTS, ["ann", "bob"], rules=[rule])) == []


def test_a_window_that_is_past() -> None:
    """Past launches alone are waived, but count together with the next launch."""
    rule = Frequency(max=1, days=15)
    two = program(FLIGHTS[:2], ["ann"], rules=[rule])
    flown = plan(tour("ann", "F1"), tour("ann", "F2"))
    assert solved(two, flown, as_of=12) == []
    assert solved(two, flown, as_of=11) is None
    wide = program(FLIGHTS, ["ann"], rules=[Frequency(max=1, days=30)])
    assert solved(wide, ANN, as_of=12) is None


def test_it_says_how_often() -> None:
    """The sentence has the member, the number and the window; the finding has the launches."""
    first, *_ = findings(program(FLIGHTS, ["ann"], rules=[Frequency(max=1, days=15)]), ANN)
    assert first.requirement.message == "ann must launch at most 1 time in any 15 days"
    assert first.found == "2 launches: F1 and F2"


def test_fractions_of_launches_count() -> None:
    """Two members share three launches, one too many: not even half launches evade that."""
    soft = program(FLIGHTS, ["ann", "bob"], rules=[Frequency(max=1, days=30, weight=1)])
    model = build_model(soft)
    relaxed = relaxed_of(linear_program_of(model, -model.penalty), search_of(soft))
    assert relaxed is not None
    assert relaxed.bound == -1


def test_records_may_have_someone_in_two_places() -> None:
    """Past tours that overlap count, too, though no one can make both."""
    flights = [flight("F1", 1, 9), flight("F2", 5, 15), flight("F3", 21, 25)]
    soft = program(flights, ["ann"], rules=[Frequency(max=1, days=30, weight=1)])
    assert solved(soft, plan(tour("ann", "F1"), tour("ann", "F2")), as_of=20) == [3]
