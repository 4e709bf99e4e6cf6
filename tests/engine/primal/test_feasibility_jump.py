"""Feasibility jump: any plan, which keeps what was put off as well."""

from __future__ import annotations

from seatplan import check
from seatplan.engine.primal.feasibility_jump import FeasibilityJump
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.rules.experience import Experience
from tests.build import flight, member, program, seat
from tests.engine.partials import model_of, search_of


def test_what_it_breaks_is_posted() -> None:
    """Of five people one has flown; the plan has this one on each flight, which no row demanded
    before the first run."""
    crew = [member("ann", flights_before=1), *(member(one) for one in ("bob", "cem", "dan", "eva"))]
    flights = [flight(f"F{one}", 20 * one, 20 * one + 10) for one in (1, 2, 3)]
    one = program(flights, crew, seats=[seat(count=2)], rules=[Experience(min=1)])
    model = model_of(one, patient=True)
    assert model.lazy_rows
    search = search_of(one)
    partial = PartialSolution(model)
    assert FeasibilityJump(1.0).build(partial, search)
    assert search.counts.runs > 1
    assert check(one, partial.plan).ok


def test_no_effort_no_plan() -> None:
    """Without a plan of the rows, it gives up."""
    one = program([flight("F1", 1, 11), flight("F2", 5, 15)], ["ann"])
    assert not FeasibilityJump(0.1).build(PartialSolution(model_of(one)), search_of(one))
