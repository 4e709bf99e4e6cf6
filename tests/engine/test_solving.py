"""What a solve tells when it has to stop."""

from __future__ import annotations

import math

from seatplan import check
from seatplan.engine.demands import Demands
from seatplan.engine.lexicographic import stages
from seatplan.engine.model import SeatModel
from seatplan.engine.solving import Run
from seatplan.engine.translating import read_plan
from seatplan.goals.even_turns import EvenTurns
from tests.build import flight, member, program

from .drafting import search_of, values_of


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
    (stage,) = stages(model, one.named_goals)
    assert len(solution) < len(model.variables)
    run = Run(search, Demands(), 0.0, None)
    run._leave(model, stage, solution, math.inf)
    (reached,) = run.reached
    assert reached.value == check(one, read_plan(model, solution)).values["even-turns"]
    assert reached.bound <= reached.value
