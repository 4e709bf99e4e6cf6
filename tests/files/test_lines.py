"""Where values are in a text. In these texts each number is the number of its own line."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seatplan.errors import Place
from seatplan.files.layout import toml_text
from seatplan.files.lines import DEEPEST, Language, Lines


def places(data: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Every place in the data with what is there."""
    yield place, data
    if isinstance(data, (dict, list)):
        for step, inner in data.items() if isinstance(data, dict) else enumerate(data):
            yield from places(inner, (*place, step))


def dict_of(data: Any) -> dict[Place, Any]:
    """Every place with what is there."""
    return dict(places(data))


def agrees(text: str, language: Language) -> None:
    """The places are those of the parsed text, and each number is on its line."""
    data = tomllib.loads(text) if language == "toml" else json.loads(text)
    lines = Lines(text, language)
    assert set(lines.at) == {place for place, _ in places(data)}
    assert lines.doubled == []
    one, assigns = ("v = %s", "=") if language == "toml" else ("[%s]", ":")
    for place, (begin, end) in lines.values.items():
        here = tomllib.loads(one % text[begin:end]) if language == "toml" else None
        value = here["v"] if here is not None else json.loads(one % text[begin:end])[0]
        assert value == dict_of(data)[place], place
    for place, (begin, end) in lines.keys.items():
        assert text[begin] == "[" or text[end:].lstrip()[0] == assigns, place
    assert set(lines.values) | set(lines.keys) >= {
        place for place, value in places(data) if place and not isinstance(value, dict)
    } - {place for place, value in places(data) if isinstance(value, list)}
    for place, value in places(data):
        if type(value) is int:
            assert lines.at[place] == value, place


def numbered(text: str) -> str:
    """The text with the number of the line for every @."""
    rows = text.split("\n")
    return "\n".join(row.replace("@", str(number)) for number, row in enumerate(rows, 1))


TRICKY = numbered('''\
a = @ # "not ' a [string
"b.c" = @
'd"]' . e = @
"f\\u0041" . "\\"]#" = @
g = [ # ]
  @, [
    @, # }, '
    { x = @, y . z = @ }
  ], """
]]] ""\\""" # no comment
"", """
, \'\'\'
'"\\
\'\'\', @
]
h = """a"""""
i = @
j = \'\'\'b\'\'\'\'\'
k = [@,@ , @,]
l = { "m" = [@], n.o = { p = @ } } # end
q = 1979-05-27 07:32:00
r = "\\\\"
s = @
t = '\\'
u = @
v = []
w = {}

[[ x ]]
y = @
[x.z]
y = @
[x . "t u"]
y = @
[[x.v]]
[[x.v]]
y = @

[[x]] # [[x]]
y = @
[[x.v]]
y = @
[x.v.w.y]
y = @
[ z.a ]
b.c = @
[z]
d = @
''')


def test_tricky_toml() -> None:
    """Strings, comments, dotted keys, inline tables and nested headers lead no one astray."""
    agrees(TRICKY, "toml")


def test_line_ends_of_windows() -> None:
    """A carriage return before the line end does not count."""
    agrees("a = 1\r\nb = [\r\n 3,\r\n]\r\n[c]\r\nd = 6\r\n", "toml")
    agrees('{\r\n"a": 2,\r\n"b": [\r\n4]}', "json")


def test_tricky_json() -> None:
    """Brackets, quotes and colons in strings lead no one astray."""
    agrees(
        '\n{"a": 2, "}": [2, "]", "\\"}",\n3, {}, [], {"b\\\\": 3,\n"\\ud83d\\ude80": 4}]\n,'
        '"": {"":\n{"c"\n:\n[\n9]}}}',
        "json",
    )


@pytest.mark.parametrize(
    ("place", "line"),
    [(("x", 1, "gone"), 39), (("x", 7), 29), (("gone",), 1), (("g", 1, 1, "no"), 8), ((), 1)],
)
def test_what_is_not_there_is_where_its_table_is(place: Place, line: int) -> None:
    """The line of a missing key is that of the table that lacks it."""
    assert Lines(TRICKY, "toml").line_of(place) == line


def test_doubled_keys_of_json() -> None:
    """A key that comes again is found, and only that."""
    lines = Lines('{"a": {"b": 1},\n"c": {"b": 1},\n"a": {"b": 2, "c": 1,\n"b": 4}}', "json")
    assert lines.doubled == [(("a",), 3), (("a", "b"), 4)]


def test_depth_costs_little() -> None:
    """A text nested far deeper than any program is walked through all the same."""
    lines = Lines("[" * 50_000 + "]" * 50_000, "json")
    assert max(map(len, lines.at)) == DEEPEST


keys = st.one_of(st.text(max_size=3), st.sampled_from(["a", '"', "'", "]", "#", "a.b", "=", "\\"]))
leaves = st.one_of(st.text(max_size=6), st.booleans(), st.sampled_from(['"""', "'''", "#", "]"]))
trees = st.dictionaries(
    keys,
    st.recursive(
        leaves, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner))
    ),
    max_size=4,
)


@settings(max_examples=30, deadline=None)
@given(trees, st.sampled_from([None, 0, 2]))
def test_the_places_are_those_of_the_data(tree: dict[str, Any], indent: int | None) -> None:
    """Whatever the keys and strings are, the scanner finds the places that the parsers find."""
    agrees(json.dumps(tree, indent=indent, ensure_ascii=indent is None), "json")
    agrees(toml_text(tree), "toml")


SNIPPETS = [
    "{k} = @",
    "{k}.'x y' = @ # ]",
    "{k} = [ @, # '\n @,\n\n [@] ]",
    "{k} = {{ a = @, \"b\" = [@,\n@], 'c'.d = @ }}",
    '{k} = ["""\n"\n[x]\n""""", @]',
    "[{k}]\ny = @\n\nz = @",
    "[[{k}]]\ny = @\n[{k}.w]\nz = @\n[[{k}.v]]\n\n[[{k}.v]]\nz = @\n[[{k}]]\ny = @",
    "# = [",
    "",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(SNIPPETS), max_size=8))
def test_any_order_of_toml(snippets: list[str]) -> None:
    """Each number is on its line, in whatever order the forms of TOML follow each other."""
    text = "\n".join(snippet.format(k=f"k{at}") for at, snippet in enumerate(snippets))
    agrees(numbered(text), "toml")
