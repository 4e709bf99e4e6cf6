"""Programs with one to three seats a ship: Salyut, Skylab, Almaz, and two made-up stations.

Their structure is from general knowledge; people, dates and numbers are made up.
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
    terms,
    vehicle,
)
from seatplan import Program


def salyut() -> Program:
    """Ten ships of two or three seats. Visitors may come home on the ship that is there, and leave
    theirs to the residents."""
    chance, start = random.Random("salyut"), date(1977, 10, 1)
    guests = ("Czechoslovakia", "Poland", "GDR", "Bulgaria", "Hungary", "Cuba")
    crew = list(
        corps(
            chance,
            "USSR",
            20,
            {"commander": 0.45, "engineer": 0.6, "soyuz": 1},
            since=start,
            years=3.5,
            flown=0.5,
            stay=60,
        )
    )
    for agency in guests:
        crew += corps(chance, agency, 2, {"soyuz": 1}, since=start, years=3.5, flown=0, absent=0)
    launches = [0]
    for number in range(9):
        launches.append(launches[-1] + (chance.randint(90, 150) if number % 2 == 0 else 75))
    ships = []
    for number, launch in enumerate(launches):
        after = launches[number + 1] if number < 9 else launch + 120
        other = number + 1 if number % 2 == 0 else number - 1
        ships.append(
            flight(
                f"S-{number + 25}",
                "Soyuz T" if number >= 6 else "Soyuz",
                day(start, launch),
                day(start, after + 9),
                station="Salyut 6",
                return_options=[f"S-{other + 25}"],
            )
        )
    return program(
        "Salyut 6",
        agencies=["USSR", *guests],
        vehicles=[
            vehicle(
                "Soyuz",
                "USSR",
                45,
                seat("commander", "commander", critical=True),
                seat("second", "soyuz"),
            ),
            vehicle(
                "Soyuz T",
                "USSR",
                45,
                seat("commander", "commander", critical=True),
                seat("engineer", "engineer"),
                seat("researcher", "soyuz", optional=True),
            ),
        ],
        flights=ships,
        crew=crew,
        rules=[
            rule("lifeboat"),
            rule("aboard", "crowd", max=5),
            rule("aboard", "an-engineer", 1, holding="engineer", min=1),
            rule("ground-time", days=240),
            rule("career", max_days=500, max_flights=5),
            rule("experience", "flown-commander", flights=["S-26", "S-28"]),
            rule("experience", "one-veteran", 20),
            rule("quota", "guests-a-flight", agencies=[*guests], per="flight", max=1),
            rule("quota", "guests", agencies=[*guests], min=4),
            rule("share", "by-turns", 3, shares=dict.fromkeys(guests, 1), tolerance=1),
            rule("apart", members=["ussr-01", "ussr-02", "ussr-03"]),
            rule("together", weight=2, members=["ussr-05", "ussr-06"]),
        ],
        goals=goals(
            "keep-rules", "fill-seats", goal("longest-waiting", agencies=["USSR"]), "even-turns"
        ),
    )


def skylab() -> Program:
    """Twelve flights of three to two workshops: pilots, scientists, a few guests, doctors soft."""
    chance, start = random.Random("skylab"), date(1973, 5, 25)
    crew = [
        *corps(
            chance,
            "NASA pilots",
            20,
            {"csm-commander": 0.5, "csm": 1, "eva": 0.6, "doctor": 0.05},
            since=start,
            years=5,
            flown=0.4,
            stay=14,
        ),
        *corps(
            chance,
            "NASA scientists",
            12,
            {"csm": 1, "solar": 0.5, "doctor": 0.3, "eva": 0.4},
            since=start,
            years=5,
            flown=0,
        ),
        *corps(chance, "Europe", 4, {"csm": 1, "solar": 0.5}, since=start, years=5, flown=0),
        *corps(chance, "USAF", 6, {"csm": 1, "eva": 1}, since=start, years=5, flown=0),
    ]
    ships, launch = [], 0
    for number in range(12):
        stay = (28, 59, 84, 90)[number % 4]
        station = "Skylab" if number < 6 or number % 2 else "Skylab B"
        until = day(start, launch + stay)
        ships.append(flight(f"SL-{number + 2}", "CSM", day(start, launch), until, station=station))
        launch += stay + chance.randint(20, 60)
    return program(
        "Skylab",
        agencies=["NASA pilots", "NASA scientists", "Europe", "USAF"],
        vehicles=[
            vehicle(
                "CSM",
                "NASA pilots",
                200,
                seat("commander", "csm-commander", critical=True),
                seat("science-pilot", "csm", agencies=["NASA scientists", "Europe"]),
                seat("pilot", "csm"),
            )
        ],
        flights=ships,
        crew=crew,
        rules=[
            rule("quota", "a-doctor", 4, holding="doctor", per="flight", min=1),
            rule("quota", "spacewalkers", holding="eva", per="flight", min=1),
            rule("quota", "solar", 2, holding="solar", per="year", min=2),
            rule("quota", "europe", agencies=["Europe"], min=2),
            rule("share", "seats", 2, shares={"NASA pilots": 3, "NASA scientists": 2, "USAF": 1}),
            rule(
                "share",
                "days",
                1,
                unit="days",
                tolerance=40,
                shares={"NASA pilots": 2, "NASA scientists": 1},
            ),
            rule("experience", "veteran", min=1, weight=15),
            rule("ground-time", days=365),
            rule("career", max_days=180, weight=1),
            rule("apart", members=["nasa-pilots-01", "nasa-pilots-02"]),
        ],
        goals=goals(
            "keep-rules",
            goal("prefer", terms=terms(Europe=2, USAF=1)),
            "longest-waiting",
            "even-turns",
        ),
    )


def almaz() -> Program:
    """Two military stations in turns, crews of two and three, as few people as will do."""
    chance, start = random.Random("almaz"), date(1974, 6, 1)
    crew = [
        *corps(
            chance,
            "Air Force",
            26,
            {"commander": 0.5, "tks": 1, "camera": 0.4},
            since=start,
            years=4,
            flown=0.25,
            stay=30,
        ),
        *corps(chance, "Bureau", 10, {"tks": 1, "camera": 0.6}, since=start, years=4, flown=0.2),
    ]
    ships, launch = [], 0.0
    for number in range(14):
        stay = chance.choice((16, 30, 60, 90))
        ships.append(
            flight(
                f"TKS-{number + 1}",
                "TKS" if number % 3 == 2 else "Soyuz 7K",
                day(start, launch),
                day(start, launch + stay),
                station=("Almaz 2", "Almaz 3")[number % 2],
            )
        )
        launch += chance.randint(40, 110)
    return program(
        "Almaz",
        agencies=["Air Force", "Bureau"],
        vehicles=[
            vehicle(
                "Soyuz 7K",
                "Air Force",
                60,
                seat("commander", "commander", agencies=["Air Force"], critical=True),
                seat("engineer", "tks"),
            ),
            vehicle(
                "TKS",
                "Bureau",
                90,
                seat("commander", "commander", critical=True),
                seat("operator", "tks", count=2),
            ),
        ],
        flights=ships,
        crew=crew,
        rules=[
            rule("quota", "a-photographer", holding="camera", per="flight", min=1),
            rule("exchange", parties=["Air Force", "Bureau"], tolerance=5, weight=2),
            rule("ground-time", days=180),
            rule("ground-time", "a-year", 1, days=365),
            rule("career", max_flights=4),
            rule("experience", since=day(start, 300)),
            rule("quota", "bureau-a-year", agencies=["Bureau"], per="year", min=1, max=4),
            rule("together", weight=3, members=["air-force-03", "bureau-02"]),
        ],
        goals=goals("keep-rules", "fewest-members", "longest-waiting", "even-turns"),
    )


def first_station() -> Program:
    """A first crew vehicle and, after test flights, a first station of two, then of three."""
    chance, start = random.Random("first"), date(2027, 3, 1)
    crew = [
        *corps(
            chance,
            "National",
            18,
            {"commander": 0.45, "capsule": 1, "eva": 0.5, "scientist": 0.35},
            since=start,
            years=8,
            flown=0.1,
            absent=0.3,
        ),
        *corps(chance, "Partner", 4, {"capsule": 1, "scientist": 0.5}, since=start, years=8),
        *corps(chance, "Guest", 4, {"capsule": 1}, since=start, years=8, flown=0, absent=0),
    ]
    ships = [
        flight(f"G-{number + 1}", "Capsule", day(start, launch), day(start, launch + stay))
        | {"station": "none"}
        for number, (launch, stay) in enumerate(((0, 3), (240, 7), (420, 14)))
    ]
    launch = 700.0
    for number in range(4, 13):
        stay = 15 if number < 6 else 150
        until = day(start, launch + stay + 4)
        kind = "Capsule" if number < 6 else "Capsule B"
        extra = {"return_options": [f"G-{number + 1}"]} if 6 <= number < 12 else {}
        ships.append(
            flight(f"G-{number}", kind, day(start, launch), until, station="Station", **extra)
        )
        launch += stay if number >= 6 else 160
    return program(
        "A first station",
        agencies=["National", "Partner", "Guest"],
        vehicles=[
            vehicle(
                "Capsule",
                "National",
                180,
                seat("commander", "commander", critical=True),
                seat("crew", "capsule", count=2, optional=True),
            ),
            vehicle(
                "Capsule B",
                "National",
                180,
                seat("commander", "commander", agencies=["National"], critical=True),
                seat("engineer", "capsule", "eva"),
                seat("crew", "capsule", count=2, optional=True),
            ),
        ],
        flights=ships,
        crew=crew,
        rules=[
            rule("aboard", "staffed", 1, stations=["Station"], min=2, since=day(start, 1020)),
            rule("aboard", "eva", 1, stations=["Station"], holding="eva", min=1),
            rule("lifeboat", stations=["Station"]),
            rule("experience", since=day(start, 600)),
            rule("ground-time", days=400),
            rule("career", max_days=520, max_flights=4),
            rule("quota", "guests", agencies=["Guest"], per="flight", max=1),
            rule("quota", "guests-a-year", 3, agencies=["Guest"], per="year", max=1),
            rule("quota", "science", holding="scientist", since=day(start, 1000), min=5),
            rule("share", "partners", 2, shares={"National": 6, "Partner": 2, "Guest": 1}),
        ],
        goals=goals(
            "fill-seats",
            "keep-rules",
            goal("longest-waiting", agencies=["National"]),
            goal("even-turns", agencies=["National"]),
        ),
    )


def small_station() -> Program:
    """Three seats a ship, two ships in turns, six partners who share seats and days exactly."""
    chance, start = random.Random("small"), date(2030, 1, 10)
    partners = {"North": 9, "South": 9, "East": 6, "West": 6, "Isle": 4, "Cape": 4}
    crew: list[Data] = []
    for agency, count in partners.items():
        crew += corps(
            chance,
            agency,
            count,
            {"lead": 0.5, "ship": 1, "doctor": 0.2},
            since=start,
            years=6,
            flown=0.45,
        )
    ships, launch = [], 0
    for number in range(16):
        stay = chance.choice((120, 135, 150))
        until = day(start, launch + stay + 5)
        kind = ("Lark", "Swift")[number % 2]
        ships.append(flight(f"F-{number + 1}", kind, day(start, launch), until, station="Hub"))
        launch += stay
    return program(
        "A small station",
        agencies=[*partners],
        vehicles=[
            vehicle(
                "Lark", "North", 90, seat("lead", "lead", critical=True), seat("crew", count=2)
            ),
            vehicle(
                "Swift",
                "South",
                90,
                seat("lead", "lead", agencies=["South", "West", "Cape"], critical=True),
                seat("crew", "ship", count=2),
            ),
        ],
        flights=ships,
        crew=crew,
        rules=[
            rule(
                "exchange",
                parties=["North", "South"],
                tolerance=1,
                settled_by=[day(start, 1000), day(start, 2150)],
            ),
            rule(
                "share",
                "seats",
                shares={"North": 4, "South": 4, "East": 3, "West": 2, "Isle": 1.5, "Cape": 1.5},
                tolerance=1.2,
            ),
            rule("share", "days", 1, shares={"East": 1, "West": 1}, unit="days", tolerance=150),
            rule("aboard", "somebody", min=3, since=day(start, 1), until=day(start, launch)),
            rule("quota", "doctor", 5, holding="doctor", per="flight", min=1),
            rule("ground-time", days=300),
            rule("career", max_days=700),
            rule("experience", min=1),
            rule("apart", weight=2, members=["north-01", "south-01", "east-01"]),
        ],
        goals=goals(
            "keep-rules",
            "even-turns",
            "longest-waiting",
            goal("cost", terms=terms(North=3, South=3, East=2, West=2)),
        ),
    )
