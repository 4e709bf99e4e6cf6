"""Exchange: two agencies fly each other's people and the account stays even."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from seatplan import ProgramError
from seatplan.errors import Problem
from seatplan.ledger import LedgerEntry
from seatplan.program_index import ProgramIndex
from seatplan.requirement import Finding, Requirement
from seatplan.rules.exchange import Exchange
from seatplan.timeline import PlanIndex
from tests.build import (
    away,
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
from tests.sentences import lines_of

CRAFTS = [vehicle("dragon", "NASA"), vehicle("soyuz", "Roscosmos")]
CREW = [member("ann"), member("bob"), member("ivan", "Roscosmos"), member("oleg", "Roscosmos")]
FLIGHTS = [
    flight("S1", 1, 11, "soyuz"),
    flight("D1", 12, 21, "dragon"),
    flight("S2", 22, 31, "soyuz"),
]
PARTIES = ("NASA", "Roscosmos")


def test_after_every_launch() -> None:
    """The balance is checked after every launch: NASA gets two seats on Soyuz and gives none."""
    one = program(FLIGHTS, CREW, vehicles=CRAFTS, rules=[Exchange(parties=PARTIES)])
    fair = plan(tour("ann", "S1"), tour("ivan", "D1"), tour("bob", "S2"))
    assert broken(one, fair) == {}
    unfair = plan(tour("ann", "S1"), tour("bob", "D1"), tour("ann", "S2"))
    assert broken(one, unfair) == {"exchange": 1}


def test_own_seats_count_for_nothing() -> None:
    """Seats on an agency's own vehicles do not change the balance."""
    rule = Exchange(parties=PARTIES, tolerance=0)
    one = program(FLIGHTS, CREW, vehicles=CRAFTS, rules=[rule])
    assert broken(one, plan(tour("ivan", "S1"), tour("ann", "D1"), tour("oleg", "S2"))) == {}


@pytest.mark.parametrize(("opening", "amount"), [(-1, 0), (0, 0), (1, 1), (2, 2), (-3, 1)])
def test_opening(opening: int, amount: int) -> None:
    """The balance starts at `opening`."""
    rule = Exchange(parties=PARTIES, opening=opening)
    one = program(FLIGHTS[:1], CREW, vehicles=CRAFTS, rules=[rule])
    assert sum(broken(one, plan(tour("ann", "S1"))).values()) == amount


@pytest.mark.parametrize(("settled", "amount"), [(1, 0), (2, 1), (12, 1), (13, 0)])
def test_settled_by(settled: int, amount: int) -> None:
    """On a day of `settled_by`, only earlier launches count."""
    rule = Exchange(parties=PARTIES, settled_by=(day(settled),))
    one = program(FLIGHTS[:2], CREW, vehicles=CRAFTS, rules=[rule])
    assert sum(broken(one, plan(tour("ann", "S1"), tour("ivan", "D1"))).values()) == amount


def test_settling_an_opening() -> None:
    """An opening balance can be settled by giving a seat, so no one of NASA flies on Soyuz."""
    rule = Exchange(parties=PARTIES, opening=1, settled_by=(day(30),))
    one = program(FLIGHTS[1:], CREW, vehicles=CRAFTS, rules=[rule])
    best = flying(one)
    assert best["D1"] in ("ivan", "oleg")
    assert best["S2"] in ("ivan", "oleg")


def test_days() -> None:
    """With the unit days, a tour of ten days needs one of about ten days in return."""
    rule = Exchange(parties=PARTIES, unit="days", tolerance=10, settled_by=(day(40),))
    one = program(FLIGHTS[:2], CREW, vehicles=CRAFTS, rules=[rule])
    # Ten days up there on Soyuz for nine on Dragon: one day is never settled.
    assert broken(one, plan(tour("ann", "S1"), tour("ivan", "D1"))) == {"exchange": 1}
    assert flying(one)["S1"] in ("ivan", "oleg")
    alone = Exchange(parties=PARTIES, unit="days", tolerance=4, weight=1)
    assert solved(program(FLIGHTS[:1], CREW[:1], vehicles=CRAFTS, rules=[alone])) == [6]


