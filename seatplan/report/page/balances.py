"""The balance of a seat exchange as a chart of steps, one from each launch to the next."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from seatplan.agreements import Account, Entry

HALF = 34
"""The height of the largest balance, in pixels."""


@frozen
class Level:
    """The balance on the days `[since, until)`, after one entry of the account.

    Attributes:
        entry: the entry.
        top, height: the position and size of its bar, in pixels.
    """

    entry: Entry
    since: date
    until: date
    top: int
    height: int


@frozen
class BalanceChart:
    """The chart of one exchange.

    Attributes:
        account: the account of the exchange.
        most: the balance at the top and at the bottom of the chart, in the unit of the rule.
        band: the tolerance of the rule on either side of even, in pixels.
        levels: the balances from each launch to the next.
        settled: the entries for the days by which the balance must be even.
    """

    account: Account
    most: int
    band: int
    levels: tuple[Level, ...]
    settled: tuple[Entry, ...]


def balance_chart(account: Account, end: date) -> BalanceChart:
    """Return the chart of one account; its last step ends at `end`, the end of the axis."""
    most = max(1, account.tolerance, *(abs(entry.balance) for entry in account.entries), 0)
    launches = [entry for entry in account.entries if not entry.settle]
    ends = [entry.day for entry in launches[1:]] + [end]
    levels = []
    for entry, until in zip(launches, ends, strict=False):
        height = HALF * abs(entry.balance) // most
        top = HALF - height if entry.balance > 0 else HALF
        levels.append(Level(entry, entry.day, until, top, height))
    settled = tuple(entry for entry in account.entries if entry.settle)
    return BalanceChart(account, most, HALF * account.tolerance // most, tuple(levels), settled)
