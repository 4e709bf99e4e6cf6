"""Fewest relocations: ships change their ports as seldom as possible."""

from __future__ import annotations

from seatplan import check, solve, tradeoff
from seatplan.goals import FewestRelocations
from tests.ships import at, cargo, harbor, port, told

FLIGHTS = [cargo("F", 1, 30), cargo("X", 10, 12, ports=("A",)), cargo("Y", 20, 22, ports=("B",))]


def test_changes_are_counted() -> None:
    """The changes of port of picked flights count; two entries with the same port are no change."""
    goals = [FewestRelocations(), FewestRelocations(id="X", flights=("X",))]
    one = harbor(FLIGHTS, [port("A"), port("B")], goals=goals)
    plan = at("F B", "F B 10", "F A 20", "X A", "Y B")
    assert check(one, plan).values == {"fewest-relocations-1": 1, "X": 0}
    found = solve(one)
    assert [goal.value for goal in found.goals] == [1, 0]
    assert told(found.plan)[:1] == ["F B"]


def test_a_front_of_two_goals_about_ships() -> None:
    """Ships are not settled first if a goal about them need not have its best value."""
    goals = [FewestRelocations(id="F", flights=("F",)), FewestRelocations(id="G", flights=("G",))]
    flights = [cargo("F", 1, 30), cargo("G", 2, 31), *FLIGHTS[1:]]
    ports = [port("A"), port("B"), port("C")]
    points = [
        (one.first, one.second) for one in tradeoff(harbor(flights, ports, goals=goals), *"FG")
    ]
    assert points == [(0, 1), (1, 0)]
