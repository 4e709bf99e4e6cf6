"""Handover: when a ship lands, seen from the launch of the next one."""

from __future__ import annotations

from typing import Any

import pytest

from seatplan import ProgramError
from seatplan.rules.handover import Handover
from tests.build import broken, day, findings, flight, plan, program, solved

FLIGHTS = [flight("F2", 1, 12), flight("F1", 10, 25), flight("F3", 30, 40, descent="empty")]


@pytest.mark.parametrize(
    ("keys", "amount"),
    [
        ({"min": 1}, 6),
        ({"max": 0}, 2),
        ({"min": 2, "max": 2}, 7),
        ({"min": -5, "max": 2}, 0),
        ({"max": -6}, 8 + 1),
        ({"min": 1, "flights": ("F2", "F3")}, 19),
        ({"min": 1, "until": day(20)}, 0),
        ({"min": 1, "since": day(20)}, 0),
    ],
)
def test_days_short_or_beyond(keys: Any, amount: int) -> None:
    """The amount is the number of days outside the range, in both directions."""
    one = program(FLIGHTS, [], seats=[], rules=[Handover(**keys)])
    assert broken(one, plan()).get("handover", 0) == amount


def test_launches_of_one_day_follow_each_other_by_id() -> None:
    """Launches on the same day are ordered by id."""
    flights = [flight("B", 5, 20), flight("A", 5, 7), flight("C", 20, 30)]
    one = program(flights, [], seats=[], rules=[Handover(min=1)])
    assert [one.requirement.id for one in findings(one, plan())] == ["handover:C"]


def test_hard_and_soft() -> None:
    """A hard rule is waived once both events are past; a soft one costs its weight."""
    hard = program(FLIGHTS, [], seats=[], rules=[Handover(max=0)])
    assert solved(hard) is None
    assert solved(program(FLIGHTS, [], seats=[], rules=[Handover(max=0, weight=5)])) == [10]
    assert solved(hard, plan(), as_of=12) is None
    assert solved(hard, plan(), as_of=13) == []


def test_what_it_says() -> None:
    """The sentence has the ship that lands and the range of days."""
    for rule, said in (
        (
            Handover(min=3),
            "The flight before F1 must land no earlier than 3 days after F1 launches",
        ),
        (
            Handover(max=0, flights=("F1", "F2")),
            "Of flights F1 and F2 the one before F1 must land no later than on the day on which F1 "
            "launches",
        ),
        (Handover(min=-1, max=-1), "The flight before F1 must land 1 day before F1 launches"),
    ):
        found = findings(program(FLIGHTS, [], seats=[], rules=[rule]), plan())[0]
        assert found.message == (f"{said}: F2 lands on 2030-01-12, F1 launches on 2030-01-10")


def test_what_is_no_handover() -> None:
    """A handover without a bound, or with `min` above `max`, is refused."""
    for rule, said in (
        (Handover(), "a handover without a bound"),
        (Handover(min=3, max=1), "min 3 is more than max 1"),
    ):
        with pytest.raises(ProgramError, match=said):
            program(FLIGHTS, [], seats=[], rules=[rule])
