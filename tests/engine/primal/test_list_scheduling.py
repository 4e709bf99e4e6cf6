"""List scheduling: seat after seat in the order of launches, and none is taken back."""

from __future__ import annotations

from seatplan import Program
from seatplan.engine.primal.list_scheduling import ListScheduling
from seatplan.engine.solver.partial_solution import PartialSolution
from tests.build import flight, member, program, seat
from tests.engine.partials import model_of, search_of


def scheduled(one: Program) -> set[tuple[str, str]] | None:
    """Who flies when; None if no one is free for some seat."""
    partial = PartialSolution(model_of(one))
    if not ListScheduling().build(partial, search_of(one)):
        return None
    return {(line.flight, line.member) for line in partial.plan.assignments if line.leg == "up"}


def test_who_flies_flies_again() -> None:
    """Members who already fly are preferred, and among these the one who landed last."""
    flights = [flight("F1", 1, 5), flight("F2", 2, 9), flight("F3", 20, 25)]
    crew = [member("ann"), member("bob"), member("cem")]
    one = program(flights, crew, seats=[seat()])
    assert scheduled(one) == {("F1", "ann"), ("F2", "bob"), ("F3", "bob")}


def test_where_no_one_is_free_there_is_none() -> None:
    """With one person for two simultaneous flights, there is no such plan."""
    flights = [flight("F1", 1, 9), flight("F2", 2, 8)]
    one = program(flights, [member("ann")], seats=[seat()])
    assert scheduled(one) is None
