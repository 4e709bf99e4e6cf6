"""Share: the agencies' parts of the seats follow what was agreed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve

from seatplan import ProgramError
from seatplan.errors import Problem
from seatplan.ledger import LedgerEntry
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.rules.share import Share
from tests.build import (
    broken,
    day,
    findings,
    flight,
    flying,
    member,
    plan,
    program,
    seat,
    solved,
    tour,
    vehicle,
)

CREW = [member("ann"), member("aki", "JAXA"), member("ivan", "Roscosmos")]
FLIGHTS = [flight("F1", 1, 11), flight("F2", 12, 21), flight("F3", 22, 31)]


@pytest.mark.parametrize(
    ("tolerance", "amount"),
    [("1.5", 0), ("1", 2), ("0.5", 4), ("0", 8)],
)
def test_after_every_launch(tolerance: str, amount: int) -> None:
    """Half each, and NASA flies three times: off by 0.5, 1 and 1.5, for each of the two.

    Each part beyond is rounded up, so even half a seat counts one.
    """
    rule = Share(shares={"NASA": 1, "JAXA": 1}, tolerance=tolerance)
    one = program(FLIGHTS, CREW, rules=[rule])
    taken = plan(*(tour("ann", name) for name in ("F1", "F2", "F3")))
    assert sum(broken(one, taken).values()) == amount


def test_others_do_not_count() -> None:
    """Agencies without a share do not count."""
    rule = Share(shares={"NASA": 1, "JAXA": 1}, tolerance=0)
    one = program(FLIGHTS, CREW, rules=[rule])
    assert broken(one, plan(*(tour("ivan", name) for name in ("F1", "F2", "F3")))) == {}


def test_proportions() -> None:
    """Only the proportions of the shares count."""
    rule = Share(shares={"NASA": 2, "JAXA": 1}, tolerance=Fraction(2, 3))
    one = program(FLIGHTS, CREW[:2], rules=[rule])
    best = flying(one)
    assert sorted(best.values()) == ["aki", "ann", "ann"]


def test_decimals_are_exact() -> None:
    """Decimals are exact: with 0.766 and 0.234 of one seat, NASA is 0.234 ahead."""
    shares = {"NASA": Fraction("0.766"), "JAXA": Fraction("0.234")}
    for tolerance, answer in ((Fraction("0.234"), []), (Fraction("0.2339"), None)):
        rule = Share(shares=shares, tolerance=tolerance)
        assert solved(program(FLIGHTS[:1], CREW[:1], rules=[rule])) == answer


def test_opening() -> None:
    """An agency with an opening lets the other one fly first."""
    rule = Share(shares={"NASA": 1, "JAXA": 1}, opening={"NASA": 1}, tolerance=Fraction(1, 2))
    assert flying(program(FLIGHTS[:1], CREW[:2], rules=[rule])) == {"F1": "aki"}


def test_days() -> None:
    """With the unit days, ten days and nine days are half a day off for each."""
    rule = Share(shares={"NASA": 1, "JAXA": 1}, unit="days", tolerance=5, weight=1)
    one = program(FLIGHTS[:2], CREW, rules=[rule])
    assert broken(one, plan(tour("ann", "F1"), tour("aki", "F2"))) == {}
    # 19 days for NASA alone are 9.5 too many, 9.5 too few: beyond five by 4.5 each.
    assert broken(one, plan(tour("ann", "F1"), tour("ann", "F2"))) == {"share": 10}
    assert solved(program(FLIGHTS[:2], CREW[:1], rules=[rule])) == [10]


def test_a_share_of_nothing() -> None:
    """An agency with a share of 0 gets seats only within the tolerance."""
    rule = Share(shares={"NASA": 1, "JAXA": 0}, tolerance=0)
    one = program(FLIGHTS, CREW[:2], seats=[seat()], rules=[rule])
    assert set(flying(one).values()) == {"ann"}


def test_past_launches_are_waived() -> None:
    """The account after a future launch includes past launches."""
    rule = Share(shares={"NASA": 1, "JAXA": 1})
    one = program(FLIGHTS, CREW[:2], rules=[rule])
    flown = plan(*(tour("ann", name) for name in ("F1", "F2", "F3")))
    assert broken(one, flown, as_of=22) == {"share": 2}
    assert flying(one, flown, as_of=22)["F3"] == "aki"
    assert broken(one, flown, as_of=23) == {}


def test_what_it_says() -> None:
    """The sentence has the agency, its share and the tolerance; the finding has its units."""
    rule = Share(shares={"NASA": 2, "JAXA": 1}, tolerance=0.25, opening={"JAXA": 1})
    one = program(FLIGHTS[:1], CREW, rules=[rule])
    jaxa, nasa = findings(one, plan(tour("aki", "F1")))
    assert jaxa == Finding(
        Requirement(
            "share:JAXA:2030-01-01",
            "share",
            "After 2030-01-01 JAXA must have within 0.25 seats of its 33.333 % of the seats of"
            " JAXA and NASA, starting with 1 seat for JAXA",
            decision="after 2030-01-01 let JAXA be further from its 33.333 % of the seats of"
            " JAXA and NASA, starting with 1 seat for JAXA",
        ),
        amount=2,
        found="2 seats, due 0.667",
        settled=day(1),
    )
    assert (nasa.amount, nasa.found) == (2, "0 seats, due 1.333")
    days = Share(shares={"NASA": 1, "JAXA": 1}, unit="days", tolerance=4)
    first, _ = findings(program(FLIGHTS[:1], CREW, rules=[days]), plan(tour("aki", "F1")))
    assert "within 4 days of its 50 % of the days of" in first.requirement.message
    assert first.found == "10 days, due 5"


def test_whom_an_explanation_looks_at() -> None:
    """An explanation considers the people of the sharing agencies on all flights in WHERE."""
    rule = Share(shares={"NASA": 1, "JAXA": 1}, flights=("F1", "F3"))
    lookup = ProgramIndex(program(FLIGHTS, CREW))
    here = rule.requirement(lookup, "NASA", FLIGHTS[0].launch)
    assert rule.reach(lookup, here) == dict.fromkeys(("F1", "F3"), frozenset({"ann", "aki"}))


def test_what_is_no_share() -> None:
    """Negative shares, a sum of 0, and an opening of an agency without a share are refused."""
    rule = Share(shares={"NASA": -0.5, "JAXA": 0.5}, opening={"ESA": 1, "NASA": 1, "CSA": 2})
    assert list(rule.problems()) == [
        Problem("a share of -0.5 is less than 0", ("shares", "NASA")),
        Problem("the shares add up to nothing", ("shares",), "a share for each agency."),
        Problem("'CSA' has an opening and no share", ("opening", "CSA")),
        Problem("'ESA' has an opening and no share", ("opening", "ESA")),
    ]
    fine = Share(shares={"NASA": 0, "JAXA": 0.5}, opening={"NASA": 1})
    assert list(fine.problems()) == []


def test_entries_count_from_their_day_on() -> None:
    """A seat given outside the flights is added to the units of its party."""
    entries = (LedgerEntry(on=day(12), party="JAXA", units=1),)
    rule = Share(shares={"NASA": 1, "JAXA": 1}, tolerance="0.5", entries=entries)
    one = program([flight("F1", 1, 11), flight("F2", 12, 21)], ["ann"], rules=[rule])
    flown = plan(tour("ann", "F1"), tour("ann", "F2"))
    # After F1 one unit against none: 0.5 off, as allowed; after F2 two against one.
    assert broken(one, flown) == {}
    late = evolve(rule, entries=(evolve(entries[0], on=day(13)),))
    assert broken(evolve(one, rules=(late,)), flown) == {"share": 2}


def test_a_seat_may_count_more_on_one_vehicle() -> None:
    """`values` weighs the seats of a vehicle."""
    crafts = [vehicle("ship"), vehicle("capsule")]
    flights = [flight("F1", 1, 11), flight("F2", 12, 21, "capsule")]
    crew = ["ann", member("aki", "JAXA")]
    rule = Share(shares={"NASA": 1, "JAXA": 2}, tolerance="0.7", values={"capsule": 2})
    one = program(flights, crew, vehicles=crafts, rules=[rule])
    assert broken(one, plan(tour("ann", "F1"), tour("aki", "F2"))) == {}
    turned = plan(tour("aki", "F1"), tour("ann", "F2"))
    assert broken(one, turned) == {"share": 2}
    assert broken(evolve(one, rules=(evolve(rule, values={}),)), turned) == {}
    assert flying(one) == {"F1": "ann", "F2": "aki"}


def test_a_rolling_window() -> None:
    """Only the days of the window count, and nothing is demanded before it is full."""
    rule = Share(shares={"NASA": 1, "JAXA": 1}, tolerance=0, days=15)
    flights = [flight("F1", 1, 5), flight("F2", 11, 15), flight("F3", 21, 25)]
    crew = ["ann", member("aki", "JAXA")]
    one = program(flights, crew, rules=[rule])
    # F1 is not looked at, F2 neither; on F3 F2 and F3 count: one each.
    assert broken(one, plan(tour("ann", "F1"), tour("ann", "F2"), tour("aki", "F3"))) == {}
    uneven = plan(tour("ann", "F1"), tour("aki", "F2"), tour("aki", "F3"))
    assert broken(one, uneven) == {"share": 2}


def test_a_window_has_no_opening() -> None:
    """Both together are an error, and so is an entry of an agency without a share."""
    for keys in (
        {"days": 9, "opening": {"NASA": 1}},
        {"entries": (LedgerEntry(on=day(1), party="JAXA", units=1),)},
        {"values": {"ship": 0}},
    ):
        with pytest.raises(ProgramError):
            program([flight("F1", 1, 11)], ["ann"], rules=[Share(shares={"NASA": 1}, **keys)])
