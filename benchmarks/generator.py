"""Programmes of any size, made from a seed: stations, years, flights and people as one asks.

The shape is that of the ISS since 2020: a vehicle of three seats and one of four, each flight
some months long and launched so that flights overlap, two segments with their specialists,
partners with shares. Nothing in it is real.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

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
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fill_seats import FillSeats
from seatplan.rules.aboard import Aboard
from seatplan.rules.experience import Experience
from seatplan.rules.ground_time import GroundTime
from seatplan.rules.integrated_crew import IntegratedCrew
from seatplan.rules.lifeboat import Lifeboat

START = date(2030, 1, 1)


def timeline_rules() -> tuple[Rule, ...]:
    """The rules that look at every day."""
    return (
        Aboard(id="east-aboard", holding="east", min=1, after_departure=True),
        Aboard(id="west-aboard", holding="west", min=1, after_departure=True),
        Aboard(id="crowd", max=14),
        Lifeboat(),
    )


def flight_rules() -> tuple[Rule, ...]:
    """The rules that look at flights and members."""
    return (IntegratedCrew(of=("east", "west")), Experience(), GroundTime(days=400))


def generate(
    flights: int,
    people: int,
    *,
    years: int = 25,
    stations: int = 1,
    seed: int = 0,
    rules: tuple[Rule, ...] | None = None,
    goals: tuple[Goal, ...] | None = None,
) -> Program:
    """A feasible-looking programme of that size; the same seed gives the same one."""
    draw = random.Random(seed)
    return Program(
        name=f"{flights} flights, {people} people",
        agencies=(
            Agency("East", ("east",)),
            Agency("West", ("west",)),
            Agency("North", ("west",)),
            Agency("South", ("west",)),
        ),
        vehicles=(
            Vehicle(
                "Trio",
                "East",
                training_days=60,
                seats=(
                    Seat("commander", requires=("trio-commander",), critical=True),
                    Seat("engineer", count=2, requires=("trio",)),
                ),
            ),
            Vehicle(
                "Quartet",
                "West",
                training_days=60,
                seats=(
                    Seat("commander", requires=("quartet-commander",), critical=True),
                    Seat("pilot", requires=("quartet-pilot",)),
                    Seat("specialist", count=2, requires=("quartet",)),
                ),
            ),
        ),
        flights=tuple(_flights(flights, years, stations)),
        crew=tuple(_crew(people, years, draw)),
        rules=flight_rules() + timeline_rules() if rules is None else rules,
        goals=(FillSeats(), EvenTurns()) if goals is None else goals,
    )


def _flights(count: int, years: int, stations: int) -> list[Flight]:
    """At each station launches at even distance, each flight lasting two and a half of them."""
    made = []
    for station in range(stations):
        here = count // stations + (station < count % stations)
        gap = years * 365 / here
        for number in range(here):
            launch = START + timedelta(round(gap * number) + 3 * station)
            made.append(
                Flight(
                    f"S{station + 1}-{number + 1}",
                    "Trio" if number % 2 else "Quartet",
                    launch,
                    launch + timedelta(round(gap * 2.5)),
                    station=f"Station {station + 1}",
                )
            )
    return made


def _crew(count: int, years: int, draw: random.Random) -> list[CrewMember]:
    """Half of the corps is there at the start, the rest joins; careers of 15 to 25 years."""
    made = []
    for number in range(count):
        agency = draw.choices(("East", "West", "North", "South"), (45, 35, 12, 8))[0]
        there = number % 2 == 1
        joined = START + timedelta(-365 if there else draw.randrange(years * 300))
        leaves = joined + timedelta(draw.randrange(15 * 365, 25 * 365))
        held = []
        if agency == "East":
            held += ["trio"] + ["trio-commander"] * (draw.random() < 0.4)
            held += ["quartet"] * (draw.random() < 0.5)
        else:
            held += ["quartet"] + ["trio"] * (draw.random() < 0.5)
            if agency == "West":
                held += ["quartet-pilot"] * (draw.random() < 0.7)
                held += ["quartet-commander"] * (draw.random() < 0.4)
        flown = draw.randrange(4) if there else 0
        made.append(
            CrewMember(
                f"m{number + 1:04}",
                agency,
                qualifications=tuple(Qualification(one) for one in held),
                unavailable=(
                    Unavailable(until=joined, why="not yet in the corps"),
                    Unavailable(since=leaves, why="left the corps"),
                ),
                flights_before=flown,
                days_before=170 * flown,
                selected=joined - timedelta(700),
            )
        )
    return made
