"""Crew changes other than space flights: polar stations, an oil platform, and divers.

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


def polar() -> Program:
    """A polar station of five nations: ships in summer, aircraft between, many optional seats."""
    chance, start = random.Random("polar"), date(2028, 10, 25)
    nations = {"Norway": 30, "Germany": 26, "Britain": 22, "Chile": 16, "Korea": 14}
    crew: list[Data] = []
    for nation, count in nations.items():
        crew += corps(
            chance,
            nation,
            count,
            {"leader": 0.2, "doctor": 0.12, "cook": 0.15, "mechanic": 0.3, "science": 0.5},
            since=start,
            years=6,
            flown=0.5,
            stay=110,
        )
    trips = []
    for year in range(6):
        summer = 365 * year
        for number, (launch, stay) in enumerate(((0, 118), (45, 60), (112, 262))):
            kind = ("Ship", "Aircraft", "Winter ship")[number]
            until = day(start, summer + launch + stay)
            trips.append(
                flight(f"{kind} {year + 1}", kind, day(start, summer + launch), until)
                | {"station": "Cape"}
            )
    return program(
        "A polar station",
        agencies=[*nations],
        vehicles=[
            vehicle(
                "Ship",
                "Norway",
                20,
                seat("leader", "leader", critical=True),
                seat("doctor", "doctor"),
                seat("cook", "cook"),
                seat("mechanic", "mechanic", count=2),
                seat("science", "science", count=4, optional=True),
            ),
            vehicle("Aircraft", "Chile", 10, seat("science", "science", count=5, optional=True)),
            vehicle(
                "Winter ship",
                "Germany",
                60,
                seat("leader", "leader", critical=True),
                seat("doctor", "doctor"),
                seat("cook", "cook"),
                seat("mechanic", "mechanic", count=3),
                seat("science", "science", count=2, optional=True),
            ),
        ],
        flights=trips,
        crew=crew,
        rules=[
            rule("aboard", "a-doctor", 2, holding="doctor", min=1),
            rule("aboard", "a-mechanic", 1, holding="mechanic", min=2),
            rule("aboard", "beds", max=24),
            rule(
                "share",
                "nations",
                1,
                shares={"Norway": 30, "Germany": 25, "Britain": 20, "Chile": 15, "Korea": 10},
                tolerance=2.5,
            ),
            rule("quota", "korea", agencies=["Korea"], per="year", min=1),
            rule("exchange", parties=["Norway", "Germany"], tolerance=8, weight=1),
            rule("experience", min=1),
            rule("experience", "old-hands", 3, min=2, vehicles=["Winter ship"]),
            rule("ground-time", days=200),
            rule("ground-time", "a-whole-year", 1, days=400),
            rule("career", max_days=1100),
            rule("apart", members=["norway-01", "britain-01"]),
        ],
        goals=goals(
            "keep-rules",
            "fill-seats",
            goal("cost", terms=terms(Korea=9, Chile=2, Norway=4, Germany=4, Britain=5)),
            "even-turns",
            "longest-waiting",
        ),
    )


def winter() -> Program:
    """Eight winters in the Antarctic: teams of eleven, once in three years, and a summer each."""
    chance, start = random.Random("winter"), date(2026, 11, 20)
    crew: list[Data] = []
    for agency, count in {"Institute": 60, "University": 26, "Navy": 20}.items():
        crew += corps(
            chance,
            agency,
            count,
            {
                "doctor": 0.12,
                "cook": 0.16,
                "electrician": 0.25,
                "radio": 0.25,
                "meteorology": 0.25,
                "physics": 0.3,
            },
            since=start,
            years=8,
            flown=0.3,
            stay=300,
        )
    trips = []
    for year in range(8):
        launch = 365.25 * year
        winter, summer = day(start, launch + 400), day(start, launch + 95)
        trips.append(flight(f"Winter {year + 1}", "Winter team", day(start, launch), winter))
        trips.append(flight(f"Summer {year + 1}", "Summer team", day(start, launch + 5), summer))
    return program(
        "Wintering over",
        agencies=["Institute", "University", "Navy"],
        vehicles=[
            vehicle(
                "Winter team",
                "Institute",
                120,
                seat("doctor", "doctor", critical=True),
                seat("cook", "cook"),
                seat("electrician", "electrician", count=2),
                seat("radio", "radio"),
                seat("meteorologist", "meteorology", count=2),
                seat("physicist", "physics", count=2),
            ),
            vehicle(
                "Summer team",
                "Navy",
                30,
                seat("electrician", "electrician"),
                seat("scientist", "physics", count=2, optional=True),
                seat("visitor", count=2, optional=True),
            ),
        ],
        flights=[one | {"station": "Plateau"} for one in trips],
        crew=crew,
        rules=[
            rule("quota", "university", agencies=["University"], per="flight", min=1, max=4),
            rule("quota", "navy", 2, agencies=["Navy"], vehicles=["Winter team"], per="flight")
            | {"max": 2},
            rule("share", "institutes", 1, shares={"Institute": 6, "University": 3, "Navy": 2})
            | {"tolerance": 2},
            rule("experience", "two-old-hands", 10, min=2, vehicles=["Winter team"]),
            rule("experience", "an-old-hand", vehicles=["Winter team"]),
            rule("ground-time", days=330),
            rule("ground-time", "two-years", 1, days=700),
            rule("career", max_days=1300, max_flights=5),
            rule("frequency", max=2, days=1300),
            rule("together", weight=4, members=["institute-05", "institute-06"]),
            rule("apart", weight=4, members=["institute-09", "navy-02"]),
        ],
        goals=goals(
            "keep-rules",
            "even-turns",
            goal("fill-seats", vehicles=["Summer team"]),
            "longest-waiting",
        ),
    )


def offshore() -> Program:
    """Sixty helicopter flights to a platform: two weeks on, three off, three contractors."""
    chance, start = random.Random("offshore"), date(2029, 1, 2)
    firms = {"Operator": 70, "Drilling": 60, "Catering": 30}
    crew: list[Data] = []
    for agency, count in firms.items():
        holds = {
            "Operator": {"supervisor": 0.2, "technician": 0.7, "medic": 0.15},
            "Drilling": {"driller": 0.4, "technician": 0.5},
            "Catering": {"cook": 0.6},
        }[agency]
        crew += corps(
            chance, agency, count, holds | {"sea": 1}, since=start, years=0.6, flown=0.8, absent=0
        )
    for member in crew:  # weeks away: leave, courses
        if chance.random() < 0.3:
            begin = chance.randint(0, 190)
            member["unavailable"] = [
                {"since": day(start, begin), "until": day(start, begin + 21), "why": "leave"}
            ]
        if "last_landing" in member:
            member["last_landing"] = day(start, -chance.randint(1, 40))
    trips = []
    for number in range(60):
        launch = round(3.5 * number)
        kind = ("Crew flight", "Short flight")[number % 4 == 3]
        until = day(start, launch + (14 if number % 4 != 3 else 7))
        trips.append(flight(f"H-{number + 1}", kind, day(start, launch), until, station="Rig"))
    return program(
        "Offshore",
        agencies=[*firms],
        vehicles=[
            vehicle(
                "Crew flight",
                "Operator",
                0,
                seat("supervisor", "supervisor", critical=True),
                seat("driller", "driller", count=2),
                seat("technician", "technician", count=3),
                seat("cook", "cook"),
                seat("spare", "sea", optional=True),
            ),
            vehicle(
                "Short flight",
                "Drilling",
                0,
                seat("technician", "technician", count=2),
                seat("visitor", "sea", count=2, optional=True),
            ),
        ],
        flights=trips,
        crew=crew,
        rules=[
            rule("aboard", "beds", max=48),
            rule("aboard", "medic", 1, holding="medic", min=1, since=day(start, 7))
            | {"until": day(start, 205)},
            rule("ground-time", days=14),
            rule("ground-time", "three-weeks", 1, days=21),
            rule("career", max_days=1200),
            rule("share", "technicians", 1, shares={"Operator": 5, "Drilling": 4})
            | {"tolerance": 4},
            rule("quota", "catering", agencies=["Catering"], per="flight", max=2),
            rule("experience", min=3, vehicles=["Crew flight"]),
            rule("frequency", weight=1, max=2, days=70),
        ],
        goals=goals("keep-rules", "even-turns", "fill-seats", "longest-waiting"),
    )


def divers() -> Program:
    """Two chambers of saturation divers for a year: four weeks in, four out, pairs of bellmen."""
    chance, start = random.Random("divers"), date(2030, 1, 7)
    crew: list[Data] = []
    for agency, count in {"Deep": 34, "Blue": 24, "Agency": 14}.items():
        crew += corps(
            chance,
            agency,
            count,
            {"supervisor": 0.2, "bellman": 0.5, "sat": 1, "welder": 0.3, "medic": 0.2},
            since=start,
            years=1,
            flown=0.6,
            absent=0,
            stay=28,
        )
    for member in crew:
        if "last_landing" in member:
            member["last_landing"] = day(start, -chance.randint(10, 60))
        if chance.random() < 0.3:
            begin = chance.randint(0, 300)
            member["unavailable"] = [{"since": day(start, begin), "until": day(start, begin + 30)}]
    runs = []
    for chamber in (1, 2):
        for number in range(13):
            launch = 28 * number + 14 * (chamber - 1)
            until = day(start, launch + chance.choice((24, 26, 28)))
            runs.append(
                flight(
                    f"Run {chamber}.{number + 1}",
                    f"Chamber {chamber}",
                    day(start, launch),
                    until,
                    station=f"Vessel {chamber}",
                )
            )
    return program(
        "Divers",
        agencies=["Deep", "Blue", "Agency"],
        vehicles=[
            vehicle(
                "Chamber 1",
                "Deep",
                3,
                seat("supervisor", "supervisor", critical=True),
                seat("bellman", "bellman", count=2),
                seat("diver", "sat", count=3),
            ),
            vehicle(
                "Chamber 2",
                "Blue",
                3,
                seat("supervisor", "supervisor", critical=True),
                seat("bellman a", "bellman"),
                seat("bellman b", "bellman"),
                seat("diver", "sat", count=2, optional=True),
            ),
        ],
        flights=runs,
        crew=crew,
        rules=[
            rule("ground-time", days=28),
            rule("ground-time", "eight-weeks", 1, days=56),
            rule("career", weight=1, max_days=250),
            rule("quota", "welder", holding="welder", per="flight", min=1),
            rule("quota", "medic", 3, holding="medic", per="flight", min=1),
            rule("exchange", parties=["Deep", "Blue"], tolerance=4, weight=2),
            rule("share", "partners", 1, shares={"Deep": 5, "Blue": 3.5, "Agency": 1.5})
            | {"tolerance": 2.5},
            rule("experience", min=2),
            rule("apart", weight=5, members=["deep-01", "blue-01", "deep-07"]),
        ],
        goals=goals(
            "keep-rules",
            goal("fewest-members", agencies=["Agency"]),
            "fill-seats",
            "longest-waiting",
            "even-turns",
        ),
    )
