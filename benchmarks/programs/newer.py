"""An assembly by Shuttles, with the fewest people third, and a station near the Moon whose ships
may move. Their structure is from general knowledge; people, dates and numbers are made up.
"""

from __future__ import annotations

import random
from datetime import date

from benchmarks.programs.shapes import (
    Data,
    corps,
    day,
    flight,
    goal,
    goals,
    program,
    rule,
    seat,
    vehicle,
)
from seatplan import Program


def assembly() -> Program:
    """Twenty-eight Shuttles and thirteen Soyuz: people with an arm to work and a walk to make."""
    chance, start = random.Random("assembly"), date(1998, 12, 1)
    skills = {
        "NASA": (62, {"commander": 0.3, "pilot": 0.5, "shuttle": 1, "eva": 0.55, "arm": 0.45}),
        "RSA": (24, {"soyuz-commander": 0.5, "soyuz": 1, "resident": 0.9, "eva": 0.6}),
        "ESA": (12, {"shuttle": 1, "soyuz": 0.5, "eva": 0.4, "arm": 0.3, "resident": 0.4}),
        "JAXA": (6, {"shuttle": 1, "arm": 0.6, "resident": 0.5, "eva": 0.4}),
        "CSA": (6, {"shuttle": 1, "arm": 0.7, "eva": 0.4}),
    }
    crew: list[Data] = []
    for agency, (count, holds) in skills.items():
        holds = holds | ({"resident": 0.4} if agency == "NASA" else {})
        crew += corps(chance, agency, count, holds, since=start, years=9, flown=0.5, stay=20)
    ships, launch = [], 3
    for number in range(28):
        until = day(start, launch + chance.randint(10, 14))
        ships.append(flight(f"A-{number + 1}", "Shuttle", day(start, launch), until))
        launch += 700 if number == 14 else chance.randint(50, 140)
    for number in range(13):
        launch = 700 + 183 * number
        until = day(start, launch + 190)
        ships.append(flight(f"TM-{number + 1}", "Soyuz", day(start, launch), until))
    partners = ["ESA", "JAXA", "CSA"]
    return program(
        "Assembly",
        agencies=[*skills],
        vehicles=[
            vehicle(
                "Shuttle",
                "NASA",
                150,
                seat("commander", "commander", critical=True),
                seat("pilot", "pilot", critical=True),
                seat("walker", "shuttle", "eva", count=2),
                seat("arm", "shuttle", "arm"),
                seat("specialist", "shuttle", count=2, optional=True),
            ),
            vehicle(
                "Soyuz",
                "RSA",
                120,
                seat("commander", "soyuz-commander", critical=True),
                seat("engineer", "resident"),
                seat("third", "resident", optional=True),
            ),
        ],
        flights=ships,
        crew=crew,
        rules=[
            rule("lifeboat", since=day(start, 702)),
            rule("experience", "veterans", 2, vehicles=["Shuttle"], min=3),
            rule("experience", "flown-commander", vehicles=["Shuttle"], roles=["commander"]),
            rule("share", "seats", 1, shares={"ESA": 8.3, "JAXA": 12.8, "CSA": 2.3}, tolerance=2.5),
            rule("exchange", "barter", 2, parties=["NASA", "RSA"], tolerance=4)
            | {"values": {"Soyuz": 2}},
            rule("quota", "partners-a-year", 1, agencies=partners, per="year", min=2),
            rule("aboard", "no-one-else", 1, agencies=["NASA", *partners], min=1)
            | {"since": day(start, 710), "until": day(start, 2900)},
            rule("ground-time", days=180),
            rule("ground-time", "a-year", 1, days=365),
            rule("career", weight=1, max_days=700),
            rule("frequency", max=3, days=1500),
            rule("quota", "arms", 3, agencies=["CSA"], roles=["arm"], min=5),
            rule("apart", members=["nasa-04", "nasa-09", "nasa-11"]),
        ],
        goals=goals(
            "keep-rules",
            goal(
                "prefer",
                terms=[
                    {"roles": ["arm"], "agencies": ["CSA"], "value": 3},
                    {"roles": ["walker"], "agencies": ["ESA"], "value": 1},
                ],
            ),
            "fewest-members",
            "fill-seats",
        ),
    )


def gateway() -> Program:
    """Nine capsules and nine landers whose launches may move by weeks; two roles are alike."""
    chance, start = random.Random("gateway"), date(2029, 9, 1)
    partners = {"NASA": 22, "ESA": 9, "JAXA": 7, "CSA": 4, "UAE": 3}
    crew: list[Data] = []
    for agency, count in partners.items():
        holds = {"capsule": 1, "commander": 0.5 if agency == "NASA" else 0.2}
        holds |= {"lander": 0.45, "surface": 0.6, "geologist": 0.3}
        crew += corps(chance, agency, count, holds, since=start, years=9)
    ships = []
    for number in range(9):
        launch = 340 * number + chance.randint(0, 50)
        capsule = flight(
            f"C-{number + 4}", "Capsule", day(start, launch), day(start, launch + 40)
        ) | {"station": "Gateway", "docked_days": {"min": 25, "max": 70}}
        landed = launch + 60
        until = day(start, landed + chance.choice((7, 14, 28)))
        lander = flight(f"L-{number + 1}", "Lander", day(start, landed), until, station="Surface")
        capsule["launch_window"] = _window(start, launch, 28, 14)
        if number % 3 == 0:
            lander["launch_window"] = _window(start, landed, 14, 7)
        ships += [capsule, lander]
    dark = [(day(start, 365 * year + 110), day(start, 365 * year + 125)) for year in range(8)]
    return program(
        "Gateway",
        agencies=[*partners],
        vehicles=[
            vehicle(
                "Capsule",
                "NASA",
                300,
                seat("commander", "commander", critical=True),
                seat("pilot", "capsule"),
                seat("specialist", "capsule", count=2),
            ),
            vehicle(
                "Lander",
                "NASA",
                240,
                seat("pilot", "lander", critical=True),
                seat("explorer", "surface", count=2),
                seat("guest", "surface", optional=True),
            ),
        ],
        flights=ships,
        crew=crew,
        rules=[
            rule("share", "seats", 2, shares={"NASA": 60, "ESA": 15, "JAXA": 12, "CSA": 5})
            | {"tolerance": 2},
            rule("quota", "geologist", 4, stations=["Surface"], holding="geologist", per="flight")
            | {"min": 1},
            rule("spacing", days=3),
            rule("blackout", weight=2, periods=[{"since": one, "until": two} for one, two in dark]),
            rule("ground-time", days=500),
            rule("career", max_days=350),
            rule("experience", vehicles=["Capsule"], roles=["commander"]),
            rule("quota", "uae", agencies=["UAE"], min=1, max=2),
            rule("exposure", "dose", 1, max=150, rates=[{"per_day": 1.8}]),
        ],
        goals=goals("keep-rules", "keep-dates", "fill-seats", "longest-waiting", "even-turns"),
    )


def _window(start: date, launch: int, days: int, step: int) -> Data:
    until = day(start, launch + days + 1)
    return {"since": day(start, launch - days), "until": until, "step": step}
