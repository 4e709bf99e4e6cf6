"""The reports of checks, their order, and the plans that are rejected."""

from __future__ import annotations

from seatplan import Violation, check
from seatplan.goals.fill_seats import FillSeats
from seatplan.goals.least_change import LeastChange
from seatplan.rules.aboard import Aboard
from seatplan.rules.apart import Apart
from seatplan.rules.quota import Quota
from tests.build import day, flight, plan, program, seat, tour, up

FLIGHTS = [flight("F1", 1, 11), flight("F2", 21, 31)]
SEATS = [seat("pilot"), seat("guest", optional=True)]
CREW = ["ann", "bob"]
TOGETHER = plan(tour("ann", "F1"), tour("bob", "F1", role="guest"))


def test_what_a_violation_says() -> None:
    """A violation has the requirement, what the plan does instead, the days, and the members."""
    rules = [Aboard(id="someone", min=1, weight=5), Apart(members=("ann", "bob"))]
    report = check(program(FLIGHTS, CREW, seats=SEATS, rules=rules), TOGETHER)
    assert report.violations == (
        Violation(
            rule="ascent-full",
            amount=1,
            hard=True,
            message="F2 going up on 2030-01-21 must have 1 pilot seat taken: 1 seat empty",
            flights=("F2",),
            requirement="ascent-full:F2:pilot",
        ),
        Violation(
            rule="apart",
            amount=1,
            hard=True,
            message="F1 going up on 2030-01-01 must take at most one of ann and bob: ann and bob",
            flights=("F1",),
            members=("ann", "bob"),
            requirement="apart:F1",
        ),
        Violation(
            rule="someone",
            amount=10,
            hard=False,
            message="ISS must have at least 1 person aboard from 2030-01-11 to 2030-01-20"
            " (no crew vehicle is docked): 0 people aboard",
            since=day(11),
            until=day(21),
            requirement="someone:ISS:2030-01-11",
            weight=5,
        ),
        Violation(
            rule="someone",
            amount=10,
            hard=False,
            message="ISS must have at least 1 person aboard from 2030-01-21 to 2030-01-30"
            " (F2 is docked, with 2 seats): 0 people aboard",
            since=day(21),
            until=day(31),
            requirement="someone:ISS:2030-01-21",
            weight=5,
        ),
    )  # fmt: skip


def test_who_is_meant() -> None:
    """If a finding has more precise members than its requirement, they are reported."""
    one = program(FLIGHTS[:1], CREW, seats=SEATS)
    (two_in_one_seat,) = check(one, plan(tour("ann", "F1"), up("bob", "F1"))).violations[:1]
    assert (two_in_one_seat.rule, two_in_one_seat.members) == ("places", ("ann", "bob"))


def test_ok_without_a_broken_hard_rule() -> None:
    """The cost of preferences is reported, and does not make a plan bad."""
    soft = program(FLIGHTS[:1], CREW, seats=SEATS, rules=[Quota(max=0, weight=3)])
    report = check(soft, plan(tour("ann", "F1")))
    assert report.ok
    assert [(one.rule, one.amount, one.hard) for one in report.violations] == [("quota", 1, False)]
    assert report.values == {"keep-rules": 3}
    assert not check(soft, plan()).ok


def test_only_the_hard_is_waived() -> None:
    """A hard rule is waived on the day after the last launch that matters, not on that day."""
    rules = [Quota(id="no", max=0), Quota(id="few", max=0, weight=2)]
    one = program(FLIGHTS[:1], CREW, seats=SEATS, rules=rules)
    flown = plan(tour("ann", "F1"))
    for as_of, names in ((None, ["no", "few"]), (day(1), ["no", "few"]), (day(2), ["few"])):
        assert [found.rule for found in check(one, flown, as_of=as_of).violations] == names


def test_what_the_plan_is_worth() -> None:
    """Each goal has a value by its id; `least-change` compares with the given plan."""
    goals = [FillSeats(id="seats"), LeastChange()]
    one = program(FLIGHTS, CREW, seats=SEATS, goals=goals)
    other = plan(tour("ann", "F1"))
    assert check(one, TOGETHER, reference=other).values == {"seats": 2, "least-change": 2}
    assert check(one, TOGETHER).values == {"seats": 2, "least-change": 0}
