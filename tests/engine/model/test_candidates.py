"""Candidates: a literal for each seat and tour of each lawful plan, and the sums that tie them."""

from __future__ import annotations

from itertools import islice

from hypothesis import given

from seatplan import Program, check
from seatplan.engine.model.building import build_model
from seatplan.modelling import LinearExpr
from seatplan.testing import bare_programs
from seatplan.testing.enumeration import plans_of
from seatplan.timeline import PlanIndex
from tests.build import flight, member, program, seat
from tests.properties.effort import examples

MOST = 60


@given(bare_programs(max_flights=2, max_members=2))
@examples(24)
def test_what_is_in_a_lawful_plan_has_a_literal(one: Program) -> None:
    """Each seat and each tour of every plan without a hard violation can be chosen."""
    model = build_model(one)
    seats = {
        (place.flight.id, place.leg, place.role, place.member.id)
        for places in model.candidates.places.values()
        for place in places
    }
    tours = {(way.up.id, way.down.id, way.member.id) for way in model.tours}
    for plan in islice(plans_of(one), MOST):
        if any(found.weight is None for found in check(one, plan).violations):
            continue
        for line in plan.assignments:
            assert (line.flight, line.leg, line.role, line.member) in seats
        for way in PlanIndex(one, plan).all_tours():
            assert (way.up.id, way.down.id, way.member.id) in tours


def test_a_member_who_may_return_elsewhere_has_seats_for_each_end() -> None:
    """One literal for the stay, and for the other way a seat up and a tour, tied by a sum."""
    flights = [flight("F1", 1, 10, return_options=("F1", "F2")), flight("F2", 5, 20)]
    model = build_model(program(flights, [member("ann")], seats=[seat(optional=True)]))
    ways = {(way.up.id, way.down.id): way.literal for way in model.tours_of("ann")}
    ups, downs = (
        [one.literal for one in model.candidates.places["F1" if leg == "up" else "F2", leg]]
        for leg in ("up", "down")
    )
    assert set(ways) == {("F1", "F1"), ("F1", "F2"), ("F2", "F2")}
    (elsewhere,) = set(ups) - {ways["F1", "F1"]}
    (home,) = set(downs) - {ways["F2", "F2"]}
    rows = [model.rows.row(at) for at in range(len(model.rows))]
    for place in (elsewhere, home):
        tie = LinearExpr([place]) - LinearExpr([ways["F1", "F2"]])
        factors = dict(zip(tie.variables, tie.factors, strict=True))
        assert (factors, 0, 0) in rows


def test_only_those_among_whom_is_chosen_have_seats_up() -> None:
    """With `among`, no one else has a literal on the flight."""
    one = program([flight("F1", 1, 10), flight("F2", 11, 20)], ["ann", "bob"])
    model = build_model(one, among={"F1": frozenset({"bob"})})
    assert [(way.up.id, way.member.id) for way in model.tours] == [("F1", "bob")]
