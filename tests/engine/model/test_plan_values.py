"""What a plan decides, each with its member and its flights; a search starts at the last hint."""

from __future__ import annotations

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Program
from seatplan.engine.model.building import build_model
from seatplan.engine.model.plan_values import NO_MEMBER, decisions, hint_plan
from seatplan.modelling import ALWAYS, LinearExpr
from seatplan.testing import plans, programs, some_dates, windowed
from tests.build import flight
from tests.build import program as build_program
from tests.engine.partials import best, model_of, search_of, values_of
from tests.properties.effort import examples


@given(st.data())
@examples(24)
def test_the_last_hint_is_the_only_one(data: st.DataObject) -> None:
    """After several hints, only the last one is in the model."""
    one = data.draw(windowed(data.draw(programs(max_rules=1, max_goals=1))))
    first, last = (
        evolve(data.draw(plans(one)), dates=data.draw(some_dates(one))) for _ in range(2)
    )
    twice, once = build_model(one), build_model(one)
    hint_plan(twice, first)
    hint_plan(twice, last)
    hint_plan(once, last)
    assert not twice.cp.validate()
    assert str(twice.cp.proto.solution_hint) == str(once.cp.proto.solution_hint)


@given(programs(max_flights=4, max_rules=1).flatmap(windowed))
@examples(25)
def test_every_place_way_and_day_once(program: Program) -> None:
    """Every open seat, tour and day is one decision, in order of number."""
    model = model_of(program)
    made = decisions(model)
    order = list(model.lookup.flights)
    owners = {way.literal: way.member.id for way in model.tours}
    for (name, leg), places in model.candidates.places.items():
        for place in places:
            owners[place.literal] = place.member.id
            if leg == "up" and place.literal != ALWAYS:
                one = made[place.literal]
                assert (order[one.first], order[one.last]) == (name, name)
    owners.pop(ALWAYS, None)
    owners.update(dict.fromkeys(model.day_literals, NO_MEMBER))
    assert {literal: one.member for literal, one in made.items()} == owners
    assert list(made) == sorted(made)
    for way in model.tours:
        if way.literal != ALWAYS:
            one = made[way.literal]
            assert (order[one.first], order[one.last]) == (way.up.id, way.up.id)


@given(programs(max_flights=4, max_rules=0, max_goals=0))
@examples(25)
def test_a_seat_home_is_between_its_first_and_its_last(program: Program) -> None:
    """In a plan, the member in a seat home went up on one of its flights."""
    model = model_of(program)
    made = decisions(model)
    order = {flight: number for number, flight in enumerate(model.lookup.flights)}
    taken = LinearExpr([way.literal for way in model.tours if way.literal != ALWAYS])
    answer = best(model, taken, search_of(program), {})
    if not answer.found:
        return
    values = values_of(model, answer)
    for (name, leg), places in model.candidates.places.items():
        for place in places:
            if leg == "down" and values[place.literal] and place.literal != ALWAYS:
                one = made[place.literal]
                ups = [
                    order[way.up.id]
                    for way in model.tours_of(place.member.id)
                    if values[way.literal] and way.down.id == name
                ]
                assert ups
                assert all(one.first <= up <= one.last for up in ups)


def test_a_seat_home_for_two_flights() -> None:
    """A seat home arises with the first flight up that leads to it and is settled with the last."""
    flights = [
        flight("F1", 1, 30, descent="empty", return_options=("F3",)),
        flight("F2", 5, 30, descent="empty", return_options=("F3",)),
        flight("F3", 9, 30, ascent="empty"),
    ]
    model = model_of(build_program(flights, ["ann"]))
    made = decisions(model)
    (home,) = {place.literal for place in model.seat_variables(flights[2], "down")}
    assert (made[home].first, made[home].last) == (0, 1)
