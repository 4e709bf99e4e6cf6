"""Keys and parts that several rules share."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, TypeVar

from hypothesis import strategies as st

from seatplan.ledger import LedgerEntry
from seatplan.program import Program
from seatplan.selection import Unit
from seatplan.testing.draws import chance, days, intervals, maybe, some_of, subsets
from seatplan.testing.goals import terms
from seatplan.worth import Condition

T = TypeVar("T")

UNITS: st.SearchStrategy[Unit] = st.sampled_from(("seats", "seats", "days"))
OPENINGS = st.sampled_from([Fraction(text) for text in ("1", "1.5", "3", "0")])


@st.composite
def bounds(draw: st.DrawFn, scale: int = 1) -> dict[str, Any]:
    """The keys `min` and `max`, one or both."""
    least = scale * draw(st.sampled_from((1, 2, 3, 0)))
    more = scale * draw(st.integers(0, 3))
    ends = ({"min": least}, {"max": more}, {"min": least, "max": least + more})
    return draw(st.sampled_from(ends))


@st.composite
def windows(draw: st.DrawFn, program: Program) -> dict[str, Any]:
    """The keys `stations`, `since` and `until` of a rule about who is aboard."""
    stations = sorted({one.station for one in program.flights})
    since, until = maybe(draw, intervals(0, 35)) or (None, None)
    return {"stations": some_of(draw, stations, one_in=4), "since": since, "until": until}


@st.composite
def entries(
    draw: st.DrawFn, parties: Sequence[str], units: st.SearchStrategy[Fraction]
) -> tuple[LedgerEntry, ...]:
    """Now and then something given or taken outside the flights."""
    if not chance(draw, 4):
        return ()
    party = st.sampled_from(sorted(parties))
    one = st.builds(LedgerEntry, on=days(-2, 35), party=party, units=units)
    return draw(several(one, 1, 2))


@st.composite
def values(draw: st.DrawFn, program: Program) -> dict[str, int]:
    """Now and then vehicles whose seats count more than one."""
    if not chance(draw, 5):
        return {}
    return {one.id: draw(st.integers(1, 3)) for one in program.vehicles if chance(draw, 2)}


def few(program: Program) -> st.SearchStrategy[tuple[str, ...]]:
    return subsets([one.id for one in program.crew], at_least=1, at_most=3)


def several(one: st.SearchStrategy[T], least: int, most: int) -> st.SearchStrategy[tuple[T, ...]]:
    """A few different ones."""
    return st.lists(one, min_size=least, max_size=most, unique=True).map(tuple)


@st.composite
def conditions(draw: st.DrawFn, program: Program) -> Condition:
    """A condition on one or two terms."""
    unit = draw(UNITS)
    return Condition(
        terms=draw(several(terms(program), 1, 2)),
        unit=unit,
        **draw(bounds(1 if unit == "seats" else 6)),
    )


def roles(program: Program) -> list[str]:
    tables = [one.seats for one in program.vehicles] + [one.seats or () for one in program.flights]
    return sorted({seat.role for seats in tables for seat in seats})
