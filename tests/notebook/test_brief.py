"""The `repr` of programs, plans and answers."""

from __future__ import annotations

import pickle
from datetime import date

import pytest
from attrs import evolve

import seatplan
from seatplan import Explanation, Plan, Program, Report, Result, Status
from seatplan.choice import Alternatives
from seatplan.whatif.study import Study
from tests.small_programs import leaking, leaking_plan

from .answers import answers


def test_a_program() -> None:
    """The `repr` of a program has its name, its days and its numbers."""
    assert repr(leaking()) == (
        "<Program 'A leak': 3 flights from 2024-01-01 to 2024-12-01, crew of 4, 2 agencies, "
        "3 rules (1 soft), 3 goals>"
    )


def test_a_plan() -> None:
    """A plan lists its flights; a flight whose legs have the same people is one line."""
    assert repr(leaking_plan()).splitlines() == [
        "<Plan 'A leak': 8 assignments, 3 flights, 4 members>",
        "  D-1: pilot dana, specialist boris",
        "  S-1 up: commander anna, engineer carl",
        "  S-2 down: commander anna, engineer carl",
    ]


def test_a_result() -> None:
    """A result shows its status and goals, with the bound of each goal that is not proved."""
    goals = (seatplan.GoalValue("fill-seats", 4, 4), seatplan.GoalValue("even-turns", 9, 7))
    result = Result(Status.FEASIBLE, leaking_plan(), goals, 1.26)
    assert repr(result) == (
        "<Result FEASIBLE: fill-seats 4, even-turns 9 (bound 7); "
        "8 assignments, 3 flights, 4 members; 1.3 s>"
    )
    first, hint = repr(Result(Status.INFEASIBLE)).splitlines()
    assert first == "<Result INFEASIBLE: no plan; 0.0 s>"
    assert "seatplan.explain(program)" in hint


def test_a_report() -> None:
    """A report shows whether it is ok, its goal values, and its violations."""
    first, *rest = repr(answers()["Report"]).splitlines()
    assert first == (
        "<Report not ok, 3 hard violations, 1 soft violation; "
        "keep-rules 2, fill-seats 3, even-turns 5>"
    )
    assert any(line.strip().startswith("ascent-full: ") for line in rest)
    assert len(rest) == 4


def test_an_explanation() -> None:
    """An explanation shows whether there is a plan, and the requirements of its conflicts."""
    first, *rest = repr(answers()["Explanation"]).splitlines()
    assert first == "<Explanation no plan; 1 conflict; 2 fixes>"
    assert rest == [
        "  - Anna Petrova must go up on S-1 (2024-01-01) as commander (1 seat)",
        "  - Boris Ivanov must go up on S-1 (2024-01-01) as commander (1 seat)",
    ]
    assert repr(Explanation()) == "<Explanation not known; time ran out>"


def test_an_explanation_shows_the_count_and_who_is_stranded() -> None:
    """Sentences on counted seats and on people without a way home come before requirements."""
    known = answers()["Explanation"]
    assert isinstance(known, Explanation)
    groups = (seatplan.Stranded(("anna",), ("S-1",), "anna cannot come home"),)
    one = evolve(known, counted=("3 seats must be taken, and at most 2 may be",), stranded=groups)
    lines = repr(one).splitlines()
    assert lines[1:3] == [
        "  3 seats must be taken, and at most 2 may be",
        "  anna cannot come home",
    ]
    assert lines[3:] == repr(known).splitlines()[1:]
    assert "<p>anna cannot come home</p>" in one._repr_html_()


def test_an_outcome() -> None:
    """An outcome shows the number of changes and its sentences."""
    outcome = answers()["Outcome"]
    first, *rest = repr(outcome).splitlines()
    assert first.startswith("<Outcome ")
    assert "change" in first
    assert [line.strip() for line in rest] == [*outcome.sentences]


def test_stress_study_and_why_not() -> None:
    """Each of these begins with its main facts."""
    found = answers()
    assert repr(found["Stress"]).startswith("<Stress as of 2024-06-01: ")
    assert "change nothing" in repr(found["Stress"])
    assert repr(found["Study"]).startswith("<Study 'A leak': 3 flights")
    assert "as of 2024-01-01" in repr(Study(leaking(), Plan(), date(2024, 1, 1)))
    assert repr(found["WhyNot"]).startswith("<WhyNot It can")


def test_alternatives() -> None:
    """Alternatives show their number, and whether there are no others."""
    assert repr(Alternatives((leaking_plan(),), True)) == "<Alternatives 1 plan, no more>"
    assert repr(Alternatives((), False)) == "<Alternatives 0 plans, perhaps more>"


def test_hardly_anything() -> None:
    """Empty values have a `repr` as well."""
    assert repr(Program()) == "<Program 0 flights, crew of 0, 0 agencies, 0 rules, 0 goals>"
    assert repr(Plan()) == "<Plan 0 assignments>"
    assert repr(Report()) == "<Report ok>"


@pytest.mark.parametrize("name", answers())
def test_short_and_harmless(name: str) -> None:
    """A `repr` is a few lines without control characters, and begins with the class."""
    text = repr(answers()[name])
    assert text.startswith(f"<{name}")
    assert len(text.splitlines()) <= 8
    assert all(sign == "\n" or sign.isprintable() for sign in text)


def test_poisoned_names() -> None:
    """A name cannot color the terminal or add lines."""
    evil = "a\x1b[31m\u202e\nb"
    for one in (Plan((), evil), Report((seatplan.Violation("r", 1, True, evil),))):
        text = repr(one)
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert text.count("\n") == len(text.splitlines()) - 1 <= 1


def test_a_large_plan_is_capped() -> None:
    """The `repr` of a plan of 27 years is a few lines, and ends with the number left out."""
    lines = repr(seatplan.catalog.flown("iss")).splitlines()
    assert len(lines) == 8
    assert lines[-1].startswith("  … and ")


def test_a_repr_does_not_change_the_value() -> None:
    """Programs and plans with this `repr` are still comparable, hashable and picklable."""
    program, plan = leaking(), leaking_plan()
    assert program == leaking()
    assert hash(plan) == hash(leaking_plan())
    assert pickle.loads(pickle.dumps(program)) == program


def test_the_key_of_a_study_sees_everything() -> None:
    """Studies of two programs with equal `repr` have different keys."""
    program = leaking()
    renamed = evolve(
        program, crew=(evolve(program.crew[0], name="Anna Petrowa"), *program.crew[1:])
    )
    assert repr(program) == repr(renamed)
    assert Study(program, Plan()).key != Study(renamed, Plan()).key
    assert Study(program, Plan()).key == Study(leaking(), Plan()).key
    moved = Plan(leaking_plan().assignments[1:], "A leak")
    assert Study(program, leaking_plan()).key != Study(program, moved).key
