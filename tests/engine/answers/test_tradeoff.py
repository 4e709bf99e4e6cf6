"""Trade-offs: the front of two goals."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

import seatplan
from seatplan import CancelToken, Front, Goal, Plan, Program, Status, TradeoffPoint, check
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fewest_members import FewestMembers
from seatplan.goals.fill_seats import FillSeats
from seatplan.report.tradeoff import in_a_sentence
from seatplan.testing import days, plans, programs
from seatplan.testing.enumeration import plans_of
from tests.build import flight, member, program
from tests.properties.effort import examples
from tests.properties.test_give import GIVES
from tests.properties.ways import WAYS, Way

MOST_PLANS = 300


def rotations() -> Program:
    """A program with five flights and four people, who can fly often or in turns."""
    return program(
        [flight(f"F{number}", 1 + 20 * number, 15 + 20 * number) for number in range(5)],
        [member(name) for name in ("ann", "bob", "cem", "dag")],
        goals=[FillSeats(), FewestMembers(), EvenTurns()],
    )


def front_by_enumeration(
    one: Program, first: str, second: str, plan: Plan | None, as_of: object
) -> list[tuple[int, int]]:
    """The front by enumeration of all plans."""
    goals = {goal.name: goal for goal in one.named_goals}
    names = list(goals)
    found = []
    for number, candidate in enumerate(plans_of(one, as_of=as_of, reference=plan)):  # type: ignore[arg-type]
        assume(number < MOST_PLANS)
        report = check(one, candidate, as_of=as_of, reference=plan)  # type: ignore[arg-type]
        if report.ok:
            found.append(dict(report.values))

    def score(name: str, value: int) -> int:
        return value if goals[name].sense == "max" else -value

    for name in names[: min(names.index(first), names.index(second))]:
        if found:
            best = max((one[name] for one in found), key=lambda value: score(name, value))
            worst = score(name, goals[name].worst(best))
            found = [one for one in found if score(name, one[name]) >= worst]
    pairs = {(score(first, one[first]), score(second, one[second])) for one in found}
    kept = [
        (a, b)
        for a, b in pairs
        if not any(c >= a and d >= b and (c, d) != (a, b) for c, d in pairs)
    ]
    return [(score(first, a), score(second, b)) for a, b in sorted(kept, reverse=True)]


@st.composite
def questions(draw: st.DrawFn) -> tuple[Program, str, str]:
    """A program whose goals give, and two of them."""
    drawn = draw(programs(min_goals=2, max_goals=3, max_rules=2))
    drawn = evolve(drawn, goals=tuple(evolve(goal, give=draw(GIVES)) for goal in drawn.goals))
    first, second = draw(st.permutations([goal.name for goal in drawn.named_goals]))[:2]
    return drawn, first, second


@given(questions(), st.data(), st.sampled_from(WAYS))
@examples(25)
def test_the_front(question: tuple[Program, str, str], data: st.DataObject, way: Way) -> None:
    """The front equals that by enumeration; each point is proved and has a plan with its values."""
    one, first, second = question
    plan = data.draw(st.none() | plans(one))
    as_of = data.draw(st.none() | days(-1, 45)) if plan is not None else None
    front = front_by_enumeration(one, first, second, plan, as_of)
    with way.taken():
        found = seatplan.tradeoff(one, first, second, plan, as_of=as_of).collect()
    assert [(point.first, point.second) for point in found] == front
    assert found.status is (Status.OPTIMAL if front else Status.INFEASIBLE)
    assert found.complete
    for point in found:
        assert point.proved
        report = check(one, point.plan, as_of=as_of, reference=plan)
        assert report.ok
        assert (report.values[first], report.values[second]) == (point.first, point.second)


def test_point_after_point() -> None:
    """An iterator; no more points than are requested; the same again; turned around, from the
    other end.
    """
    points = seatplan.tradeoff(rotations(), "fewest-members", "even-turns")
    assert next(points).first == 1
    assert len(points.so_far) == 1
    assert not points.so_far.complete
    found = points.collect()
    assert [(one.first, one.second) for one in found] == [(1, 25), (2, 13), (3, 9), (4, 7)]
    assert found == seatplan.tradeoff(rotations(), "fewest-members", "even-turns").collect()
    some = seatplan.tradeoff(rotations(), "fewest-members", "even-turns", most=2).collect()
    assert some.points == found.points[:2]
    assert (some.status, some.complete) == (Status.OPTIMAL, False)
    turned = seatplan.tradeoff(rotations(), "even-turns", "fewest-members").collect()
    assert [(one.second, one.first) for one in turned] == [(4, 7), (3, 9), (2, 13), (1, 25)]
    assert list(points) == []


class Late(CancelToken):
    """A token that cancels itself after a number of checks."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times

    @property
    def cancelled(self) -> bool:
        self.times -= 1
        return self.times < 0


@pytest.mark.parametrize("times", [0, 5, 20, 40, 80, 160])
def test_stopped(times: int) -> None:
    """If stopped at any moment, proved points are on the front, and others are marked unproved."""
    whole = seatplan.tradeoff(rotations(), "fewest-members", "even-turns").collect()
    token = Late(times)
    found = seatplan.tradeoff(rotations(), "fewest-members", "even-turns", cancel=token).collect()
    pairs = [(one.first, one.second) for one in found if one.proved]
    assert pairs == [(one.first, one.second) for one in whole][: len(pairs)]
    assert found.complete == (found.points == whole.points)
    if not found.complete:
        assert found.status in (Status.FEASIBLE, Status.UNKNOWN)
    for point in found:
        values = check(rotations(), point.plan).values
        assert (values["fewest-members"], values["even-turns"]) == (point.first, point.second)


