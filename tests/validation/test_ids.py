"""Ids: no two things to which an answer refers by id have the same one."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from seatplan import Goal, Program, ProgramError, Rule, check, load, solve, what_if, why_not
from seatplan.errors import Problem, path_of
from seatplan.files import program_from_dict
from seatplan.goals.fill_seats import FillSeats
from seatplan.goals.keep_rules import KeepRules
from seatplan.goals.least_change import LeastChange
from seatplan.rules.apart import Apart
from seatplan.rules.quota import Quota
from seatplan.rules.together import Together
from seatplan.validation import STRUCTURE
from tests.build import flight, member, plan, program, tour

CREW = [member("ann"), member("bob")]


def problems(rules: list[Rule], goals: list[Goal]) -> list[Problem]:
    """Return the problems of a program with the given rules and goals."""
    try:
        program([flight("F1", 1, 11)], CREW, rules=rules, goals=goals)
    except ProgramError as error:
        return list(error.problems)
    return []


def named(name: str) -> list[tuple[str, Any]]:
    """Return two rules and two goals with an id, each with the list that it belongs to."""
    return [
        ("rules", Quota(max=1, id=name)),
        ("rules", Together(members=("ann", "bob"), id=name)),
        ("goals", FillSeats(id=name)),
        ("goals", LeastChange(id=name)),
    ]


@pytest.mark.parametrize("pair", list(combinations(range(4), 2)))
def test_rules_and_goals_share_one_set_of_names(pair: tuple[int, int]) -> None:
    """Of any two with the same id, the later one is reported, and the message names the first."""
    both = [named("x")[at] for at in pair]
    rules = [thing for name, thing in both if name == "rules"]
    goals = [thing for name, thing in both if name == "goals"]
    (found,) = problems(rules, goals)
    later = ("goals", len(goals) - 1, "id") if goals else ("rules", 1, "id")
    first = "rules[0]" if rules else "goals[0]"
    assert (found.place, found.message) == (later, f"id 'x' is already used by {first}")


@pytest.mark.parametrize(("name", "words"), [("", "an empty"), ("  ", "a blank")])
def test_a_name_can_be_seen(name: str, words: str) -> None:
    """A blank one would be nothing in a table or a sentence, whatever it names."""
    for place, thing in named(name):
        rules, goals = ([thing], []) if place == "rules" else ([], [thing])
        (found,) = problems(rules, goals)
        assert (found.place, found.message) == ((place, 0, "id"), f"{words} text names nothing")
    with pytest.raises(ProgramError, match=f"{words} text names nothing"):
        program([flight("F1", 1, 11)], [member("ann"), member(name)])


@pytest.mark.parametrize("at", range(4))
@pytest.mark.parametrize("law", STRUCTURE)
def test_no_id_is_that_of_a_law(law: str, at: int) -> None:
    """The id of a law is not available to rules and goals."""
    name, thing = named(law)[at]
    (found,) = problems(*(([thing], []) if name == "rules" else ([], [thing])))
    assert path_of(found.place) == f"{name}[0].id"
    assert found.message == f"id {law!r} is taken: every plan obeys {law!r}"


@pytest.mark.parametrize("at", range(4))
def test_the_implied_goal_has_its_name_alone(at: int) -> None:
    """`keep-rules` is reserved if preferences imply that goal, and available if not."""
    name, thing = named("keep-rules")[at]
    soft = Apart(members=("ann", "bob"), weight=1)
    rules, goals = ([thing], []) if name == "rules" else ([], [thing])
    assert problems(rules, goals) == []
    (found,) = problems([*rules, soft], goals)
    assert path_of(found.place) == f"{name}[0].id"
    assert found.message == "id 'keep-rules' is already used by the implied goal 'keep-rules'"
    assert problems([*rules, soft], [*goals, KeepRules(id="penalties")]) == []


def test_made_up_ids_count() -> None:
    """The made-up id of a rule or goal without an id is not available to another."""
    (found,) = problems([Quota(max=1), Apart(members=("ann", "bob"), id="quota")], [])
    assert (found.place, found.message) == (
        ("rules", 1, "id"),
        "id 'quota' is already used by rules[0]",
    )
    (found,) = problems([Quota(max=1, id="fill-seats")], [FillSeats()])
    assert found.message == "id 'fill-seats' is already used by rules[0]"
    (found,) = problems([Quota(max=1), Quota(min=1), Apart(members=("ann",), id="quota-2")], [])
    assert found.message == "id 'quota-2' is already used by rules[1]"


def test_what_could_not_be_read_doubles_nothing() -> None:
    """If a goal cannot be read, it could be `keep-rules`, so that id is not reported."""
    data = program([flight("F1", 1, 11)], CREW, goals=[FillSeats(id="keep-rules")]).to_dict()
    data["rules"] = [{"rule": "quota", "min": 1, "weight": 1}]
    data["goals"] = [*data["goals"], {"goal": "keep-rulse"}]
    with pytest.raises(ProgramError) as caught:
        program_from_dict(data, Program)
    assert [path_of(one.place) for one in caught.value.problems] == ["goals[1].goal"]


def test_answers_find_a_free_name() -> None:
    """The goals that a what-if and a why-not add never have the id of a rule."""
    rules = [Quota(max=1, id="least-change"), Quota(max=1, id="changes (why-not)")]
    one = program([flight("F1", 1, 11)], CREW, rules=rules)
    given = plan(tour("ann", "F1"))
    assert check(one, given).ok
    assert solve(one).plan is not None
    assert [goal.id for goal in what_if(one, given).result.goals] == ["least-change-2"]
    assert why_not(one, given, "F1", "pilot", "bob").possible


def test_in_a_file(tmp_path: Path) -> None:
    """The error of a file shows the line and the place of the id."""
    text = """{"format": 1, "agencies": [{"id": "A"}],
 "rules": [{"rule": "quota", "min": 3, "weight": 1}],
 "goals": [{"goal": "fill-seats",
            "id": "keep-rules"}]}
"""
    path = tmp_path / "program.json"
    path.write_text(text)
    with pytest.raises(ProgramError) as caught:
        load(path)
    assert str(caught.value) == (
        f"{path}: line 4, goals[0].id: id 'keep-rules' is already used by the implied goal "
        "'keep-rules'\n    Maybe another id."
    )


@pytest.mark.parametrize(
    ("name", "places"), [(None, ["crew[0].id"]), ("Ann\x07", ["crew[0].id", "crew[0].name"])]
)
def test_a_bad_id_is_reported_once(name: str | None, places: list[str]) -> None:
    """A name that is left out is the id, and has no problem of its own."""
    names: dict[str, Any] = {} if name is None else {"name": name}
    with pytest.raises(ProgramError) as caught:
        program([flight("F1", 1, 11)], [member("a\x07", **names)])
    assert [path_of(one.place) for one in caught.value.problems] == places
