"""Hypothesis strategies: programs that are valid, with rules and goals of every known kind."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Literal, get_args, get_origin

import attrs
from hypothesis import strategies as st

import seatplan.files  # noqa: F401  registers the kinds
from seatplan.errors import ProgramError
from seatplan.files.shapes import Key, form_of, keys_of
from seatplan.kinds import goal_kinds, rule_kinds
from seatplan.normal import normal
from seatplan.program import (
    Agency,
    CrewMember,
    Fixed,
    Flight,
    Forbidden,
    Membership,
    Program,
    Qualification,
    Seat,
    Unavailable,
    Vehicle,
)

days = st.dates(date(1961, 4, 12), date(2040, 1, 1))
words = st.sampled_from(["usos", "rs", "eva", "a b", "x.y", '"', "#", "]", "é", "\\", "=1", "'''"])
seen = st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"])
texts = st.one_of(words, st.text(seen, min_size=1, max_size=8)).map(normal)
said = st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\t\n\r")
prose = st.text(said, max_size=8).map(normal)
fractions = st.one_of(
    st.fractions(max_denominator=30),
    st.decimals(-9999, 9999, places=3).map(Fraction),
    st.floats(-1e6, 1e6).map(lambda value: Fraction(repr(round(value, 6)))),
)


def some(items: tuple[str, ...], least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    """A few of the items, in any order, each once."""
    if not items:
        return st.just(())
    return st.lists(st.sampled_from(items), unique=True, min_size=least, max_size=3).map(tuple)


def spans() -> st.SearchStrategy[dict[str, date]]:
    """Keywords since and until, in order, either or both left out."""
    pair = st.tuples(days, days).map(sorted)
    both = pair.map(lambda two: {"since": two[0], "until": two[1]})
    return st.one_of(st.just({}), both, both.map(lambda two: {"until": two["until"]}))


@st.composite
def seats(draw: st.DrawFn, agencies: tuple[str, ...]) -> tuple[Seat, ...]:
    """Seats with roles of their own."""
    made = []
    for role in draw(st.lists(texts, unique=True, max_size=3)):
        kind = draw(st.sampled_from([{}, {"optional": True}, {"critical": True}]))
        allowed = draw(st.one_of(st.none(), some(agencies, 1))) or None
        requires = tuple(draw(st.lists(words, unique=True, max_size=2)))
        made.append(Seat(role, draw(st.integers(1, 4)), requires, allowed, **kind))
    return tuple(made)


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """A program without contradictions."""
    names = st.lists(texts, unique=True, min_size=1, max_size=3).map(tuple)
    ids = {"agency": draw(names), "vehicle": draw(names), "flight": draw(names)}
    ids["member"] = draw(names)
    held = st.lists(words, unique=True, max_size=2).map(tuple)
    agencies = tuple(Agency(name, draw(held)) for name in ids["agency"])
    vehicles = tuple(
        Vehicle(
            name,
            draw(st.sampled_from(ids["agency"])),
            draw(st.integers(0, 90)),
            draw(seats(ids["agency"])),
        )
        for name in ids["vehicle"]
    )
    flights = []
    stations = {name: draw(st.sampled_from(["ISS", "Tiangong"])) for name in ids["flight"]}
    for name in ids["flight"]:
        launch = draw(days)
        near = tuple(other for other in ids["flight"] if stations[other] == stations[name])
        flights.append(
            Flight(
                name,
                draw(st.sampled_from(ids["vehicle"])),
                launch,
                launch + timedelta(draw(st.integers(1, 400))),
                spacecraft=draw(st.sampled_from([None, f"of {name}"])),
                station=stations[name],
                seats=draw(st.one_of(st.none(), seats(ids["agency"]))),
                ascent=draw(st.sampled_from(["crewed", "empty"])),
                descent=draw(st.sampled_from(["crewed", "empty"])),
                return_options=draw(some(near)),
                lifeboat=draw(st.sampled_from([None, True, False])),
                lifeboat_until=draw(st.one_of(st.none(), days)),
            )
        )
    crew = [draw(members(name, ids["agency"])) for name in ids["member"]]
    return draw(
        with_wishes(
            Program(draw(prose), agencies, vehicles, tuple(flights), tuple(crew)),
            {**ids, "station": tuple(sorted(set(stations.values())))},
        )
    )


@st.composite
def members(draw: st.DrawFn, name: str, agencies: tuple[str, ...]) -> CrewMember:
    """A member with what one may have."""
    before = draw(st.integers(0, 3))
    held = [Qualification(word, **draw(spans())) for word in draw(st.sets(words, max_size=3))]
    away = {
        Unavailable(
            **draw(spans()), why=draw(prose | st.just("+training")), training=draw(st.booleans())
        )
        for _ in range(draw(st.integers(0, 2)))
    }
    change = draw(days)
    first, last = draw(st.sampled_from(agencies)), draw(st.sampled_from(agencies))
    changing = (Membership(first, until=change), Membership(last, since=change))
    return CrewMember(
        name,
        draw(st.sampled_from([first, first, changing, changing[1:]])),
        draw(st.one_of(st.just(name), prose)),
        tuple(held),
        tuple(away),
        before,
        draw(st.integers(0, 500)),
        draw(days) if before and draw(st.booleans()) else None,
        draw(st.one_of(st.none(), days)),
    )


@st.composite
def with_wishes(draw: st.DrawFn, program: Program, ids: dict[str, tuple[str, ...]]) -> Program:
    """The program with fixed and forbidden entries, rules and goals that fit it."""
    legs = st.sampled_from(["up", "down", "both"])
    weight = st.none() | st.integers(1, 9)
    places = []
    for flight in program.flights:
        vehicle = next(one for one in program.vehicles if one.id == flight.vehicle)
        own = flight.seats if flight.seats is not None else vehicle.seats
        places += [(flight.id, seat.role) for seat in own]
    roles = tuple({role for _, role in places})
    fixed, forbidden = set(), set()
    for flight, role in draw(st.lists(st.sampled_from(places), max_size=3)) if places else ():
        member = draw(st.sampled_from(ids["member"]))
        fixed.add(Fixed(flight, role, member, draw(legs), draw(weight)))
        forbidden.add(
            Forbidden(
                flight,
                member,
                draw(st.sampled_from([role, None])),
                draw(st.sampled_from([draw(legs), "any"])),
                draw(weight),
            )
        )
    ids = {**ids, "role": roles}
    rules = draw(st.lists(kinds(tuple(rule_kinds().values()), ids), max_size=4))
    goals = draw(st.lists(kinds(tuple(goal_kinds().values()), ids), max_size=2))
    for _ in range(8):  # rules that contradict themselves go
        try:
            return attrs.evolve(
                program,
                fixed=tuple(fixed),
                forbidden=tuple(forbidden),
                rules=tuple(rules),
                goals=tuple(goals),
            )
        except ProgramError as error:
            bad = {problem.place[:2] for problem in error.problems}
            rules = [rule for index, rule in enumerate(rules) if ("rules", index) not in bad]
            goals = [goal for index, goal in enumerate(goals) if ("goals", index) not in bad]
    return program


def kinds(classes: tuple[type, ...], ids: dict[str, tuple[str, ...]]) -> st.SearchStrategy[Any]:
    """An object of one of the classes, made by the types of its fields."""
    return st.sampled_from(classes).flatmap(lambda cls: objects(cls, ids))


@st.composite
def objects(draw: st.DrawFn, cls: type, ids: dict[str, tuple[str, ...]]) -> Any:
    """An object of the class; optional fields are left out half of the time."""
    values = {}
    for name, key in keys_of(cls).items():
        if key.required or draw(st.booleans()):
            values[key.argument] = draw(value_of(key, ids))
            if name == "id" and values["id"] is not None:
                values["id"] = draw(st.uuids()).hex
    return cls(**values)


def value_of(key: Key, ids: dict[str, tuple[str, ...]]) -> st.SearchStrategy[Any]:
    """A value for a field."""
    kind = key.field.metadata.get("ids") or key.field.metadata.get("id")
    least = key.field.metadata.get("least", -9)
    return _value(key.type, ids, ids.get(kind) if kind else None, least)


def _value(
    wanted: Any, ids: dict[str, tuple[str, ...]], known: tuple[str, ...] | None, least: int
) -> st.SearchStrategy[Any]:
    form = form_of(wanted)
    inner = form.inner[0]
    if form.shape == "either":
        return _value(inner, ids, known, least)
    if form.shape == "optional":
        return _value(inner, ids, known, least)
    if form.shape == "object":
        return objects(inner, ids)
    if form.shape == "map":
        keys = st.sampled_from(known or ("a", "b"))
        pairs = st.dictionaries(keys, _value(inner, ids, None, 1), min_size=1, max_size=3)
        return pairs.map(lambda found: tuple(sorted(found.items())))
    if form.shape == "list":
        if known is not None:
            return some(known, 1)
        return st.lists(_value(inner, ids, None, least), max_size=3, unique=True).map(tuple)
    if get_origin(wanted) is Literal:
        return st.sampled_from(get_args(wanted))
    if wanted is str:
        return st.sampled_from(known) if known else texts
    leaves = {
        int: st.integers(least, 1000),
        bool: st.booleans(),
        date: days,
        Fraction: fractions.map(abs) if least >= 0 else fractions,
    }
    return leaves[wanted]
