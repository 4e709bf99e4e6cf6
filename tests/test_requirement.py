"""Requirements: ids made of parts, and sentences that are unique."""

from __future__ import annotations

from datetime import date

import pytest

from seatplan import Program, Status, explain, solve
from seatplan.requirement import (
    Finding,
    Requirement,
    Subject,
    day_after,
    requirement_id,
    told_apart,
)
from tests.sentences import requirements_of


@pytest.mark.parametrize(
    ("parts", "made"),
    [
        (("fixed", "MS-27", "pilot", "ann", "up"), "fixed:MS-27:pilot:ann:up"),
        (("quota", "Soyuz MS"), "quota:Soyuz MS"),
        (("fixed", "a:b"), r"fixed:a\:b"),
        (("fixed", "a", "b"), "fixed:a:b"),
        (("fixed", "a\\", "b"), r"fixed:a\\:b"),
        (("forbidden", None), "forbidden:any"),
        (("forbidden", "any"), r"forbidden:\any"),
        (("forbidden", r"\any"), r"forbidden:\\any"),
        (("availability", "ann", "", ""), "availability:ann::"),
    ],
)
def test_ids(parts: tuple[str | None, ...], made: str) -> None:
    """Ordinary parts stay as they are; separators within a part are escaped."""
    assert requirement_id(*parts) == made


def test_told_apart() -> None:
    """Two requirements with the same sentence have their ids in it; repeated ones do not."""
    one, two, other = (
        Requirement("a", "r", "same", decision="give up a"),
        Requirement("b", "r", "same", decision="give up b"),
        Requirement("c", "r", "other", decision="give up a"),
    )
    assert [here.message for here in told_apart([one, two, one])] == [
        "same [a]",
        "same [b]",
        "same [a]",
    ]
    assert [here.decision for here in told_apart([one, other])] == [
        "give up a [a]",
        "give up a [c]",
    ]
    assert told_apart([one, one]) == (one, one)


def test_a_finding_is_about_what_its_requirement_is_about() -> None:
    """A finding has the subject and sentence of its requirement, unless it has its own."""
    here = Requirement("a", "r", "F1 must fly", subject=Subject(flight="F1"))
    assert Finding(here, 1, "it does not", None).message == "F1 must fly: it does not"
    assert Finding(here, 1, "", None).subject == Subject(flight="F1")
    down = Subject(flight="F1", leg="down")
    assert Finding(here, 1, "", None, subject=down).subject == down


def test_the_day_after() -> None:
    """The last possible day has no day after it."""
    assert day_after(date(2030, 1, 31)) == date(2030, 2, 1)
    assert day_after(date.max) == date.max


def test_ids_that_ran_into_each_other() -> None:
    """Role `C:x` on flight `F` and role `x` on flight `F:C` are two seats, and each fix helps."""
    program = Program.from_dict(
        {
            "agencies": [{"id": "A"}],
            "vehicles": [
                {"id": "V", "operator": "A", "seats": [{"role": "C:x", "requires": ["one"]}]},
                {"id": "W", "operator": "A", "seats": [{"role": "x", "requires": ["two"]}]},
            ],
            "flights": [
                {"id": "F", "vehicle": "V", "launch": "2030-01-01", "landing": "2030-02-01"},
                {"id": "F:C", "vehicle": "W", "launch": "2031-01-01", "landing": "2031-02-01"},
            ],
            "crew": [{"id": "a", "name": "Ann", "agency": "A"}],
        }
    )
    seats = [one for one in requirements_of(program) if one.rule == "seat-requirements"]
    assert {one.id for one in seats} == {
        r"seat-requirements:F:C\:x",
        r"seat-requirements:F\:C:x",
    }
    explanation = explain(program)
    assert len(explanation.conflicts) == 2
    for fix in explanation.fixes:
        assert len(fix) == 2
        assert solve(program, without=fix).status is Status.OPTIMAL


def test_what_is_no_longer_one() -> None:
    """Absences with different reasons are two requirements."""
    away = [{"since": "2030-01-01", "why": why} for why in ("school", "a wedding")]
    program = Program.from_dict(
        {
            "agencies": [{"id": "A"}],
            "vehicles": [{"id": "V", "operator": "A", "seats": [{"role": "any"}]}],
            "flights": [
                {"id": "F", "vehicle": "V", "launch": "2030-01-01", "landing": "2030-02-01"}
            ],
            "crew": [{"id": "a", "agency": "A", "unavailable": away}, {"id": "b", "agency": "A"}],
            "forbidden": [
                {"flight": "F", "member": "b", "leg": "up"},
                {"flight": "F", "member": "b", "leg": "up", "role": "any"},
            ],
        }
    )
    ids = {one.id for one in requirements_of(program)}
    assert {
        "availability:a:2030-01-01::school",
        "availability:a:2030-01-01::a wedding",
        "forbidden:F:any:b:up",
        r"forbidden:F:\any:b:up",
    } <= ids
