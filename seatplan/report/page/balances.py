"""The balance of an exchange as steps: what holds from one launch to the next."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from seatplan.agreements import Account, Entry

HALF = 34
"""Pixels from even to the largest balance."""


@frozen
class Level:
    """The balance on the days `[since, until)`, after one entry of the account.

    Attributes:
        top, height: of its bar, in pixels.
    """

    entry: Entry
    since: date
    until: date
    top: int
    height: int


@frozen
class BalanceChart:
    """One exchange.

    Attributes:
        most: the largest distance from even that is drawn, in units.
        band: what the rule allows on either side of even, in pixels.
        settled: the entries of the days by which it is to be even.
    """

    account: Account
    most: int
    band: int
    levels: tuple[Level, ...]
    settled: tuple[Entry, ...]


def balance_chart(account: Account, end: date) -> BalanceChart:
    """The steps of one account, the last one up to the end of the axis."""
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
