"""The balance of every seat exchange of a program, launch by launch."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from seatplan.rules.exchange import Exchange
from seatplan.timeline import PlanIndex
from seatplan.words import many, singular


@frozen
class Entry:
    """The balance on one date.

    Attributes:
        day: a launch date, or a day by which the account is to be settled.
        balance: positive where the first of the parties got more.
        flights: ids of those launched on that day; none where it is to be settled.
        settle: whether it has to be 0.
        beyond: how far outside of what the rule allows.
    """

    day: date
    balance: int
    flights: tuple[str, ...]
    settle: bool
    beyond: int


@frozen
class Account:
    """One `exchange` rule and its balances, by day."""

    rule: Exchange
    entries: tuple[Entry, ...]


def in_words(entry: Entry, rule: Exchange) -> str:
    """`NASA 1 seat ahead`, or `even`."""
    if entry.balance == 0:
        return "even"
    ahead = rule.parties[0] if entry.balance > 0 else rule.parties[1]
    return f"{ahead} {many(abs(entry.balance), singular(rule.unit))} ahead"


def accounts(reading: PlanIndex) -> tuple[Account, ...]:
    """One for each `exchange` rule, in the order of the program."""
    rules = (rule for rule in reading.program.named_rules if isinstance(rule, Exchange))
    return tuple(Account(rule, _entries(rule, reading)) for rule in rules)


def _entries(rule: Exchange, reading: PlanIndex) -> tuple[Entry, ...]:
    flights = rule.flights_in(reading.lookup)
    balances = rule.balances(reading)
    entries = [
        Entry(
            day,
            balance,
            tuple(flight.id for flight in flights if flight.launch == day),
            settle=False,
            beyond=max(0, abs(balance) - rule.tolerance),
        )
        for day, balance in balances
    ]
    for day in rule.settled_by:
        # Of the launches before that day: the balance after the last of them.
        balance = max((one for one in balances if one[0] < day), default=(day, rule.opening))[1]
        entries.append(Entry(day, balance, (), settle=True, beyond=abs(balance)))
    # What is to be settled by a day was launched before it.
    return tuple(sorted(entries, key=lambda entry: (entry.day, not entry.settle)))
