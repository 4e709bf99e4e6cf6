"""The registry of makers: strategies that draw rules and goals of a kind.

A maker takes a program without rules and goals and returns a strategy for rules that fit it. For a
rule of your own:

    @rule_maker("no-twins")
    @st.composite
    def no_twins(draw, program):
        return NoTwins(**draw(weights()), **draw(where(program)))
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from hypothesis import strategies as st

from seatplan.kinds import Goal, Rule, goal_kinds, rule_kinds
from seatplan.program import Program
from seatplan.testing.draws import intervals, maybe, some_of, subsets

RuleMaker = Callable[[Program], st.SearchStrategy[Rule]]
GoalMaker = Callable[[Program], st.SearchStrategy[Goal]]
M = TypeVar("M", bound=Callable[[Program], st.SearchStrategy[Any]])

_rules: dict[str, RuleMaker] = {}
_goals: dict[str, GoalMaker] = {}


def rule_maker(kind: str) -> Callable[[M], M]:
    """Register the maker of a kind of rule: `programs()` then draws such rules, too."""

    def enter(maker: M) -> M:
        _rules[kind] = maker
        return maker

    return enter


def goal_maker(kind: str) -> Callable[[M], M]:
    """Register the maker of a kind of goal: `programs()` then draws such goals, too."""

    def enter(maker: M) -> M:
        _goals[kind] = maker
        return maker

    return enter


def known_rules() -> tuple[str, ...]:
    """The kinds of rules that can be drawn, sorted by name."""
    return tuple(sorted(_rules.keys() & rule_kinds().keys()))


def known_goals() -> tuple[str, ...]:
    """The kinds of goals that can be drawn, sorted by name."""
    return tuple(sorted(_goals.keys() & goal_kinds().keys()))


def rule_maker_of(kind: str | RuleMaker) -> RuleMaker:
    """The maker of a kind, or the maker itself."""
    return _rules[kind] if isinstance(kind, str) else kind


def goal_maker_of(kind: str | GoalMaker) -> GoalMaker:
    """The maker of a kind, or the maker itself."""
    return _goals[kind] if isinstance(kind, str) else kind


# The keys that rules and goals share, as keyword arguments


@st.composite
def weights(draw: st.DrawFn) -> dict[str, Any]:
    """Nothing for a hard rule, a weight for a soft one."""
    return draw(st.sampled_from(({}, {"weight": 1}, {"weight": 3})))


@st.composite
def where(draw: st.DrawFn, program: Program) -> dict[str, Any]:
    """The keys that pick flights, most of them left out."""
    picked: dict[str, Any] = {
        "flights": some_of(draw, [one.id for one in program.flights], one_in=5),
        "vehicles": some_of(draw, [one.id for one in program.vehicles], one_in=8),
        "operators": some_of(draw, [one.id for one in program.agencies], one_in=8),
        "stations": some_of(draw, sorted({one.station for one in program.flights}), one_in=8),
    }
    picked["since"], picked["until"] = maybe(draw, intervals(0, 35), one_in=5) or (None, None)
    return _given(picked)


@st.composite
def members(draw: st.DrawFn, program: Program) -> dict[str, Any]:
    """The keys that pick members, most of them left out."""
    return _given(
        {
            "members": some_of(draw, [one.id for one in program.crew], one_in=4),
            "agencies": some_of(draw, [one.id for one in program.agencies], one_in=4),
        }
    )


@st.composite
def who(draw: st.DrawFn, program: Program) -> dict[str, Any]:
    """The keys that pick members, with those for qualifications and for roles."""
    one = st.sampled_from(("usos", "rs", "eva"))
    holding = maybe(draw, one | subsets(("usos", "rs", "eva"), at_least=1, at_most=2), one_in=4)
    tables = [one.seats for one in program.vehicles] + [one.seats or () for one in program.flights]
    roles = some_of(draw, sorted({seat.role for seats in tables for seat in seats}), one_in=5)
    return draw(members(program)) | _given({"holding": holding, "roles": roles})


def _given(keys: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in keys.items() if value is not None}
