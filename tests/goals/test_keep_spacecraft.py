"""Keep spacecraft: flights keep the spacecraft of the given plan."""

from __future__ import annotations

from seatplan import check, solve
from seatplan.goals import KeepSpacecraft
from tests.ships import cargo, craft, harbor, made_by

FLIGHTS = [cargo("F", 1, 11), cargo("G", 5, 15), cargo("H", 20, 30)]
ONE = harbor(FLIGHTS, spacecraft=[craft("S"), craft("T")], goals=[KeepSpacecraft()])


def test_flights_that_differ_from_the_given_plan() -> None:
    """Flights whose spacecraft differs from the given plan count, even if that plan names none."""
    given = made_by(F="T", G="S", H="T")
    assert check(ONE, made_by(F="S", G="T", H="T"), reference=given).values == {
        "keep-spacecraft": 2
    }
    found = solve(ONE, given)
    assert [goal.value for goal in found.goals] == [0]
    assert [goal.value for goal in solve(ONE, made_by(F="S", G="S")).goals] == [2]


def test_without_a_plan_the_program_is_what_counts() -> None:
    """Without a given plan, the spacecraft of the program count."""
    named = [cargo("F", 1, 11, spacecraft="T"), *FLIGHTS[1:]]
    one = harbor(named, spacecraft=ONE.spacecraft, goals=[KeepSpacecraft()])
    assert [goal.value for goal in solve(one).goals] == [2]
    picked = harbor(named, spacecraft=ONE.spacecraft, goals=[KeepSpacecraft(flights=("F",))])
    assert [goal.value for goal in solve(picked).goals] == [0]
