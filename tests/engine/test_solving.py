"""What a solve tells when it has to stop."""

from __future__ import annotations

import math

from seatplan import check
from seatplan.engine.active_requirements import ActiveRequirements
from seatplan.engine.model import SeatModel
from seatplan.engine.objective_blocks import blocks
from seatplan.engine.plan_values import read_plan
from seatplan.engine.solving import Driver
from seatplan.goals.even_turns import EvenTurns
from tests.build import flight, member, program

from .partials import search_of, values_of


def test_goals_that_are_built_after_the_plan() -> None:
    """A plan has no values for variables that came later; its goals are told all the same."""
    one = program(
        [flight("F1", 1, 11), flight("F2", 21, 31)],
        [member("ann", flights_before=2), member("bob")],
        goals=[EvenTurns()],
    )
    search = search_of(one)
    model = SeatModel(one)
    solution = values_of(model, search.run(model.cp))
    (block,) = blocks(model, one.named_goals)
    assert len(solution) < len(model.variables)
    run = Driver(search, ActiveRequirements(), 0.0, None)
    run._leave(model, block, solution, math.inf)
    (reached,) = run.reached
    assert reached.value == check(one, read_plan(model, solution)).values["even-turns"]
    assert reached.bound <= reached.value
