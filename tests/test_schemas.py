"""Schemas accept what reading accepts, and reject what it rejects."""

from __future__ import annotations

import json
import tomllib
from itertools import product
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import seatplan
from seatplan.files import program_to_dict
from seatplan.files.shapes import keys_of
from seatplan.plan import Assignment, Plan
from seatplan.program import Program
from seatplan.whatif.editing import edit_kinds

from .files.strategies import programs
from .properties.effort import NIGHTLY, examples
from .schema_judge import VALIDATORS, in_json, must_agree, must_agree_on_table, problems_of
from .schema_tables import (
    MIXED,
    NEEDED,
    ODD,
    PICKED_BY,
    TABLES,
    TOGETHER,
    WORLD,
    around,
    tables,
    with_table,
    word_of,
)


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
    """Changing one schema changes no other."""
    seatplan.schema()["$defs"].clear()
    assert seatplan.schema()["$defs"]


def test_another_kind_of_file() -> None:
    """An unknown kind is an error that lists the kinds."""
    with pytest.raises(ValueError, match="'plans' is none of program, plan, scenarios"):
        seatplan.schema("plans")  # type: ignore[arg-type]


@pytest.mark.parametrize("name", seatplan.catalog.names())
def test_shipped_programs_are_accepted(name: str) -> None:
    """The file of every shipped program is accepted."""
    data = in_json(tomllib.loads(seatplan.catalog.text(name)))
    VALIDATORS["program"].validate(data)


@settings(max_examples=20, deadline=None)
@given(programs())
def test_what_is_read_is_accepted(program: Program) -> None:
    """Every program that can be read, whatever rules and goals it has."""
    VALIDATORS["program"].validate(in_json(program_to_dict(program)))


@pytest.mark.parametrize("table", TABLES)
@examples(12)
@given(data=st.data())
def test_tables_of_a_program(table: str, data: st.DataObject) -> None:
    """Tables with several keys, good and odd ones together, are judged alike by both."""
    place, cls = TABLES[table]
    must_agree("program", with_table(place, data.draw(tables(cls))))


@pytest.mark.parametrize("key", keys_of(Program))
def test_every_key_of_a_program_with_every_odd_value(key: str) -> None:
    """Odd values of the top-level keys are judged alike by both."""
    for value in ODD:
        must_agree("program", {**WORLD, key: value})


@pytest.mark.parametrize("table", TABLES)
def test_every_key_with_every_odd_value(table: str) -> None:
    """One key of one table after the other: odd values are judged alike by both."""
    place, cls = TABLES[table]
    needed = {**word_of(cls), **NEEDED.get(table, {})}
    assert problems_of("program", with_table(place, needed)) == ()
    (definition,) = [f"{key}-{word}" for key, word in word_of(cls).items()] or [cls.__name__]
    fields = attrs.fields_dict(cls)
    inherited = [key for key in keys_of(cls) if key in fields and fields[key].inherited]
    own = [key for key in (*keys_of(cls), "$schema") if key not in inherited]
    for odd in around(needed, own, inherited, [*TABLES].index(table)):
        must_agree_on_table("program", with_table(place, odd), definition, odd)
    for key in word_of(cls):  # which table it is, so all that can be at this place are tried
        for value in ODD if NIGHTLY else ODD[[*TABLES].index(table) % 3 :: 3]:
            odd = {**needed, key: value}
            must_agree_on_table("program", with_table(place, odd), _any_of(cls), odd)


def _any_of(cls: type) -> str:
    """The definition of all tables whose kind a key picks."""
    (base,) = [one for one in PICKED_BY if issubclass(cls, one)]
    return base.__name__


@pytest.mark.parametrize("table", TOGETHER)
def test_keys_that_are_looked_at_together(table: str) -> None:
    """Every mixture of values for the keys of which one makes the other right or wrong."""
    place, cls = TABLES[table]
    needed = {**word_of(cls), **NEEDED[table]}
    missing = object()
    (definition,) = [f"{key}-{word}" for key, word in word_of(cls).items()] or [cls.__name__]
    for values in product((missing, *MIXED), repeat=len(TOGETHER[table])):
        mixed = dict(zip(TOGETHER[table], values, strict=True))
        odd = {**{key: needed[key] for key in needed if key not in mixed}, **mixed}
        odd = {key: value for key, value in odd.items() if value is not missing}
        must_agree_on_table("program", with_table(place, odd), definition, odd)


@pytest.mark.parametrize("number", range(len(ODD)), ids=lambda number: repr(ODD[number]))
def test_odd_values_for_tables_and_lists(number: int) -> None:
    """Values that are not tables, or not lists of tables, are judged alike by both.

    Each place gets a third of them, the next place the next third, and all in the nightly profile.
    """
    must_agree("program", ODD[number])
    places = [*{repr(place): place for place, _ in TABLES.values()}.values()]
    for place in places if NIGHTLY else places[number % 3 :: 3]:
        must_agree("program", with_table(place, ODD[number]))


@settings(max_examples=30, deadline=None)
@given(tables(Assignment), st.sampled_from(ODD), st.sampled_from(["program", "format", "odd", ""]))
def test_plans(line: Any, value: Any, key: str) -> None:
    """Lines and keys of a plan, and a line that comes twice, which is no mistake."""
    must_agree("plan", {"assignments": [line, line], **({key: value} if key else {})})
    must_agree("plan", {"assignments": value})
    must_agree("plan", value)


def test_a_saved_plan_is_accepted(tmp_path: Path) -> None:
    """A plan that `save` wrote is accepted."""
    Plan((Assignment("MS-22", "up", "commander", "rubio"),), "Two flights").save(
        tmp_path / "p.json"
    )
    VALIDATORS["plan"].validate(json.loads((tmp_path / "p.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("word", edit_kinds())
@examples(15)
@given(data=st.data())
def test_edits_of_scenarios(word: str, data: st.DataObject) -> None:
    """Edits, written out or short, are judged alike by both; one may be twice."""
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
    needed = {"edit": word, **NEEDED[word]}
    assert problems_of("scenarios", {"scenarios": [{"name": "one", "edits": [needed]}]}) == ()
    others = ["rule", "max", "odd"] if cls.rest_goes_to else ["odd"]
    for odd in around(needed, [*attrs.fields_dict(cls), *others]):
        data = {"scenarios": [{"name": "one", "edits": [odd]}]}
        must_agree_on_table("scenarios", data, f"edit-{word}", odd)


@pytest.mark.parametrize("value", ODD, ids=repr)
def test_odd_values_around_scenarios(value: Any) -> None:
    """Values that are not scenarios, edits or lists of them are judged alike by both."""
    must_agree("scenarios", value)
    must_agree("scenarios", {"scenarios": value, "format": 1.0})
    must_agree("scenarios", {"scenarios": [value]})
    must_agree("scenarios", {"scenarios": [{"name": "one", "edits": value}]})
    must_agree("scenarios", {"scenarios": [{"name": value}]})
    must_agree("scenarios", {"scenarios": [], "format": value})
    must_agree("scenarios", {"scenarios": [{"name": "one", "edits": [{"edit": value}]}]})
