"""Tables of files, right ones and odd ones, that a schema and a reader judge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

import seatplan
from seatplan.files.dumping import dump
from seatplan.files.shapes import TAGS, Form, Key, form_of, keys_of
from seatplan.ledger import LedgerEntry
from seatplan.program import (
    Agency,
    CrewMember,
    Fixed,
    Flight,
    Forbidden,
    Membership,
    Outage,
    Port,
    Qualification,
    Seat,
    Spacecraft,
    Unavailable,
    Vehicle,
)
from seatplan.rules.exposure import Rate
from seatplan.whatif.editing import Edit
from seatplan.worth import Condition, Term

from .files.strategies import value_of
from .properties.effort import NIGHTLY
from .schema_judge import in_json

WORLD: dict[str, Any] = {
    "agencies": [{"id": "A", "qualifications": ["C"]}, {"id": "B", "qualifications": ["C"]}],
    "vehicles": [{"id": "A", "operator": "A", "seats": [{"role": "A", "count": 3}]}],
    "ports": [{"id": name, "vehicles": ["A"]} for name in ("A", "B", "C")],
    "flights": [
        {"id": "A", "vehicle": "A", "launch": "2024-01-01", "landing": "2024-06-01"},
        {"id": "B", "vehicle": "A", "launch": "2024-07-01", "landing": "2025-01-01"},
    ],
    "crew": [
        {"id": "A", "agency": "A", "name": "a"},
        {"id": "B", "agency": "B", "name": "b"},
        {"id": "D", "agency": [{"id": "A", "until": "2020-01-01"}]},
    ],
    "rules": [
        {"rule": "some-of", "id": "one", "of": [{"terms": [{"value": 3}], "min": 1}]},
        {"rule": "exposure", "id": "two", "rates": [{"per_day": 3}], "max": 9},
        {
            "rule": "share",
            "id": "three",
            "shares": {"A": 1, "B": 1},
            "entries": [{"on": "2024-01-01", "party": "A", "units": 3}],
        },
    ],
    "goals": [{"goal": "cost", "terms": [{"value": 7}]}],
}
"""A program in which the ids A and B may be nearly everywhere."""

IDS = dict.fromkeys(("agency", "vehicle", "port", "flight", "member", "rule"), ("A", "B"))
IDS |= {"station": ("ISS",), "role": ("A",)}

ODD = (
    *(None, True, False, 0, 1, -1, 2.0, 1.5, 10**30, "", "A", "up", "empty", "days", "\n"),
    *("1/2", "-1/2", "-0/3", "+1/3", "1/0", "1/2\n", "places", "quota", "2024-02-29"),
    *(
        -(10**12),
        10**12 + 1,
        "1/1000000000001",
        "\u202e",
        "a\x00",
        "2023-02-29",
        "0000-01-01",
        "2024-1-1",
        "2024-01-01T00:00",
        "2024-01-01\n",
    ),
    *([], ["A"], ["B", "A"], ["A", "A"], ["A", "B", "C"], [1], ["2024-01-01"], [None], [[]]),
    *({}, {"A": 1}, {"A": 0}, {"A": "0/2", "B": "-1"}, {"A": -1}, {"A": "-1/2"}, {"id": "A"}),
    *([{"id": "A"}], [{"role": "A"}], [{"role": "A", "count": 0}], [{"role": "A"}, {"role": "A"}]),
    *({"A": "x"}, {"A": True}, {"A": "1/2\n"}, {"A": "0/2"}, {"A": "1/2"}, [1, "A"], [{}, {}]),
    *(["2024-01-01", "2024-01-01"], [{"value": 1}, {"value": 1}]),
    *([{"value": 1}], [{"value": 1, "flights": []}], [{}], {"rule": "quota", "max": 1}),
)
"""Values that are right in some place and wrong in most."""

PARTS = 5
"""Of `ODD`: as many kinds of one base together try all of it on each key that they inherit."""

TABLES: dict[str, tuple[tuple[str | int, ...], type]] = {
    "agency": (("agencies", 2), Agency),
    "vehicle": (("vehicles", 1), Vehicle),
    "seat": (("vehicles", 0, "seats", 1), Seat),
    "port": (("ports", 3), Port),
    "outage": (("ports", 0, "unavailable", 0), Outage),
    "spacecraft": (("spacecraft", 0), Spacecraft),
    "flight": (("flights", 2), Flight),
    "member": (("crew", 3), CrewMember),
    "membership": (("crew", 2, "agency", 1), Membership),
    "qualification": (("crew", 0, "qualifications", 0), Qualification),
    "unavailable": (("crew", 0, "unavailable", 0), Unavailable),
    "fixed": (("fixed", 0), Fixed),
    "forbidden": (("forbidden", 0), Forbidden),
    "term": (("goals", 0, "terms", 1), Term),
    "condition": (("rules", 0, "of", 1), Condition),
    "rate": (("rules", 1, "rates", 1), Rate),
    "entry": (("rules", 2, "entries", 1), LedgerEntry),
    **{word: (("rules", 3), cls) for word, cls in seatplan.rule_kinds().items()},
    **{word: (("goals", 0), cls) for word, cls in seatplan.goal_kinds().items()},
}
"""Every table in a program: where one stands, and the class that it is read as."""

NEEDED: dict[str, dict[str, Any]] = {
    "agency": {"id": "C"},
    "vehicle": {"id": "C", "operator": "A"},
    "seat": {"role": "B"},
    "port": {"id": "D", "vehicles": ["A"]},
    "spacecraft": {"id": "C", "vehicle": "A"},
    "flight": {"id": "C", "vehicle": "A", "launch": "2026-01-01", "landing": "2026-06-01"},
    "member": {"id": "C", "agency": "A"},
    "membership": {"id": "A", "since": "2021-01-01"},
    "qualification": {"id": "A"},
    "fixed": {"flight": "A", "role": "A", "member": "A"},
    "forbidden": {"flight": "A", "member": "A"},
    "condition": {"terms": [{}], "min": 1},
    "rate": {"per_day": 1},
    "entry": {"on": "2024-01-01", "party": "B", "units": 1},
    "aboard": {"min": 1},
    "apart": {"members": ["A"]},
    "career": {"max_days": 9},
    "exchange": {"parties": ["A", "B"]},
    "ground-time": {"days": 9},
    "integrated-crew": {"of": ["A"]},
    "quota": {"max": 1},
    "count": {"terms": [{}], "max": 1},
    "some-of": {"of": [{"terms": [{}], "min": 1}]},
    "frequency": {"max": 1, "days": 9},
    "exposure": {"rates": [{"per_day": 1}], "max": 9},
    "stay": {"max": 9},
    "blackout": {"periods": [{"since": "2026-01-01"}]},
    "backup-flies": {"within": 1},
    "spacing": {"days": 2},
    "handover": {"min": 1},
    "relocations": {"max": 1},
    "share": {"shares": {"A": 1}},
    "together": {"members": ["A"]},
    "cost": {"terms": [{"value": 1}]},
    "prefer": {"terms": [{"value": 1}]},
    "slip": {"flight": "A", "days": 1},
    "extend": {"flight": "A", "days": 1},
    "set-dates": {"flight": "A", "launch": "2026-01-01"},
    "open-dates": {"days": 1},
    "cancel": {"flight": "A"},
    "add-flight": {
        "to_add": {"id": "C", "vehicle": "A", "launch": "2026-01-01", "landing": "2026-06-01"}
    },
    "launch-empty": {"flight": "A"},
    "return-options": {"flight": "MS-22", "add": ["MS-23"]},
    "return-empty": {"flight": "A"},
    "reseat": {"flight": "A", "seats": []},
    "assign-spacecraft": {"flight": "A"},
    "close-port": {"port": "A"},
    "ground-spacecraft": {"spacecraft": "A"},
    "withdraw": {"member": "A"},
    "qualify": {"member": "A", "qualification": "A"},
    "disqualify": {"member": "A", "qualification": "A"},
    "fix": {"flight": "A", "role": "A", "member": "A"},
    "promote": {"flight": "A", "member": "A", "replaces": "A", "role": "A"},
    "forbid": {"flight": "A", "member": "A"},
    "add-rule": {"rule": "quota", "max": 1},
    "drop-rule": {"rule": "A"},
    "change-rule": {"rule": "A"},
}
"""What a table has to have, each with a right value; nothing where it is not in this list."""

TOGETHER = {
    "seat": ("optional", "critical"),
    "member": ("last_landing", "flights_before"),
    "aboard": ("min", "max", "after_departure"),
    "quota": ("min", "max"),
    "count": ("min", "max"),
    "condition": ("min", "max"),
    "stay": ("min", "max"),
    "handover": ("min", "max"),
    "career": ("max_days", "max_flights"),
}
"""Keys of one table that have to be looked at together."""

MIXED = (None, True, False, 0, 1, 1.0, "1", "2024-01-01")
"""Values for them; any may be missing as well."""

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
    """A value that may be under the key, as JSON has it."""
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


def around(
    needed: dict[str, Any], keys: Iterable[str], inherited: Iterable[str] = (), part: int = 0
) -> Iterator[dict[str, Any]]:
    """A right table with one key left out, and with one that is odd.

    Each key gets a third of the odd values, the next key the next third, so that the keys of one
    kind get all of them together. Keys that many kinds inherit get a fifth in each. The nightly
    profile gives all of them to each.
    """
    yield from ({name: needed[name] for name in needed if name != key} for key in needed)
    for number, key in enumerate(keys, start=part):
        third = ODD if NIGHTLY else ODD[number % 3 :: 3]
        yield from ({**needed, key: value} for value in third)
    fifth = ODD if NIGHTLY else ODD[part % PARTS :: PARTS]
    yield from ({**needed, key: value} for key in inherited for value in fifth)
