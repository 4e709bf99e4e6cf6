"""Programs as they were planned the day before something happened.

Built from `iss-crossflight`, which holds what was flown: what happened is taken back, and what
no one had planned yet is left out. Dates that were only planned are approximate.
"""

from __future__ import annotations

from datetime import date

from attrs import evolve

from seatplan import (
    AddFlight,
    Assignment,
    Cancel,
    CrewMember,
    Docking,
    DropRule,
    Edit,
    Flight,
    Plan,
    Program,
    Qualification,
    catalog,
)
from seatplan.program import LEGS

CROSSFLIGHT = catalog.load("iss-crossflight")
FLOWN = catalog.flown("iss-crossflight")

COUNTED = ("esa-seats", "jaxa-seats", "csa-seats", "bought-flights")
"""Rules that count seats over the whole program and are meaningless for a part of it."""

USUAL_MIX = ("partner-on-dragon", "two-of-nasa")
"""Preferences that the real plans did not follow; replanning would first improve these."""


def planned(before: date, *replaced: Flight) -> Program:
    """The flights that launch before a day, some of them as they were planned."""
    edits: list[Edit] = [Cancel(one.id) for one in CROSSFLIGHT.flights if one.launch >= before]
    for flight in replaced:
        edits += [Cancel(flight.id), AddFlight(flight)]
    edits += [DropRule(rule) for rule in (*COUNTED, *USUAL_MIX)]
    return CROSSFLIGHT.apply(*edits)


def crew(flight: str, **roles: str) -> set[Assignment]:
    """Lines of members who go up and down on a flight: `flight_engineer="petelin rubio"`."""
    return {
        Assignment(flight, leg, role.replace("_", "-"), member)
        for role, members in roles.items()
        for member in members.split()
        for leg in LEGS
    }


def as_flown(program: Program, *but: str) -> set[Assignment]:
    """The flown lines of the program's flights, without the flights in `but`."""
    flights = {one.id for one in program.flights} - set(but)
    return {line for line in FLOWN.assignments if line.flight in flights}


def docked(program: Program, **ports: str) -> set[Docking]:
    """The ports of the program's ships; the named ships are at one port all the time."""
    elsewhere = {flight.replace("_", "-"): port for flight, port in ports.items()}
    flights = {one.id for one in program.flights} - elsewhere.keys()
    return {one for one in FLOWN.docking if one.flight in flights} | {
        Docking(flight, port) for flight, port in elsewhere.items()
    }


def before_the_leak() -> tuple[Program, Plan]:
    """14 December 2022: MS-23 is to bring the next crew in March, MS-24 the one after it.

    Whom MS-24 was to carry is taken to be the backups of MS-23.
    """
    program = planned(
        date(2024, 1, 1),
        Flight("MS-22", "Soyuz MS", date(2022, 9, 21), date(2023, 3, 28)),
        Flight("MS-23", "Soyuz MS", date(2023, 3, 16), date(2023, 9, 27)),
        Flight("MS-24", "Soyuz MS", date(2023, 9, 15), date(2024, 4, 6)),
    )
    lines = as_flown(program, "MS-22", "MS-23", "MS-24")
    lines |= crew("MS-22", commander="prokopyev", flight_engineer="petelin rubio")
    lines |= crew("MS-23", commander="kononenko", flight_engineer="chub ohara")
    lines |= crew("MS-24", commander="ovchinin", flight_engineer="platonov dyson")
    there = docked(program, MS_22="Rassvet", MS_23="Prichal", MS_24="Rassvet")
    return program, Plan(lines, program.name, docking=there)


def before_starliner_came_home_empty() -> tuple[Program, Plan]:
    """23 August 2024: CFT is to bring its two home, Crew-9 is to fly four."""
    program = planned(
        date(2025, 5, 1),
        Flight("CFT", "Starliner", date(2024, 6, 5), date(2024, 9, 7), "Calypso"),
        Flight("Crew-9", "Crew Dragon", date(2024, 9, 28), date(2025, 3, 18), "Freedom"),
    )
    wilson = CrewMember(
        "s-wilson",
        "NASA",
        "Stephanie Wilson",
        qualifications=(Qualification("dragon"),),
        flights_before=3,
        days_before=42,
        last_landing=date(2010, 4, 20),
    )
    program = evolve(program, crew=(*program.crew, wilson))
    lines = as_flown(program, "CFT", "Crew-9")
    lines |= crew("CFT", commander="wilmore", pilot="s-williams")
    lines |= crew(
        "Crew-9", commander="cardman", pilot="hague", mission_specialist="s-wilson gorbunov"
    )
    return program, Plan(lines, program.name, docking=docked(program))
