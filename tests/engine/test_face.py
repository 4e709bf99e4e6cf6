"""The face of a relaxation: every plan that reaches a bound is in it, and no other."""

from __future__ import annotations

from hypothesis import given

from seatplan import Program
from seatplan.engine.face import face_of
from seatplan.engine.linear_program import linear_program_of
from seatplan.testing import programs
from tests.properties.effort import examples

from .partials import best, model_of, objective_of, relaxed_of, search_of, values_of


@given(programs(min_goals=1, max_goals=1, max_rules=2, max_flights=2, max_members=4))
@examples(25)
def test_a_face_has_a_plan_exactly_where_one_reaches_the_bound(program: Program) -> None:
    """For each bound near the best value: the model with that value has a plan if its face has."""
    model = model_of(program)
    objective = objective_of(model)
    search = search_of(program)
    linear = linear_program_of(model, objective)
    relaxed = relaxed_of(linear, search)
    answer = best(model, objective, search, {})
    if relaxed is None or not answer.found:
        return
    top = model.value(objective, values_of(model, answer))
    for bound in range(max(top - 2, 0), min(relaxed.bound, top + 2) + 1):
        exact = model.cp.clone()
        exact.clear_objective()
        exact.add(model.linear(objective) == bound)
        face = search.run(face_of(model, linear, relaxed, objective, bound))
        assert face.found == search.run(exact).found
        if face.found:
            assert model.value(objective, values_of(model, face)) == bound


@given(programs(min_goals=1, max_goals=1, max_rules=2, max_flights=2, max_members=4))
@examples(25)
def test_a_face_keeps_each_plan_that_reaches_the_bound(program: Program) -> None:
    """A plan of the best value, whichever the search without a face finds, is in the face."""
    model = model_of(program)
    objective = objective_of(model)
    search = search_of(program)
    linear = linear_program_of(model, objective)
    relaxed = relaxed_of(linear, search)
    answer = best(model, objective, search, {})
    if relaxed is None or not answer.found:
        return
    top = model.value(objective, values_of(model, answer))
    exact = model.cp.clone()
    exact.clear_objective()
    exact.add(model.linear(objective) == top)
    for _ in range(6):
        found = search.run(exact)
        if not found.found:
            return
        values = values_of(model, found)
        face = face_of(model, linear, relaxed, objective, top)
        for variable, value in zip(model.variables, values, strict=True):
            face.add(variable == value)
        assert search.run(face).found
        seats = [
            model.variables[seat.literal]
            for places in model.candidates.places.values()
            for seat in places
        ]
        # The next plan differs in a seat.
        exact.add_bool_or([~one if values[one.index] else one for one in seats])
