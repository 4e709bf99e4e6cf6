"""Reading plain data as objects: each type of value, and errors for other types."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Literal

import pytest
from attrs import Factory, field, frozen

from seatplan.errors import Problem, ProgramError
from seatplan.files.dumping import dump
from seatplan.files.numbers import NotExact
from seatplan.files.reading import Reader
from seatplan.files.shapes import Tag
from seatplan.program import CrewMember, Qualification


class Colour(enum.Enum):
    """A user's type."""

    RED = "red"


@frozen
class Base:
    """What a table picks a class of by the word under `shape`."""

    kind: ClassVar[str] = ""


@frozen
class Inner(Base):
    """A class that a table may pick."""

    kind: ClassVar[str] = "inner"
    depth: int
    note: str = ""


@frozen
class Picky(Base):
    """A class with a validator."""

    kind: ClassVar[str] = "picky"
    size: int = field()

    @size.validator
    def _even(self, _: Any, value: int) -> None:
        if value % 2:
            raise ValueError(f"{value} is odd")


@frozen
class Strict(Base):
    """A class that reports as the library does."""

    kind: ClassVar[str] = "strict"
    size: int = 0

    def __attrs_post_init__(self) -> None:
        raise ProgramError([Problem("too strict", ("size",))])


@frozen(kw_only=True)
class Everything:
    """One field of each type that a file can hold."""

    text: str = ""
    number: int = 0
    flag: bool = False
    day: date = date(2000, 1, 1)
    ratio: Fraction = Fraction(0)
    leg: Literal["up", "down"] = "up"
    choice: Literal[1, 3, "up"] = 1
    maybe: int | None = None
    names: tuple[str, ...] = ()
    numbers: tuple[Fraction, ...] | None = None
    shares: tuple[tuple[str, Fraction], ...] = ()
    pair: tuple[str, int] = ("", 0)
    held: tuple[Qualification, ...] = ()
    inner: Inner | None = None
    bases: tuple[Base, ...] = ()
    colour: Colour = Colour.RED
    twice: int = Factory(lambda self: self.number * 2, takes_self=True)
    hidden: int = field(default=7, init=False)
    _own: int = 0


KINDS = {cls.kind: cls for cls in (Inner, Picky, Strict)}
TAGS = {Base: Tag("shape", lambda: KINDS)}


def read(data: Any, cls: type = Everything) -> tuple[Any, list[Problem]]:
    """What is read, and the problems."""
    reader = Reader(TAGS)
    return reader.read(cls, data, ()), reader.problems


def only(problems: Iterable[Problem]) -> Problem:
    """The one problem."""
    (problem,) = problems
    return problem


FULL = {
    "text": "é",
    "number": -3,
    "flag": True,
    "day": date(2022, 9, 21),
    "ratio": Fraction(383, 500),
    "leg": "down",
    "maybe": 4,
    "names": ["b", "a"],
    "numbers": [1, "1/3", 0.5],
    "shares": {"b": 2, "a": "2/7"},
    "pair": ["x", 2],
    "held": ["soyuz", {"id": "eva", "until": "2030-01-01"}],
    "inner": {"depth": 2},
    "bases": [{"shape": "picky", "size": 2}, {"shape": "inner", "depth": 1}],
    "colour": "red",
    "_own": 5,
}


def test_every_type_is_read() -> None:
    """Each supported type has its place in a table."""
    made, problems = read(FULL)
    assert problems == []
    assert made == Everything(
        text="é",
        number=-3,
        flag=True,
        day=date(2022, 9, 21),
        ratio=Fraction("0.766"),
        leg="down",
        maybe=4,
        names=("b", "a"),
        numbers=(Fraction(1), Fraction(1, 3), Fraction(1, 2)),
        shares=(("a", Fraction(2, 7)), ("b", Fraction(2))),
        pair=("x", 2),
        held=(Qualification("soyuz"), Qualification("eva", until=date(2030, 1, 1))),
        inner=Inner(2),
        bases=(Picky(2), Inner(1)),
        own=5,
    )
    assert made.twice == -6
    assert all(type(value) is Fraction for value in made.numbers)


