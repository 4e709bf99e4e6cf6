"""Goals that give: every way of the engine finds what the enumeration finds."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Program
from seatplan.testing import assert_best, programs

from .effort import examples
from .test_ways import best_of
from .ways import WAYS, Way

GIVES = st.sampled_from([Fraction(text) for text in ("1", "2", "5", "0.1", "0.3", "0.5", "0")])


@st.composite
def giving(draw: st.DrawFn) -> Program:
    """A program with several goals, most of which give."""
    drawn = draw(programs(min_goals=2, max_goals=3, max_rules=1))
    return evolve(drawn, goals=tuple(evolve(goal, give=draw(GIVES)) for goal in drawn.goals))


@given(giving(), st.sampled_from(WAYS))
@examples(40)
def test_what_goals_give(program: Program, way: Way) -> None:
    """The best values within what earlier goals give, and the final values, are correct."""
    assert_best(program, way.solve(program), best_of(program))
