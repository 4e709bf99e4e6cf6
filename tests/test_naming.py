"""Names of members where ids are meant."""

from __future__ import annotations

import pytest
from attrs import evolve

from seatplan import Fixed, PlanError, ProgramError, Withdraw, check
from seatplan.naming import ids_named, member_meant, nearest_member
from tests.build import flight, member, plan, program, tour

CREW = [
    evolve(member("ann"), name="Ann Lee"),
    evolve(member("bob"), name="Bob Ross"),
    evolve(member("bob-2"), name="Bob Ross"),
    evolve(member("Ann Lee 2"), name="ANN LEE"),
]
PROGRAM = program([flight("F1", 1, 11)], CREW)


def test_the_name_of_one() -> None:
    """An exact name is preferred; otherwise case and accents are ignored."""
    assert member_meant("Ann Lee", CREW) == "ann"
    assert member_meant("ANN LEE", CREW) == "Ann Lee 2"
    assert ids_named("ann lee", CREW) == ("ann", "Ann Lee 2")
    assert member_meant("ann lee", CREW) == "ann lee"
    assert member_meant("ann", CREW) == "ann"
    assert member_meant("ann lee", CREW[:3]) == "ann"
    ines = evolve(member("tapia"), name="Inés Tapia")
    for word in ("Ines Tapia", "INÉS TAPIA", "Ine\N{COMBINING ACUTE ACCENT}s Tapia"):
        assert member_meant(word, [*CREW, ines]) == "tapia"


def test_an_edit_takes_a_name() -> None:
    """An edit with the name of one member is that with the id; of two it names both ids."""
    assert PROGRAM.apply(Withdraw("Ann Lee")) == PROGRAM.apply(Withdraw("ann"))
    with pytest.raises(ProgramError) as caught:
        PROGRAM.apply(Withdraw("Bob Ross"))
    (found,) = caught.value.problems
    assert found.message == "unknown member 'Bob Ross'"
    assert found.hint == "'bob' or 'bob-2'? They have the same name."


def test_elsewhere_the_id_is_told() -> None:
    """Plans and programs accept only ids; the error shows the id of a name."""
    assert nearest_member("Ann Lee", CREW) == "'ann', the id?"
    with pytest.raises(PlanError) as in_plan:
        check(PROGRAM, plan(tour("Ann Lee", "F1")))
    assert {one.hint for one in in_plan.value.problems} == {"'ann', the id?"}
    with pytest.raises(ProgramError) as in_program:
        evolve(PROGRAM, fixed=(Fixed("F1", "pilot", "Ann Lee"),))
    assert [one.hint for one in in_program.value.problems] == ["'ann', the id?"]