def test_every_type_is_written() -> None:
    """What was read is written as it was, without what has its default."""
    made, _ = read(FULL)
    held = ["soyuz", {"id": "eva", "until": date(2030, 1, 1)}]
    written = dump(made, Everything, TAGS)
    shares = {"a": "2/7", "b": 2}
    expected = {**FULL, "ratio": 0.766, "numbers": [1, "1/3", 0.5], "shares": shares, "held": held}
    del expected["colour"]
    assert written == expected
    assert list(written["shares"]) == ["a", "b"]
    assert dump(Everything(), Everything, TAGS) == {}


@pytest.mark.parametrize("three", [3.0, Fraction(3), Decimal("3.00")])
def test_a_decimal_may_be_a_whole_number(three: Any) -> None:
    """3.0 means the fraction 3/1, and that is 3."""
    made, problems = read({"number": three, "choice": three})
    assert problems == []
    assert (made.number, made.choice) == (3, 3)
    assert {type(made.number), type(made.choice)} == {int}


def test_the_order_of_keys_means_nothing() -> None:
    """A table with free keys gives the same value in any order."""
    one, _ = read({"shares": {"a": 1, "b": 2}})
    two, _ = read({"shares": {"b": 2, "a": 1}})
    assert one == two


@pytest.mark.parametrize(
    ("key", "value", "message", "hint"),
    [
        ("text", 3, "3 is not text", '"3", in quotes.'),
        ("text", date(2022, 9, 21), "2022-09-21 is not text", '"2022-09-21", in quotes.'),
        ("text", True, "true is not text", ""),
        ("text", "\ud800", "'\\ud800' contains half a character (a lone surrogate)", ""),
        ("text", None, "null is not text", "leave the key out."),
        ("number", True, "true is not a whole number", ""),
        ("number", "12", "'12' is not a whole number", "12, without quotes."),
        ("number", "1,350", "'1,350' is not a whole number", "1350, without separators?"),
        ("number", "1.350,0", "'1.350,0' is not a whole number", "1350, without separators?"),
        ("number", "350 days", "'350 days' is not a whole number", "350, without the word."),
        ("number", "٣٥", "'٣٥' is not a whole number", "35."),
        ("number", "3.5", "'3.5' is not a whole number", ""),
        ("number", 2.5, "2.5 is not a whole number", ""),
        ("number", Fraction(5, 2), "2.5 is not a whole number", ""),
        ("number", Decimal("2.5"), "a Python Decimal is not a whole number", ""),
        ("number", float("inf"), "inf is not a whole number", ""),
        ("number", {}, "a table is not a whole number", ""),
        ("maybe", [1], "a list is not a whole number", ""),
        ("flag", 1, "1 is neither true nor false", "true or false."),
        ("flag", "True", "'True' is neither true nor false", "true, without quotes."),
        (
            "day",
            datetime(2022, 9, 21, 10),
            "2022-09-21T10:00:00 has a time of day, and seatplan counts whole days",
            "2022-09-21.",
        ),
        ("day", "2022-09-21T10:00", "'2022-09-21T10:00' is not a whole day", "2022-09-21."),
        ("day", "20220921", "'20220921' is not a whole day", "2022-09-21."),
        ("day", "2022-02-30", "'2022-02-30' is not a day in the calendar", ""),
        ("day", "٢٠٢٢-09-21", "'٢٠٢٢-09-21' is not a date", "2022-09-21?"),
        (
            "day",
            "47038",
            "'47038' is not a date",
            "2028-10-12? A spreadsheet may have saved this day as a number.",
        ),
        ("day", "12345", "'12345' is not a date", "a day like 2026-07-14."),
        ("day", time(10), "10:00:00 is not a date", "a day like 2026-07-14."),
        ("day", 2022, "2022 is not a date", "a day like 2026-07-14."),
        ("ratio", "0.5", "'0.5' is not a number", "0.5, without quotes."),
        ("ratio", "1/0", "1/0 has no exact value", "a finite number."),
        ("ratio", float("nan"), "nan has no exact value", "a finite number."),
        ("ratio", Decimal("Infinity"), "Infinity has no exact value", "a finite number."),
        ("ratio", NotExact("1e999999"), "1e999999 has no exact value", "a finite number."),
        ("ratio", True, "true is not a number", ""),
        ("ratio", "half", "'half' is not a number", ""),
        ("leg", "dwn", "'dwn' is not allowed here", "'down'?"),
        ("leg", 3, "3 is not allowed here", "one of 'down', 'up'."),
        ("names", "usos", "'usos' is not a list", '["usos"].'),
        ("names", "usos, eva;rs", "'usos, eva;rs' is not a list", '["usos", "eva", "rs"].'),
        ("names", {"a": 1}, "a table is not a list", ""),
        (
            "bases",
            {"shape": "inner"},
            "a table is not a list",
            "use double brackets in TOML, [[bases]], or a list in JSON, [{…}].",
        ),
        ("shares", [["a", 1]], "a list is not a table", ""),
        ("pair", ["x"], "a list of length 1 instead of 2", ""),
        ("inner", 3, "3 is not a table", "write a table with 'depth'."),
        ("text", object(), "a Python object is not text", ""),
        pytest.param("text", 10**5000, "a very long number is not text", "", id="long"),
        ("number", "x" * 99, f"'{'x' * 39}…' is not a whole number", ""),
    ],
)
def test_a_value_of_another_kind(key: str, value: Any, message: str, hint: str) -> None:
    """A value of another type is not converted; the message shows it and a suggestion."""
    made, problems = read({key: value})
    problem = only(problems)
    assert (problem.place, problem.message, problem.hint) == ((key,), message, hint)
    assert type(made) is Everything


