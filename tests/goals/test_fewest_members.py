"""Fewest members: the picked seats go to as few people as possible."""

from __future__ import annotations

from seatplan import solve
from seatplan.goals.fewest_members import FewestMembers
from seatplan.program_index import ProgramIndex
from seatplan.structure import ONE_PLACE
from tests.build import flight, flying, member, plan, program, seat, solved, tour, up, value

FLIGHTS = [flight("F1", 1, 11), flight("F2", 12, 21)]


def test_people_not_seats() -> None:
    """A member who flies twice counts once."""
    one = program(FLIGHTS, ["ann", "bob"], goals=[FewestMembers()])
    assert value(one, plan(tour("ann", "F1"), tour("bob", "F2"))) == 2
    assert solved(one) == [1]


def test_at_once_it_takes_two() -> None:
    """Overlapping flights need two people."""
    flights = [FLIGHTS[0], flight("F2", 10, 21)]
    assert solved(program(flights, ["ann", "bob"], goals=[FewestMembers()])) == [2]


def test_only_the_picked_seats() -> None:
    """People of another agency, or on other flights, do not count."""
    crew = [member("ann"), member("aki", "JAXA")]
    one = program(FLIGHTS, crew, goals=[FewestMembers(agencies=("NASA",))])
    assert flying(one) == {"F1": "aki", "F2": "aki"}
    later = program(FLIGHTS, crew[:1], goals=[FewestMembers(flights=("F2",))])
    assert solved(later) == [1]


def test_nobody() -> None:
    """If no one must fly, the best value is 0."""
    one = program(FLIGHTS, ["ann"], seats=[seat(optional=True)], goals=[FewestMembers()])
    assert solved(one) == [0]


def test_two_seats_for_one_in_the_records() -> None:
    """A member who has two seats of one flight in the records counts as one person."""
    seats = [seat("pilot"), seat("guest")]
    one = program(FLIGHTS, ["ann", "bob"], seats=seats, goals=[FewestMembers()])
    records = plan(tour("ann", "F1"), tour("ann", "F1", role="guest"))
    later = plan(records.assignments, tour("ann", "F2"), tour("bob", "F2", role="guest"))
    assert value(one, later) == 2
    assert solved(one, records, as_of=12) == [2]


def test_in_two_seats_at_once() -> None:
    """If `one-place` is given up, a member on two tours at once counts once."""
    one = program([FLIGHTS[0], flight("F2", 10, 21)], ["ann", "bob"], goals=[FewestMembers()])
    both = solve(
        one, without=[ONE_PLACE.requirement(ProgramIndex(one), member) for member in one.crew]
    )
    assert [goal.value for goal in both.goals] == [1]


def test_who_never_came_home_has_flown() -> None:
    """A member whose past tour never ends counts."""
    one = program(FLIGHTS, ["ann", "bob"], goals=[FewestMembers()])
    lost = plan(up("ann", "F1"))
    assert solved(one, lost, as_of=12) == [2]
    assert solved(one, lost, as_of=40) == [value(one, lost)] == [1]
