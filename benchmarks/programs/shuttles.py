"""Programs with large ships or two stations.

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


def shuttle_mir() -> Program:
    """Shuttle visits of ten days exchange a resident; capsules of three relieve each other."""
    chance, start = random.Random("shuttle-mir"), date(1994, 1, 8)
    crew = [
        *corps(
            chance,
            "RSA",
            28,
            {"soyuz-commander": 0.45, "soyuz": 1, "mir": 1, "eva": 0.6},
            since=start,
            years=5,
            flown=0.55,
            stay=160,
        ),
        *corps(
            chance,
            "NASA",
            34,
            {"shuttle-commander": 0.3, "shuttle-pilot": 0.5, "shuttle": 1, "mir": 0.35, "eva": 0.4},
            since=start,
            years=5,
            flown=0.6,
            stay=12,
        ),
        *corps(chance, "ESA", 6, {"soyuz": 0.7, "mir": 1, "shuttle": 0.5}, since=start, years=5),
        *corps(chance, "CNES", 4, {"soyuz": 1, "mir": 1}, since=start, years=5),
    ]
    ships = []
    for number in range(11):
        launch = 170 * number
        more = {"return_options": [f"TM-{number + 19}"]} if number < 10 else {}
        until = day(start, launch + 178)
        ships.append(
            flight(
                f"TM-{number + 18}", "Soyuz TM", day(start, launch), until, station="Mir", **more
            )
        )
    visits = [430 + 105 * number for number in range(10)]
    for number, launch in enumerate(visits):
        more = {"return_options": [f"STS-{number + 72}"]} if number < 9 else {}
        until = day(start, launch + 10)
        ships.append(
            flight(f"STS-{number + 71}", "Shuttle", day(start, launch), until, station="Mir")
            | {"lifeboat": False}
            | more
        )
    return program(
        "Shuttle and Mir",
        agencies=["RSA", "NASA", "ESA", "CNES"],
        vehicles=[
            vehicle(
                "Soyuz TM",
                "RSA",
                60,
                seat("commander", "soyuz-commander", agencies=["RSA"], critical=True),
                seat("engineer", "soyuz"),
                seat("researcher", "mir", optional=True),
            ),
            vehicle(
                "Shuttle",
                "NASA",
                120,
                seat("commander", "shuttle-commander", critical=True),
                seat("pilot", "shuttle-pilot", critical=True),
                seat("mission-specialist", "shuttle", count=2),
                seat("passenger", "mir", count=2, optional=True),
            ),
        ],
        flights=ships,
        crew=crew,
        rules=[
            rule("exchange", parties=["NASA", "RSA"], tolerance=6, weight=3),
            rule(
                "aboard",
                "nasa-aboard",
                1,
                agencies=["NASA"],
                min=1,
                since=day(start, 450),
                until=day(start, 1300),
            ),
            rule("aboard", "two-at-least", holding="mir", min=2, since=day(start, 2)),
            rule("quota", "eva", 4, holding="eva", per="flight", min=1, vehicles=["Soyuz TM"]),
            rule("quota", "europe-a-year", 2, agencies=["ESA", "CNES"], per="year", min=1, max=3),
            rule("share", "europe", 2, shares={"ESA": 3, "CNES": 2}, tolerance=1),
            rule("experience", min=1, vehicles=["Soyuz TM"]),
            rule("stay", "residents", 1, agencies=["NASA"], roles=["passenger"], min=90, max=260),
            rule("experience", "shuttle", 8, vehicles=["Shuttle"], min=3),
            rule("ground-time", "russians", agencies=["RSA"], days=300),
            rule("ground-time", "others", 1, agencies=["NASA", "ESA", "CNES"], days=250),
            rule("career", max_days=800),
        ],
        goals=goals(
            "keep-rules",
            "fill-seats",
            "even-turns",
            goal("longest-waiting", agencies=["RSA"]),
            goal("cost", terms=terms(ESA=2, CNES=1)),
        ),
    )


def moon() -> Program:
    """A station in orbit of the Moon and a base on it: capsules, two landers, seven agencies."""
    chance, start = random.Random("moon"), date(2030, 2, 1)
    partners = {"America": 26, "Europe": 10, "Japan": 8, "Canada": 4, "Gulf": 3, "India": 5}
    crew: list[Data] = []
    for agency, count in partners.items():
        crew += corps(
            chance,
            agency,
            count,
            {
                "capsule": 1,
                "commander": 0.45 if agency == "America" else 0.15,
                "lander": 0.5 if agency == "America" else 0.3,
                "surface": 0.6,
                "geologist": 0.25,
            },
            since=start,
            years=10,
            flown=0.4,
        )
    ships = []
    for number in range(12):
        launch = 290 * number + chance.randint(0, 40)
        until = day(start, launch + 45)
        ships.append(
            flight(f"C-{number + 1}", "Capsule", day(start, launch), until, station="Orbit")
        )
        if number >= 1:
            landed = launch + chance.randint(100, 160)
            stay = chance.choice((14, 30, 90))
            kind = ("Lander A", "Lander B")[number % 2]
            ships.append(
                flight(f"L-{number}", kind, day(start, landed), day(start, landed + stay))
                | {"station": "Base"}
            )
    return program(
        "Around the Moon",
        agencies=[*partners],
        vehicles=[
            vehicle(
                "Capsule",
                "America",
                365,
                seat("commander", "commander", critical=True),
                seat("pilot", "capsule"),
                seat("specialist", "capsule", count=2),
            ),
            vehicle(
                "Lander A",
                "America",
                300,
                seat("pilot", "lander", critical=True),
                seat("explorer", "surface", count=2),
            ),
            vehicle(
                "Lander B",
                "Europe",
                300,
                seat("pilot", "lander", critical=True),
                seat("explorer", "surface"),
                seat("guest", "surface", count=2, optional=True),
            ),
        ],
        flights=ships,
        crew=crew,
        rules=[
            rule(
                "share",
                "seats",
                2,
                shares={"America": 50, "Europe": 20, "Japan": 14, "Canada": 6, "India": 10},
                tolerance=2,
            ),
            rule(
                "share",
                "surface-days",
                1,
                unit="days",
                stations=["Base"],
                shares={"America": 50, "Europe": 25, "Japan": 25},
                tolerance=60,
            ),
            rule("quota", "geologist", 6, stations=["Base"], holding="geologist", per="flight")
            | {"min": 1},
            rule("quota", "gulf", agencies=["Gulf"], min=1, max=2),
            rule(
                "some-of",
                "someone-early",
                5,
                of=[
                    {"terms": [{"agencies": [one], "until": day(start, 800)}], "min": 1}
                    for one in ("Japan", "Canada", "India", "Gulf")
                ],
                least=2,
            ),
            rule("exposure", "dose", 1, max=400)
            | {"rates": [{"since": day(start, 0), "until": day(start, 4200), "per_day": 1.3}]},
            rule("quota", "canada-early", agencies=["Canada"], until=day(start, 1500), min=1),
            rule("quota", "not-all-american", agencies=["America"], per="flight", max=3),
            rule("exchange", parties=["America", "Europe"], tolerance=8, weight=1),
            rule("experience", since=day(start, 60)),
            rule("ground-time", days=540),
            rule("career", max_days=700),
            rule("career", "two-flights", 3, agencies=["Gulf", "Canada"], max_flights=2),
        ],
        goals=goals(
            "keep-rules",
            goal("fill-seats", agencies=["Gulf", "India"]),
            "longest-waiting",
            "even-turns",
            goal("cost", terms=terms(America=3, Europe=4, Japan=4, Gulf=7)),
        ),
    )


def commercial() -> Program:
    """A station that sells seats: half of the seats are optional, and some customers count more."""
    chance, start = random.Random("commercial"), date(2031, 4, 1)
    firms = {"Operator": 20, "Line": 14, "Agency A": 12, "Agency B": 10, "Agency C": 8}
    crew: list[Data] = []
    for agency, count in firms.items():
        holds = {"rider": 1.0, "lab": 0.4}
        if agency in ("Operator", "Line"):
            holds |= {"commander": 0.5, "host": 0.6}
        crew += corps(chance, agency, count, holds, since=start, years=5, flown=0.35)
    crew += corps(chance, "Guests", 26, {"rider": 1}, since=start, years=5, flown=0, absent=0.4)
    ships = []
    for number in range(12):
        launch = 150 * number
        more = {"return_options": [f"Long-{number + 2}"]} if number < 11 else {}
        until = day(start, launch + 156)
        ships.append(
            flight(f"Long-{number + 1}", "Capsule", day(start, launch), until, station="Port")
            | more
        )
    for number in range(10):
        launch = 60 + 170 * number
        stay = chance.choice((10, 14, 21))
        ships.append(
            flight(f"Trip-{number + 1}", "Glider", day(start, launch), day(start, launch + stay))
            | {"station": "Port"}
        )
    return program(
        "A commercial station",
        agencies=[*firms, "Guests"],
        vehicles=[
            vehicle(
                "Capsule",
                "Line",
                120,
                seat("commander", "commander", critical=True),
                seat("host", "host"),
                seat("rider", "rider", count=2, optional=True),
            ),
            vehicle(
                "Glider",
                "Line",
                45,
                seat("pilot", "commander", agencies=["Line"], critical=True),
                seat("passenger", "rider", count=4, optional=True),
            ),
        ],
        flights=ships,
        crew=crew,
        rules=[
            rule("lifeboat"),
            rule("aboard", "staff", agencies=["Operator", "Line"], min=2, since=day(start, 3))
            | {"until": day(start, 1780)},
            rule("aboard", "lab", 1, holding="lab", min=1, since=day(start, 90)),
            rule("aboard", "crowd", max=9),
            rule(
                "share",
                "customers",
                3,
                shares={"Agency A": 3, "Agency B": 2, "Agency C": 1},
                tolerance=2,
            ),
            rule("exchange", parties=["Operator", "Line"], tolerance=10, weight=1),
            rule("quota", "guests-a-flight", agencies=["Guests"], per="flight", max=2),
            rule("quota", "guests-long", 4, agencies=["Guests"], vehicles=["Capsule"], max=2),
            rule(
                "count",
                "lab-or-host",
                2,
                terms=[{"holding": "lab"}, {"roles": ["host"], "value": 2}],
                per="flight",
                min=2,
            ),
            rule("quota", "agency-a", agencies=["Agency A"], per="year", min=2, max=8),
            rule("ground-time", "staff-rest", agencies=["Operator", "Line"], days=200),
            rule("ground-time", "guests-once", agencies=["Guests"], days=2000),
            rule("career", max_days=600, weight=1),
            rule(
                "experience",
            ),
            rule("together", weight=3, members=["guests-03", "guests-04"]),
            rule("apart", weight=2, members=["guests-07", "guests-08", "guests-09"]),
        ],
        goals=goals(
            "keep-rules",
            goal("prefer", terms=terms(Guests=5, Agency_A=3, Agency_B=3, Agency_C=2)),
            goal("fewest-members", agencies=["Operator", "Line"]),
            "fill-seats",
            "even-turns",
        ),
    )


def two_decades() -> Program:
    """A hundred and four flights to two stations, three hundred people, twelve agencies."""
    chance, start = random.Random("decades"), date(2031, 1, 20)
    partners = {
        "A": 70,
        "B": 60,
        "C": 40,
        "D": 30,
        "E": 22,
        "F": 20,
        "G": 16,
        "H": 14,
        "I": 10,
        "J": 8,
        "K": 6,
        "L": 4,
    }
    crew: list[Data] = []
    for agency, count in partners.items():
        crew += corps(
            chance,
            agency,
            count,
            {"red": 0.7, "blue": 0.7, "commander": 0.4, "eva": 0.4},
            since=start,
            years=20,
            flown=0.4,
        )
    ships = []
    for station, vehicles in (("Alpha", ("Red", "Blue")), ("Beta", ("Blue", "Green"))):
        for number in range(52):
            launch = 140 * number + (70 if station == "Beta" else 0)
            until = day(start, launch + 147)
            ships.append(
                flight(f"{station[0]}{number + 1}", vehicles[number % 2], day(start, launch), until)
                | {"station": station}
            )
    return program(
        "Two decades",
        agencies=[*partners],
        vehicles=[
            vehicle(
                "Red",
                "A",
                60,
                seat("commander", "red", "commander", critical=True),
                seat("crew", "red", count=2),
            ),
            vehicle(
                "Blue",
                "B",
                60,
                seat("commander", "blue", "commander", critical=True),
                seat("crew", "blue", count=3),
            ),
            vehicle(
                "Green",
                "C",
                60,
                seat("commander", "commander", critical=True),
                seat("crew", count=2),
                seat("guest", optional=True),
            ),
        ],
        flights=ships,
        crew=crew,
        rules=[
            rule("exchange", "alpha", stations=["Alpha"], parties=["A", "B"], tolerance=3),
            rule("exchange", "beta", 2, stations=["Beta"], parties=["B", "C"], tolerance=3),
            rule("share", "d-e-f", 1, shares={"D": 3, "E": 2, "F": 2}, tolerance=2),
            *(
                rule("quota", f"{agency}-in-all", agencies=[agency], min=count // 3, max=count)
                for agency, count in partners.items()
                if agency > "F"
            ),
            rule("quota", "eva", 3, holding="eva", per="flight", min=1),
            rule("quota", "l-a-year", 5, agencies=["L"], per="year", max=1),
            rule("experience", min=1),
            rule("ground-time", days=400),
            rule("career", max_flights=5, weight=1),
        ],
        goals=goals("fill-seats", "keep-rules", "even-turns", "longest-waiting"),
    )
