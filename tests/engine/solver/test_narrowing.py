"""A narrowed model has every plan as good as the known one, and is whole again afterwards."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from seatplan import Program
from seatplan.engine.solver.linear_program import linear_program_of
from seatplan.engine.solver.narrowing import narrowed
from seatplan.engine.solver.relaxation import settled
from seatplan.testing import programs
from tests.engine.partials import best, model_of, objective_of, relaxed_of, search_of, values_of
from tests.properties.effort import examples


@given(
    programs(min_goals=1, max_goals=2, max_rules=2, max_flights=2, max_members=4),
    st.integers(0, 3),
    st.booleans(),
)
@examples(40)
def test_the_best_of_it_is_the_best_of_all(program: Program, under: int, fixes: bool) -> None:
    """From any value up to the best on, the best plan is found; above it, there is none; and the
    model is as it was."""
    model = model_of(program)
    objective = objective_of(model)
    search = search_of(program)
    answer = best(model, objective, search, {})
    if not answer.found:
        return
    top = model.value(objective, values_of(model, answer))
    linear = linear_program_of(model, objective)
    relaxed = relaxed_of(linear, search)
    assert relaxed is not None
    model.cp.maximize(model.linear(objective))
    before = str(model.cp.proto)
    for least, found in ((top - under, True), (top + 1, False)):
        shared = settled(linear, relaxed.multipliers, least)
        if not fixes:
            shared = shared[0][:0], shared[1][:0]
        with narrowed(model, least, max(least, relaxed.bound), shared):
            again = search.run(model.cp)
        assert again.found == found
        if found:
            assert again.proved
            assert model.value(objective, values_of(model, again)) == top
        else:
            assert again.infeasible
        assert str(model.cp.proto) == before
