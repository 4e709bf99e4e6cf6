"""Rules on when ships come and go, and at which port."""

from __future__ import annotations

from hypothesis import strategies as st

from seatplan.program import Program
from seatplan.rules.blackout import Blackout, Period
from seatplan.rules.handover import Handover
from seatplan.rules.relocations import Relocations
from seatplan.rules.spacing import Spacing
from seatplan.ship_events import SHIP_EVENTS
from seatplan.testing.draws import intervals
from seatplan.testing.makers import rule_maker, weights, where
from seatplan.testing.rules.parts import (
    bounds,
    several,
)

EVENTS = st.sampled_from((SHIP_EVENTS, ("launch",), ("landing",)))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """A few days, or all before or after a day."""
    since, until = draw(intervals(0, 35))
    return Period(since, until, draw(st.sampled_from(("", "beta"))))


@rule_maker("blackout")
@st.composite
def blackouts(draw: st.DrawFn, program: Program) -> Blackout:
    return Blackout(
        events=draw(EVENTS),
        periods=draw(several(periods(), 1, 2)),
        **draw(weights()),
        **draw(where(program)),
    )


@rule_maker("spacing")
@st.composite
def spacings(draw: st.DrawFn, program: Program) -> Spacing:
    return Spacing(
        events=draw(EVENTS),
        days=draw(st.sampled_from((1, 2, 5, 0))),
        **draw(weights()),
        **draw(where(program)),
    )


@rule_maker("handover")
@st.composite
def handovers(draw: st.DrawFn, program: Program) -> Handover:
    shift = draw(st.sampled_from((0, 1, -3, -8)))
    limits = {name: limit + shift for name, limit in draw(bounds(3)).items()}
    return Handover(**limits, **draw(weights()), **draw(where(program)))


@rule_maker("relocations")
@st.composite
def relocations(draw: st.DrawFn, program: Program) -> Relocations:
    most = draw(st.sampled_from((0, 1, 2)))
    return Relocations(max=most, **draw(weights()), **draw(where(program)))
