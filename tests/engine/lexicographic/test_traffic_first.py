"""Ships first: those of the given plan are used if a search would end with them."""

from __future__ import annotations

from unittest.mock import patch

from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from seatplan import Plan, Program, solve
from seatplan.engine.lexicographic import traffic_first
from seatplan.goals import FewestRelocations, KeepSpacecraft
from seatplan.rules import Relocations
from seatplan.testing import days, dockings, ships_alone
from seatplan.testing.laws import patient
from tests.ships import at, cargo, harbor, port


@st.composite
def asked(draw: st.DrawFn) -> tuple[Program, Plan]:
    """A program of ships, and a plan of it, the best one or any."""
    ships = draw(ships_alone())
    best = solve(ships).plan
    assume(best is not None)
    assert best is not None
    plan = best if draw(st.booleans()) else draw(dockings(ships))
    goals = draw(st.sampled_from([(), (KeepSpacecraft(),), (FewestRelocations(),)]))
    rules = draw(st.sampled_from([(), (Relocations(max=0, weight=1),), (Relocations(max=0),)]))
    return evolve(ships, goals=goals, rules=rules), plan


@patient(settings(max_examples=40))
@given(asked(), st.none() | days(0, 30))
def test_taken_from_the_plan_or_searched_ships_are_the_same(
    asked: tuple[Program, Plan], as_of: object
) -> None:
    """Status, plan and goals equal those of a search, for any goals, rules and past."""
    ships, plan = asked
    found = solve(ships, plan, as_of=as_of)  # type: ignore[arg-type]  # drawn as a day
    with patch.object(traffic_first, "_as_given", return_value=None):
        searched = solve(ships, plan, as_of=as_of)  # type: ignore[arg-type]
    assert (found.status, found.plan, found.goals) == (
        searched.status,
        searched.plan,
        searched.goals,
    )


def test_only_ships_that_are_as_good_as_can_be_are_taken() -> None:
    """No search where the plan has a port for each; a search where one has none, or may move less.

    What the search costs is what the shortcut saves, so that it is taken is part of it.
    """
    two = harbor([cargo("F", 1, 30), cargo("G", 10, 20)], [port("A"), port("B")])
    fewest = evolve(two, goals=(FewestRelocations(),))

    def runs(program: Program, plan: Plan) -> int:
        statistics = solve(program, plan).statistics
        assert statistics is not None
        with patch.object(traffic_first, "_as_given", return_value=None):
            whole = solve(program, plan).statistics
        assert whole is not None
        return whole.runs - statistics.runs

    given = at("F A", "F B 20", "G B")
    assert runs(two, given) > 0
    assert runs(fewest, at("F A", "G B")) > 0
    assert runs(fewest, given) == 0
    assert runs(two, at("F A")) == 0
    assert runs(two, at("F A", "G A")) == 0