def test_settled_on_the_day_of_a_launch() -> None:
    """A launch on a day of `settled_by` does not count for the settlement."""
    rule = Exchange(parties=PARTIES, settled_by=(day(12),), weight=1)
    crew = [member("ann"), member("oleg", "Roscosmos", unavailable=(away(1, 11),))]
    one = program(FLIGHTS[:2], crew, vehicles=CRAFTS, rules=[rule])
    assert solved(one) == [1]


def test_two_launches_on_one_day() -> None:
    """Two launches on one day are checked together."""
    same = [flight("S1", 1, 11, "soyuz"), flight("D1", 1, 11, "dragon")]
    rule = Exchange(parties=PARTIES, tolerance=0)
    one = program(same, CREW, vehicles=CRAFTS, rules=[rule])
    assert broken(one, plan(tour("ann", "S1"), tour("ivan", "D1"))) == {}


def test_beyond_has_a_price() -> None:
    """In a soft rule, each unit beyond the tolerance has a price."""
    rule = Exchange(parties=PARTIES, weight=7)
    flights = [flight("S1", 1, 11, "soyuz"), flight("S2", 12, 21, "soyuz")]
    one = program(flights, CREW[:2], vehicles=CRAFTS, rules=[rule])
    assert solved(one) == [7]


def test_a_past_that_cannot_be_mended() -> None:
    """Balances after past launches are waived; the one after the next launch is not."""
    crafts = [*CRAFTS[:1], vehicle("soyuz", "Roscosmos", 0, seat("pilot", 2))]
    rule = Exchange(parties=PARTIES)
    one = program(FLIGHTS[:2], CREW, vehicles=crafts, rules=[rule])
    flown = plan(tour("ann", "S1"), tour("bob", "S1"), tour("ivan", "D1"))
    assert broken(one, flown) == {"exchange": 1}
    assert broken(one, flown, as_of=2) == {}
    assert flying(one, flown, as_of=2)["D1"] in ("ivan", "oleg")


def test_what_it_says() -> None:
    """The sentence has the parties and the day; the finding has who is ahead by how much."""
    rule = Exchange(parties=PARTIES, tolerance=0, settled_by=(day(30),))
    one = program(FLIGHTS[:1], CREW, vehicles=CRAFTS, rules=[rule])
    even, settled = findings(one, plan(tour("ann", "S1")))
    exchange = "the exchange of NASA and Roscosmos"
    assert even == Finding(
        Requirement(
            "exchange:2030-01-01",
            "exchange",
            "The exchange of NASA and Roscosmos must be even after 2030-01-01",
            decision=f"let {exchange} be uneven by more than 0 seats after 2030-01-01",
        ),
        amount=1,
        found="NASA is 1 seat ahead",
        settled=day(1),
    )
    assert settled == Finding(
        Requirement(
            "exchange:2030-01-30:settled",
            "exchange",
            "The exchange of NASA and Roscosmos must be settled by 2030-01-30",
            decision=f"leave {exchange} open on 2030-01-30",
        ),
        amount=1,
        found="NASA is 1 seat ahead",
        settled=day(1),
    )
    owed = Exchange(parties=PARTIES, opening=-12, unit="days", tolerance=1)
    (behind,) = findings(evolve(one, rules=(owed,)), plan(tour("ann", "S1")))
    assert behind.requirement.message == (
        "The exchange of NASA and Roscosmos must be within 1 day of even after 2030-01-01,"
        " from Roscosmos 12 days ahead"
    )
    assert behind.found == "Roscosmos is 2 days ahead"


def test_an_opening_that_nothing_settles() -> None:
    """An opening that no launch can settle is a violation, and is waived with any past."""
    rule = Exchange(parties=PARTIES, opening=1, settled_by=(day(1),))
    one = program(FLIGHTS[:1], CREW, vehicles=CRAFTS, rules=[rule])
    flown = plan(tour("ivan", "S1"))
    assert [one.settled for one in findings(one, flown)] == [date.min]
    assert solved(one) is None
    assert solved(one, flown, as_of=0) == []


