"""The keys of rules and goals: their defaults and the things to which they refer."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import attrs
import pytest

import seatplan
import seatplan.goals
import seatplan.rules
from seatplan.kinds import Rule, goal_kinds, rule_kinds
from seatplan.program import MOST_DAYS
from seatplan.ship_events import SHIP_EVENTS
from seatplan.worth import Condition, Term

OWN = ("seatplan.rules.", "seatplan.goals.")
PARTS = {"a term": Term, "a condition": Condition}
KINDS = {
    name: kind
    for name, kind in {**rule_kinds(), **goal_kinds(), **PARTS}.items()
    if name in PARTS or kind.__module__.startswith(OWN)
}
REFERS_TO = {
    "flights": "flight",
    "vehicles": "vehicle",
    "operators": "agency",
    "stations": "station",
    "members": "member",
    "agencies": "agency",
    "parties": "agency",
    "roles": "role",
}
MAY_BE_NEGATIVE = {"opening", "value"}
WINDOWS = {("backup-flies", "within"), ("frequency", "days"), ("share", "days")}
"""Windows of at least one day."""
SUMS = {"count", "a condition"}
"""What sums values up that may be negative, so that its ends may be."""
DIFFERENCES = {("handover", "min"), ("handover", "max")}
"""Days from one event to another, which may come first."""
LEFT_OUT: dict[str, dict[str, Any]] = {
    "integrated-crew": {"min": 1},
    "standby": {"min": 1},
    "exchange": {
        "tolerance": 1,
        "opening": 0,
        "settled_by": (),
        "entries": (),
        "values": (),
        "unit": "seats",
    },
    "quota": {"per": "program", "unit": "seats"},
    "share": {
        "tolerance": Fraction(1),
        "opening": (),
        "entries": (),
        "values": (),
        "unit": "seats",
    },
    "aboard": {"after_departure": False},
    "count": {"per": "program", "unit": "seats"},
    "some-of": {"given": (), "least": 1},
    "exposure": {"before": ()},
    "blackout": {"events": SHIP_EVENTS},
    "spacing": {"events": SHIP_EVENTS},
    "fill-seats": {"unit": "seats"},
    "a term": {"value": 1},
    "a condition": {"unit": "seats"},
}
"""What a key means that is neither needed nor nothing."""
NEEDED = {
    "integrated-crew": {"of"},
    "exchange": {"parties"},
    "share": {"shares"},
    "ground-time": {"days"},
    "together": {"members"},
    "apart": {"members"},
    "prefer": {"terms"},
    "cost": {"terms"},
    "a condition": {"terms"},
    "count": {"terms"},
    "some-of": {"of"},
    "frequency": {"max", "days"},
    "relocations": {"max"},
    "exposure": {"rates", "max"},
    "blackout": {"periods"},
    "spacing": {"days"},
    "backup-flies": {"within"},
}
MINIMISED = {
    "keep-rules",
    "least-change",
    "even-turns",
    "fewest-members",
    "cost",
    "fewest-relocations",
    "keep-dates",
    "keep-spacecraft",
}


def fields() -> Iterator[tuple[str, attrs.Attribute[Any]]]:
    """Return every key of every kind."""
    for name, kind in KINDS.items():
        for one in attrs.fields(kind):
            yield name, one


def is_number(one: attrs.Attribute[Any]) -> bool:
    """Return whether a field holds a single number."""
    return str(one.type).split(" | ")[0] in ("int", "Fraction")


def test_what_is_left_out() -> None:
    """The default of an optional key has no effect, except for documented ones."""
    for name, one in fields():
        if one.name in NEEDED.get(name, ()):
            assert one.default is attrs.NOTHING, (name, one.name)
        elif one.name != "why":
            assert one.default == LEFT_OUT.get(name, {}).get(one.name), (name, one.name)
            assert type(one.default) is type(LEFT_OUT.get(name, {}).get(one.name))


def test_what_keys_refer_to() -> None:
    """Keys of the same name refer to the same kind of object everywhere."""
    for name, one in fields():
        assert one.metadata.get("ids") == REFERS_TO.get(one.name), (name, one.name)
    tables = {(name, one.name) for name, one in fields() if one.metadata.get("keys") == "agency"}
    assert tables == {("share", "shares"), ("share", "opening")}


def test_numbers_have_a_least() -> None:
    """No count can be below 0, and no weight below 1."""
    numbers = [(name, one) for name, one in fields() if is_number(one)]
    assert len(numbers) > len(KINDS)
    for name, one in numbers:
        if one.name in MAY_BE_NEGATIVE or (name in SUMS and one.name in ("min", "max")):
            least = None
        elif (name, one.name) in DIFFERENCES:
            least = -MOST_DAYS
        else:
            least = int(one.name == "weight" or (name, one.name) in WINDOWS)
        assert one.metadata.get("least") == least, (name, one.name)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_kind_as_a_value(name: str) -> None:
    """Rules and goals are frozen, take only keywords, and have their registered kind."""
    kind: Any = KINDS[name]
    needed = {key: 1 if key in ("max", "days", "within") else () for key in NEEDED.get(name, ())}
    one = kind(**needed)
    assert one == kind(**needed)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        one.id = "another"
    with pytest.raises(TypeError):
        kind("positional")
    if name not in PARTS:
        assert (one.kind, one.name) == (name, name)
        assert kind(**needed, id="mine").name == "mine"
        if not issubclass(kind, Rule):
            assert kind.sense == ("min" if name in MINIMISED else "max")


def test_a_rule_by_itself_has_the_name_of_its_kind() -> None:
    """Two rules of one kind without ids share a name; `named_rules` gives them different ids."""
    one = seatplan.rules.Lifeboat()
    program = seatplan.Program(rules=(one, one))
    assert [rule.name for rule in program.rules] == ["lifeboat", "lifeboat"]
    assert [rule.name for rule in program.named_rules] == ["lifeboat-1", "lifeboat-2"]


@pytest.mark.parametrize("name", ["rule_kind", "goal_kind", "edit_kind"])
def test_a_decorator_without_its_word_is_an_error(name: str) -> None:
    """It would register nothing, and turn the class into a function."""
    with pytest.raises(TypeError, match=rf'@{name}\("no-weekends"\)'):

        @getattr(seatplan, name)
        class Mine:
            """Says nothing."""
