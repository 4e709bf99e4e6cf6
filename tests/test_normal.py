"""Both spellings of an accent are one id, wherever an id is given."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from attrs import evolve

import seatplan
from seatplan import Plan, Program, ProgramError, Withdraw
from seatplan.files import program_from_dict
from seatplan.files.crew_csv import read_crew
from seatplan.normal import normal
from seatplan.rules.quota import Quota
from seatplan.whatif.one_line import edit_from_line
from tests.build import flight, member, plan, program, tour

WORD = "éva ğ ạ̈"
COMPOSED, APART = (unicodedata.normalize(form, WORD) for form in ("NFC", "NFD"))


def program_of(word: str) -> Program:
    """A program in which everything that can be is called by that name."""
    given = [Quota(members=(word,), max=1)]
    return program([flight(word, 1, 11)], [member(word), member("bob")], rules=given)


def test_a_program_in_python() -> None:
    """Whatever its parts are spelled like, equal programs are equal, names and reasons too."""
    assert COMPOSED != APART
    one = evolve(program_of(APART), name=APART)
    assert one == evolve(program_of(COMPOSED), name=COMPOSED)
    assert (one.crew[0].id, one.crew[0].name, one.rules[0].members) == (
        COMPOSED,
        COMPOSED,
        (COMPOSED,),
    )


@pytest.mark.parametrize("ending", ["toml", "json"])
def test_a_program_in_a_file(tmp_path: Path, ending: str) -> None:
    """A member is found by the other spelling in a rule and in a table with ids for keys."""
    path = tmp_path / f"program.{ending}"
    program_of(COMPOSED).save(path)
    text = path.read_text(encoding="utf-8")
    assert text.count(COMPOSED) >= 3
    path.write_text(text.replace(COMPOSED, APART, 1), encoding="utf-8")
    assert seatplan.load(path) == program_of(COMPOSED)


def test_doubled() -> None:
    """Two ids that look alike are one id given twice; so are two keys of one table."""
    with pytest.raises(ProgramError, match=r"crew\[1\].id: id .* is already used by crew\[0\]"):
        program([flight("F1", 1, 11)], [member(COMPOSED), member(APART)])
    data = program([flight("F1", 1, 11)], []).to_dict()
    data["agencies"] = [*data["agencies"], {"id": APART}]
    data["rules"] = [{"rule": "share", "shares": {COMPOSED: 1, APART: 2, "NASA": 1}}]
    with pytest.raises(ProgramError, match="appears twice in one table"):
        program_from_dict(data, Program)


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_plans(tmp_path: Path, ending: str) -> None:
    """A plan of either spelling is the same plan."""
    path = tmp_path / f"plan.{ending}"
    given = plan(tour(COMPOSED, COMPOSED))
    given.save(path)
    path.write_text(path.read_text(encoding="utf-8").replace(COMPOSED, APART), encoding="utf-8")
    assert Plan.load(path) == given == plan(tour(APART, APART))
    assert seatplan.check(program_of(COMPOSED), plan(tour(APART, APART))).ok


def test_crew_edits_and_questions() -> None:
    """A crew list, an edit in Python, an edit on a line and a question find the member."""
    one = program_of(COMPOSED)
    (read,) = read_crew(f"id,agency\n{APART},NASA\n", "crew.csv")
    assert read.id == COMPOSED
    edited = one.apply(Withdraw(APART))
    assert edited == one.apply(Withdraw(COMPOSED))
    assert edited == one.apply(edit_from_line(f'withdraw member="{APART}"'))
    answer = seatplan.why_not(one, plan(tour("bob", COMPOSED)), APART, "pilot", APART)
    assert answer.entry.member == COMPOSED


def test_what_is_composed_is_left_alone() -> None:
    """Nothing is made anew that is in that form."""
    one = program_of(COMPOSED)
    assert normal(one) is one
    assert normal(one.crew) is one.crew
    assert normal(3) == 3
