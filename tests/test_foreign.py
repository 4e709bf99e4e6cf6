"""A plan of another program is one problem."""

from __future__ import annotations

from itertools import permutations

import pytest
from attrs import evolve

from seatplan import Plan, PlanError, catalog, check
from tests.build import flight, plan, program, tour

PROGRAM = program([flight("F-1", 1, 11), flight("F-2", 21, 31)], ["ann", "bob"])
SHIPPED = ("iss-crossflight", "iss-audit")


def problems(given: Plan) -> list[tuple[str, str]]:
    """The problems that the check reports for a plan of that program."""
    with pytest.raises(PlanError) as caught:
        check(PROGRAM, given)
    return [(one.message, one.hint) for one in caught.value.problems]


def test_nothing_is_known() -> None:
    """One line reports it, with the program that the plan names."""
    given = plan(*(tour(f"m{at}", f"X{at}") for at in range(9)))
    none = "none of its 9 flights and none of its 9 members is known"
    other = f"this plan is of another program: {none}"
    assert problems(given) == [(other, "use the program that it was made for.")]
    named = evolve(given, program="Station")
    assert problems(named) == [(other, "the program 'Station'? The plan names it.")]


def test_the_people_are_known() -> None:
    """Many unknown flights are another program; a few are typing errors."""
    many = plan(*(tour("ann", f"X{at}") for at in range(9)))
    (found,) = problems(many)
    assert found[0] == "this plan is of another program: none of its 9 flights is known"
    assert all(message.startswith("unknown ") for message, _ in problems(plan(tour("cem", "X1"))))
    few = plan(tour("ann", "X1"))
    assert all(message.startswith("unknown flight 'X1'") for message, _ in problems(few))


def test_spelled_otherwise() -> None:
    """Ids with another hyphen are reported one by one, with the right ones."""
    given = plan(tour("ann", "F 1"), tour("bob", "F_2"), tour("bob", "F_3"))
    assert {hint.split()[0] for _, hint in problems(given)} >= {"'F-1'?", "'F-2'?"}


def test_partly() -> None:
    """A plan with one flight of the program is a plan of that program."""
    given = plan(tour("ann", "F-1"), *(tour(f"m{at}", f"X{at}") for at in range(9)))
    assert len(problems(given)) > 9


def test_an_empty_plan_is_of_any_program() -> None:
    """An empty plan has nothing unknown."""
    assert not check(PROGRAM, Plan()).ok


def test_shipped_plans_are_of_their_programs() -> None:
    """A shipped plan has no problem in its program, and one in another program."""
    for one, two in permutations(SHIPPED, 2):
        theirs = catalog.load(two)
        if {x.id for x in theirs.flights} & {x.flight for x in catalog.flown(one).assignments}:
            continue
        with pytest.raises(PlanError) as caught:
            check(theirs, catalog.flown(one))
        assert len(caught.value.problems) == 1
