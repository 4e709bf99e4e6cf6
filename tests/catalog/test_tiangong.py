"""The Chinese station: what was flown, and what the program makes of it."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from attrs import evolve

import seatplan
from seatplan import Status, catalog

NAME = "tiangong"


def test_what_was_flown() -> None:
    """Eleven crews of three; two crews came home on the next ship, no one else changed."""
    legs = {
        leg: {one.member: one.flight for one in catalog.flown(NAME).assignments if one.leg == leg}
        for leg in ("up", "down")
    }
    ups = [one for one in catalog.flown(NAME).assignments if one.leg == "up"]
    assert set(Counter(one.flight for one in ups).values()) == {3}
    assert len(ups) == 33
    changed = {(legs["up"][who], legs["down"][who]) for who in ("wang-jie", "wu-fei")}
    assert changed == {("SZ-20", "SZ-21"), ("SZ-21", "SZ-22")}
    downs = Counter(one.flight for one in catalog.flown(NAME).assignments if one.leg == "down")
    assert "SZ-20" not in downs
    assert set(downs.values()) == {3}


def test_what_is_fixed_is_what_was_flown() -> None:
    """Both ways of every crew; of Shenzhou-23 the way up alone."""
    fixed = {
        (one.flight, leg, one.role, one.member)
        for one in catalog.load(NAME).fixed
        for leg in one.legs
    }
    flown = {(one.flight, one.leg, one.role, one.member) for one in catalog.flown(NAME).assignments}
    assert flown - fixed == {one for one in flown if one[:2] == ("SZ-23", "down")}
    assert fixed < flown


def test_what_was_broken() -> None:
    """Twenty days without a seat home for all, counted by hand, and two long stays."""
    report = seatplan.check(catalog.load(NAME), catalog.flown(NAME))
    assert report.ok
    broken = Counter[str]()
    for one in report.violations:
        broken[one.rule] += one.amount
    six, three = date(2025, 11, 14) - date(2025, 11, 5), date(2025, 11, 25) - date(2025, 11, 14)
    assert broken == {
        "lifeboat-to-2025": 3 * six.days + 3 * three.days,
        "half-a-year-to-2025": 3 * (204 - 200) + 3 * (210 - 200),
    }


@pytest.mark.parametrize("turn", range(3))
def test_it_is_solved(turn: int) -> None:
    """To a proof, whichever goal comes first: the past is kept, and a guest fits."""
    program = catalog.load(NAME)
    goals = program.goals[turn:] + program.goals[:turn]
    result = seatplan.solve(evolve(program, goals=goals), time_limit=60)
    assert result.status == Status.OPTIMAL
    assert result.plan is not None
    assert seatplan.check(program, result.plan).ok
    if turn == 0:
        crews = {
            (one.flight, one.leg): one.member
            for one in result.plan.assignments
            if one.member in ("ali", "daud")
        }
        assert {*crews} == {("SZ-24", "up"), ("SZ-23", "down")}
        assert len([one for one in result.plan.assignments if one.leg == "up"]) == 48


def test_it_says_what_is_not_known() -> None:
    """Each flight to come is under a comment that says ASSUMED, and each source has a number."""
    text = catalog.text(NAME)
    to_come = text[text.index("# --- In orbit when") : text.index("# --- Rules")]
    assert to_come.count("ASSUMED") >= 2
    head = text.split("\nformat = 1", 1)[0]
    for number in range(1, 17):
        assert f"[{number}]" in head
        assert f"[{number}]" in text.split("\nformat = 1", 1)[1], number
