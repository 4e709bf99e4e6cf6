"""Spacing: days between launches and landings of different ships."""

from __future__ import annotations

from typing import Any

import pytest

from seatplan.rules.spacing import Spacing
from tests.build import broken, findings, flight, plan, program, solved

FLIGHTS = [flight("F2", 1, 4), flight("F1", 4, 25), flight("F3", 6, 30, ascent="empty")]


@pytest.mark.parametrize(
    ("keys", "amount"),
    [
        ({"days": 1}, 1),
        ({"days": 2}, 2),
        ({"days": 3}, 3 + 1 + 1),
        ({"days": 4}, 1 + 4 + 2 + 2),
        ({"days": 4, "events": ("launch",)}, 1 + 2),
        ({"days": 6, "events": ("landing",)}, 1),
        ({"days": 3, "flights": ("F1", "F2")}, 3),
        ({"days": 0}, 0),
    ],
)
def test_missing_days_of_pairs(keys: Any, amount: int) -> None:
    """The amount is the sum of the missing days over pairs of events of different ships."""
    one = program(FLIGHTS, [], seats=[], rules=[Spacing(**keys)])
    assert broken(one, plan()).get("spacing", 0) == amount


def test_hard_and_soft() -> None:
    """A hard rule is waived once the later event is past; a soft one costs."""
    hard = program(FLIGHTS, [], seats=[], rules=[Spacing(days=3)])
    assert solved(hard) is None
    assert solved(program(FLIGHTS, [], seats=[], rules=[Spacing(days=3, weight=2)])) == [10]
    assert solved(hard, plan(), as_of=6) is None
    assert solved(hard, plan(), as_of=7) == []


def test_what_it_says() -> None:
    """The sentence has both events, in an order that does not depend on the days."""
    one = program(FLIGHTS, [], seats=[], rules=[Spacing(days=1)])
    (found,) = findings(one, plan())
    assert found.requirement.id == "spacing:F1:launch:F2:landing"
    assert found.message == (
        "At least 1 day must lie between the launch of F1 and the landing of F2: "
        "they are on 2030-01-04 and 2030-01-04"
    )
    assert found.requirement.flights == ("F1", "F2")
