"""Least change: as near as possible to the plan that is given."""

from __future__ import annotations

from seatplan import Forbidden
from seatplan.engine.model.building import build_model
from seatplan.engine.model.objective_blocks import blocks
from seatplan.goals.least_change import LeastChange
from tests.build import flight, flying, plan, program, seat, solved, tour, value

FLIGHTS = [flight("F1", 1, 11), flight("F2", 5, 15)]
OLD = plan(tour("ann", "F1"), tour("bob", "F2"))


def test_lines_gone_and_lines_new() -> None:
    """Replacing a member removes two lines and adds two."""
    one = program(FLIGHTS, ["ann", "bob", "cem"], goals=[LeastChange()])
    assert value(one, OLD, OLD) == 0
    assert value(one, plan(tour("cem", "F1"), tour("bob", "F2")), OLD) == 4
    assert solved(one, OLD) == [0]


def test_no_plan_given() -> None:
    """Without a given plan, the value is 0."""
    one = program(FLIGHTS, ["ann", "bob"], goals=[LeastChange()])
    assert value(one, OLD) == 0
    assert solved(one) == [0]


def test_only_what_must_change() -> None:
    """If Ann may not fly on F1, only her seat changes."""
    no = Forbidden("F1", "ann")
    one = program(FLIGHTS, ["ann", "bob", "cem"], goals=[LeastChange()], forbidden=[no])
    assert solved(one, OLD) == [4]
    assert flying(one, OLD) == {"F1": "cem", "F2": "bob"}


def test_flights_that_are_new_cost_nothing() -> None:
    """A flight without lines in the given plan can be filled without any change."""
    one = program([*FLIGHTS, flight("F3", 20, 30)], ["ann", "bob"], goals=[LeastChange()])
    assert solved(one, OLD) == [0]


def test_flights_that_are_gone_cost_nothing() -> None:
    """Lines of a flight that the program no longer has do not count."""
    one = program(FLIGHTS[:1], ["ann", "bob"], goals=[LeastChange()])
    assert solved(one, OLD) == [0]


def test_members_and_roles_that_are_gone() -> None:
    """Lines of members and roles that are gone count as removed, and their replacements as new."""
    one = program(FLIGHTS[:1], ["bob"], goals=[LeastChange()])
    assert solved(one, OLD) == [4]
    seats = [seat("guest")]
    other = program(FLIGHTS[:1], ["ann"], seats=seats, goals=[LeastChange()])
    assert solved(other, OLD) == [4]


def test_no_bound_below_nothing() -> None:
    """In the model, the range of the goal starts at 0."""
    one = program(FLIGHTS, ["ann", "bob", "cem"], goals=[LeastChange()])
    ((part,),) = (block.parts for block in blocks(build_model(one, plan=OLD), one.named_goals))
    assert part.low == 0
    assert part.high > 0
