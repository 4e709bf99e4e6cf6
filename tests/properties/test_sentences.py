"""Sentences of requirements are complete and distinct, for any keys and ids."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatplan import (
    Agency,
    CrewMember,
    Fixed,
    Flight,
    Forbidden,
    Program,
    Qualification,
    Rule,
    Seat,
    Status,
    Unavailable,
    Vehicle,
    check,
    explain,
    rule_kinds,
    solve,
)
from seatplan.rules.backup import Backup
from seatplan.rules.blackout import Period
from seatplan.rules.exposure import Rate
from seatplan.worth import Condition, Term
from tests.build import day, flight, member, plan, program, seat, tour, vehicle
from tests.sentences import lines_of, requirements_of

from .effort import examples

FLIGHTS = [
    flight("F1", 1, 11, "dragon"),
    flight("F2", 21, 31, "dragon", station="Gateway"),
    flight("F3", 41, 51, "soyuz"),
    flight("F4", 61, 71, "dragon"),
    flight("F5", 43, 53, "dragon"),
]
CREW = [
    member("ann", "NASA", "eva", name="Ann Ames"),
    member("bob", "NASA", "eva", name="Bob Bell"),
    member("cem", "JAXA", "eva", name="Cem Can"),
]
CRAFTS = [
    vehicle("dragon", "NASA", 0, seat("pilot"), seat("guest", optional=True)),
    vehicle("soyuz", "Roscosmos", 0, seat("pilot"), seat("guest", optional=True)),
]

# All of these pick F1, another flight, and Ann; some also others.
NARROWING: dict[str, Any] = {
    "flights": ("F1", "F3", "F5"),
    "vehicles": ("dragon",),
    "operators": ("NASA", "JAXA"),
    "stations": ("ISS",),
    "since": day(1),
    "until": day(60),
    "members": ("ann", "cem"),
    "agencies": ("NASA",),
    "holding": "eva",
    "roles": ("guest", "pilot"),
}
SHOWN = {
    "flights": ("F1", "F3", "F5"),
    "vehicles": ("dragon",),
    "operators": ("NASA",),
    "stations": ("ISS",),
    "since": (str(day(1)),),
    "until": (str(day(60)), str(day(59))),
    "members": ("Ann Ames", "Cem Can"),
    "agencies": ("NASA",),
    "holding": ("eva",),
    "roles": ("guest or pilot",),
}
NEEDED: dict[str, dict[str, Any]] = {
    "aboard": {"min": 1},
    "apart": {"members": ("ann", "bob")},
    "backup-flies": {"within": 1},
    "career": {"max_days": 9},
    "count": {"terms": (Term(agencies=("NASA",)),), "min": 1},
    "exchange": {"parties": ("NASA", "JAXA"), "settled_by": (day(50),)},
    "exposure": {"rates": (Rate(per_day=1),), "max": 5},
    "frequency": {"max": 1, "days": 400},
    "ground-time": {"days": 400},
    "integrated-crew": {"of": ("eva",)},
    "quota": {"min": 1},
    "some-of": {"of": (Condition(terms=(Term(members=("bob",)),), min=1),)},
    "stay": {"max": 5},
    "blackout": {"periods": (Period(day(1), day(900)),)},
    "spacing": {"days": 900},
    "handover": {"min": 900},
    "relocations": {"max": 1},
    "share": {"shares": {"NASA": 1, "JAXA": 2}},
    "together": {"members": ("ann", "bob")},
}
"""The keys that each kind needs to be valid."""

KINDS = [name for name, cls in rule_kinds().items() if cls.__module__.startswith("seatplan.rules.")]


def narrowing_keys(kind: str) -> list[str]:
    """The keys of a kind that pick flights, members or days, without those that it needs anyway."""
    own = {one.name for one in attrs.fields(rule_kinds()[kind])}
    return [key for key in NARROWING if key in own and key not in NEEDED.get(kind, {})]


def made(kind: str, keys: Sequence[str], **more: Any) -> Rule:
    """A rule with these narrowing keys."""
    return rule_kinds()[kind](
        **NEEDED.get(kind, {}), **{key: NARROWING[key] for key in keys}, **more
    )


def with_rules(*rules: Rule) -> Program:
    if any(rule.kind == "backup-flies" for rule in rules):  # it is about backups, if there are any
        rules = (*rules, Backup(id="backups", min=0))
    return program(FLIGHTS, CREW, vehicles=CRAFTS, rules=rules)


@pytest.mark.parametrize("kind", KINDS)
def test_each_key_that_narrows_is_in_the_sentence(kind: str) -> None:
    """Each narrowing key, pair of keys, and all together are mentioned in the sentences."""
    keys = narrowing_keys(kind)
    some = [(), *combinations(keys, 1), *combinations(keys, 2), tuple(keys)]
    for chosen in some:
        lines = lines_of(with_rules(made(kind, chosen, id="the-rule")), "the-rule")
        assert lines, chosen
        # The days of a window are those of its first and its last stretch.
        said = [" ".join(lines)] if kind in ("aboard", "lifeboat") else lines
        for key in chosen:
            assert all(any(word in line for word in SHOWN[key]) for line in said), (key, lines)


@pytest.mark.parametrize("kind", KINDS)
def test_no_sentence_says_a_thing_twice_or_sums_up_on_each_flight(kind: str) -> None:
    """A sum is of all flights, and a role or agency that is said is not said again."""
    keys = [key for key in narrowing_keys(kind) if key in ("agencies", "roles")]
    for chosen in ((), *((key,) for key in keys), keys):
        rule = made(kind, chosen, id="the-rule")
        rule = attrs.evolve(rule, roles=("guest",)) if "roles" in chosen else rule
        for line in lines_of(with_rules(rule), "the-rule"):
            assert not re.search(r"(seats?|days) on all flights", line), line
            assert not re.search(r"as guest.* as for people who go up as guest", line), line
            assert not re.search(r"of NASA .*\(as for members of NASA", line), line


@st.composite
def pairs_of_rules(draw: st.DrawFn) -> tuple[Rule, Rule]:
    """Two rules of one kind, each narrowed by some keys, which may be the same."""
    kind = draw(st.sampled_from(KINDS))
    keys = narrowing_keys(kind)
    subsets = st.sets(st.sampled_from(keys)) if keys else st.just(set())
    one, two = (made(kind, sorted(draw(subsets)), id=name) for name in ("one", "two"))
    return one, two


@given(pairs_of_rules())
@examples(80)
def test_two_rules_never_say_the_same(rules: tuple[Rule, Rule]) -> None:
    """Two rules never have the same sentences; if they would, their ids are added."""
    lines = {one.id: one.message for one in requirements_of(with_rules(*rules))}
    assert len(set(lines.values())) == len(lines)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_rule_twice(kind: str) -> None:
    """If a rule occurs twice, both have their ids in requirements and findings."""
    hard, soft = made(kind, (), id="hard"), made(kind, (), id="soft", weight=1)
    one = with_rules(hard, soft)
    assert all(line.endswith(" [hard]") for line in lines_of(one, "hard"))
    report = check(one, plan(tour("ann", "F1"), tour("ann", "F3"), tour("cem", "F3", role="guest")))
    broken = [line.message for line in report.violations]
    assert len(set(broken)) == len(broken)


# Ids of all signs

PARTS = st.sampled_from(
    ["x", "x:x", "x:x:x", "any", "x:any", "any:x", "x\\", "x\\:x", "é ", "up", "2030", "2030-01-01"]
)
"""Short, similar parts, so that ids would collide without separators."""


@st.composite
def odd_programs(draw: st.DrawFn) -> Program:
    """Programs whose ids look like parts of other ids."""

    def ids(least: int, most: int) -> list[str]:
        return draw(st.lists(PARTS, min_size=least, max_size=most, unique=True))

    agencies, roles, held = ids(1, 2), ids(2, 3), ids(2, 3)
    flights = [
        Flight(name, "V", day(1), day(9), station=draw(st.sampled_from(["ISS", "I:SS", "any"])))
        for name in ids(2, 3)
    ]
    away = [
        Unavailable(date(2030, 1, 1), draw(st.sampled_from([None, date(2030, 1, 2)])), why=why)
        for why in ids(2, 3)
    ]
    crew = [
        CrewMember(
            name,
            draw(st.sampled_from(agencies)),
            name=draw(st.sampled_from(["Ann", "Ann (a)", name])),
            qualifications=tuple(map(Qualification, held[:1])),
            unavailable=tuple(away),
        )
        for name in ids(2, 3)
    ]
    seats = tuple(Seat(role, requires=tuple(held[:at])) for at, role in enumerate(roles))
    names = ids(4, 4)
    kinds: Mapping[str, Any] = {"members": tuple(one.id for one in crew)}
    rules = [
        rule_kinds()["integrated-crew"](id=names[0], of=tuple(held)),
        rule_kinds()["quota"](id=names[1], min=1, per="flight"),
        rule_kinds()["quota"](id=names[2], max=0, per="year"),
        rule_kinds()["apart"](id=names[3], **kinds),
    ]
    where = [(flights[0].id, crew[0].id), (flights[1].id, crew[1].id)]
    return Program(
        agencies=tuple(map(Agency, agencies)),
        vehicles=(Vehicle("V", agencies[0], seats=seats),),
        flights=tuple(flights),
        crew=tuple(crew),
        fixed=tuple(Fixed(f, role, m) for f, m in where for role in roles[:2]),
        forbidden=tuple(Forbidden(f, m, role) for f, m in where for role in (None, *roles)),
        rules=tuple(rules),
    )


@given(odd_programs())
@examples(40)
def test_no_two_requirements_share_an_id(one: Program) -> None:
    """With any characters in ids, each requirement has its own id, sentence and subject."""
    meant: dict[str, set[Any]] = {}
    for here in requirements_of(one):
        meant.setdefault(here.id, set()).add((here.rule, here.message, here.subject))
    assert all(len(same) == 1 for same in meant.values())


@given(odd_programs())
@examples(4)
def test_each_fix_helps_whatever_the_ids(one: Program) -> None:
    """With any ids, each fix helps, and no two lines of an explanation are the same."""
    explanation = explain(one, max_fixes=2)
    groups = [*explanation.conflicts, *explanation.fixes]
    lines = {here.id: here.message for group in explanation.conflicts for here in group}
    assert len(set(lines.values())) == len(lines)
    assert groups
    for fix in explanation.fixes:
        assert solve(one, without=fix).status is Status.OPTIMAL
        for kept in fix:
            rest = [other for other in fix if other is not kept]
            assert solve(one, without=rest).status is Status.INFEASIBLE
