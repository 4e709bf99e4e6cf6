"""Small, clear programs for the tests of what is printed."""

from __future__ import annotations

import random
from datetime import date, timedelta

from attrs import evolve

from seatplan import Agency, Assignment, CrewMember, Fixed, Flight, Plan, Program, Seat, Vehicle
from seatplan.goals.even_turns import EvenTurns
from seatplan.goals.fill_seats import FillSeats
from seatplan.rules.exchange import Exchange
from seatplan.rules.experience import Experience
from seatplan.rules.quota import Quota

AGENCIES = (Agency("NASA"), Agency("Roscosmos"))
SOYUZ = Vehicle("Soyuz", "Roscosmos", seats=(Seat("commander"), Seat("engineer")))
DRAGON = Vehicle(
    "Dragon", "NASA", seats=(Seat("pilot"), Seat("specialist", count=2, optional=True))
)


def leaking() -> Program:
    """Return a program in which S-1 comes down empty and its crew comes home on S-2."""
    return Program(
        name="A leak",
        agencies=AGENCIES,
        vehicles=(SOYUZ, DRAGON),
        flights=(
            Flight(
                "S-1",
                "Soyuz",
                date(2024, 1, 1),
                date(2024, 7, 1),
                descent="empty",
                return_options=("S-2",),
            ),
            Flight("D-1", "Dragon", date(2024, 2, 1), date(2024, 8, 1), spacecraft="Hope"),
            Flight("S-2", "Soyuz", date(2024, 6, 1), date(2024, 12, 1), ascent="empty"),
        ),
        crew=(
            CrewMember("anna", "Roscosmos", "Anna Petrova", flights_before=1),
            CrewMember("boris", "Roscosmos", "Boris Ivanov"),
            CrewMember("carl", "NASA", "Carl Young"),
            CrewMember("dana", "NASA", "Dana Hill"),
        ),
        rules=(
            Exchange(parties=("NASA", "Roscosmos"), settled_by=(date(2024, 3, 1),), why="A deal."),
            Experience(min=1, weight=2),
            Quota(agencies=("Roscosmos",), flights=("D-1",), max=1),
        ),
        goals=(FillSeats(), EvenTurns()),
    )


def leaking_plan() -> Plan:
    """Return a plan that keeps every hard rule, with no veteran on D-1."""
    lines = (
        ("S-1", "up", "commander", "anna"),
        ("S-1", "up", "engineer", "carl"),
        ("S-2", "down", "commander", "anna"),
        ("S-2", "down", "engineer", "carl"),
        ("D-1", "up", "pilot", "dana"),
        ("D-1", "down", "pilot", "dana"),
        ("D-1", "up", "specialist", "boris"),
        ("D-1", "down", "specialist", "boris"),
    )
    return Plan(tuple(Assignment(*line) for line in lines), "A leak")  # type: ignore[arg-type]


def broken_plan() -> Plan:
    """Return that plan with an empty seat on S-1, and without dana's way down."""
    lines = leaking_plan().assignments
    gone = {("S-1", "carl"), ("S-2", "carl")}
    return Plan(
        tuple(
            line
            for line in lines
            if (line.flight, line.member) not in gone
            and not (line.member == "dana" and line.leg == "down")
        ),
        "A leak",
    )


def impossible() -> Program:
    """Return a program in which two members are fixed in one seat."""
    fixed = (Fixed("S-1", "commander", "anna", "up"), Fixed("S-1", "commander", "boris", "up"))
    return evolve(leaking(), fixed=fixed)


def nasty(text: str) -> Program:
    """Return the leaking program with a text in all names, and in ids as far as they permit."""
    program = leaking()
    seen = "".join(filter(str.isprintable, text))
    ship = evolve(DRAGON, id=seen)
    return evolve(
        program,
        name=text,
        vehicles=(SOYUZ, ship),
        flights=tuple(
            evolve(flight, vehicle=seen, spacecraft=seen) if flight.id == "D-1" else flight
            for flight in program.flights
        ),
        crew=tuple(evolve(member, name=f"{member.name}{text}") for member in program.crew),
        rules=tuple(evolve(rule, why=text) for rule in program.rules),
    )


def endless() -> Program:
    """A program with plans at once and a proof never: a market split.

    On each of the flights one of two people has the only seat; eight soft quotas each want half
    of the days of a random half of the flights to be the first one's.
    """
    chance = random.Random(1)
    day = date(2000, 1, 1)
    flights = []
    for number in range(60):
        landing = day + timedelta(days=chance.randint(50, 150))
        flights.append(Flight(f"F-{number}", "Capsule", day, landing))
        day = landing
    rules = []
    for _ in range(8):
        part = [flight for flight in flights if chance.random() < 0.5]
        half = sum((flight.landing - flight.launch).days for flight in part) // 2
        names = tuple(flight.id for flight in part)
        rules.append(
            Quota(flights=names, agencies=("NASA",), min=half, max=half, unit="days", weight=1)
        )
    return Program(
        agencies=AGENCIES,
        vehicles=(Vehicle("Capsule", "NASA", seats=(Seat("pilot"),)),),
        flights=tuple(flights),
        crew=(CrewMember("a", "NASA"), CrewMember("b", "Roscosmos")),
        rules=tuple(rules),
    )
