"""Quotas and shares: what was asked, and what the plan gives."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from seatplan.kinds import Rule
from seatplan.program import Flight
from seatplan.ranges import outside
from seatplan.rules.quota import Quota
from seatplan.rules.share import Share
from seatplan.timeline import PlanIndex
from seatplan.words import listed, many, number, singular, within


@frozen
class Piece:
    """What is asked of one thing or of each of several, and what is given.

    Attributes:
        of: the program, years, flights or agency for which that is so.
        flights: whether these are ids of flights.
        beyond: by how much it is off, in the unit of the rule; empty where it is kept.
    """

    of: tuple[str, ...]
    asked: str
    given: str
    beyond: str = ""
    flights: bool = False


@frozen
class Claim:
    """One rule with all its pieces.

    Attributes:
        whom: who is to have the seats.
        where: on what.
    """

    rule: Rule
    whom: str
    where: str
    pieces: tuple[Piece, ...]

    @property
    def off(self) -> int:
        """Of how many things it is not as asked."""
        return sum(len(piece.of) for piece in self.pieces if piece.beyond)


def claims(reading: PlanIndex) -> tuple[Claim, ...]:
    """One for each `quota` and `share`, in the order of the program."""
    found = []
    for rule in reading.program.named_rules:
        if isinstance(rule, Quota):
            found.append(_quota(rule, reading))
        elif isinstance(rule, Share):
            found.append(_share(rule, reading))
    return tuple(found)


def _quota(rule: Quota, reading: PlanIndex) -> Claim:
    unit = singular(rule.unit)
    asked = within(rule.min, rule.max, unit)
    alike: dict[int, list[str]] = {}
    for _, flights, taken in rule.counts(reading):
        alike.setdefault(taken, []).append(_of(rule, flights))
    pieces = []
    for taken, things in alike.items():
        beyond = outside(taken, rule.min, rule.max)
        given = many(taken, unit) + (" each" if len(things) > 1 else "")
        off = many(beyond, unit) if beyond else ""
        pieces.append(Piece(tuple(things), asked, given, off, rule.per == "flight"))
    whom, where = rule.whom(reading.lookup), rule.which()
    return Claim(rule, whom, where, tuple(pieces))


def _of(rule: Quota, flights: tuple[Flight, ...]) -> str:
    if rule.per == "program":
        return f"all {many(len(flights), 'flight')}"
    return str(flights[0].launch.year) if rule.per == "year" else flights[0].id


def _share(rule: Share, reading: PlanIndex) -> Claim:
    """The agencies as they stand at the end; what is off is off after any launch."""
    whole = sum(share for _, share in rule.shares)
    standings = list(rule.standings(reading))
    pieces = []
    for agency, share in rule.shares:
        mine = [one for one in standings if one.agency == agency]
        part = f"{number(share / whole * 100)} %"
        if not mine:
            pieces.append(Piece((agency,), part, "no flights"))
            continue
        worst = max(mine, key=lambda one: abs(one.units - one.due))
        beyond = abs(worst.units - worst.due) - rule.tolerance
        asked = f"{part}, that is {_units(mine[-1].due, rule)}"
        given = _units(mine[-1].units, rule)
        off = f"{_units(beyond, rule)} after {worst.day}" if beyond > 0 else ""
        pieces.append(Piece((agency,), asked, given, off))
    return Claim(rule, listed(agency for agency, _ in rule.shares), rule.which(), tuple(pieces))


def _units(value: Fraction, rule: Share) -> str:
    return f"{number(value)} {singular(rule.unit) if value == 1 else rule.unit}"
