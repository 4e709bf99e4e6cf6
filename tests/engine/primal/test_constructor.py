"""Constructors: whichever makes the plan, it satisfies all rows, or nothing is left of it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Program, check
from seatplan.engine.model.model import SeatModel
from seatplan.engine.primal.constructor import Constructor, construct
from seatplan.engine.primal.list_scheduling import ListScheduling
from seatplan.engine.primal.relax_and_fix import RelaxAndFix
from seatplan.engine.primal.rens import Rens
from seatplan.engine.solver.linear_program import linear_program_of
from seatplan.engine.solver.partial_solution import PartialSolution
from seatplan.engine.solver.search import Search
from seatplan.engine.solver.submodel import completed
from seatplan.modelling import LinearExpr
from seatplan.testing import programs
from tests.build import flight
from tests.build import program as build_program
from tests.engine.partials import model_of, objective_of, relaxed_of, search_of, unkept, worth_of
from tests.engine.strategies import tight_programs
from tests.properties.effort import examples

Maker = Callable[[SeatModel, LinearExpr, Search], Constructor | None]


def rounding(model: SeatModel, objective: LinearExpr, search: Search) -> Constructor | None:
    """RENS; None without a relaxation."""
    relaxed = relaxed_of(linear_program_of(model, objective), search)
    return None if relaxed is None else Rens(relaxed, worth_of(objective))


MAKERS: dict[str, Maker] = {
    "RENS": rounding,
    "relax-and-fix": lambda _, objective, __: RelaxAndFix(worth_of(objective)),
    "list scheduling": lambda *_: ListScheduling(),
}


@pytest.mark.parametrize("maker", MAKERS.values(), ids=MAKERS)
@given(program=st.one_of(programs(max_rules=3), tight_programs(max_flights=3)), late=st.booleans())
@examples(12)
def test_a_plan_or_nothing(maker: Maker, program: Program, late: bool) -> None:
    """The plan satisfies all rows and breaks at most what has none; without a plan, no decision is
    made and no value is known that was not known before."""
    model, search = model_of(program, patient=late), search_of(program)
    objective = objective_of(model)  # which has variables of its own
    partial = PartialSolution(model)
    constructor = maker(model, objective, search)
    if constructor is None or not model.rows.complete:
        return
    values, known = partial.state()
    if construct(partial, [constructor], search):
        solution = completed(partial, search)
        assert solution is not None
        assert not unkept(model.rows, solution)
        assert check(program, partial.plan).ok == (not partial.broken())
    else:
        assert not partial.chosen.any()
        assert np.array_equal(partial.known[: len(known)], known)
        assert np.array_equal(partial.values[known.nonzero()], values[known])


class Fake(Constructor):
    """Decides everything at 0, or something and gives up."""

    def __init__(self, finds: bool) -> None:
        self.finds = finds
        self.calls = 0

    def build(self, partial: PartialSolution, search: Search) -> bool:
        self.calls += 1
        assert not partial.chosen.any()
        partial.choose(partial.numbers if self.finds else partial.numbers[:1])
        return self.finds


def test_the_first_that_finds_one() -> None:
    """A constructor that gives up leaves nothing to the next; after a plan, none is called; without
    time, none is called at all."""
    one = build_program([flight("F1", 1, 11)], ["ann", "bob"])
    partial = PartialSolution(model_of(one))
    among = [Fake(finds) for finds in (False, True, True)]
    assert not construct(partial, among, search_of(one, seconds=-1))
    assert construct(partial, among, search_of(one))
    assert [each.calls for each in among] == [1, 1, 0]
    assert partial.chosen.any()
