"""Identical roles are merged for the model, and the plan has the original roles."""

from __future__ import annotations

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from seatplan import Forbidden, Program, Seat, check, solve
from seatplan.engine.model.roles import merged_roles
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fill_seats import FillSeats
from seatplan.testing import programs
from tests.build import flight, member, program
from tests.properties.effort import examples


def doubled(one: Program) -> Program:
    """A program in which each role that is not critical has a twin."""

    def twins(seats: tuple[Seat, ...]) -> tuple[Seat, ...]:
        more = [
            evolve(seat, role=f"{seat.role}-twin", count=1) for seat in seats if not seat.critical
        ]
        return (*seats, *more)

    return evolve(
        one,
        vehicles=tuple(evolve(each, seats=twins(each.seats)) for each in one.vehicles),
        flights=tuple(
            each if each.seats is None else evolve(each, seats=twins(each.seats))
            for each in one.flights
        ),
    )


def divers() -> Program:
    """Three flights of a vehicle with two identical roles and a different one."""
    one = program(
        [flight(f"F{number}", 1 + 30 * number, 20 + 30 * number) for number in range(3)],
        [member(name, flights_before=1) for name in "abcdefg"],
        goals=[FillSeats(), EvenTurns()],
    )
    seats = (
        Seat("lead", 1, critical=True),
        Seat("diver-1", 1),
        Seat("diver-2", 2),
        Seat("guest", 1, optional=True),
    )
    return evolve(one, vehicles=tuple(evolve(each, seats=seats) for each in one.vehicles))


def test_roles_that_are_alike_are_one() -> None:
    """Only the two identical roles are merged."""
    one = divers()
    roles = merged_roles(one)
    assert [(seat.role, seat.count) for seat in roles.program.vehicles[0].seats] == [
        ("lead", 1),
        ("diver-1", 3),
        ("guest", 1),
    ]
    plan = solve(one).plan
    assert plan is not None
    assert check(one, plan).ok
    assert {line.role for line in plan.assignments} >= {"diver-1", "diver-2"}


def test_a_role_that_is_named_stays() -> None:
    """Roles are not merged if an entry names one of them."""
    one = divers()
    entry = Forbidden("F0", "a", role="diver-2")
    roles = merged_roles(evolve(one, forbidden=(entry,)))
    assert not roles.groups


@given(programs(), st.data())
@examples(40)
def test_twins_change_nothing_but_names(one: Program, data: st.DataObject) -> None:
    """Merging does not change the best values, and plans survive a round trip."""
    both = doubled(one)
    roles = merged_roles(both)
    result = solve(both)
    unmerged = solve(both, result.plan) if result.plan is not None else solve(both)
    assert (result.status, result.goals) == (unmerged.status, unmerged.goals)
    if result.plan is not None:
        assert check(both, result.plan).ok
        again = roles.split(roles.merge(result.plan))
        assert check(both, again).values == check(both, result.plan).values
