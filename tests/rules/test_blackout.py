"""Blackout: days without launches and landings."""

from __future__ import annotations

from typing import Any

import pytest

from seatplan import Program, ProgramError
from seatplan.rules.blackout import Blackout, Period
from tests.build import broken, day, findings, flight, plan, program, solved

FLIGHTS = [flight("F1", 1, 11), flight("F2", 5, 25, ascent="empty", descent="empty")]


def barred(since: int | None, until: int | None, why: str = "") -> Period:
    """Days without launches and landings."""
    return Period(day(since) if since else None, day(until) if until else None, why)


@pytest.mark.parametrize(
    ("periods", "keys", "amount"),
    [
        ((barred(5, 12),), {}, 2),
        ((barred(5, 11),), {}, 1),
        ((barred(2, 5),), {}, 0),
        ((barred(5, 12), barred(10, 26)), {}, 3),
        ((barred(None, 12),), {"events": ("launch",)}, 2),
        ((barred(11, None),), {"events": ["landing"], "until": day(3)}, 1),
        ((barred(None, None),), {"vehicles": ("ship",)}, 4),
    ],
)
def test_events_in_a_period(periods: Any, keys: Any, amount: int) -> None:
    """Each launch or landing in a period counts once, even of the empty flight F2."""
    one = program(FLIGHTS, [], seats=[], rules=[Blackout(periods=periods, **keys)])
    assert broken(one, plan()).get("blackout", 0) == amount


def test_hard_and_soft() -> None:
    """With fixed dates, a hard rule leaves no plan, a soft one costs; past events are waived."""
    rule = Blackout(periods=(barred(1, 6),))
    assert solved(program(FLIGHTS, [], seats=[], rules=[rule])) is None
    soft = Blackout(periods=(barred(1, 6),), weight=3)
    assert solved(program(FLIGHTS, [], seats=[], rules=[soft])) == [6]
    hard = program(FLIGHTS, [], seats=[], rules=[rule])
    assert solved(hard, plan(), as_of=6) == []
    assert solved(hard, plan(), as_of=5) is None


def test_what_it_says() -> None:
    """The sentence has the ship, the event, the periods and the reasons."""
    rule = Blackout(periods=(barred(5, 6, "beta angle"), barred(20, None)), operators=("NASA",))
    found = findings(program(FLIGHTS, [], seats=[], rules=[rule]), plan())
    assert [one.requirement.id for one in found] == ["blackout:F2:launch", "blackout:F2:landing"]
    assert found[0].message == (
        "F2 must not launch on 2030-01-05 (beta angle) or since 2030-01-20 "
        "(as on all flights operated by NASA): it launches on 2030-01-05"
    )
    assert found[1].found == "it lands on 2030-01-25"


def test_what_is_no_blackout() -> None:
    """Empty periods or events are refused, in files as well."""
    for keys in ({"periods": []}, {"periods": [{}], "events": []}):
        with pytest.raises(ProgramError, match="an empty list"):
            Program.from_dict({"rules": [{"rule": "blackout", **keys}]})
    with pytest.raises(ProgramError, match="'docking' is not allowed here"):
        Program.from_dict({"rules": [{"rule": "blackout", "periods": [{}], "events": ["docking"]}]})
