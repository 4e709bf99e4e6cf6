"""The points of a front: which searches find them, and what is left when the time is up."""

from __future__ import annotations

from attrs import evolve

import seatplan
from seatplan import Fixed, Forbidden, Program, Status, check
from seatplan.engine.answers.front_points import GROWTH, SCALE, Points, without_preferences
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fewest_members import FewestMembers
from seatplan.goals.fill_seats import FillSeats
from seatplan.options import Options
from seatplan.rules.quota import Quota
from tests.build import flight, program

FRONT = [(1, 9), (2, 5), (3, 3)]


def rotations() -> Program:
    """Three flights for three people, who can fly often or in turns."""
    flights = [flight(f"F{k}", 20 * k + 1, 20 * k + 11) for k in range(3)]
    goals = [FillSeats(), FewestMembers(), EvenTurns()]
    return program(flights, ["ann", "bob", "cem"], goals=goals)


def points(one: Program, *, turned: bool = False, seconds: float = 600.0) -> Points:
    """The points of its last two goals."""
    names = ["fewest-members", "even-turns"][:: -1 if turned else 1]
    return Points(one, *names, None, None, Options(time_limit=seconds))


def test_one_after_the_other() -> None:
    """From the best of the first goal to the best of the second; after that there is none."""
    for turned in (False, True):
        front = points(rotations(), turned=turned)
        status, point = front.begin()
        assert status is Status.OPTIMAL
        found = []
        while point is not None:
            assert point.proved
            values = check(rotations(), point.plan).values
            assert (point.first, point.second) == (
                values[front.first.name],
                values[front.second.name],
            )
            found.append((point.first, point.second))
            point = front.after(point)
        assert found == ([(b, a) for a, b in reversed(FRONT)] if turned else FRONT)


def test_a_search_that_failed_gets_more_next_time() -> None:
    """And the other kind of search comes first until then."""
    front = points(rotations())
    first, second = front._of_first, front._of_second
    assert (first.scale, second.scale) == (SCALE, SCALE)
    assert front._easier(second) is second
    assert front._easier(first) is first
    second.scale *= GROWTH
    assert front._easier(second) is first


def test_without_time_there_is_no_point() -> None:
    """Neither a plan nor a proof."""
    assert points(rotations(), seconds=0.0).begin() == (Status.UNKNOWN, None)


def test_without_a_plan_there_is_none() -> None:
    """That is proved."""
    none = evolve(rotations(), rules=(Quota(members=("ann", "bob", "cem"), max=1),))
    assert points(none).begin() == (Status.INFEASIBLE, None)


def test_when_the_time_is_up_on_the_way() -> None:
    """What comes next is the end of the front, which is known, and is not claimed to be next."""
    front = points(rotations())
    _, point = front.begin()
    assert point is not None
    front.left = 0.0
    found = front.after(point)
    assert found is not None
    assert ((found.first, found.second), found.proved) == (FRONT[-1], False)


def test_preferences_are_left_out_where_no_goal_counts_them() -> None:
    """Soft rules and soft entries are gone, and hard ones are there."""
    hard, soft = Quota(id="hard", min=0), Quota(id="soft", min=3, weight=2)
    one = evolve(
        rotations(),
        rules=(hard, soft),
        fixed=(Fixed("F0", "pilot", "ann"), Fixed("F1", "pilot", "ann", weight=1)),
        forbidden=(Forbidden("F0", "bob"), Forbidden("F1", "bob", weight=1)),
    )
    left = without_preferences(one)
    assert [rule.name for rule in left.named_rules] == ["hard"]
    assert (left.fixed, left.forbidden) == (one.fixed[:1], one.forbidden[:1])
    assert seatplan.solve(left).status is Status.OPTIMAL
