"""`iss-crossflight`: MS-22 to the end of the tables, while seats were exchanged."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cached_property
from typing import Any

from seatplan.catalog.generator import traffic
from seatplan.catalog.generator.scope import (
    CORPS_SINCE,
    TEST_FLIGHTS,
    Scope,
    agencies_of,
    ends,
    fixed_seats,
    flight_table,
    record,
    remarks,
)
from seatplan.catalog.generator.tables import CAREER, Tables, Tour
from seatplan.catalog.generator.wording import Table, block, fill, listing

NAME = "iss-crossflight"
FIRST = "MS-22"

# --------------------------------------------------------------------------- assumed or decided

VEHICLES = ("Soyuz MS", "Crew Dragon", "Private Dragon", "Starliner", "Cargo Dragon", "Progress MS")
SEGMENT = {"NASA": "usos", "Roscosmos": "rs", "ESA": "usos", "JAXA": "usos", "CSA": "usos"}

FLIGHT_SEATS = {
    "Crew-9": """\
seats = [
  { role = "commander", requires = ["dragon-commander"], critical = true },
  { role = "mission-specialist", count = 3, requires = ["dragon"], optional = true },
]"""
}


class Crossflight(Scope):
    """The flights since the exchange began, and the corps of that time."""

    def before(self, person: str) -> list[Tour]:
        """Earlier tours to the station, without an abort (MS-10: down on the day it went up)."""
        found = self.tables.tours[person]
        return [t for t in found if t.launch < self.start and t.landing != t.launch]

    @cached_property
    def flew_lately(self) -> list[str]:
        """Career people who launched since CORPS_SINCE."""
        return [
            person
            for person, flown in self.tables.tours.items()
            if flown[-1].launch >= CORPS_SINCE
            and self.tables.persons[person]["agency"] in CAREER
            and person not in self.guests
        ]

    @cached_property
    def corps(self) -> list[str]:
        """Those of them who were still in the corps at the start and can take some seat."""
        left = {
            row["person_id"]
            for row in self.tables.absences
            if row["since"] and not row["until"] and row["since"] < self.start.isoformat()
        }
        return [p for p in self.flew_lately if p not in left and self.qualifications(p)]

    @cached_property
    def years_to_fly(self) -> int:
        """The fewest years from selection to a first flight, of those who flew lately."""
        first = {person: self.tables.tours[person][0].launch for person in self.flew_lately}
        return min(
            launch.year - selected.year  # the selection day is always 1 January
            for person, launch in first.items()
            if launch >= CORPS_SINCE and (selected := self.selected(person))
        )

    def qualifications(self, person: str) -> dict[str, date | None]:
        """The qualifications that seats and backup duties show, without those for the Shuttle."""
        every = (*self.tables.lines, *self.tables.backups)
        found = self.trained(person, (line for line in every if line.person == person))
        return {shown: day for shown, day in found.items() if not shown.startswith("shuttle")}


def scope_of(tables: Tables) -> Crossflight:
    flights = sorted(tables.flights.values(), key=lambda flight: flight.launch)
    return Crossflight(tables, [f for f in flights if f.launch >= tables.flights[FIRST].launch])


def write_up(tables: Tables) -> tuple[str, list[dict[str, str]]]:
    """The text of the program file, and the plan as flown."""
    here = scope_of(tables)
    text = fill(
        NAME,
        {
            **figures(here),
            "agencies": listing("agencies", agencies_of(here, SEGMENT)),
            "fixed": listing("fixed", fixed(here)),
            "flights": "\n\n".join(flight_blocks(here)),
            "ports": traffic.ports(VEHICLES),
            "capsules": traffic.capsules(here, here),
            "turnaround": traffic.turnaround(here),
            "cargo": traffic.cargo(here.start),
            "crew": "\n\n".join(block("crew", table) for table in crew(here)),
        },
    )
    return text, traffic.docked(here, here.flown)


def flight_blocks(here: Crossflight) -> list[str]:
    blocks, rows = [], traffic.read_traffic()
    for flight in here.flights:
        table, row = flight_table(here, flight), rows[flight.id]
        table["ports"] = [row["only"]] if row["only"] else None
        text = block("flights", table, [*remarks(here, flight), f"port: {row['source']}"])
        blocks.append("\n".join([text, *FLIGHT_SEATS.get(flight.id, "").split("\n")]).rstrip())
    return blocks


def fixed(here: Crossflight) -> list[Table]:
    """The entries of `fixed`: the bought seats, and the crews of the test flights."""
    guests = {here.ids[person] for person in here.guests}
    return fixed_seats(
        line for line in here.flown if line["member"] in guests or line["flight"] in TEST_FLIGHTS
    )


def crew(here: Crossflight) -> list[Table]:
    """The members: the corps by agency, then the guests."""
    order = [agency["id"] for agency in agencies_of(here, SEGMENT)]
    persons = here.tables.persons
    people = [(False, persons[person]["agency"], person) for person in here.corps]
    people += [(True, sponsor, person) for person, sponsor in here.guests.items()]
    people.sort(key=lambda who: (who[0], order.index(who[1]), here.ids[who[2]]))
    return [crew_table(here, agency, person) for _, agency, person in people]


def crew_table(here: Crossflight, agency: str, person: str) -> Table:
    return {
        "id": here.ids[person],
        "name": here.tables.persons[person]["name"],
        "agency": agency,
        "qualifications": held(here, person),
        "unavailable": absences(here, person) or None,
        **record(here, person),
    }


def held(here: Crossflight, person: str) -> list[str | Table]:
    """The qualifications of a person as in a file; guests have those that their seats require."""
    if person not in here.guests:
        found = here.qualifications(person).items()
        return [{"id": shown, "since": since} if since else shown for shown, since in found]
    up = next(tour.up for tour in here.tours if tour.person == person)
    flight = here.tables.flights[up.flight]
    if flight.vehicle != "Private Dragon":
        return [flight.family.lower()]
    return ["private-dragon-commander"] if up.role == "commander" else ["private-dragon"]


def absences(here: Crossflight, person: str) -> list[Table]:
    return [
        {
            "since": date.fromisoformat(row["since"]) if row["since"] else None,
            "until": date.fromisoformat(row["until"]) if row["until"] else None,
            "why": f"{row['why']} ({row['basis']})",
        }
        for row in here.tables.absences
        if row["person_id"] == person
    ]


# --------------------------------------------------------------------------- figures for its rules


def figures(here: Crossflight) -> dict[str, Any]:
    found = balances(here)
    days, earlier, later = shortest_rest(here)
    name = here.tables.persons[later.person]["name"]
    home = earlier.down.flight if earlier.down else ""
    seats = Counter(
        (flight.vehicle, line.sponsor)
        for flight in here.flights
        for line in here.lines(flight, "up")
    )
    return {
        **ends(here),
        "tolerance": max(map(abs, found)),
        "lowest": f"{min(found):+}",
        "highest": f"{max(found):+}",
        "partners_on_soyuz": sum(seats["Soyuz MS", who] for who in ("ESA", "JAXA", "CSA")),
        **{who.lower(): seats["Crew Dragon", who] for who in ("ESA", "JAXA", "CSA")},
        "bought": seats["Crew Dragon", "MBRSC"] + seats["Soyuz MS", "Belarus"],
        "rest": days,
        "rested": f"{name}, from {home} to {later.up.flight}",
    }


def balances(here: Scope) -> list[int]:
    """The balance after each launch: NASA's seats on Soyuz minus Roscosmos's on Crew Dragon."""
    balance, found = 0, []
    for flight in here.flights:
        seats = Counter((flight.vehicle, line.sponsor) for line in here.lines(flight, "up"))
        balance += seats["Soyuz MS", "NASA"] - seats["Crew Dragon", "Roscosmos"]
        found.append(balance)
    return found


def shortest_rest(here: Scope) -> tuple[int, Tour, Tour]:
    """The fewest days between a landing and the next launch of a career person in these years."""
    pairs = [
        ((later.launch - earlier.landing).days, earlier, later)
        for later in here.tours
        if later.up.sponsor in CAREER
        for earlier in here.tables.tours[later.person]
        if earlier.landing and earlier.launch < earlier.landing <= later.launch
    ]
    return min(pairs, key=lambda pair: pair[0])
