"""Python values of the wrong type are a ProgramError with their place, as in a file."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import attrs
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from seatplan import (
    Agency,
    Assignment,
    CrewMember,
    Flight,
    Plan,
    PlanError,
    Program,
    ProgramError,
    Slip,
    Withdraw,
)
from seatplan.declared import LARGEST, countable
from seatplan.kinds import goal_kinds, rule_kinds
from seatplan.whatif.editing import edit_kinds
from tests.files.strategies import programs
from tests.properties.effort import examples

F1 = Flight("F1", "ship", date(2030, 1, 1), date(2030, 2, 1))


ANN = CrewMember("ann", "NASA")


def places_in(**changes: Any) -> list[tuple[str | int, ...]]:
    """Return the places of the problems in a program with the given lists."""
    with pytest.raises(ProgramError) as caught:
        Program(**changes)
    return [problem.place for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"flights": F1}, ("flights",)),
        ({"flights": ("F1",)}, ("flights", 0)),
        ({"flights": (evolve(F1, return_options="F1"),)}, ("flights", 0, "return_options")),
        ({"flights": (evolve(F1, launch="2030-13-01"),)}, ("flights", 0, "launch")),
        ({"flights": (evolve(F1, launch=datetime(2030, 1, 1, 12)),)}, ("flights", 0, "launch")),
        ({"flights": (evolve(F1, ascent="full"),)}, ("flights", 0, "ascent")),
        ({"flights": (evolve(F1, lifeboat=1),)}, ("flights", 0, "lifeboat")),
        ({"crew": (evolve(ANN, days_before=1.5),)}, ("crew", 0, "days_before")),
        ({"crew": (evolve(ANN, days_before=True),)}, ("crew", 0, "days_before")),
        ({"crew": (evolve(ANN, qualifications=(3,)),)}, ("crew", 0, "qualifications", 0)),
        ({"crew": (CrewMember(3, "NASA"),)}, ("crew", 0, "id")),
        ({"rules": ("quota",)}, ("rules", 0)),
        ({"goals": (Agency("NASA"),)}, ("goals", 0)),
        ({"rules": (rule_kinds()["quota"](max=2, agencies="NASA"),)}, ("rules", 0, "agencies")),
        ({"rules": (rule_kinds()["ground-time"](days="3"),)}, ("rules", 0, "days")),
        ({"name": None}, ("name",)),
        ({"format": "1"}, ("format",)),
    ],
)  # fmt: skip
def test_what_is_not_of_its_type(changes: dict[str, Any], place: tuple[str | int, ...]) -> None:
    """A value of the wrong type is named with its place, and causes no other error."""
    found = places_in(**changes)
    assert place in found
    assert {one[:2] for one in found} == {place[:2]} or len(place) == 1


def test_all_at_once() -> None:
    """All values of a wrong type are reported at once."""
    crew = (CrewMember(3, "NASA"), CrewMember("ann", None, flights_before="1"))
    assert places_in(agencies="NASA", crew=crew) == [
        ("agencies",),
        ("crew", 0, "id"),
        ("crew", 0, "name"),
        ("crew", 1, "agency"),
        ("crew", 1, "flights_before"),
    ]


@pytest.mark.parametrize(
    "value",
    [LARGEST + 1, -(10**5000), Fraction(1, LARGEST + 1)],
    ids=["more", "digits without end", "finer"],
)
def test_numbers_beyond_counting(value: Any) -> None:
    """A number that is too large or too fine is reported without being written out."""
    assert not countable(value)
    if isinstance(value, int):
        member = CrewMember("ann", "NASA", days_before=value)
        assert places_in(crew=(member,)) == [("crew", 0, "days_before")]


# fmt: off
WRONG = st.sampled_from([
    [], ["x"], {}, 3, -1, 2.5, "x", "", "\x00", None, True, (), ("x",), (3,), object(), b"x",
    date(2030, 1, 1), datetime(2030, 1, 1), Fraction(1, 3), 10**5000, Agency("NASA"),
])
# fmt: on


@examples(60)
@given(programs(), st.data())
def test_any_value_in_any_field(program: Program, data: st.DataObject) -> None:
    """With any value in any field, the program is made or a ProgramError shows why not."""
    name = data.draw(st.sampled_from(sorted(one.name for one in attrs.fields(Program))))
    value = getattr(program, name)
    if isinstance(value, tuple) and value and data.draw(st.booleans()):
        index = data.draw(st.integers(0, len(value) - 1))
        entry, wrong = value[index], data.draw(WRONG)
        field = data.draw(st.sampled_from([one.alias for one in attrs.fields(type(entry))]))
        try:
            entry = attrs.evolve(entry, **{str(field): wrong})
        except (TypeError, ValueError):
            return  # its own converter has refused it
        value = (*value[:index], entry, *value[index + 1 :])
    else:
        value = data.draw(WRONG)
    with suppress(ProgramError):
        attrs.evolve(program, **{name: value})


@pytest.mark.parametrize(
    ("edit", "field"),
    [
        (Slip("F1", days="3"), "days"),
        (Slip(["F1"], 3), "flight"),
        (Withdraw("ann", "now"), "since"),
    ],
)
def test_edits(edit: Any, field: str) -> None:
    """Edits with values of the wrong type are errors too."""
    program = Program(
        agencies=(Agency("NASA"),), crew=(CrewMember("ann", "NASA"),), flights=(), name="x"
    )
    with pytest.raises(ProgramError) as caught:
        program.apply(edit)
    assert [problem.place for problem in caught.value.problems] == [("edits", 0, field)]


@pytest.mark.parametrize("line", ["x", None, 3, ("F1", "up", "pilot", "ann")])
def test_plans(line: Any) -> None:
    """In a plan, a value that is no Assignment, or one without texts, is a PlanError."""
    good = Assignment("F1", "up", "pilot", "ann")
    with pytest.raises(PlanError) as caught:
        Plan((good, line))
    assert [problem.place for problem in caught.value.problems] == [("assignments", 1)]
    with pytest.raises(PlanError):
        Plan((good, Assignment("F1", "up", "pilot", 3)))


def test_every_class_is_looked_at() -> None:
    """The types of all classes can be determined."""
    from seatplan import declared

    for cls in (*rule_kinds().values(), *goal_kinds().values(), *edit_kinds().values(), Program):
        names = {name for name, _, _ in declared._fields_of(cls)}
        assert names >= {one.name for one in attrs.fields(cls)} - {"to_add"}, cls
