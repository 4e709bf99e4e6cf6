"""All problems of a program are shown at once, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from seatplan.errors import Place, Problem, ProgramError
from seatplan.files import program_from_dict, program_to_dict
from seatplan.files.shapes import keys_of
from seatplan.kinds import Rule, goal_kinds, rule_kinds
from seatplan.program import (
    Agency,
    CrewMember,
    Fixed,
    Flight,
    Forbidden,
    Program,
    Qualification,
    Seat,
    Unavailable,
    Vehicle,
)

from .strategies import programs

BASE: dict[str, Any] = {
    "agencies": [{"id": "NASA"}, {"id": "ESA"}],
    "vehicles": [{"id": "Dragon", "operator": "NASA", "seats": [{"role": "commander"}]}],
    "flights": [
        {"id": "Crew-1", "vehicle": "Dragon", "launch": "2020-11-16", "landing": "2021-05-02"},
        {"id": "Crew-2", "vehicle": "Dragon", "launch": "2021-04-23", "landing": "2021-11-09"},
    ],
    "crew": [{"id": "hopkins", "agency": "NASA"}],
}


def problems(**changes: Any) -> tuple[Problem, ...]:
    """The problems of the base with other lists in it."""
    with pytest.raises(ProgramError) as caught:
        program_from_dict({**BASE, **changes}, Program)
    return caught.value.problems


def test_structure_and_references_together() -> None:
    """An unreadable value does not hide a reference to an unknown id."""
    found = problems(
        crew=[{"id": "hopkins", "agency": "NSA"}, {"id": 3, "agency": "ESA"}],
        goals=[{"goal": "no-such"}],
        name=4,
        forbidden=[{"flight": "Crew-3", "member": "noguchi"}],
    )
    assert [problem.place for problem in found] == [
        ("crew", 0, "agency"),
        ("crew", 1, "id"),
        ("goals", 0, "goal"),
        ("name",),
        ("forbidden", 0, "flight"),
    ]  # and not ("forbidden", 0, "member"): it may be the one whose id is not text


def test_the_order_is_that_of_the_data() -> None:
    """Problems are in the order of the data, not in that of the classes."""
    one = problems(name=4, fixed=3)
    assert [problem.place for problem in one] == [("name",), ("fixed",)]
    with pytest.raises(ProgramError) as caught:
        program_from_dict({"fixed": 3, "bogus": 1, "name": 4}, Program)
    assert [problem.place[0] for problem in caught.value.problems] == ["fixed", "bogus", "name"]


@pytest.mark.parametrize("data", [None, [], "x", 3, object()])
def test_a_program_is_a_table(data: Any) -> None:
    """Plain data of another kind are one problem."""
    with pytest.raises(ProgramError, match="is not a table"):
        program_from_dict(data, Program)


@pytest.mark.parametrize("name", [field.name for field in attrs.fields(Program)])
def test_a_list_that_is_none(name: str) -> None:
    """If a whole list cannot be read, references to its entries are not reported."""
    assert [problem.place for problem in problems(**{name: 3.5})] == [(name,)]


@pytest.mark.parametrize(
    "changes",
    [
        {"fixed": [{"flight": "Crew-1", "role": "pilot", "member": 3}] * 2},
        {"flights": [{**BASE["flights"][0], "statoin": "Gateway"}, BASE["flights"][1]]},
        {"flights": [3, 3, *BASE["flights"]]},
        {"agencies": [{"id": 3}, {"id": 3}]},
        {"crew": [{"id": "a", "agency": "NASA", "unavailable": [3, {}]}]},
        {"crew": [{"id": "a", "agency": "NASA", "last_landing": "2000-01-01", "flights": 3}]},
    ],
)
def test_nothing_that_leans_on_a_filler(changes: dict[str, Any]) -> None:
    """The filler for an unreadable value appears in no message and causes none."""
    for problem in problems(**changes):
        assert "'?'" not in str(problem)
        assert "twice" not in str(problem)
        assert "already" not in str(problem)
        assert "without" not in str(problem)


def test_a_rule_of_ones_own_says_what_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    """The problems of a user's rule are reported unless they depend on an unreadable value."""

    @attrs.frozen(kw_only=True, slots=False)
    class Pairs(Rule):
        kind = "pairs"
        one: int
        two: int
        three: int = 0

        def problems(self) -> Iterator[Problem]:
            if self.one > self.two:
                yield Problem("one beats two")
            if self.three > 2:
                yield Problem("three is many", ("three",))

    monkeypatch.setattr("seatplan.kinds.registry._rules", {"pairs": Pairs})
    rule = {"rule": "pairs", "one": 3, "two": 1, "three": 3}
    found = problems(rules=[rule])
    assert [problem.place for problem in found] == [("rules", 0), ("rules", 0, "three")]
    found = problems(rules=[{**rule, "three": "x"}])
    assert [problem.place for problem in found] == [("rules", 0), ("rules", 0, "three")]
    assert found[1].message == "'x' is not a whole number"
    assert len(problems(rules=[{**rule, "id": 3}])) == 3
    found = problems(rules=[{**rule, "two": "x"}])
    assert [problem.place for problem in found] == [("rules", 0, "two")]


