"""Fewest relocations: ships change their ports as seldom as possible."""

from __future__ import annotations

from seatplan import check, solve
from seatplan.goals import FewestRelocations
from tests.ships import at, cargo, harbor, port, told

FLIGHTS = [cargo("F", 1, 30), cargo("X", 10, 12, ports=("A",)), cargo("Y", 20, 22, ports=("B",))]


def test_changes_are_counted() -> None:
    """Of the flights picked; two entries that name one port are no change."""
    goals = [FewestRelocations(), FewestRelocations(id="X", flights=("X",))]
    one = harbor(FLIGHTS, [port("A"), port("B")], goals=goals)
    plan = at("F B", "F B 10", "F A 20", "X A", "Y B")
    assert check(one, plan).values == {"fewest-relocations-1": 1, "X": 0}
    found = solve(one)
    assert [goal.value for goal in found.goals] == [1, 0]
    assert told(found.plan)[:1] == ["F B"]
