"""The model of a program: the facts of every plan that rules and goals ask it for."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import islice

from hypothesis import given
from ortools.sat.cp_model_pb2 import OPTIMAL
from ortools.sat.python.cp_model import CpSolver

from seatplan import Program, check
from seatplan.engine.model.building import build_model
from seatplan.engine.model.requirement_model import ActiveRequirements
from seatplan.modelling import ALWAYS, LinearExpr
from seatplan.program import LEGS
from seatplan.rules.ground_time import GroundTime
from seatplan.testing import bare_programs
from seatplan.testing.enumeration import plans_of
from seatplan.timeline import PlanIndex
from tests.build import flight, member, program, seat
from tests.properties.effort import examples

MOST = 40


@given(bare_programs(max_flights=3, max_members=2))
@examples(24)
def test_the_facts_hold_for_every_lawful_plan(one: Program) -> None:
    """No plan has fewer or more people on a flight, or more tours of a member, than it says."""
    model = build_model(one)
    for plan in islice(plans_of(one), MOST):
        if any(found.weight is None for found in check(one, plan).violations):
            continue
        reading = PlanIndex(one, plan)
        for ship in one.flights:
            low, high = model.seats_taken(ship)
            assert low <= len(reading.on(ship, "up")) <= high
            for leg in LEGS:
                assert model.carries(ship, leg) != ALWAYS or reading.on(ship, leg)
        for who in one.crew:
            mine = [way for way in reading.all_tours() if way.member.id == who.id]
            assert len(mine) <= model.most_tours(who)


def test_a_flight_carries_someone_where_a_seat_is_taken() -> None:
    """Each seat alone forces it, no one leaves it free, and a full ascent makes it certain."""
    seats = [seat(optional=True), seat("guest", optional=True)]
    model = build_model(program([flight("F1", 1, 9)], ["ann", "bob"], seats=seats))
    ship = model.lookup.flights["F1"]
    some = model.carries(ship, "up")
    assert model.carries(ship, "up") == some != ALWAYS
    places = [place.literal for place in model.seat_variables(ship, "up")]
    assert len(places) == 4
    for taken in (*places, None):
        cp = model.cp.clone()
        if taken is None:
            cp.add(model.linear(LinearExpr(places)) == 0)
        else:
            cp.add(model.variables[taken] == 1)
        cp.minimize(model.variables[some])
        solver = CpSolver()
        assert solver.solve(cp) == OPTIMAL
        assert solver.objective_value == (taken is not None)
    full = build_model(program([flight("F1", 1, 9)], ["ann"]))
    assert [full.carries(full.lookup.flights["F1"], leg) for leg in LEGS] == [ALWAYS, ALWAYS]


def test_days_of_rest_are_those_that_are_certain() -> None:
    """The rest of a hard rule limits the tours; a soft rule, or one given up, demands none."""
    flights = [flight("F1", 1, 9), flight("F2", 12, 20), flight("F3", 23, 31)]
    one = program(flights, ["ann"], rules=[GroundTime(days=5)])
    model = build_model(one)
    (ann,) = one.crew
    assert (model.rest_days(ann), model.most_tours(ann)) == (5, 2)
    soft = build_model(program(flights, ["ann"], rules=[GroundTime(days=5, weight=1)]))
    assumed = build_model(one, active=ActiveRequirements(assume=True))
    assert (soft.rest_days(ann), soft.most_tours(ann)) == (0, 3)
    assert assumed.rest_days(ann) == 0


def test_a_seat_that_must_be_taken_is_taken() -> None:
    """A sum over all candidates of a role has one value; not one over some of them."""
    crew = [member("ann"), member("bob"), member("cem"), member("ivan", "Roscosmos")]
    seats = (seat("pilot"), seat("guest", optional=True, count=2))
    one = program([flight("F1", 1, 11)], crew, seats=seats)
    model = build_model(one)
    taken = model.seat_variables(one.flights[0], "up")
    pilots = [place.literal for place in taken if place.role == "pilot"]
    guests = [place.literal for place in taken if place.role == "guest"]
    assert model.span(LinearExpr(pilots)) == (1, 1)
    assert model.span(LinearExpr(pilots, 3) + LinearExpr(guests)) == (3, 5)
    assert model.span(LinearExpr(pilots[:-1], -2, 5)) == (3, 5)
    given_up = build_model(one, active=ActiveRequirements(only=()))
    assert given_up.span(LinearExpr(pilots)) == (0, 1)


BUILT = """
import seatplan
from seatplan import Vehicle
from seatplan.engine.model.building import build_model
from seatplan.engine.model.objective_blocks import terms
from seatplan.goals.longest_waiting import LongestWaiting
from tests.build import flight, program, seat

ship = Vehicle("ship", "NASA", seats=(seat(),), training_days=2)
flights = [flight(f"F{at}", 6 * at, 6 * at + 10) for at in range(1, 7)]
program = program(flights, ["ann", "bob"], vehicles=[ship], goals=[LongestWaiting()])
program = program.apply(seatplan.OpenDates(days=9))
model = build_model(program)
terms(model, program.named_goals)
print(model.size, [(model.rows.row(at), model.rows.guard(at)) for at in range(len(model.rows))])
"""


def test_rows_do_not_depend_on_the_hash_seed() -> None:
    """Two processes that order sets differently write the same rows in the same order."""
    built = {
        subprocess.run(
            [sys.executable, "-c", BUILT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(built) == 1
