"""Why not: a conflict or a price."""

from __future__ import annotations

import pytest
from attrs import evolve

import seatplan
from seatplan import (
    Fix,
    Fixed,
    Plan,
    PlanError,
    Program,
    Spacecraft,
    Status,
    Window,
    check,
    what_if,
    why_not,
)
from seatplan.goals.fill_seats import FillSeats
from seatplan.goals.keep_dates import KeepDates
from seatplan.goals.keep_spacecraft import KeepSpacecraft
from seatplan.goals.least_change import LeastChange
from seatplan.goals.prefer import Prefer, Term
from tests.build import day, flight, member, plan, program, seat, tour


def two_pilots() -> Program:
    """A program with two flights and three people, of whom Jun is not a pilot."""
    return program(
        [flight("F1", 1, 11), flight("F2", 21, 31)],
        [member("ann", "NASA", "pilot"), member("bob", "NASA", "pilot"), member("jun", "JAXA")],
        seats=[seat(requires="pilot"), seat("guest", optional=True)],
        goals=[FillSeats(), Prefer(terms=(Term(members=("ann",), roles=("pilot",), value=3),))],
    )


def test_a_conflict() -> None:
    """The conflict includes the wish; the fixes do not give it up."""
    answer = why_not(two_pilots(), None, "F1", "pilot", "jun")
    assert answer.possible is False
    assert [one.id for one in answer.conflict] == [
        "fixed:F1:pilot:jun:up",
        "seat-requirements:F1:pilot",
    ]
    assert answer.explanation is not None
    (fix,) = answer.explanation.fixes
    assert [one.decision for one in fix] == ["waive pilot for the pilot of F1, or train jun for it"]
    assert (answer.proved, answer.result.status) == (True, Status.INFEASIBLE)
    assert answer.verdict == "It cannot be that jun goes up on F1 (2030-01-01) as pilot."
    assert seatplan.solve(answer.program, without=fix).plan is not None


def test_a_price() -> None:
    """The price has the value of each goal without and with the wish, and the moves."""
    best = seatplan.solve(two_pilots()).plan
    answer = why_not(two_pilots(), best, "F1", "pilot", "bob")
    assert answer.possible is True
    assert answer.explanation is None
    assert dict(answer.costs) == {"fill-seats": (4, 4), "prefer": (6, 3)}
    assert answer.verdict == (
        "It can be that bob goes up on F1 (2030-01-01) as pilot: "
        "the best plan with it has prefer worse by 3 points."
    )
    assert {change.flight for change in answer.changes} == {"F1"}
    assert answer.nearest is not None
    assert best is not None
    assert answer.nearest.result.plan is not None
    assert check(two_pilots(), answer.nearest.result.plan).ok
    assert (
        answer.nearest.changes
        == what_if(two_pilots(), best, Fix("F1", "pilot", "bob", "up")).changes
    )
    assert {change.member for change in answer.changes} >= {"ann", "bob"}
    assert answer.proved
    assert str(answer).startswith(answer.verdict)


def test_nothing_to_pay() -> None:
    """If an equally good plan has the wish, the price is 0, and the nearest such plan is shown."""
    without_goals = evolve(two_pilots(), goals=())
    given = plan(tour("ann", "F1"), tour("ann", "F2"))
    answer = why_not(without_goals, given, "F2", "pilot", "bob", "both")
    assert answer.verdict.endswith("it costs nothing in any goal.")
    assert answer.sentences == ("F2: bob flies as pilot instead of ann.",)


def test_it_is_so_already() -> None:
    """If the plan already has it, nothing changes."""
    best = seatplan.solve(two_pilots()).plan
    assert best is not None
    answer = why_not(two_pilots(), best, "F1", "pilot", "ann", "both")
    assert answer.already
    assert answer.verdict.startswith("Already so in the plan: ann goes up and comes down on F1")
    assert answer.verdict.endswith("as pilot; it costs nothing in any goal.")
    assert answer.changes == ()
    assert all(old == new for old, new in answer.costs.values())


def test_half_of_it_is_so() -> None:
    """If the plan has only one of two legs, the whole wish is answered."""
    given = plan(tour("ann", "F1", "F2"))
    assert not why_not(two_pilots(), given, "F1", "pilot", "ann", "both").already


def test_the_plan_has_what_cannot_be() -> None:
    """A plan that breaks a hard rule does not prove that the wish is possible."""
    given = plan(tour("jun", "F1"))
    answer = why_not(two_pilots(), given, "F1", "pilot", "jun")
    assert (answer.already, answer.possible) == (True, False)
    assert answer.verdict == (
        "The plan has it, but it cannot be that jun goes up on F1 (2030-01-01) as pilot."
    )


