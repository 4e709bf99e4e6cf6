"""Both spellings of an accent are one id, wherever an id is given."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from attrs import evolve

import seatplan
from seatplan import Plan, Program, ProgramError, Withdraw
from seatplan.files import program_from_dict
from seatplan.files.crew_csv import read_crew_list
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


def test_two_keys_of_one_table() -> None:
    """They are one key given twice where no two ids differ so."""
    data = program([flight("F1", 1, 11)], []).to_dict()
    data["agencies"] = [*data["agencies"], {"id": APART}]
    data["rules"] = [{"rule": "share", "shares": {COMPOSED: 1, APART: 2, "NASA": 1}}]
    with pytest.raises(ProgramError, match="appears twice in one table"):
        program_from_dict(data, Program)


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_plans(tmp_path: Path, ending: str) -> None:
    """A plan of either spelling names the same people and flights."""
    path = tmp_path / f"plan.{ending}"
    one = program_of(COMPOSED)
    given = plan(tour(COMPOSED, COMPOSED))
    given.save(path)
    path.write_text(path.read_text(encoding="utf-8").replace(COMPOSED, APART), encoding="utf-8")
    assert Plan.load(path, one).assignments == given.assignments
    for read in (Plan.load(path), plan(tour(APART, APART))):
        assert seatplan.check(one, read).ok
        assert not seatplan.compare(one, given, read).lines
        assert read.tours(one) == given.tours(one)
        assert seatplan.what_if(one, read).changes == ()


def test_crew_edits_and_questions() -> None:
    """A crew list, an edit in Python, an edit on a line and a question find the member."""
    one = program_of(COMPOSED)
    read = read_crew_list(f"id,agency\n{APART},NASA\n", "crew.csv").crew
    assert evolve(one, crew=(*read, *one.crew[1:])).crew[0].id == COMPOSED
    edited = one.apply(Withdraw(APART))
    assert edited == one.apply(Withdraw(COMPOSED))
    assert edited == one.apply(edit_from_line(f'withdraw member="{APART}"'))
    answer = seatplan.why_not(one, plan(tour("bob", COMPOSED)), APART, "pilot", APART)
    assert answer.entry.member == COMPOSED


def twins(ending: str, tmp_path: Path) -> Program:
    """A program from a file in which two members and two flights differ in their spelling alone."""
    path = tmp_path / f"twins.{ending}"
    flights = [flight(COMPOSED, 1, 11), flight("other", 1, 11)]
    rules = [Quota(members=("second",), max=1)]
    program(flights, [member(COMPOSED), member("second")], rules=rules).save(path)
    text = path.read_text(encoding="utf-8").replace("second", APART).replace("other", APART)
    path.write_text(text, encoding="utf-8")
    return seatplan.load(path)


@pytest.mark.parametrize("ending", ["toml", "json"])
def test_ids_that_differ_in_nothing_else(tmp_path: Path, ending: str) -> None:
    """They are two ids wherever they go: in rules, plans, files, edits, questions and answers."""
    one = twins(ending, tmp_path)
    assert [who.id for who in one.crew] == [flown.id for flown in one.flights] == [COMPOSED, APART]
    assert isinstance(one.rules[0], Quota)
    assert one.rules[0].members == (APART,)
    assert [note.ids for note in one.notices if note.kind == "alike"] == [(COMPOSED, APART)] * 2
    assert one.member(APART).id == one.flight(APART).id == APART
    assert seatplan.Program.from_dict(one.to_dict()) == one

    found = seatplan.solve(one).plan
    assert found is not None
    for side in ("csv", "json"):
        path = tmp_path / f"plan.{side}"
        found.save(path)
        assert Plan.load(path).assignments == found.assignments
        assert Plan.load(path, one).assignments == found.assignments
    assert Plan.from_dict(found.to_dict()) == found

    late = seatplan.Slip(APART, days=20)
    first, second = one.apply(late).flights
    assert (second.launch - first.launch).days == 20
    mine = plan(tour(COMPOSED, COMPOSED), tour(APART, APART))
    answer = seatplan.why_not(one, mine, APART, "pilot", COMPOSED)
    assert (answer.entry.flight, answer.entry.member) == (APART, COMPOSED)
    assert seatplan.candidates(one, mine, APART, "pilot").flight == APART
    journal = tmp_path / "study.jsonl"
    (again,) = seatplan.sweep(one, mine, {"late": [late]}, journal=journal)
    (known,) = seatplan.sweep(one, mine, {"late": [late]}, journal=journal)
    assert again == known


def test_tables_of_ids_that_differ_in_nothing_else() -> None:
    """Two keys of one table are two where the ids are."""
    data = program([flight("F1", 1, 11)], []).to_dict()
    data["agencies"] = [*data["agencies"], {"id": COMPOSED}, {"id": APART}]
    data["rules"] = [{"rule": "share", "shares": {COMPOSED: 1, APART: 2, "NASA": 1}}]
    (share,) = program_from_dict(data, Program).to_dict()["rules"]
    assert {COMPOSED, APART} <= set(share["shares"])


def test_what_is_composed_is_left_alone() -> None:
    """Nothing is made anew that is in that form."""
    one = program_of(COMPOSED)
    assert normal(one) is one
    assert normal(one.crew) is one.crew
    assert normal(3) == 3
