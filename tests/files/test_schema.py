"""Schemas of classes of one's own: each kind of field, each kind of table."""

from __future__ import annotations

import enum
from datetime import MAXYEAR, date
from fractions import Fraction
from typing import Any, ClassVar, Literal

import pytest
from attrs import Factory, field, frozen, make_class
from jsonschema import Draft202012Validator

from seatplan.errors import Problem
from seatplan.files.leaf_schemas import DAY
from seatplan.files.reading import Reader
from seatplan.files.schema import Schemas
from seatplan.files.shapes import Tag
from seatplan.program import Qualification


class Colour(enum.Enum):
    """A type of a planner's own."""

    RED = "red"
    BLUE = "blue"


class Opaque:
    """A type of which nothing is known."""


@frozen
class Base:
    """What a table picks a class of by the word under `shape`."""

    kind: ClassVar[str] = ""


@frozen
class Tree(Base):
    """A class that holds others of itself.

    Attributes:
        depth: how deep; 1 if None.
        below, beside: more of the same.

    Raises:
        Nothing: ever.
    """

    depth: int | None = field(default=None, metadata={"least": 1, "most": 9})
    below: tuple[Tree, ...] = ()
    beside: Tree | None = None


@frozen
class Odd(Base):
    """One whose word is no plain one."""

    schema: ClassVar[dict[str, Any]] = {"maxProperties": 2}

    pair: tuple[str, int] = ("", 0)
    name: str = ""


@frozen(kw_only=True)
class Holder:
    """One key of each kind."""

    text: str
    told: str = field(default="", metadata={"prose": True})
    name: str = ""
    ratio: Fraction = field(default=Fraction(1, 2), metadata={"least": 0})
    free: Fraction | None = None
    words: tuple[str, ...] = field(default=(), metadata={"repeats": True})
    picked: tuple[str, ...] | None = field(default=None, metadata={"ids": "thing"})
    shares: tuple[tuple[str, Fraction], ...] = ()
    held: tuple[Qualification, ...] = ()
    colour: Colour = Colour.RED
    choice: Literal["a", 2] | None = None
    opaque: Opaque | None = None
    things: tuple[Base, ...] = ()
    lists: tuple[tuple[str, ...], ...] = ()
    made: int = Factory(lambda: 3)
    hidden: int = field(default=7, init=False)


KINDS: dict[str, type] = {"tree": Tree, "a/b~ c": Odd}
SCHEMA = Schemas({Base: Tag("shape", lambda: KINDS)}).document(Holder, "A holder")
VALIDATOR = Draft202012Validator(SCHEMA)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"ratio": 0.5, "free": "-1/3"},
        {"ratio": "-0/3", "free": None},
        {"text": "\u200c", "told": "one\n\u202e", "name": "\n"},
        {"made": -(10**12), "free": "-001000000000000/01000000000000"},
        {"words": ["a", "a"], "picked": [""], "shares": {"a": 1, "": "1/2"}},
        {"held": ["eva", {"id": "eva"}]},
        {"lists": [[""], []]},
        {"colour": "blue", "choice": 2, "opaque": {"any": "thing"}, "made": 4},
        {"things": [{"shape": "tree", "below": [{"depth": 9}], "beside": {"beside": None}}]},
        {"things": [{"shape": "a/b~ c", "pair": ["x", 3]}]},
    ],
)
def test_what_is_accepted(data: dict[str, Any]) -> None:
    """The schema accepts values that reading accepts."""
    assert VALIDATOR.is_valid({"text": "a", **data})


@pytest.mark.parametrize(
    "data",
    [
        {"text": None},
        {"text": ""},
        {"text": "  "},
        {"text": "a\n"},
        {"text": "\u202e"},
        {"words": ["\u200b"]},
        {"told": "\x1b"},
        {"name": "\x1b"},
        {"made": 10**12 + 1},
        {"free": -(10**12) - 1},
        {"free": "1/1000000000001"},
        {"free": "-10000000000000/1"},
        {"ratio": "-1/3"},
        {"ratio": -0.5},
        {"free": "1/00"},
        {"free": True},
        {"picked": []},
        {"picked": ["a", "a"]},
        {"shares": [["a", 1]]},
        {"held": [{"since": "2024-01-01"}]},
        {"held": ["eva", "eva"]},
        {"colour": "green"},
        {"lists": [[], []]},
        {"lists": [[None]]},
        {"choice": 3},
        {"hidden": 7},
        {"things": [{"shape": "tree", "depth": 0}]},
        {"things": [{"shape": "tree", "depth": 10}]},
        {"things": [{"shape": "bush"}]},
        {"things": [{"depth": 1}]},
        {"things": [{"shape": "a/b~ c", "pair": ["x"]}]},
        {"things": [{"shape": "a/b~ c", "pair": ["x", "y"]}]},
        {"things": [{"shape": "a/b~ c", "pair": ["x", 3], "name": ""}]},
    ],
)
def test_what_is_refused(data: dict[str, Any]) -> None:
    """The schema rejects values that reading or validation rejects."""
    assert not VALIDATOR.is_valid({"text": "a", **data})


def test_it_is_a_schema() -> None:
    """Unusual names are escaped so that references find them."""
    Draft202012Validator.check_schema(SCHEMA)
    assert "shape-a/b~ c" in SCHEMA["$defs"]


def test_help() -> None:
    """Docstrings of the class become help; where the field is None the key is left out."""
    tree = SCHEMA["$defs"]["shape-tree"]
    assert tree["description"] == "A class that holds others of itself."
    told = {name: key.get("description") for name, key in tree["properties"].items()}
    assert told == {
        "shape": "A class that holds others of itself.",
        "depth": "how deep; 1 if left out.",
        "below": "more of the same.",
        "beside": "more of the same.",
    }


def test_defaults() -> None:
    """A default is in the schema if it is a single, meaningful value."""
    defaults = {n: key["default"] for n, key in SCHEMA["properties"].items() if "default" in key}
    assert defaults == {"ratio": 0.5}


def test_classes_of_one_name() -> None:
    """Two classes of one name are distinguished."""
    other = make_class("Tree", {"leaves": field(type=int)}, frozen=True)
    schemas = Schemas({})
    first, second = schemas.of(Tree), schemas.of(other)
    assert (first, second) == ({"$ref": "#/$defs/Tree"}, {"$ref": "#/$defs/Tree-2"})
    assert schemas.of(Tree) == first


def test_days() -> None:
    """The pattern knows the calendar: it accepts exactly what is read as a day."""
    validator = Draft202012Validator(DAY)
    for year in (0, 1, 4, 10, 100, 400, 1000, 1900, 2000, 2023, 2024, 2100, 2400, MAXYEAR):
        for month in range(14):
            for day in range(33):
                text = f"{year:04}-{month:02}-{day:02}"
                problems: list[Problem] = _problems(text)
                assert validator.is_valid(text) == (not problems), text


def _problems(text: str) -> list[Problem]:
    reader = Reader()
    reader.read(date, text, ())
    return reader.problems
