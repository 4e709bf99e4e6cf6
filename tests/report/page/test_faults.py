"""The days of violations, at which the page draws their marks."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given

from seatplan import Plan, Program, Rule, check
from seatplan.report.page.faults import broken
from seatplan.rules.aboard import Aboard
from seatplan.rules.career import Career
from seatplan.rules.exchange import Exchange
from seatplan.rules.integrated_crew import IntegratedCrew
from seatplan.rules.quota import Quota
from seatplan.rules.share import Share
from seatplan.testing import programs
from seatplan.timeline import PlanIndex
from tests.build import day, flight, member, plan, program, tour
from tests.properties.effort import examples

FLIGHTS = [flight("F1", 1, 11), flight("F2", 11, 21)]
BOTH = plan(tour("ann", "F1"), tour("ann", "F2"))


def days(rule: Rule, made: Plan = BOTH) -> list[tuple[date | None, date | None]]:
    one = program(FLIGHTS, [member("ann", "NASA"), "bob"], rules=[rule])
    groups = broken(PlanIndex(one, made), check(one, made))
    return [(fault.since, fault.until) for group in groups for fault in group.faults]


def test_launch_dates() -> None:
    """Violations of an exchange or a share are on launch dates and days of settling."""
    one, two = day(1), day(11)
    parties = ("NASA", "Roscosmos")
    exchange = Exchange(parties=parties, opening=1, tolerance=0, settled_by=(day(5),))
    assert days(exchange) == [(one, one), (two, two), (day(5), day(5))]
    share = Share(shares={"NASA": 1, "JAXA": 1}, tolerance=0)
    assert days(share) == [(one, one), (one, one), (two, two), (two, two)]


def test_stretches() -> None:
    """A quota covers the launches that count; the rule `aboard` covers the days of a stretch."""
    assert days(Quota(min=3)) == [(day(1), day(11) + timedelta(days=1))]
    assert days(Quota(min=3, per="flight")) == [(day(1), day(1)), (day(11), day(11))]
    assert days(Aboard(min=2)) == [(day(1), day(11)), (day(11), day(21))]


def test_legs() -> None:
    """A violation on the way down is marked at the landing."""
    rule = IntegratedCrew(of=("usos",), flights=("F1",))
    assert days(rule) == [(day(1), day(1)), (day(11), day(11))]


def test_members() -> None:
    """A violation of a career limit is marked at the launch of the last tour."""
    assert days(Career(max_flights=1)) == [(day(11), day(11))]


def test_of_nothing_that_flies() -> None:
    """A violation of a quota without flights has no day."""
    assert days(Quota(min=1, vehicles=("ship",), since=day(100)), Plan())[-1] == (None, None)


@given(programs())
@examples(60)
def test_all_violations(one: Program) -> None:
    """Every violation of an empty plan appears once, and amounts and costs add up."""
    report = check(one, Plan())
    groups = broken(PlanIndex(one, Plan()), report)
    found = [fault for group in groups for fault in group.faults]
    assert sorted(fault.anchor for fault in found) == sorted(
        f"broken-{place + 1}" for place in range(len(report.violations))
    )
    assert sum(group.amount for group in groups) == sum(one.amount for one in report.violations)
    weights = {rule.name: rule.weight or 0 for rule in one.named_rules}
    rules = [broke for broke in report.violations if broke.rule in weights and not broke.hard]
    wishes = sum(entry.weight or 0 for entry in one.fixed)  # an empty plan misses each of them
    assert sum(group.cost for group in groups) == wishes + sum(
        broke.amount * weights[broke.rule] for broke in rules
    )
