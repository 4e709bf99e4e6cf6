"""The requirements of a program as rows: the cost of its soft rules."""

from __future__ import annotations

import os
import subprocess
import sys
from unittest.mock import patch

from attrs import evolve

from benchmarks.programs import WRITTEN
from seatplan.engine.model.model import SeatModel
from seatplan.engine.rows.active_requirements import ActiveRequirements
from seatplan.goals.keep_rules import KeepRules
from seatplan.modelling import LinearExpr
from seatplan.rules.ground_time import GroundTime
from tests.build import flight, member, program, seat


def test_costs_are_added_up_once() -> None:
    """The number of terms grows linearly with the soft requirements."""
    program = WRITTEN["salyut"]()
    soft = tuple(GroundTime(id=f"rest-{n}", days=2000 + n, weight=1) for n in range(10))
    program = evolve(program, rules=soft, goals=(KeepRules(),))
    added = 0
    total = LinearExpr.total

    def counted(sums: object) -> LinearExpr:
        nonlocal added
        made = total(sums)  # type: ignore[arg-type]
        added += len(made.variables)
        return made

    with patch.object(LinearExpr, "total", staticmethod(counted)):
        model = SeatModel(program)
        cost = model.penalty
    assert len(cost.variables) > 300
    assert added <= 2 * len(cost.variables) + 1000
    assert model.penalty is cost


def test_a_seat_that_must_be_taken_is_taken() -> None:
    """A sum over all candidates of a role has one value; not one over some of them."""
    crew = [member("ann"), member("bob"), member("cem"), member("ivan", "Roscosmos")]
    seats = (seat("pilot"), seat("guest", optional=True, count=2))
    one = program([flight("F1", 1, 11)], crew, seats=seats)
    model = SeatModel(one)
    taken = model.seat_variables(one.flights[0], "up")
    pilots = [place.literal for place in taken if place.role == "pilot"]
    guests = [place.literal for place in taken if place.role == "guest"]
    assert model.span(LinearExpr(pilots)) == (1, 1)
    assert model.span(LinearExpr(pilots, 3) + LinearExpr(guests)) == (3, 5)
    assert model.span(LinearExpr(pilots[:-1], -2, 5)) == (3, 5)
    given_up = SeatModel(one, active=ActiveRequirements(only=()))
    assert given_up.span(LinearExpr(pilots)) == (0, 1)


BUILT = """
import seatplan
from seatplan import Vehicle
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import terms
from seatplan.goals.longest_waiting import LongestWaiting
from tests.build import flight, program, seat

ship = Vehicle("ship", "NASA", seats=(seat(),), training_days=2)
flights = [flight(f"F{at}", 6 * at, 6 * at + 10) for at in range(1, 7)]
program = program(flights, ["ann", "bob"], vehicles=[ship], goals=[LongestWaiting()])
program = program.apply(seatplan.OpenDates(days=9))
model = SeatModel(program)
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
