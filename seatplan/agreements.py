"""Plain data about rules that are agreements: claims, accounts and endings.

A rule returns these from its methods `claims`, `balances` and `ended`. The page shows claims and
accounts, `check` and `solve` print accounts, and `stress` tries the endings. None of them checks
for the class of a rule.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import frozen

from seatplan.selection import Unit, Where
from seatplan.words import many, singular

if TYPE_CHECKING:
    from seatplan.kinds import Rule


@frozen
class ClosedDays:
    """Days `[since, until)` on which a rule forbids launches or landings; charts shade them.

    Attributes:
        since, until: the first day, and the day after the last; unbounded if None.
        what: a text for people: which events are forbidden, and why.
    """

    since: date | None
    until: date | None
    what: str


@frozen
class Piece:
    """One row of a claim: a required amount and what the plan gives.

    Attributes:
        of: the program, years, flights or agency that the row is about; several if they are alike.
        asked, given: the required and the given amount, with units, as text for people.
        beyond: by how much the plan misses it, in the unit of the rule; empty if it is kept.
        flights: whether `of` has ids of flights.
    """

    of: tuple[str, ...]
    asked: str
    given: str
    beyond: str = ""
    flights: bool = False


@frozen
class Claim:
    """What a rule grants to some members, and what a plan gives them.

    Attributes:
        rule: the rule that makes the claim.
        whom: the members with the claim, as text for people.
        where: the flights that count, as text for people.
        pieces: the rows, one for each program, year, flight or agency that is counted.
    """

    rule: Rule
    whom: str
    where: str
    pieces: tuple[Piece, ...]

    @property
    def off(self) -> int:
        """The number of years, flights and so on for which the claim is not kept."""
        return sum(len(piece.of) for piece in self.pieces if piece.beyond)


@frozen
class Entry:
    """The balance of an account on one date.

    Attributes:
        day: a launch date, or a day by which the account must be settled.
        balance: in units; positive if the first party has received more.
        flights: ids of the flights launched on that day; empty if the account must be settled.
        settle: whether the balance must be 0.
        beyond: by how many units the balance is outside the range that the rule allows.
    """

    day: date
    balance: int
    flights: tuple[str, ...]
    settle: bool
    beyond: int


@frozen
class Account:
    """What two parties owe each other in one plan.

    Attributes:
        rule: the rule that keeps the account.
        parties: the ids of two agencies; a balance is positive if the first has received more.
        tolerance: the largest allowed distance of a balance from 0, in units.
        unit: what is counted.
        entries: the balances by day. On one day, an entry to settle comes first, as it counts only
            what was launched before that day.
    """

    rule: Rule
    parties: tuple[str, ...]
    tolerance: int
    unit: Unit
    entries: tuple[Entry, ...]

    def in_words(self, entry: Entry) -> str:
        """`NASA 1 seat ahead`, or `even`."""
        if entry.balance == 0:
            return "even"
        ahead = self.parties[0] if entry.balance > 0 else self.parties[1]
        return f"{ahead} {self.amount(abs(entry.balance))} ahead"

    def amount(self, units: int) -> str:
        """`2 seats`, `1 day`."""
        return many(units, singular(self.unit))


@frozen
class Barred:
    """Seats that the members of an agency can no longer have.

    Attributes:
        name: a name that is unique within the ending, such as `NASA-with-Roscosmos`.
        agency: the id of the agency.
        where: the flights that are closed to them.
    """

    name: str
    agency: str
    where: Where


@frozen
class Ending:
    """What changes when an agreement ends, besides the loss of its rule.

    Attributes:
        barred: seats that are closed to members of an agency.
        rules: the rules that hold instead, each with an id of its own.
    """

    barred: tuple[Barred, ...] = ()
    rules: tuple[Rule, ...] = ()


@frozen
class Standing:
    """The balance of one agency after one launch date, in units.

    Attributes:
        day: the launch date.
        agency: the id of the agency.
        units: what it has received so far, including the opening balance.
        due: its share of what all agencies have received.
    """

    day: date
    agency: str
    units: Fraction
    due: Fraction
