"""A schema accepts what reading accepts, and refuses what it refuses."""

from __future__ import annotations

import json
import tomllib
from copy import deepcopy
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import seatplan
from seatplan.files import program_to_dict
from seatplan.files.dumping import dump
from seatplan.files.shapes import TAGS, Form, Key, form_of, keys_of
from seatplan.plan import Assignment, Plan
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
from seatplan.whatif.editing import Edit, edit_kinds

from .files.strategies import programs, value_of
from .schema_judge import VALIDATORS, in_json, must_agree, must_agree_on_table

WORLD: dict[str, Any] = {
    "agencies": [{"id": "A"}, {"id": "B"}],
    "vehicles": [{"id": "A", "operator": "A", "seats": [{"role": "A"}]}],
    "flights": [
        {"id": "A", "vehicle": "A", "launch": "2024-01-01", "landing": "2024-06-01"},
        {"id": "B", "vehicle": "A", "launch": "2024-07-01", "landing": "2025-01-01"},
    ],
    "crew": [{"id": "A", "agency": "A"}, {"id": "B", "agency": "B"}],
}
"""A program in which the ids A and B may stand nearly everywhere."""

IDS = dict.fromkeys(("agency", "vehicle", "flight", "member", "rule"), ("A", "B"))
IDS |= {"station": ("ISS",), "role": ("A",)}

ODD = (
    *(None, True, False, 0, 1, -1, 2.0, 1.5, 10**30, "", "A", "up", "empty", "days", "\n"),
    *("1/2", "-1/2", "-0/3", "+1/3", "1/0", "1/2\n", "places", "quota", "2024-02-29"),
    *("2023-02-29", "0000-01-01", "2024-1-1", "2024-01-01T00:00", "2024-01-01\n"),
    *([], ["A"], ["B", "A"], ["A", "A"], ["A", "B", "C"], [1], ["2024-01-01"], [None], [[]]),
    *({}, {"A": 1}, {"A": 0}, {"A": "0/2", "B": "-1"}, {"A": -1}, {"A": "-1/2"}, {"id": "A"}),
    *([{"id": "A"}], [{"role": "A"}], [{"role": "A", "count": 0}], [{"role": "A"}, {"role": "A"}]),
    *([{"value": 1}], [{"value": 1, "flights": []}], [{}], {"rule": "quota", "max": 1}),
)
"""Values that are right in some place and wrong in most."""

TABLES: dict[str, tuple[tuple[str | int, ...], type]] = {
    "agency": (("agencies", 2), Agency),
    "vehicle": (("vehicles", 1), Vehicle),
    "seat": (("vehicles", 0, "seats", 1), Seat),
    "flight": (("flights", 2), Flight),
    "member": (("crew", 2), CrewMember),
    "qualification": (("crew", 0, "qualifications", 0), Qualification),
    "unavailable": (("crew", 0, "unavailable", 0), Unavailable),
    "fixed": (("fixed", 0), Fixed),
    "forbidden": (("forbidden", 0), Forbidden),
    **{word: (("rules", 0), cls) for word, cls in seatplan.rule_kinds().items()},
    **{word: (("goals", 0), cls) for word, cls in seatplan.goal_kinds().items()},
}
"""Every table in a program: where one stands, and the class that it is read as."""

PICKED_BY = {seatplan.Rule: "rule", seatplan.Goal: "goal", Edit: "edit"}


def with_table(place: tuple[str | int, ...], table: Any) -> Any:
    """The world with such a table at that place."""
    data = deepcopy(WORLD)
    at: Any = data
    for step, following in pairwise(place):
        if isinstance(at, dict):
            at = at.setdefault(step, [] if isinstance(following, int) else {})
        else:
            at = at[step]
    at.append(table)
    return data


def word_of(cls: type) -> dict[str, str]:
    """The key that picks the class, if one does."""
    return {key: vars(cls)["kind"] for base, key in PICKED_BY.items() if issubclass(cls, base)}


def good(key: Key) -> st.SearchStrategy[Any]:
    """A value that may stand under the key, as JSON has it."""
    tag = TAGS.get(key.type)
    if tag is not None:
        return st.sampled_from(list(tag.kinds().values())).flatmap(tables)
    if form_of(key.type) == Form("map", (Any,)):
        return st.dictionaries(st.sampled_from(["max", "odd"]), st.sampled_from(ODD), max_size=2)
    return value_of(key, IDS).map(lambda value: in_json(dump(value, key.type)))


@st.composite
def tables(draw: st.DrawFn, cls: type) -> Any:
    """A table of the class: most values are good ones, some odd, some missing."""
    made: dict[str, Any] = dict(word_of(cls))
    for name, key in keys_of(cls).items():
        if draw(st.integers(0, 9)) < (9 if key.required else 4):
            odd = draw(st.integers(0, 4)) == 0
            made[name] = draw(st.sampled_from(ODD) if odd else good(key))
    if draw(st.integers(0, 9)) == 0:
        made["odd"] = 1
    return made


@pytest.mark.parametrize("kind", VALIDATORS)
def test_it_is_a_schema(kind: Any) -> None:
    """It keeps the rules of its draft, can be written as JSON, and every key has help."""
    schema = seatplan.schema(kind)
    Draft202012Validator.check_schema(schema)
    assert json.loads(json.dumps(schema)) == schema
    for name, table in {"": schema, **schema["$defs"]}.items():
        for variant in table.get("oneOf", [table]):
            for key, value in variant.get("properties", {}).items():
                assert value is False or value.get("description"), (name, key)