# Any program, spoilt in some places

TABLES: dict[str, type] = {
    "": Program,
    "agencies": Agency,
    "vehicles": Vehicle,
    "flights": Flight,
    "crew": CrewMember,
    "fixed": Fixed,
    "forbidden": Forbidden,
    "qualifications": Qualification,
    "unavailable": Unavailable,
    "seats": Seat,
}


def walk(data: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Every place below the data with what is there."""
    if isinstance(data, (dict, list)):
        for step, inner in data.items() if isinstance(data, dict) else enumerate(data):
            yield (*place, step), inner
            yield from walk(inner, (*place, step))


def spoilt(data: Any, places: set[Place], place: Place = ()) -> Any:
    """The data with values that no field accepts at these places."""
    if place in places:
        return object()
    if isinstance(data, dict):
        return {name: spoilt(inner, places, (*place, name)) for name, inner in data.items()}
    if isinstance(data, list):
        return [spoilt(inner, places, (*place, at)) for at, inner in enumerate(data)]
    return data


def found_in(data: Any) -> list[Place]:
    """The places of the problems of the data."""
    with pytest.raises(ProgramError) as caught:
        program_from_dict(data, Program)
    return [problem.place for problem in caught.value.problems]


@settings(max_examples=30, deadline=None)
@given(programs(), st.data())
def test_each_spoilt_place_is_one_problem(program: Program, data: st.DataObject) -> None:
    """If values are spoiled, the problems have exactly those places."""
    plain = program_to_dict(program)
    everywhere = [place for place, _ in walk(plain)]
    chosen = data.draw(st.lists(st.sampled_from(everywhere), min_size=1, max_size=5))
    # What is spoilt as a whole is one problem, and so is a rule whose word is spoilt.
    whole = {place: place[:-1] if place[-1] in ("rule", "goal") else place for place in chosen}
    places = {
        place
        for place in chosen
        if not any(place[: len(whole[other])] == whole[other] for other in chosen if other != place)
    }
    found = sorted(found_in(spoilt(plain, places)), key=str)
    assert found == sorted(places, key=str), (found, places)


def tables(plain: dict[str, Any]) -> list[tuple[Place, dict[str, Any], type]]:
    """Every table with its place and its class."""
    found: list[tuple[Place, dict[str, Any], type]] = [((), plain, Program)]
    for place, value in walk(plain):
        if isinstance(value, dict):
            name = str(place[-2] if isinstance(place[-1], int) else place[-1])
            if name == "rules":
                found.append((place, value, rule_kinds()[value["rule"]]))
            elif name == "goals":
                found.append((place, value, goal_kinds()[value["goal"]]))
            elif name in TABLES:
                found.append((place, value, TABLES[name]))
    return found


@settings(max_examples=30, deadline=None)
@given(programs(), st.data())
def test_a_missing_or_unknown_key_is_one_problem(program: Program, data: st.DataObject) -> None:
    """A missing required key, or an unknown key, is the only problem."""
    plain = program_to_dict(program)
    place, table, cls = data.draw(st.sampled_from(tables(plain)))
    needed = [name for name, key in keys_of(cls).items() if key.required]
    needed += [name for name in ("rule", "goal") if name in table and name not in keys_of(cls)]
    name = data.draw(st.sampled_from([*needed, None]))
    if name is None:
        name = "zzzz"
        table[name] = 1
    else:
        assume(len(table) > 0)
        del table[name]
    assert found_in(plain) == [(*place, name)]
