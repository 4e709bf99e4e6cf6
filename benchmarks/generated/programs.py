"""Generates programs of any size around plans that keep all their rules.

The shape is that of the ISS since 2020: at each station a vehicle of three seats and one of four
take turns, launched so that flights overlap. There are two segments with their specialists, two
sides that exchange seats, and partners with a fixed number of seats a year. A *fleet* is such a
pair of vehicles; it serves two stations, and most people are trained for one fleet. All data are
made up.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta

from benchmarks.generated.people import (
    AGENCIES,
    GROUND_DAYS,
    START,
    TRAINING_DAYS,
    corps,
    crew_of,
    trained,
)
from benchmarks.generated.rules import account_rules, flight_rules, timeline_rules
from seatplan import Agency, Assignment, Flight, Goal, Plan, Program, Rule, Seat, Vehicle
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fill_seats import FillSeats
from seatplan.program import LEGS


def generate(
    flights: int,
    people: int,
    *,
    years: int = 25,
    stations: int = 1,
    seed: int = 0,
    timeline: bool = True,
    goals: tuple[Goal, ...] | None = None,
) -> Program:
    """A program of a size that has a plan; equal arguments give equal programs.

    Args:
        flights, people: the total numbers.
        years: the years from the first launch to the last.
        stations: the number of stations; the flights are spread evenly over them.
        seed: the seed of all random choices.
        timeline: whether the program has the rules about every day.
        goals: goals to use instead of filled seats and even turns.
    """
    return generate_with_plan(
        flights,
        people,
        years=years,
        stations=stations,
        seed=seed,
        timeline=timeline,
        goals=goals,
    )[0]


def generate_with_plan(
    flights: int,
    people: int,
    *,
    years: int = 25,
    stations: int = 1,
    seed: int = 0,
    timeline: bool = True,
    goals: tuple[Goal, ...] | None = None,
) -> tuple[Program, Plan]:
    """The program and its plan.

    Raises:
        ValueError: if there are too few people for so many flights.
    """
    draw = random.Random(seed)
    name = f"{flights} flights, {people} people"
    fleets = {_station(one): one // 2 for one in range(stations)}
    made = sorted(_flights(flights, years, stations), key=lambda one: (one.launch, one.id))
    members = list(corps(people, years, len(set(fleets.values())), draw))
    lines = []
    for flight in made:
        fleet = fleets[flight.station]
        kind = flight.vehicle.rpartition("-")[0]
        for role, person in crew_of(flight, kind, fleet, members, draw):
            lines += [Assignment(flight.id, leg, role, person.id) for leg in LEGS]
    plan = Plan(lines, name)
    rules: Sequence[Rule] = (
        *flight_rules(GROUND_DAYS),
        *account_rules(made, fleets, {one.id: one.agency for one in members}, plan),
        *(timeline_rules() if timeline else ()),
    )
    program = Program(
        name=name,
        agencies=tuple(Agency(one, ("east" if one == "East" else "west",)) for one in AGENCIES),
        vehicles=tuple(one for fleet in sorted(set(fleets.values())) for one in _vehicles(fleet)),
        flights=tuple(made),
        crew=tuple(one.member() for one in members),
        rules=tuple(rules),
        goals=(FillSeats(), EvenTurns()) if goals is None else goals,
    )
    return program, plan


def _station(number: int) -> str:
    return f"Station {number + 1}"


def _vehicles(fleet: int) -> tuple[Vehicle, Vehicle]:
    def needs(training: str) -> tuple[str]:
        return (trained(training, fleet),)

    return (
        Vehicle(
            trained("trio", fleet),
            "East",
            training_days=TRAINING_DAYS,
            seats=(
                Seat("commander", requires=needs("trio-commander"), critical=True),
                Seat("engineer", count=2, requires=needs("trio")),
            ),
        ),
        Vehicle(
            trained("quartet", fleet),
            "West",
            training_days=TRAINING_DAYS,
            seats=(
                Seat("commander", requires=needs("quartet-commander"), critical=True),
                Seat("pilot", requires=needs("quartet-pilot")),
                Seat("specialist", count=2, requires=needs("quartet")),
            ),
        ),
    )


def _flights(count: int, years: int, stations: int) -> list[Flight]:
    """The flights, evenly spaced at each station; each lasts two and a half intervals."""
    made = []
    for station in range(stations):
        here = count // stations + (station < count % stations)
        gap = years * 365 / here
        for number in range(here):
            launch = START + timedelta(round(gap * number) + 3 * station)
            made.append(
                Flight(
                    f"S{station + 1}-{number + 1}",
                    trained("trio" if number % 2 else "quartet", station // 2),
                    launch,
                    launch + timedelta(round(gap * 2.5)),
                    station=_station(station),
                )
            )
    return made