@pytest.mark.parametrize(
    ("data", "place", "message", "hint"),
    [
        ({"bases": [{}]}, ("bases", 0, "shape"), "the key 'shape' is missing", "one of"),
        ({"bases": [{"shape": "iner"}]}, ("bases", 0, "shape"), "unknown shape 'iner'", "'inner'?"),
        (
            {"bases": [{"shape": 3}]},
            ("bases", 0, "shape"),
            "3 is not the name of a kind of shape",
            "",
        ),
        (
            {"bases": ["inner"]},
            ("bases", 0),
            "'inner' is not a table",
            "write a table with the key",
        ),
        ({"bases": [{"shape": "picky", "size": 3}]}, ("bases", 0), "3 is odd", ""),
        ({"bases": [{"shape": "strict"}]}, ("bases", 0, "size"), "too strict", ""),
        ({"bases": [{"shape": "inner"}]}, ("bases", 0, "depth"), "the key 'depth' is missing", ""),
        ({"inner": {"dpeth": 3}}, ("inner", "dpeth"), "unknown key 'dpeth'", "'depth'?"),
        ({"numbr": 3}, ("numbr",), "unknown key 'numbr'", "'number' or 'numbers'?"),
        ({"hidden": 3}, ("hidden",), "unknown key 'hidden'", ""),
        ({"kind": 3, **FULL}, ("kind",), "unknown key 'kind'", ""),
        ({"names": ["a", 3]}, ("names", 1), "3 is not text", '"3"'),
        ({"shares": {"b": "x", "a": 1}}, ("shares", "b"), "'x' is not a number", ""),
        ({"shares": {3: 1}}, ("shares", "3"), "the key 3 is not text", ""),
        ({"held": [{"since": "2020-01-01"}]}, ("held", 0, "id"), "the key 'id' is missing", ""),
        ({"held": [{"id": "a", "until": "x"}]}, ("held", 0, "until"), "'x' is not a date", "a day"),
        ({"colour": "blue"}, ("colour",), "'blue' cannot be read: 'blue' is not a valid", ""),
        ([], (), "a list is not a table", ""),
    ],
)
def test_where_a_problem_stands(data: Any, place: Any, message: str, hint: str) -> None:
    """Every problem has its place, at any depth."""
    problem = only(read(data)[1])
    assert problem.place == place
    assert problem.message.startswith(message)
    assert problem.hint.startswith(hint)


def test_a_missing_key_names_its_owner() -> None:
    """Where the table has an id, a missing key shows whose it is."""
    reader = Reader()
    reader.read(CrewMember, {"id": "rubio"}, ("crew", 4))
    problem = only(reader.problems)
    assert problem.message == "the key 'agency' of 'rubio' is missing"
    assert problem.place == ("crew", 4, "agency")


def test_a_slip_of_the_pen_is_one_problem() -> None:
    """A misspelled key is not also reported as missing, but an unrelated unknown key is."""
    assert len(read({"inner": {"dpeth": 3}})[1]) == 1
    assert len(read({"inner": {"bogus": 3}})[1]) == 2
