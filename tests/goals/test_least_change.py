"""Least change: as near as possible to the plan that is given."""

from __future__ import annotations

from seatplan import Forbidden
from seatplan.engine.model.model import SeatModel
from seatplan.engine.model.objective_blocks import blocks
from seatplan.goals.least_change import LeastChange
from tests.build import flight, flying, plan, program, seat, solved, tour, value

FLIGHTS = [flight("F1", 1, 11), flight("F2", 5, 15)]
OLD = plan(tour("ann", "F1"), tour("bob", "F2"))


def test_lines_gone_and_lines_new() -> None:
    """Another member in a seat is two lines gone and two lines new."""
    one = program(FLIGHTS, ["ann", "bob", "cem"], goals=[LeastChange()])
    assert value(one, OLD, OLD) == 0
    assert value(one, plan(tour("cem", "F1"), tour("bob", "F2")), OLD) == 4
    assert solved(one, OLD) == [0]


def test_no_plan_given() -> None:
    """Without a plan to compare with nothing is a change."""
    one = program(FLIGHTS, ["ann", "bob"], goals=[LeastChange()])
    assert value(one, OLD) == 0
    assert solved(one) == [0]


def test_only_what_must_change() -> None:
    """Ann may not fly on F1: cem takes her seat, and bob keeps his."""
    no = Forbidden("F1", "ann")
    one = program(FLIGHTS, ["ann", "bob", "cem"], goals=[LeastChange()], forbidden=[no])
    assert solved(one, OLD) == [4]
    assert flying(one, OLD) == {"F1": "cem", "F2": "bob"}


def test_flights_that_are_new_cost_nothing() -> None:
    """A flight on which the old plan has no one can be filled as one likes."""
    one = program([*FLIGHTS, flight("F3", 20, 30)], ["ann", "bob"], goals=[LeastChange()])
    assert solved(one, OLD) == [0]


def test_flights_that_are_gone_cost_nothing() -> None:
    """The lines of a flight that the program no longer has are not compared."""
    one = program(FLIGHTS[:1], ["ann", "bob"], goals=[LeastChange()])
    assert solved(one, OLD) == [0]


def test_members_and_roles_that_are_gone() -> None:
    """Their lines count as removed, and those in their place as new."""
    one = program(FLIGHTS[:1], ["bob"], goals=[LeastChange()])
    assert solved(one, OLD) == [4]
    seats = [seat("guest")]
    other = program(FLIGHTS[:1], ["ann"], seats=seats, goals=[LeastChange()])
    assert solved(other, OLD) == [4]


def test_no_bound_below_nothing() -> None:
    """The model's block of goals knows that no plan has fewer changes than none."""
    one = program(FLIGHTS, ["ann", "bob", "cem"], goals=[LeastChange()])
    ((part,),) = (block.parts for block in blocks(SeatModel(one, plan=OLD), one.named_goals))
    assert part.low == 0
    assert part.high > 0