def test_balances() -> None:
    """There is a balance for each launch, positive if NASA is ahead; settlements add none."""
    rule = Exchange(parties=PARTIES, opening=1, settled_by=(day(13),))
    one = program(FLIGHTS, CREW, vehicles=CRAFTS, rules=[rule])
    flown = plan(tour("ann", "S1"), tour("ivan", "D1"), tour("bob", "S2"))
    (account,) = rule.balances(PlanIndex(one, flown))
    launched = [(entry.day, entry.balance) for entry in account.entries if not entry.settle]
    assert launched == [(day(1), 2), (day(12), 1), (day(22), 2)]


def test_whom_an_explanation_looks_at() -> None:
    """An explanation considers each party's people on the other's flights."""
    rule = Exchange(parties=PARTIES)
    lookup = ProgramIndex(program(FLIGHTS, CREW, vehicles=CRAFTS, rules=[rule]))
    here = rule.requirement(lookup, day(1), False)
    assert rule.reach(lookup, here) == {
        "S1": {"ann", "bob"},
        "S2": {"ann", "bob"},
        "D1": {"ivan", "oleg"},
    }


def test_two_parties() -> None:
    """An exchange needs exactly two parties."""
    three = Exchange(parties=("NASA", "Roscosmos", "JAXA"))
    problem = Problem("an exchange has 2 parties, not 3", ("parties",), "one rule for each pair.")
    assert list(three.problems()) == [problem]
    for parties in (PARTIES, ()):
        assert list(Exchange(parties=parties).problems()) == []


def test_what_goes_up_empty_is_said() -> None:
    """The finding names ships that go up empty, and that there is no ship before the day."""
    flights = [*FLIGHTS[:2], flight("S9", 8, 30, "soyuz", ascent="empty")]
    rule = Exchange(parties=PARTIES, vehicles=("soyuz", "dragon"), tolerance=2)
    lines = lines_of(program(flights, CREW, vehicles=CRAFTS, rules=[rule]), "exchange")
    assert [line.endswith(" (S9 goes up empty)") for line in lines] == [False, True]
    assert lines[0] == (
        "The exchange of NASA and Roscosmos must be within 2 seats of even after 2030-01-01"
        " on flights of dragon or soyuz"
    )


def test_entries_count_for_one_and_against_the_other() -> None:
    """An entry adds units for its party from its day on; settlements count earlier entries only."""
    entries = (LedgerEntry(on=day(5), party="NASA", units=2, why="cargo"),)
    keys: dict[str, Any] = {"parties": ("NASA", "Roscosmos"), "tolerance": 0}
    flights = [flight("F1", 1, 11), flight("F2", 5, 15), flight("F3", 21, 31)]
    one = program(flights, ["ann", "bob"], rules=[Exchange(**keys, entries=entries)])
    flown = plan(tour("ann", "F1"), tour("bob", "F2"), tour("ann", "F3"))
    assert broken(one, flown) == {"exchange": 4}
    settled = Exchange(parties=keys["parties"], tolerance=9, entries=entries, settled_by=(day(5),))
    assert broken(evolve(one, rules=(settled,)), flown) == {}
    later = evolve(settled, settled_by=(day(6),))
    assert broken(evolve(one, rules=(later,)), flown) == {"exchange": 2}


def test_what_an_entry_says() -> None:
    """The sentence has the units, party, day and reason of an entry; half a seat is an error."""
    entry = LedgerEntry(on=day(1), party="NASA", units=2, why="cargo")
    rule = Exchange(parties=("NASA", "Roscosmos"), entries=(entry,), values={"ship": 3})
    one = program([flight("F1", 1, 11)], ["ann"], rules=[rule])
    (found,) = findings(one, plan(tour("ann", "F1")))
    assert "counting 2 for NASA on 2030-01-01 (cargo)" in found.requirement.message
    assert "a seat on ship as 3" in found.requirement.message
    for bad in (evolve(entry, units="0.5"), evolve(entry, party="JAXA")):
        with pytest.raises(ProgramError):
            evolve(one, rules=(evolve(rule, entries=(bad,)),))
