"""Alternatives: other plans that are equally good."""

from __future__ import annotations

from itertools import combinations

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from seatplan import (
    DockedDays,
    Docking,
    PlanError,
    Port,
    Program,
    ProgramError,
    Seat,
    Unavailable,
    Window,
    alternatives,
    check,
    solve,
)
from seatplan.goals.cost import Cost
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.least_change import LeastChange
from seatplan.plan import Plan
from seatplan.testing import TooMany, plans_of, programs
from seatplan.worth import Term
from tests.build import day, flight, member, plan, program, tour
from tests.properties.effort import examples

FLIGHTS = [flight("F1", 1, 11), flight("F2", 21, 31)]


def differ(one: Plan, two: Plan) -> int:
    """The number of lines that one plan has and the other lacks; the larger of the two."""
    first, second = set(one.assignments), set(two.assignments)
    return max(len(first - second), len(second - first))


def test_other_people() -> None:
    """Three people for two seats have six plans, one of which is given."""
    what = program(FLIGHTS, ["ann", "bob", "cem"], goals=[EvenTurns()])
    given_plan = plan(tour("ann", "F1"), tour("bob", "F2"))
    found = alternatives(what, given_plan, count=9)
    assert len(found) == 5
    assert found.complete
    assert len({*found, given_plan}) == 6
    assert [differ(given_plan, one) for one in found] == [2, 2, 4, 4, 4], "the nearest first"


def test_added_lines_are_changes() -> None:
    """Added lines count as changes, like replaced lines."""
    one = program(
        [flight("F1", 1, 11, seats=[Seat("pilot", 2, optional=True)])], ["ann", "bob", "cem"]
    )
    given_plan = plan(tour("ann", "F1"))
    found = alternatives(one, given_plan, count=9, at_least=1)
    lines = [len(set(given_plan.assignments) ^ set(other.assignments)) for other in found]
    assert lines == [2, 2, 2, 4, 4, 6]


def test_as_many_as_asked_for() -> None:
    what = program(FLIGHTS, ["ann", "bob", "cem"])
    found = alternatives(what, plan(tour("ann", "F1"), tour("bob", "F2")), count=2)
    assert len(found) == 2
    assert not found.complete
    assert found[0] in found


def test_at_least_so_different() -> None:
    what = program(FLIGHTS, ["ann", "bob", "cem"])
    given_plan = plan(tour("ann", "F1"), tour("bob", "F2"))
    found = alternatives(what, given_plan, count=9, at_least=4)
    assert all(differ(one, two) >= 4 for one, two in combinations([given_plan, *found], 2))
    assert found.complete


def test_slack() -> None:
    """A plan that is worse by 3 is found only with a slack of 3."""
    cost = Cost(terms=(Term(members=("cem",), value=3),))
    what = program(FLIGHTS[:1], ["ann", "cem"], goals=[cost])
    best = plan(tour("ann", "F1"))
    assert len(alternatives(what, best)) == 0
    assert len(alternatives(what, best, slack={"cost": 2})) == 0
    assert list(alternatives(what, best, slack={"cost": 3})) == [plan(tour("cem", "F1"))]


def test_least_change_does_not_count() -> None:
    """`least-change` is ignored, because it would exclude every alternative."""
    what = program(FLIGHTS[:1], ["ann", "bob"], goals=[LeastChange()])
    assert len(alternatives(what, plan(tour("ann", "F1")))) == 1


def test_the_past_stays() -> None:
    what = program(FLIGHTS, ["ann", "bob", "cem"])
    given_plan = plan(tour("ann", "F1"), tour("bob", "F2"))
    found = alternatives(what, given_plan, count=9, as_of=day(15))
    assert len(found) == 2
    assert all(set(tour("ann", "F1")) <= set(one.assignments) for one in found)


def test_what_is_wrong() -> None:
    what = program(FLIGHTS, ["ann", "bob"], goals=[EvenTurns()])
    given_plan = plan(tour("ann", "F1"), tour("bob", "F2"))
    with pytest.raises(ProgramError, match="unknown goal 'even-turn'") as caught:
        alternatives(what, given_plan, slack={"even-turn": 1})
    assert "'even-turns'" in caught.value.problems[0].hint
    with pytest.raises(PlanError, match="breaks a hard rule"):
        alternatives(what, plan(tour("ann", "F1")))
    with pytest.raises(PlanError, match="unknown member 'zoe'"):
        alternatives(what, plan(tour("zoe", "F1")))
    for wrong in ({"count": 0}, {"at_least": 0}):
        with pytest.raises(ValueError, match="1 or more"):
            alternatives(what, given_plan, **wrong)


def test_out_of_time() -> None:
    what = program(FLIGHTS, ["ann", "bob"])
    found = alternatives(what, plan(tour("ann", "F1"), tour("bob", "F2")), time_limit=1e-9)
    assert (len(found), found.complete) == (0, False)


@given(programs(max_flights=3, max_members=3, max_goals=1), st.integers(1, 3), st.integers(0, 2))
@examples(70)
def test_all_of_them_and_no_others(drawn: Program, at_least: int, room: int) -> None:
    """Compared with an enumeration: all are as good, all differ, and no other plan qualifies."""
    best = solve(drawn).plan
    assume(best is not None)
    assert best is not None
    goals = [one for one in drawn.named_goals if not isinstance(one, LeastChange)]
    slack = {goals[0].name: room} if goals else {}
    values = check(drawn, best).values

    def as_good(candidate: Plan) -> bool:
        report = check(drawn, candidate)
        return report.ok and all(
            (report.values[one.name] - values[one.name]) * (1 if one.sense == "max" else -1)
            >= -slack.get(one.name, 0)
            for one in goals
        )

    try:
        every = []
        for number, candidate in enumerate(plans_of(drawn)):
            if number > 1500:
                raise TooMany
            if as_good(candidate):
                every.append(candidate)
    except TooMany:
        assume(False)
    found = alternatives(drawn, best, count=8, at_least=at_least, slack=slack)
    assert all(one in every for one in found)
    assert all(differ(one, two) >= at_least for one, two in combinations([best, *found], 2))
    assert found.complete or len(found) == 8
    if found.complete:
        left = [one for one in every if all(differ(one, two) >= at_least for two in [best, *found])]
        assert left == []


def test_ships_fit_the_days_of_an_alternative() -> None:
    """An alternative with other dates chooses new ports, since those of the given plan clash."""
    first = flight("F1", 1, 11)
    second = evolve(
        flight("F2", 11, 21),
        launch_window=Window(since=day(9), until=day(12), step=2),
        landing_window=Window(since=day(19), until=day(22), step=2),
        docked_days=DockedDays(min=10, max=10),
    )
    # Cem can fly on F2 if it launches while F1 is docked.
    cem = evolve(member("cem"), unavailable=(Unavailable(since=day(20), until=day(30)),))
    one = program([first, second], ["ann", "bob", cem])
    one = evolve(one, ports=tuple(Port(id=name, vehicles=(first.vehicle,)) for name in "AB"))
    docking = (Docking("F1", "A"), Docking("F2", "A"))
    made = evolve(plan(tour("ann", "F1"), tour("bob", "F2")), docking=docking)
    others = alternatives(one, made, count=20).plans
    assert all(check(one, other).ok for other in others)
    assert any(
        line.member == "cem" and line.flight == "F2"
        for other in others
        for line in other.assignments
    )
