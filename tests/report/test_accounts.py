"""The balances of seat exchanges."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from seatplan.agreements import Entry
from seatplan.ledger import LedgerEntry
from seatplan.report.accounts import accounts
from seatplan.report.tables import account_table
from seatplan.rules.exchange import Exchange
from seatplan.timeline import PlanIndex
from tests.report.test_layout import printed
from tests.small_programs import broken_plan, leaking, leaking_plan

EVEN = PlanIndex(leaking(), leaking_plan())
UNEVEN = PlanIndex(leaking(), broken_plan())


def test_balance_after_each_launch() -> None:
    """There is one entry for each launch and one for the day of settling."""
    (account,) = accounts(EVEN)
    assert account.entries == (
        Entry(date(2024, 1, 1), 1, ("S-1",), settle=False, beyond=0),
        Entry(date(2024, 2, 1), 0, ("D-1",), settle=False, beyond=0),
        Entry(date(2024, 3, 1), 0, (), settle=True, beyond=0),
    )


def test_what_is_beyond() -> None:
    """The balance must be even on a day of settling and within the tolerance after launches."""
    (account,) = accounts(UNEVEN)
    assert [entry.beyond for entry in account.entries] == [0, 0, 1]


def test_settled_before_any_launch() -> None:
    """With no launch before the day of settling, the balance is the opening balance.

    A launch on the day itself does not count.
    """
    rule = Exchange(parties=("NASA", "Roscosmos"), opening=-2, settled_by=(date(2024, 1, 1),))
    (account,) = accounts(PlanIndex(evolve(leaking(), rules=(rule,)), leaking_plan()))
    assert account.entries[0] == Entry(date(2024, 1, 1), -2, (), settle=True, beyond=2)


def test_entries_after_the_last_launch_count_where_it_is_settled() -> None:
    """The balance on a day of settling equals that of the check, with entries after launches."""
    swap = LedgerEntry(on=date(2024, 2, 20), party="NASA", units=1)
    rule = Exchange(parties=("NASA", "Roscosmos"), entries=(swap,), settled_by=(date(2024, 3, 1),))
    reading = PlanIndex(evolve(leaking(), rules=(rule,)), leaking_plan())
    (account,) = accounts(reading)
    assert account.entries[-1] == Entry(date(2024, 3, 1), 1, (), settle=True, beyond=1)
    assert [one.amount for one in rule.violations(reading)] == [1]


def test_programs_without_an_exchange() -> None:
    """A program without an exchange has no accounts."""
    assert accounts(PlanIndex(evolve(leaking(), rules=()), leaking_plan())) == ()


def lines_of(reading: PlanIndex) -> list[str]:
    (account,) = accounts(reading)
    return [line for part in account_table(account) for line in printed(part, 80)]


def test_table() -> None:
    """The account as printed on a terminal."""
    assert lines_of(EVEN) == [
        "Exchange of NASA and Roscosmos: within 1 seat of even after each launch",
        "  █▄",
        "  2 launches (high: NASA ahead; low: Roscosmos ahead); at the end even; most 1",
        "    seat, 2024-01-01",
        "  2024-03-01  to be settled  even",
        "  why: A deal.",
    ]


def test_table_of_a_broken_account() -> None:
    """A balance beyond the tolerance is marked at the end of its line."""
    assert lines_of(UNEVEN)[-2] == "  2024-03-01  to be settled  Roscosmos 1 seat ahead  1 beyond"


def test_exchanges_with_ids_of_their_own() -> None:
    """An exchange with an id of its own shows the id in its heading."""
    rule = evolve(leaking().rules[0], id="swap-2024", unit="days")
    lines = lines_of(PlanIndex(evolve(leaking(), rules=(rule,)), leaking_plan()))
    assert lines[0].startswith("Exchange of NASA and Roscosmos (swap-2024): within 1 day")
