"""What rules that are agreements show of themselves, as plain data.

A rule makes these in its methods `claims`, `balances` and `ended`: the page shows the first two,
`check` and `solve` print accounts, and `stress` tries out the last. None knows a rule by its class.
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
    """Days `[since, until)` on which a rule wants no launch or no landing: charts shade them.

    Attributes:
        since, until: unbounded if None.
        what: what must not be, and why, for people.
    """

    since: date | None
    until: date | None
    what: str


@frozen
class Piece:
    """What is required of one thing or of each of several, and what is given.

    Attributes:
        of: the program, years, flights or agency for which that is so.
        asked, given: what is required and what is given, with their units, for people.
        beyond: by how much it is off, in the unit of the rule; empty where it is kept.
        flights: whether `of` are ids of flights.
    """

    of: tuple[str, ...]
    asked: str
    given: str
    beyond: str = ""
    flights: bool = False


@frozen
class Claim:
    """What someone must get by a rule, and what a plan gives.

    Attributes:
        rule: whose claim it is.
        whom: who must have the seats.
        where: on what.
        pieces: each thing that is required.
    """

    rule: Rule
    whom: str
    where: str
    pieces: tuple[Piece, ...]

    @property
    def off(self) -> int:
        """The number of things that fall short of what is required."""
        return sum(len(piece.of) for piece in self.pieces if piece.beyond)


@frozen
class Entry:
    """The balance of an account on one date.

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
    """What two parties owe each other in one plan.

    Attributes:
        rule: whose account it is.
        parties: two; a balance is positive where the first got more.
        tolerance: how far from even a balance may be, in units.
        unit: what is counted.
        entries: the balances by day; on one day the one to be settled comes first, since what is
            to be settled by a day was launched before it.
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
    """Seats that an agency no longer has.

    Attributes:
        name: distinguishes it from the others of the same ending: `NASA-with-Roscosmos`.
        agency: whose people have none.
        where: on which flights.
    """

    name: str
    agency: str
    where: Where


@frozen
class Ending:
    """What holds once an agreement has ended, besides that its rule is gone.

    Attributes:
        barred: the seats that no one has any more.
        rules: what holds instead, each with an id of its own.
    """

    barred: tuple[Barred, ...] = ()
    rules: tuple[Rule, ...] = ()


@frozen
class Standing:
    """The balance of one agency after one launch date, in units.

    Attributes:
        units: what it has had so far, the opening included.
        due: its share of what all have had.
    """

    day: date
    agency: str
    units: Fraction
    due: Fraction
