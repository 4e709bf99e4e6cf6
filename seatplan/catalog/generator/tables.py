"""The tables of the crewed flights to the ISS, read and joined, for any program.

Additions that are not in the sources: `corps.csv` (absences from the flight pool), `earlier.csv`
(flights of the same people that did not go to the station) and the corrections under "assumed or
decided".
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"

# --------------------------------------------------------------------------- assumed or decided

CAREER = ("NASA", "Roscosmos", "ESA", "JAXA", "CSA")  # the agencies with a corps of their own

SELECTED = {  # two years that the tables lack, from general knowledge
    "thirsk_robert": 1983,  # Canada's first group
    "usachov_yury": 1989,  # RKK Energia
}

# --------------------------------------------------------------------------- what a row says


@dataclass(frozen=True)
class Flight:
    """A flight; `vehicle` is its name in a program, `family` groups vehicles with one training."""

    id: str
    family: str
    vehicle: str
    spacecraft: str
    launch: date
    landing: date | None
    source: str


@dataclass(frozen=True)
class Line:
    """A person in a seat on one leg ("up", "down"), or on the ground as its "backup"."""

    flight: str
    leg: str
    role: str
    person: str
    sponsor: str
    source: str


@dataclass(frozen=True)
class Tour:
    person: str
    up: Line
    down: Line | None
    launch: date
    landing: date | None


@dataclass(frozen=True)
class Ride:
    """A person's flight that did not go to the station."""

    person: str
    mission: str
    launch: date
    landing: date

    @property
    def days(self) -> int:
        return (self.landing - self.launch).days


@dataclass(frozen=True)
class Tables:
    flights: dict[str, Flight]
    lines: list[Line]
    backups: list[Line]
    persons: dict[str, dict[str, str]]
    absences: list[dict[str, str]]
    rides: list[Ride]

    @cached_property
    def tours(self) -> dict[str, list[Tour]]:
        """By person: the flights up and down, paired in order of time."""
        legs: dict[str, dict[str, list[Line]]] = {}
        for line in self.lines:
            legs.setdefault(line.person, {"up": [], "down": []})[line.leg].append(line)
        return {person: list(self._pair(**both)) for person, both in legs.items()}

    def _pair(self, up: list[Line], down: list[Line]) -> Iterator[Tour]:
        ups = sorted(up, key=lambda line: self.flights[line.flight].launch)
        downs = sorted(down, key=lambda line: self.flights[line.flight].landing or date.max)
        for one, other in zip(ups, [*downs, *[None] * (len(ups) - len(downs))], strict=True):
            launch = self.flights[one.flight].launch
            landing = self.flights[other.flight].landing if other else None
            yield Tour(one.person, one, other, launch, landing)

    def selected(self, person: str) -> date | None:
        """1 January of the selection year, because the tables have no day."""
        year = SELECTED.get(person) or self.persons[person]["selection_year"]
        return date(int(year), 1, 1) if year else None


# --------------------------------------------------------------------------- reading


def read_tables(folder: Path) -> Tables:
    flights = {flight.id: flight for flight in map(read_flight, rows(folder / "flights.csv"))}
    return Tables(
        flights,
        lines=[read_line(row, flights) for row in rows(folder / "seats.csv")],
        backups=[read_line(row, flights) for row in rows(folder / "backups.csv")],
        persons={row["person_id"]: row for row in rows(folder / "persons.csv")},
        absences=list(rows(DATA / "corps.csv")),
        rides=[ride for row in rows(DATA / "earlier.csv") for ride in read_rides(row)],
    )


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def read_flight(row: dict[str, str]) -> Flight:
    private = row["provider_agency"].startswith("Axiom Space")
    return Flight(
        id=short(row["flight_id"]),
        family=row["vehicle_type"].removeprefix("Crew ").split("-")[0],
        vehicle="Private Dragon" if private else row["vehicle_type"].replace("-", " ", 1),
        spacecraft=row["vehicle_name"],
        launch=date.fromisoformat(row["launch_date"][:10]),
        landing=date.fromisoformat(row["landing_date"][:10]) if row["landing_date"] else None,
        source=row["source"],
    )


def read_line(row: dict[str, str], flights: dict[str, Flight]) -> Line:
    flight = flights[short(row["flight_id"])]
    sponsor = row.get("agency", "")
    if sponsor in ("other", "private"):  # "ISRO (India) via Axiom" is ISRO
        sponsor = re.sub(r" \(.*\)| via Axiom", "", row["agency_detail"])
    return Line(
        flight=flight.id,
        leg=row.get("leg", "backup"),
        role=role(row["role"], flight),
        person=row["person_id"],
        sponsor=sponsor,
        source=row["source"],
    )


def read_rides(row: dict[str, str]) -> Iterator[Ride]:
    launch = datetime.fromisoformat(row["launch"])
    days, hours, minutes = (int(row[unit]) for unit in ("days", "hours", "minutes"))
    landing = launch + timedelta(days=days, hours=hours, minutes=minutes)
    for person in row["person_ids"].split():
        yield Ride(person, row["mission"], launch.date(), landing.date())


def short(flight: str) -> str:
    return flight.removeprefix("Soyuz ")


def role(words: str, flight: Flight) -> str:
    """The role in a program for the words of the tables; "participant" stays a role of its own."""
    for name in ("participant", "pilot", "commander"):
        if name in words:
            return name
    return rank_and_file(flight)


def rank_and_file(flight: Flight) -> str:
    return "flight-engineer" if flight.family == "Soyuz" else "mission-specialist"
