"""Makers for the goals that come with seatplan: one function each."""

from __future__ import annotations

from hypothesis import strategies as st

from seatplan.goals.cost import Cost
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fewest_members import FewestMembers
from seatplan.goals.fewest_relocations import FewestRelocations
from seatplan.goals.fill_seats import FillSeats
from seatplan.goals.keep_dates import KeepDates
from seatplan.goals.keep_rules import KeepRules
from seatplan.goals.keep_spacecraft import KeepSpacecraft
from seatplan.goals.least_change import LeastChange
from seatplan.goals.longest_waiting import LongestWaiting
from seatplan.goals.prefer import Prefer
from seatplan.program import Program
from seatplan.selection import Unit
from seatplan.testing.makers import goal_maker, members, where, who
from seatplan.worth import Term


@goal_maker("fill-seats")
@st.composite
def fill_seats(draw: st.DrawFn, program: Program) -> FillSeats:
    unit: Unit = draw(st.sampled_from(("seats", "seats", "days")))
    return FillSeats(unit=unit, **draw(who(program)), **draw(where(program)))


@goal_maker("keep-rules")
def keep_rules(program: Program) -> st.SearchStrategy[KeepRules]:
    return st.just(KeepRules())


@goal_maker("keep-dates")
def keep_dates(program: Program) -> st.SearchStrategy[KeepDates]:
    return where(program).map(lambda keys: KeepDates(**keys))


@goal_maker("even-turns")
@st.composite
def even_turns(draw: st.DrawFn, program: Program) -> EvenTurns:
    return EvenTurns(**draw(members(program)))


@goal_maker("longest-waiting")
@st.composite
def longest_waitings(draw: st.DrawFn, program: Program) -> LongestWaiting:
    return LongestWaiting(**draw(members(program)))


@goal_maker("fewest-members")
@st.composite
def fewest_members(draw: st.DrawFn, program: Program) -> FewestMembers:
    return FewestMembers(**draw(who(program)), **draw(where(program)))


@goal_maker("least-change")
def least_changes(program: Program) -> st.SearchStrategy[LeastChange]:
    return st.just(LeastChange())


@goal_maker("fewest-relocations")
@st.composite
def fewest_relocations(draw: st.DrawFn, program: Program) -> FewestRelocations:
    return FewestRelocations(**draw(where(program)))


@goal_maker("keep-spacecraft")
@st.composite
def keep_spacecraft(draw: st.DrawFn, program: Program) -> KeepSpacecraft:
    return KeepSpacecraft(**draw(where(program)))


@goal_maker("prefer")
def prefers(program: Program) -> st.SearchStrategy[Prefer]:
    return _terms(program).map(lambda drawn: Prefer(terms=drawn))


@goal_maker("cost")
def costs(program: Program) -> st.SearchStrategy[Cost]:
    return _terms(program).map(lambda drawn: Cost(terms=drawn))


def _terms(program: Program) -> st.SearchStrategy[tuple[Term, ...]]:
    return st.lists(terms(program), min_size=1, max_size=2, unique=True).map(tuple)


@st.composite
def terms(draw: st.DrawFn, program: Program) -> Term:
    """A term: the value of some seats for some members."""
    return Term(value=draw(st.integers(-3, 5)), **draw(who(program)), **draw(where(program)))
