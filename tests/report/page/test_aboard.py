"""The people aboard, and the stretches on which losing one vehicle empties a segment."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import seatplan
from seatplan.report.page.aboard import Step, segments, steps
from seatplan.rules.aboard import Aboard
from seatplan.rules.integrated_crew import IntegratedCrew
from seatplan.testing import plans, programs
from seatplan.timeline import PlanIndex
from tests.build import flight, member, plan, program, tour
from tests.properties.effort import examples


@st.composite
def readings(draw: st.DrawFn) -> PlanIndex:
    drawn = draw(programs(rules=["aboard", "integrated-crew"], goals=(), min_rules=1))
    return PlanIndex(drawn, draw(plans(drawn)))


@given(readings())
@examples(60)
def test_stretches_are_thin_where_the_rule_is_broken(reading: PlanIndex) -> None:
    """With people aboard, a stretch is thin for a segment if and only if `aboard` is broken."""
    found = list(steps(reading))
    for place, segment in enumerate(segments(reading.program)):
        rule = Aboard(holding=segment, min=1, after_departure=True)
        broken = {
            (one.requirement.id.split(":")[1], one.since, one.until)
            for one in rule.violations(reading)
        }
        thin = {key(step) for step in found if is_thin(step, place)}
        assert thin == broken & {key(step) for step in found if step.aboard}


def key(step: Step) -> tuple[str, object, object]:
    return step.station, step.since, step.until


def is_thin(step: Step, place: int) -> bool:
    one = step.trained[place]
    return bool(step.aboard and (one.leaving or not one.count))


def test_counts() -> None:
    """Each stretch has its people, those trained, and the ships that would empty a segment."""
    crew = [member("ann", "NASA", "usos"), member("bob", "Roscosmos", "rs")]
    rules = [IntegratedCrew(of=("usos", "rs"), weight=1)]
    one = program([flight("F1", 1, 21), flight("F2", 11, 31)], crew, rules=rules)
    found = list(steps(PlanIndex(one, plan(tour("ann", "F1"), tour("bob", "F2")))))
    assert [step.aboard for step in found] == [1, 2, 1]
    trained = [[(of.count, of.leaving) for of in step.trained] for step in found]
    assert trained == [
        [(1, ()), (0, ())],
        [(1, ("F1",)), (1, ("F2",))],
        [(0, ()), (1, ())],
    ]
    assert [step.thin for step in found] == [True, True, True]


def test_segments() -> None:
    """The segments are the qualifications in rules, each once, in the order of the rules."""
    rules = [
        Aboard(holding="rs", min=1),
        IntegratedCrew(of=("usos", "rs")),
        Aboard(min=2),
    ]
    assert segments(program([flight("F1", 1, 2)], ["ann"], rules=rules)) == ("rs", "usos")


def test_history() -> None:
    """The thin stretches of the ISS are those on which the rules of its audit are broken."""
    shipped = seatplan.catalog.load("iss-audit")
    reading = PlanIndex(shipped, seatplan.catalog.flown("iss-audit"))
    violations = seatplan.check(shipped, reading.plan).violations
    for place, segment in enumerate(segments(shipped)):
        (rule,) = [
            one for one in shipped.rules if isinstance(one, Aboard) and one.holding == segment
        ]
        days = {(one.since, one.until) for one in violations if one.rule == rule.id}
        thin = {
            (step.since, step.until)
            for step in steps(reading)
            if is_thin(step, place) and rule.since is not None and step.since >= rule.since
        }
        assert thin == days