def test_in_no_time() -> None:
    """Without time, there is no point, or that of the given plan."""
    one = rotations()
    none = seatplan.tradeoff(one, "fewest-members", "even-turns", time_limit=0).collect()
    assert (none.status, none.points, none.complete) == (Status.UNKNOWN, (), False)
    given_plan = seatplan.solve(one).plan
    some = seatplan.tradeoff(one, "fewest-members", "even-turns", given_plan, time_limit=0)
    assert [(point.first, point.proved) for point in some] == [(1, False)]


def test_when_the_time_is_up_on_the_way() -> None:
    """What comes next is the end of the front, which is known, and is not claimed to be next."""
    front = seatplan.tradeoff(rotations(), "fewest-members", "even-turns")
    next(front)
    front._left = 0.0
    rest = list(front)
    assert [(point.first, point.second, point.proved) for point in rest] == [(4, 7, False)]
    assert (front.so_far.status, front.so_far.complete) == (Status.FEASIBLE, False)


def test_the_end_does_not_take_the_time_of_the_first_point() -> None:
    """If the search for the end takes all the time, the first point is still proved."""

    def slow(front: Front, wanted: Goal, known: Plan | None = None, **keys: Any) -> Any:
        if known is not None and not keys:
            front._left = 0.0
        return search(front, wanted, known, **keys)

    search = Front._best_of
    front = seatplan.tradeoff(rotations(), "fewest-members", "even-turns")
    with patch.object(Front, "_best_of", slow):
        found = front.collect()
    assert (found[0].first, found[0].second, found[0].proved) == (1, 25, True)
    assert len(found) == 1
    assert (found.status, found.complete) == (Status.FEASIBLE, False)
    assert in_a_sentence(found) == "1 point, each proved; time ran out before the others."


def test_an_unproved_point_that_is_worse_than_another_is_no_point() -> None:
    """Where the end is as good in the first goal and better in the second, only the end is left."""

    def start(front: Front) -> TradeoffPoint:
        front._end = evolve(first, second=20)
        return first

    first = TradeoffPoint(2, 30, Plan(()), proved=False)
    with patch.object(Front, "_start", start):
        found = seatplan.tradeoff(rotations(), "fewest-members", "even-turns").collect()
    assert [(one.first, one.second, one.proved) for one in found] == [(2, 20, False)]
    assert in_a_sentence(found).startswith("1 point, not proved: time ran out, and a plan may be")


def test_neighbors_take_one_search_each() -> None:
    """One search finds a point that is one worse in the first goal; a wider gap takes more."""
    for turned, searches in ((False, 6), (True, 9)):
        names = ["fewest-members", "even-turns"][:: -1 if turned else 1]
        front = seatplan.tradeoff(rotations(), *names)
        with patch.object(Front, "_best_of", autospec=True, side_effect=Front._best_of) as search:
            assert len(front.collect()) == 4
        assert search.call_count == searches


def test_without_a_plan_there_is_no_point() -> None:
    """That is proved."""
    rule = seatplan.rules.Quota(members=("ann", "bob", "cem", "dag"), max=1)
    none = evolve(rotations(), rules=(rule,))
    found = seatplan.tradeoff(none, "fewest-members", "even-turns").collect()
    assert (found.status, found.points, found.complete) == (Status.INFEASIBLE, (), True)


def test_preferences_that_come_after_both_play_no_part() -> None:
    """Preferences after both goals have no influence, even if `keep-rules` is not listed."""
    one = rotations()
    rule = seatplan.rules.Quota(members=("dag",), min=5, weight=1)
    goals: tuple[Goal, ...] = (FewestMembers(), EvenTurns(), seatplan.goals.KeepRules())
    soft = evolve(one, rules=(rule,), goals=goals)
    pairs = [(1, 25), (2, 13), (3, 9), (4, 7)]
    found = seatplan.tradeoff(soft, "fewest-members", "even-turns").collect()
    assert [(point.first, point.second) for point in found] == pairs
    first = evolve(soft, goals=goals[:2])  # now the preferences are the first goal
    found = seatplan.tradeoff(first, "fewest-members", "even-turns").collect()
    assert [(point.first, point.second) for point in found] == [(1, 25)]


def test_what_is_no_question() -> None:
    """Unknown goals, the same goal twice, and a past without a plan are errors."""
    one = rotations()
    with pytest.raises(seatplan.ProgramError, match=r"(?s)'fill-seat'.*fill-seats.*'odd-turns'"):
        seatplan.tradeoff(one, "fill-seat", "odd-turns")
    with pytest.raises(seatplan.ArgumentError, match="is the first goal, too"):
        seatplan.tradeoff(one, "fill-seats", "fill-seats")
    with pytest.raises(seatplan.ArgumentError, match="most"):
        seatplan.tradeoff(one, "fill-seats", "even-turns", most=0)
    with pytest.raises(seatplan.PlanError, match="as_of needs a plan"):
        seatplan.tradeoff(one, "fill-seats", "even-turns", as_of="2030-02-01")