def test_a_name_is_as_good_as_an_id() -> None:
    """A name can replace the id if only one member has it; otherwise both ids are reported."""
    one = two_pilots()
    called = evolve(one, crew=tuple(evolve(each, name="Ann Lee") for each in one.crew[:1]))
    assert why_not(called, None, "F1", "pilot", "ann lee").entry.member == "ann"
    crew = tuple(evolve(each, name="Ann Lee") for each in one.crew)
    with pytest.raises(PlanError, match="They have the same name"):
        why_not(evolve(one, crew=crew), None, "F1", "pilot", "Ann Lee")


def test_it_is_wished_already() -> None:
    """A wish that is already in the program is not added again."""
    wish = Fixed("F1", "pilot", "bob", "up")
    wished = evolve(two_pilots(), fixed=(wish,))
    assert why_not(wished, None, "F1", "pilot", "bob").program == wished


def test_no_plan_in_any_case() -> None:
    """If the program has no plan anyway, the conflict is that of the program."""
    nobody = evolve(two_pilots(), crew=two_pilots().crew[2:], goals=())
    answer = why_not(nobody, None, "F1", "guest", "jun")
    assert answer.possible is False
    assert "fixed" not in {one.rule for one in answer.conflict}
    assert answer.verdict.startswith("There is no plan at all, whether or not jun goes up")


def test_its_own_goal_of_least_change() -> None:
    """A `least-change` of the program is used as it is."""
    minding = evolve(two_pilots(), goals=(LeastChange(), *two_pilots().goals))
    given = plan(tour("ann", "F1"), tour("ann", "F2"))
    answer = why_not(minding, given, "F1", "pilot", "bob")
    assert answer.costs["least-change"] == (0, 4)


def test_goals_that_compare_plans() -> None:
    """Without a given plan, values with and without the wish are compared with the same plan."""
    window = Window(day(1), day(3))
    late = evolve(flight("F1", 1, 11), launch_window=window)
    one = evolve(
        program([late], ["ann", "bob"], goals=[KeepSpacecraft(), KeepDates(), LeastChange()]),
        spacecraft=[Spacecraft("Hope", "ship", ready=day(2))],
    )
    answers = [why_not(one, None, "F1", "pilot", name) for name in ("ann", "bob")]
    for answer in answers:
        assert {name: answer.costs[name] for name in ("keep-spacecraft", "keep-dates")} == {
            "keep-spacecraft": (0, 0),
            "keep-dates": (0, 0),
        }
    assert sorted(answer.costs["least-change"] for answer in answers) == [(0, 0), (0, 4)]


def test_the_past() -> None:
    """A question about a past leg is an error unless the plan has it."""
    given = plan(tour("ann", "F1"), tour("ann", "F2"))
    with pytest.raises(PlanError, match=r"the way up on F1 .* is past"):
        why_not(two_pilots(), given, "F1", "pilot", "bob", as_of=day(15))
    with pytest.raises(PlanError, match=r"F1 has launched .* its backups are as in the plan"):
        why_not(two_pilots(), given, "F1", "pilot", "bob", "backup", as_of=day(15))
    with pytest.raises(PlanError, match="as_of needs a plan"):
        why_not(two_pilots(), None, "F2", "pilot", "bob", as_of=day(15))
    answer = why_not(two_pilots(), given, "F1", "pilot", "ann", as_of=day(15))
    assert answer.possible
    later = why_not(two_pilots(), given, "F2", "pilot", "bob", as_of=day(15))
    assert {change.flight for change in later.changes} == {"F2"}


@pytest.mark.parametrize(
    "names", [("F9", "pilot", "ann"), ("F1", "cook", "ann"), ("F1", "pilot", "anna")]
)
def test_unknown_names(names: tuple[str, str, str]) -> None:
    """Unknown names are errors with a suggestion."""
    with pytest.raises(PlanError, match="unknown") as caught:
        why_not(two_pilots(), Plan(), *names)
    assert caught.value.source == " ".join(names)
    assert "in the line" not in str(caught.value)


def test_no_time() -> None:
    """Without time, nothing is claimed."""
    answer = why_not(two_pilots(), None, "F1", "pilot", "jun", time_limit=0.0)
    if answer.possible is None:  # a model this small may be through before the clock is read
        assert "not known" in answer.verdict
        assert not answer.proved


def test_the_plan_keeps_the_wish() -> None:
    """The plan that comes with a price passes the check of the program with the wish."""
    answer = why_not(two_pilots(), None, "F2", "guest", "jun", "both")
    assert answer.result.plan is not None
    assert check(answer.program, answer.result.plan).ok
    assert {(x.flight, x.role) for x in answer.result.plan.assignments if x.member == "jun"} >= {
        ("F2", "guest")
    }
