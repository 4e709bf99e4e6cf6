"""Makers for the rules that come with seatplan: one function each."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from seatplan.program import Program
from seatplan.rules.aboard import Aboard
from seatplan.rules.apart import Apart
from seatplan.rules.career import Career
from seatplan.rules.exchange import Exchange
from seatplan.rules.experience import Experience
from seatplan.rules.ground_time import GroundTime
from seatplan.rules.integrated_crew import IntegratedCrew
from seatplan.rules.lifeboat import Lifeboat
from seatplan.rules.quota import Quota
from seatplan.rules.share import Share
from seatplan.rules.together import Together
from seatplan.selection import Unit
from seatplan.testing.draws import chance, days, intervals, maybe, some_of, subsets
from seatplan.testing.makers import members, rule_maker, weights, where, who

QUALIFICATIONS = ("usos", "rs", "eva")
UNITS: st.SearchStrategy[Unit] = st.sampled_from(("seats", "seats", "days"))
SHARES = st.sampled_from([Fraction(text) for text in ("1", "2", "0.766", "0")])
TOLERANCES = st.sampled_from([Fraction(text) for text in ("1", "0.5", "2", "0")])
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


@rule_maker("integrated-crew")
@st.composite
def integrated_crews(draw: st.DrawFn, program: Program) -> IntegratedCrew:
    return IntegratedCrew(
        of=draw(subsets(QUALIFICATIONS, at_least=1, at_most=2)),
        min=draw(st.sampled_from((1, 1, 2, 0))),
        **draw(weights()),
        **draw(where(program)),
    )


@rule_maker("exchange")
@st.composite
def exchanges(draw: st.DrawFn, program: Program) -> Exchange:
    ids = [one.id for one in program.agencies]
    unit = draw(UNITS)
    scale = 1 if unit == "seats" else 5
    return Exchange(
        parties=draw(subsets(ids, at_least=2, at_most=2)),
        tolerance=scale * draw(st.sampled_from((1, 0, 1, 2))),
        opening=draw(st.sampled_from((0, 0, 1, -1, 2))),
        settled_by=draw(st.lists(days(0, 35), max_size=2, unique=True).map(tuple)),
        unit=unit,
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


@rule_maker("ground-time")
@st.composite
def ground_times(draw: st.DrawFn, program: Program) -> GroundTime:
    return GroundTime(
        days=draw(st.sampled_from((1, 0, 3, 8, 20))), **draw(weights()), **draw(members(program))
    )


@rule_maker("experience")
@st.composite
def experiences(draw: st.DrawFn, program: Program) -> Experience:
    return Experience(
        min=draw(st.sampled_from((1, 1, 2, 0))), **draw(weights()), **draw(where(program))
    )


@rule_maker("share")
@st.composite
def shares(draw: st.DrawFn, program: Program) -> Share:
    ids = [one.id for one in program.agencies]
    parts = {agency: draw(SHARES) for agency in draw(subsets(ids, at_least=1))}
    if not any(parts.values()):
        parts = dict.fromkeys(parts, Fraction(1))
    unit = draw(UNITS)
    return Share(
        shares=parts,
        tolerance=draw(TOLERANCES) * (1 if unit == "seats" else 5),
        opening={agency: draw(OPENINGS) for agency in parts if chance(draw, 3)},
        unit=unit,
        **draw(weights()),
        **draw(where(program)),
    )


@rule_maker("aboard")
@st.composite
def aboards(draw: st.DrawFn, program: Program) -> Aboard:
    limits = draw(bounds())
    return Aboard(
        after_departure="min" in limits and not chance(draw, 3),
        **limits,
        **draw(weights()),
        **draw(who(program)),
        **draw(windows(program)),
    )


@rule_maker("lifeboat")
@st.composite
def lifeboats(draw: st.DrawFn, program: Program) -> Lifeboat:
    return Lifeboat(**draw(weights()), **draw(windows(program)))


@rule_maker("career")
@st.composite
def careers(draw: st.DrawFn, program: Program) -> Career:
    left_out = draw(st.sampled_from(("max_flights", "max_days", "neither")))
    return Career(
        max_days=draw(st.integers(0, 25)) if left_out != "max_days" else None,
        max_flights=draw(st.integers(0, 3)) if left_out != "max_flights" else None,
        **draw(weights()),
        **draw(members(program)),
    )


@rule_maker("together")
@st.composite
def togethers(draw: st.DrawFn, program: Program) -> Together:
    return Together(members=draw(_few(program)), **draw(weights()), **draw(where(program)))


@rule_maker("apart")
@st.composite
def aparts(draw: st.DrawFn, program: Program) -> Apart:
    return Apart(members=draw(_few(program)), **draw(weights()), **draw(where(program)))


def _few(program: Program) -> st.SearchStrategy[tuple[str, ...]]:
    return subsets([one.id for one in program.crew], at_least=1, at_most=3)
