"""Programs that are too large for enumeration, with rules and goals of every kind."""

from __future__ import annotations

import random

from attrs import evolve
from hypothesis import strategies as st

from seatplan import (
    Agency,
    CrewMember,
    Flight,
    Goal,
    Program,
    Qualification,
    Rule,
    Seat,
    Unavailable,
    Vehicle,
)
from seatplan.testing import day, known_goals, known_rules, with_rule
from seatplan.testing.makers import goal_maker_of, rule_maker_of
from seatplan.testing.programs import QUALIFICATIONS

AGENCIES = ("NASA", "Roscosmos", "JAXA")


def medium_program(seed: int, flights: int = 15, members: int = 60) -> Program:
    """A program without rules and goals; with enough people for its seats, it has many plans.

    Args:
        seed: what it is made from.
        flights, members: how many; on as many days as small drawn programs have.
    """
    chance = random.Random(seed)
    vehicles = (
        Vehicle(
            "Soyuz",
            "Roscosmos",
            seats=(
                Seat("pilot", requires=("rs",), critical=True),
                Seat("engineer", 2, optional=chance.random() < 0.5),
            ),
        ),
        Vehicle(
            "Dragon",
            "NASA",
            training_days=chance.choice((0, 2)),
            seats=(
                Seat("pilot", requires=("usos",)),
                Seat("engineer", requires=("eva",)),
                Seat("guest", 2, optional=True, agencies=chance.choice((None, AGENCIES[1:]))),
            ),
        ),
    )
    launches = sorted(chance.randint(0, 30) for _ in range(flights))
    made = []
    for number, launch in enumerate(launches):
        others = [f"F{one}" for one in range(number + 1, min(number + 3, flights))]
        station = chance.choice(("ISS", "ISS", "Axiom Station"))
        made.append(
            Flight(
                f"F{number}",
                chance.choice(("Soyuz", "Dragon")),
                day(launch),
                day(launch + chance.randint(3, 14)),
                station=station,
                return_options=tuple(others) if chance.random() < 0.3 else (),
            )
        )
    at = {one.id: one.station for one in made}
    made = [
        evolve(
            one,
            return_options=tuple(home for home in one.return_options if at[home] == one.station),
        )
        for one in made
    ]
    return Program(
        f"medium {seed}",
        (Agency("NASA", ("usos",)), Agency("Roscosmos", ("rs",)), Agency("JAXA")),
        vehicles,
        tuple(made),
        tuple(_member(f"m{number:02}", chance) for number in range(members)),
    )


def _member(name: str, chance: random.Random) -> CrewMember:
    before = chance.choice((0, 0, 1, 2))
    away = chance.randint(0, 30)
    return CrewMember(
        name,
        chance.choice(AGENCIES),
        qualifications=tuple(Qualification(one) for one in QUALIFICATIONS if chance.random() < 0.5),
        unavailable=(Unavailable(day(away), day(away + 8)),) if chance.random() < 0.2 else (),
        flights_before=before,
        days_before=before * 6,
        last_landing=day(-chance.randint(1, 20)) if before else None,
        selected=day(-chance.randint(20, 60)),
    )


@st.composite
def medium_programs(draw: st.DrawFn, flights: int = 15, members: int = 60) -> Program:
    """Programs with four to eight rules, most of them soft, and two to four goals."""
    program = medium_program(draw(st.integers(0, 2**32 - 1)), flights, members)
    rules: list[Rule] = []
    for _ in range(draw(st.integers(4, 8))):
        rule = draw(rule_maker_of(draw(st.sampled_from(known_rules())))(program))
        hard = draw(st.integers(1, 4)) == 4
        changed = with_rule(program, rule, weight=None if hard else rule.weight or 2)
        rules += changed.rules
    goals: list[Goal] = []
    kinds = draw(st.lists(st.sampled_from(known_goals()), min_size=2, max_size=4, unique=True))
    for kind in kinds:
        goals.append(draw(goal_maker_of(kind)(program)))
    return evolve(program, rules=tuple(rules), goals=tuple(goals))
