"""Spacecraft: every flight of a listed vehicle has one, and none makes two flights at once."""

from __future__ import annotations

import pytest

from seatplan import Plan, Program, ProgramError, Status, check, explain, solve
from seatplan.structure import SPACECRAFT
from tests.build import day
from tests.ships import cargo, craft, harbor, made_by

FLIGHTS = [cargo("F", 1, 11), cargo("G", 5, 15)]
BOTH = harbor(FLIGHTS, spacecraft=[craft("S"), craft("T")])


def broken(one: Program, plan: Plan, as_of: int | None = None) -> list[str]:
    """The requirements of the law that a plan breaks."""
    report = check(one, plan, as_of=None if as_of is None else day(as_of))
    return [each.requirement for each in report.violations if each.rule == SPACECRAFT.id]


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        (made_by(F="S", G="T"), []),
        (made_by(F="S", G="S"), ["spacecraft:F:G"]),
        (made_by(F="S"), ["spacecraft:G"]),
        (Plan(), ["spacecraft:F", "spacecraft:G"]),
    ],
)
def test_what_a_plan_breaks(plan: Plan, found: list[str]) -> None:
    """One for each pair that overlaps, and one for each flight without a spacecraft."""
    assert broken(BOTH, plan) == found


def test_a_flight_keeps_the_one_that_it_names() -> None:
    """The other one takes what is left, and the plan names that one; no list requires nothing."""
    one = harbor([cargo("F", 1, 11, spacecraft="T"), FLIGHTS[1]], spacecraft=BOTH.spacecraft)
    found = solve(one).plan
    assert found is not None
    assert {each.flight: each.spacecraft for each in found.spacecraft} == {"G": "S"}
    assert broken(harbor(FLIGHTS), Plan()) == []


def test_what_has_launched_is_waived() -> None:
    """Where both flights have; and what the given plan does not name stays unnamed."""
    both = made_by(F="S", G="S")
    assert broken(BOTH, both, as_of=5) == ["spacecraft:F:G"]
    assert broken(BOTH, both, as_of=6) == []
    found = solve(BOTH, made_by(G="S"), as_of=day(3)).plan
    assert found is not None
    assert [each.flight for each in found.spacecraft] == ["G"]


def test_too_few_spacecraft_are_a_conflict_of_pairs() -> None:
    """Each pair can be given up."""
    one = harbor(FLIGHTS, spacecraft=[craft("S")])
    (pair,) = explain(one).conflict
    assert pair.message == (
        "F (to 2030-01-11) and G (from 2030-01-05) must have different spacecraft, since both are "
        "in space at the same time"
    )
    assert solve(one, without=[pair]).status is Status.OPTIMAL


def test_a_program_that_names_one_for_two_flights_contradicts_itself() -> None:
    """As it did before there were lists of spacecraft."""
    with pytest.raises(ProgramError, match="still on 'F'"):
        harbor([cargo("F", 1, 11, spacecraft="S"), cargo("G", 5, 15, spacecraft="S")])


def test_that_a_flight_has_one_is_never_given_up() -> None:
    """Whatever signs are in the ids of flights: a pair can be given up."""
    named = SPACECRAFT.named(cargo("F\\", 1, 5))
    assert SPACECRAFT.always_holds(named.id)
    for other in ("G", ":", "\\:", "any"):
        pair = SPACECRAFT.requirement(cargo("F\\", 1, 5), cargo(other, 2, 6))
        assert not SPACECRAFT.always_holds(pair.id)