def test_each_schema_is_made_anew() -> None:
    """Whoever changes one changes no other."""
    seatplan.schema()["$defs"].clear()
    assert seatplan.schema()["$defs"]


def test_another_kind_of_file() -> None:
    """A word that is none of the kinds is an error that names them."""
    with pytest.raises(ValueError, match="'plans' is none of program, plan, scenarios"):
        seatplan.schema("plans")  # type: ignore[arg-type]


@pytest.mark.parametrize("name", seatplan.catalog.names())
def test_shipped_programs_are_accepted(name: str) -> None:
    """Every program that ships, as it stands in its file."""
    data = in_json(tomllib.loads(seatplan.catalog.text(name)))
    VALIDATORS["program"].validate(data)


@settings(max_examples=20, deadline=None)
@given(programs())
def test_what_is_read_is_accepted(program: Program) -> None:
    """Every program that can be read, whatever rules and goals it has."""
    VALIDATORS["program"].validate(in_json(program_to_dict(program)))


@pytest.mark.parametrize("table", TABLES)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_tables_of_a_program(table: str, data: st.DataObject) -> None:
    """Tables with several keys, good and odd ones together, are judged alike by both."""
    place, cls = TABLES[table]
    must_agree("program", with_table(place, data.draw(tables(cls))))


@pytest.mark.parametrize("key", keys_of(Program))
def test_every_key_of_a_program_with_every_odd_value(key: str) -> None:
    """What stands at the top of the file."""
    for value in ODD:
        must_agree("program", {**WORLD, key: value})


@pytest.mark.parametrize("table", TABLES)
def test_every_key_with_every_odd_value(table: str) -> None:
    """One key of one table after the other: each odd value is judged alike by both."""
    place, cls = TABLES[table]
    (definition,) = [f"{key}-{word}" for key, word in word_of(cls).items()] or [cls.__name__]
    for name in [*keys_of(cls), "$schema"]:
        for value in ODD:
            odd = {**word_of(cls), name: value}
            must_agree_on_table("program", with_table(place, odd), definition, odd)


@pytest.mark.parametrize("key", ["rule", "goal"])
def test_every_odd_word_for_a_rule_or_goal(key: str) -> None:
    """What picks the class of a table."""
    for value in ODD:
        must_agree("program", {**WORLD, f"{key}s": [{key: value, "max": 1}]})


@pytest.mark.parametrize("value", ODD, ids=repr)
def test_odd_values_for_tables_and_lists(value: Any) -> None:
    """What is no table, and what is no list of tables."""
    must_agree("program", value)
    for place, _ in TABLES.values():
        must_agree("program", with_table(place, value))


@settings(max_examples=30, deadline=None)
@given(tables(Assignment), st.sampled_from(ODD), st.sampled_from(["program", "format", "odd", ""]))
def test_plans(line: Any, value: Any, key: str) -> None:
    """Lines and keys of a plan, and a line that comes twice, which is no mistake."""
    must_agree("plan", {"assignments": [line, line], **({key: value} if key else {})})
    must_agree("plan", {"assignments": value})
    must_agree("plan", value)


def test_a_saved_plan_is_accepted(tmp_path: Path) -> None:
    """A plan as `save` writes it."""
    Plan((Assignment("MS-22", "up", "commander", "rubio"),), "Two flights").save(
        tmp_path / "p.json"
    )
    VALIDATORS["plan"].validate(json.loads((tmp_path / "p.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("word", edit_kinds())
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_edits_of_scenarios(word: str, data: st.DataObject) -> None:
    """Edits, written out or short, are judged alike by both; one may stand twice."""
    cls = edit_kinds()[word]
    table = data.draw(tables(cls))
    rest = table.get(cls.rest_goes_to or "")
    if isinstance(rest, dict) and data.draw(st.booleans()):
        del table[cls.rest_goes_to]
        table |= rest
    must_agree("scenarios", {"scenarios": [{"name": "one", "edits": [table, table]}]})


@pytest.mark.parametrize("word", edit_kinds())
def test_every_key_of_an_edit_with_every_odd_value(word: str) -> None:
    """One key of an edit after the other, among them the keys of a rule that it adds."""
    cls = edit_kinds()[word]
    others = ["rule", "max", "odd"] if cls.rest_goes_to else ["odd"]
    for name in [*attrs.fields_dict(cls), *others]:
        for value in ODD:
            for edit in (
                {"edit": word, name: value},
                {"edit": word, "rule": "quota", "max": 1, name: value},
            ):
                data = {"scenarios": [{"name": "one", "edits": [edit]}]}
                must_agree_on_table("scenarios", data, f"edit-{word}", edit)


@pytest.mark.parametrize("value", ODD, ids=repr)
def test_odd_values_around_scenarios(value: Any) -> None:
    """What is no scenario, no edit, no list of them."""
    must_agree("scenarios", value)
    must_agree("scenarios", {"scenarios": value, "format": 1.0})
    must_agree("scenarios", {"scenarios": [value]})
    must_agree("scenarios", {"scenarios": [{"name": "one", "edits": value}]})
    must_agree("scenarios", {"scenarios": [{"name": value}]})
    must_agree("scenarios", {"scenarios": [], "format": value})
    must_agree("scenarios", {"scenarios": [{"name": "one", "edits": [{"edit": value}]}]})
