"""Looking up objects of a program by id."""

from __future__ import annotations

import pytest

from seatplan import Program, ProgramError
from tests.small_programs import leaking


@pytest.mark.parametrize(
    ("what", "things"),
    [("flight", "flights"), ("member", "crew"), ("vehicle", "vehicles"), ("agency", "agencies")],
)
def test_each_thing_is_found_by_its_id(what: str, things: str) -> None:
    """The same object is returned; an unknown id is an error with a suggestion."""
    program = leaking()
    find = getattr(program, what)
    for thing in getattr(program, things):
        assert find(thing.id) is thing
        with pytest.raises(ProgramError, match=f"unknown {what} .*\n    Maybe .*'{thing.id}'"):
            find(thing.id + thing.id[-1])
    with pytest.raises(ProgramError, match="is not an id"):
        find(getattr(program, things)[0])


def test_members_by_name() -> None:
    """A name is accepted if only one member has it."""
    assert leaking().member("Anna Petrova").id == "anna"


def test_rules_by_the_ids_that_answers_use() -> None:
    """Rules are found by their ids, including derived ones."""
    program = leaking()
    for rule in program.named_rules:
        assert program.rule(rule.name) == rule
    with pytest.raises(ProgramError, match="unknown rule 'exchnge'"):
        program.rule("exchnge")


def test_a_goal_among_rules_and_ids_of_a_list_that_is_missing() -> None:
    """The hint says where the goal belongs, or that there is nothing with an id yet."""
    with pytest.raises(ProgramError) as caught:
        Program.from_dict({"rules": [{"rule": "fill-seats"}], "goals": [{"goal": "quota"}]})
    hints = [problem.hint for problem in caught.value.problems]
    assert hints[0] == "put it into `goals`: fill-seats is a goal."
    assert hints[1] == "put it into `rules`: quota is a rule."
    with pytest.raises(ProgramError, match=r"unknown agency 'A'\s+Maybe add this agency: there is"):
        Program.from_dict({"crew": [{"id": "ann", "agency": "A"}]})
