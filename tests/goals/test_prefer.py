"""Prefer: seats go where they are worth most."""

from __future__ import annotations

from seatplan.goals.prefer import Prefer
from seatplan.worth import Term
from tests.build import flight, flying, plan, program, seat, solved, tour, value

FLIGHTS = [flight("F1", 1, 11), flight("F2", 5, 15)]
SEATS = [seat("pilot"), seat("guest")]


def test_terms_add_up() -> None:
    """If several terms pick a seat, their values add up."""
    terms = (Term(members=("ann",), value=3), Term(roles=("guest",), value=-1), Term(value=10))
    one = program(FLIGHTS[:1], ["ann", "bob"], seats=SEATS, goals=[Prefer(terms=terms)])
    assert value(one, plan(tour("bob", "F1"), tour("ann", "F1", role="guest"))) == 3 - 1 + 20
    assert solved(one) == [22]


def test_who_and_where() -> None:
    """A value can depend on the member and the flight."""
    terms = (Term(members=("ann",), flights=("F2",), value=1),)
    one = program(FLIGHTS, ["ann", "bob"], goals=[Prefer(terms=terms)])
    assert flying(one) == {"F1": "bob", "F2": "ann"}


def test_in_which_role() -> None:
    """A value can depend on the role on the way up."""
    terms = (Term(members=("ann",), roles=("guest",), value=1),)
    one = program(FLIGHTS[:1], ["ann", "bob"], seats=SEATS, goals=[Prefer(terms=terms)])
    assert value(one, plan(tour("ann", "F1"), tour("bob", "F1", role="guest"))) == 0
    assert solved(one) == [1]


def test_a_seat_may_be_worth_less_than_nothing() -> None:
    """An optional seat of negative worth stays empty."""
    goals = [Prefer(terms=(Term(value=-1),))]
    one = program(FLIGHTS, ["ann"], seats=[seat(optional=True)], goals=goals)
    assert flying(one) == {}
