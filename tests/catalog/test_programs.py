"""The shipped programs serve their purposes, and the small ones are solved."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

import seatplan
from seatplan import Status, catalog
from seatplan.kinds import Goal, Rule
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
from seatplan.selection import Where, Who

SMALL = ("commercial-station", "iss-next", "two-flights")
TABLES = (
    Program, Agency, Vehicle, Seat, Flight, CrewMember, Qualification, Unavailable, Fixed, Forbidden
)  # fmt: skip
KINDS = {**seatplan.rule_kinds(), **seatplan.goal_kinds()}
PICKS = {*attrs.fields_dict(Where), *attrs.fields_dict(Who)}
COMMON = {*attrs.fields_dict(Rule), *attrs.fields_dict(Goal)}


def keys(data: Any) -> Iterator[str]:
    """Every key in nested tables."""
    if isinstance(data, dict):
        yield from data
    if isinstance(data, dict | list):
        for entry in data.values() if isinstance(data, dict) else data:
            yield from keys(entry)


def blocks(name: str) -> list[str]:
    """The tables of a file as text."""
    return re.split(r"\n(?=\[\[)", catalog.text(name))


def test_all_ship() -> None:
    large = ("artemis", "iss", "iss-audit", "iss-crossflight", "tiangong")
    assert {*SMALL, *large} <= {*catalog.names()}


@pytest.mark.parametrize("name", SMALL)
def test_the_small_ones_are_solved(name: str) -> None:
    """To a proved optimum; it takes about a second, of which loading the solver is a half."""
    program = catalog.load(name)
    result = seatplan.solve(program, time_limit=60)
    assert result.status == Status.OPTIMAL
    assert result.plan is not None
    assert seatplan.check(program, result.plan).ok


# two-flights


def test_two_flights_has_two() -> None:
    assert len(catalog.load("two-flights").flights) == 2


@pytest.mark.parametrize("table", TABLES)
def test_two_flights_uses_and_explains_every_key(table: type) -> None:
    """In the data, and in backquotes in a comment before."""
    text = catalog.text("two-flights")
    comments = "\n".join(line for line in text.splitlines() if line.startswith("#"))
    used = {*keys(tomllib.loads(text))}
    for key in attrs.fields_dict(table):
        assert key in used, key
        assert f"`{key}`" in comments or f"[[{key}]]" in text, key


@pytest.mark.parametrize("kind", KINDS)
def test_two_flights_has_every_kind_with_its_keys(kind: str) -> None:
    """Its own keys where it is, twice if two exclude each other; those that come again anywhere."""
    data = tomllib.loads(catalog.text("two-flights"))
    wanted = [*data["rules"], *data["goals"]]
    own = {key for one in wanted if kind in (one.get("rule"), one.get("goal")) for key in one}
    needs = {*attrs.fields_dict(KINDS[kind])} - COMMON - PICKS
    assert needs <= own
    assert {*keys(wanted)} >= PICKS | COMMON
    text = catalog.text("two-flights")
    for key in needs | PICKS | COMMON:
        assert f"`{key}`" in text, key


# iss


def test_iss_is_complete() -> None:
    """As many flights, people and tours as the tables have; MS-10 is named and left out."""
    program, plan = catalog.load("iss"), catalog.flown("iss")
    ids = [flight.id for flight in program.flights]
    assert (ids[0], ids[-1], len(ids)) == ("STS-88", "Crew-13", 129)
    assert "MS-10" not in ids
    assert "MS-10" in catalog.text("iss").split("\n[[", 1)[0]
    ups, downs = (
        {(line.member, line.flight) for line in plan.assignments if line.leg == leg}
        for leg in ("up", "down")
    )
    assert len(ups) == len(downs) == 526
    assert len(ups - downs) == 75
    assert {member for member, _ in ups} == {member.id for member in program.crew}


def test_every_flight_of_iss_names_its_sources() -> None:
    for block in blocks("iss"):
        if block.startswith("[[flights]]"):
            assert re.search(r"^# launch: \S", block, re.M)
            assert re.search(r"^# landing: \S", block, re.M)


def test_what_is_assumed_in_iss_says_so() -> None:
    """Every absence has a reason, a source or the word "assumed"."""
    for member in catalog.load("iss").crew:
        for away in member.unavailable:
            known = re.search(r"\(.+\)$", away.why) or "in no pool" in away.why
            assert known or away.why.startswith("ASSUMED: "), (member.id, away)


def test_crossflights_are_in_iss_too() -> None:
    """The same dates, legs and people, though some are called otherwise."""
    whole, part = catalog.load("iss"), catalog.load("iss-crossflight")
    dates = {flight.id: (flight.launch, flight.landing) for flight in whole.flights}
    crewed = [one for one in part.flights if one.seats != ()]
    assert len(crewed) == 21
    assert all(dates[one.id] == (one.launch, one.landing) for one in crewed)
    people = {member.id: member.name for member in whole.crew}
    others = {member.id: member.name for member in part.crew}
    assert {
        (line.flight, line.leg, line.role, others[line.member])
        for line in catalog.flown("iss-crossflight").assignments
    } == {
        (line.flight, line.leg, line.role, people[line.member])
        for line in catalog.flown("iss").assignments
        if line.flight in {flight.id for flight in part.flights}
    }


# iss-next


def test_iss_next_starts_with_who_is_in_orbit() -> None:
    """Fixed on the way up, as they flew."""
    fixed = {(one.flight, one.role, one.member) for one in catalog.load("iss-next").fixed}
    flown = {
        (line.flight, line.role, line.member)
        for line in catalog.flown("iss").assignments
        if line.flight in ("MS-29", "Crew-13") and line.leg == "up"
    }
    assert fixed == flown


def test_iss_next_marks_what_is_not_known() -> None:
    """Every flight of which something is open, and everyone who has not flown."""
    flown = {member.id for member in catalog.load("iss").crew}
    for block in blocks("iss-next"):
        if block.startswith("[[flights]]"):
            assert "ASSUMED" in block
        if block.startswith("[[crew]]"):
            known = re.search(r'^id = "(.*)"$', block, re.M)
            assert known is not None
            assert known[1] in flown or block.startswith("[[crew]]\n# ")


def test_iss_next_is_ahead() -> None:
    """It shares with history only the flights that are in orbit."""
    ahead = {flight.id for flight in catalog.load("iss-next").flights}
    assert ahead & {flight.id for flight in catalog.load("iss").flights} == {"MS-29", "Crew-13"}


# The figures of the docs


@pytest.mark.parametrize("name", ["artemis", "tiangong"])
def test_docs_count_right(name: str) -> None:
    """Flights, people and rules of the programs that no table is the source of."""
    program = catalog.load(name)
    page = (Path(__file__).parents[2] / "docs" / "catalog.md").read_text(encoding="utf-8")
    page = page[page.index(f"## The shipped program `{name}`") :]
    hard = sum(rule.weight is None for rule in program.rules)
    soft = len(program.rules) - hard
    assert f"| flights | {len(program.flights)}: " in page
    assert f"| rules | {hard} hard, {soft} preferences" in page
    people = re.search(r"\| people \| (.*?) \|", page)
    assert people is not None
    for agency in program.agencies:
        count = sum(member.agency == agency.id for member in program.crew)
        assert re.search(rf"\b{count} [^;]*\b{agency.id}\b|{agency.id} \({count}\)", people[1])
