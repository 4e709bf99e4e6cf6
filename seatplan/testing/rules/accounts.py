"""Rules that count seats over many flights."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from seatplan.program import Program
from seatplan.rules.count import Count
from seatplan.rules.exchange import Exchange
from seatplan.rules.quota import Quota
from seatplan.rules.share import Share
from seatplan.rules.some_of import SomeOf
from seatplan.testing.draws import chance, days, subsets
from seatplan.testing.goals import terms
from seatplan.testing.makers import rule_maker, weights, where, who
from seatplan.testing.rules.parts import (
    OPENINGS,
    UNITS,
    bounds,
    conditions,
    entries,
    several,
    values,
)

SHARES = st.sampled_from([Fraction(text) for text in ("1", "2", "0.766", "0")])
TOLERANCES = st.sampled_from([Fraction(text) for text in ("1", "0.5", "2", "0")])


@rule_maker("exchange")
@st.composite
def exchanges(draw: st.DrawFn, program: Program) -> Exchange:
    ids = [one.id for one in program.agencies]
    unit = draw(UNITS)
    scale = 1 if unit == "seats" else 5
    parties = draw(subsets(ids, at_least=2, at_most=2))
    return Exchange(
        parties=parties,
        tolerance=scale * draw(st.sampled_from((1, 0, 1, 2))),
        opening=draw(st.sampled_from((0, 0, 1, -1, 2))),
        settled_by=draw(st.lists(days(0, 35), max_size=2, unique=True).map(tuple)),
        unit=unit,
        entries=draw(entries(parties, st.sampled_from([Fraction(one) for one in (1, -1, 2)]))),
        values=draw(values(program)),
        **draw(weights()),
        **draw(where(program)),
    )


@rule_maker("quota")
@st.composite
def quotas(draw: st.DrawFn, program: Program) -> Quota:
    unit = draw(UNITS)
    return Quota(
        **draw(bounds(1 if unit == "seats" else 6)),
        per=draw(st.sampled_from(("program", "year", "flight"))),
        unit=unit,
        **draw(weights()),
        **draw(who(program)),
        **draw(where(program)),
    )


@rule_maker("share")
@st.composite
def shares(draw: st.DrawFn, program: Program) -> Share:
    ids = [one.id for one in program.agencies]
    parts = {agency: draw(SHARES) for agency in draw(subsets(ids, at_least=1))}
    if not any(parts.values()):
        parts = dict.fromkeys(parts, Fraction(1))
    unit = draw(UNITS)
    rolling = draw(st.sampled_from((1, 5, 12, 25))) if chance(draw, 4) else None
    opening = {agency: draw(OPENINGS) for agency in parts if chance(draw, 3)}
    return Share(
        shares=parts,
        tolerance=draw(TOLERANCES) * (1 if unit == "seats" else 5),
        opening={} if rolling is not None else opening,
        days=rolling,
        entries=draw(entries(tuple(parts), OPENINGS)),
        values=draw(values(program)),
        unit=unit,
        **draw(weights()),
        **draw(where(program)),
    )


@rule_maker("count")
@st.composite
def counts(draw: st.DrawFn, program: Program) -> Count:
    unit = draw(UNITS)
    scale = 1 if unit == "seats" else 6
    limits = draw(bounds(scale))
    shift = draw(st.sampled_from((0, 0, 0, -2))) * scale
    return Count(
        terms=draw(several(terms(program), 1, 3)),
        **{name: limit + shift for name, limit in limits.items()},
        per=draw(st.sampled_from(("program", "year", "flight"))),
        unit=unit,
        **draw(weights()),
    )


@rule_maker("some-of")
@st.composite
def some_ofs(draw: st.DrawFn, program: Program) -> SomeOf:
    of = draw(several(conditions(program), 1, 3))
    least = draw(st.integers(0, len(of)))
    most = draw(st.integers(least, len(of) - 1)) if least < len(of) else None
    if least and chance(draw, 2):
        most = None
    return SomeOf(
        given=draw(several(conditions(program), 0, 2)),
        of=of,
        least=least,
        most=most,
        **draw(weights()),
    )
