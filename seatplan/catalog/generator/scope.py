"""The part of the tables that one program covers: flights, people, and the plan as flown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from seatplan.catalog.generator.tables import (
    CAREER,
    Flight,
    Line,
    Ride,
    Tables,
    Tour,
    rank_and_file,
)
from seatplan.catalog.generator.wording import Table, block

# --------------------------------------------------------------------------- assumed or decided

CORPS_SINCE = date(2011, 1, 1)  # those who launched to the ISS since then are in corps.csv
TEST_FLIGHTS = ("Demo-2", "CFT")  # whose pilots are fixed

# By family of vehicles and role: the qualifications that such a seat shows.
SHOWS: dict[tuple[str, str], tuple[str, ...]] = {
    ("Soyuz", "commander"): ("soyuz-commander", "soyuz"),
    ("Soyuz", "flight-engineer"): ("soyuz",),
    ("Shuttle", "commander"): ("shuttle-commander", "shuttle-pilot", "shuttle"),
    ("Shuttle", "pilot"): ("shuttle-pilot", "shuttle"),
    ("Shuttle", "mission-specialist"): ("shuttle",),
    ("Dragon", "commander"): ("dragon-commander", "dragon-pilot", "dragon"),
    ("Dragon", "pilot"): ("dragon-pilot", "dragon"),
    ("Dragon", "mission-specialist"): ("dragon",),
    ("Starliner", "commander"): ("starliner-commander", "starliner-pilot"),
    ("Starliner", "pilot"): ("starliner-pilot",),
}

ID_SPELLINGS = {
    "gezeravc": "gezeravci",  # the tables' id lost a letter
    "so-yeon": "yi",  # and took her given name for the surname
}

REMARKS = {
    "TMA-1": "brought home the crew that STS-113 had taken up: after Columbia no Shuttle flew",
    "TMA-2": "left with two people, who looked after the station after the loss of Columbia",
    "STS-129": "left with six people and brought home a seventh, the last to change by Shuttle",
    "TMA-16M": "two of its crew stayed almost a year and came home on TMA-18M",
    "MS-04": "left with two people and brought home a third, who had gone up on MS-03",
    "Demo-2": "test flight of Crew Dragon",
    "MS-18": "two of its crew stayed almost a year; in their seats a film crew came home",
    "MS-20": "a visit of two guests, with nobody to stay",
    "MS-22": "came down empty after a coolant leak; its crew came home on MS-23",
    "MS-23": "sent up empty in place of MS-22",
    "CFT": "came down empty; its crew came home on Crew-9",
    "Crew-9": "left with two people, to bring home the two of CFT as well",
}


@dataclass(frozen=True)
class Scope:
    """The flights of one program, in time order, and the people who could fly on them."""

    tables: Tables
    flights: list[Flight]

    @property
    def start(self) -> date:
        return self.flights[0].launch

    def lines(self, flight: Flight, leg: str) -> list[Line]:
        """The people on a leg; people still in orbit come home on the ship that took them up."""
        wanted = "up" if leg == "down" and flight.landing is None else leg
        return [x for x in self.tables.lines if x.flight == flight.id and x.leg == wanted]

    def landing(self, flight: Flight) -> date:
        """The landing of a flight; one still in orbit lasts as long as the last that landed."""
        if flight.landing:
            return flight.landing
        like = self.model(flight)
        assert like.landing is not None
        return flight.launch + (like.landing - like.launch)

    def model(self, flight: Flight) -> Flight:
        """The last flight of the same vehicle that has landed, as a model for its length."""
        return [f for f in self.flights if f.vehicle == flight.vehicle and f.landing][-1]

    @cached_property
    def tours(self) -> list[Tour]:
        ups = {line for flight in self.flights for line in self.lines(flight, "up")}
        return [tour for flown in self.tables.tours.values() for tour in flown if tour.up in ups]

    def before(self, person: str) -> list[Tour] | list[Ride]:
        """The person's flights that the program does not list."""
        raise NotImplementedError

    @cached_property
    def guests(self) -> dict[str, str]:
        """By person who flew on a bought seat: who sent them. They can take no other flight."""
        private = {flight.id for flight in self.flights if flight.vehicle == "Private Dragon"}
        return {
            tour.person: tour.up.sponsor
            for tour in self.tours
            if tour.up.flight in private or tour.up.sponsor not in CAREER
        }

    @cached_property
    def corps(self) -> list[str]:
        """The people who could have flown on any flight that they were trained for."""
        raise NotImplementedError

    @cached_property
    def years_to_fly(self) -> int:
        """The fewest full years from selection to a first flight."""
        raise NotImplementedError

    def selected(self, person: str) -> date | None:
        return self.tables.selected(person)

    def ready(self, person: str) -> date:
        """The day by which a person counts as trained: the fewest years to fly after selection."""
        day = self.selected(person)
        return day.replace(year=day.year + self.years_to_fly) if day else date.min

    def trained(self, person: str, lines: Iterable[Line]) -> dict[str, date | None]:
        """The qualifications that these seats show, and since when (None for always).

        A person counts as trained from the day when ready; for a vehicle on which they only came
        down, from its launch.
        """
        days: dict[str, list[date]] = {}
        for line in lines:
            flight = self.tables.flights[line.flight]
            for shown in SHOWS.get((flight.family, line.role), ()):
                day = flight.launch if line.leg == "down" else self.ready(person)
                days.setdefault(shown, []).append(day)
        first = {shown: min(days[shown]) for shown in sorted(days)}
        return {shown: day if day > self.start else None for shown, day in first.items()}

    @cached_property
    def ids(self) -> dict[str, str]:
        """By person: the surname, with an initial if two share it."""
        names = {person: surname(person) for person in (*self.corps, *self.guests)}
        count = Counter(names.values())
        return {
            person: name if count[name] == 1 else f"{person.split('_')[1][0]}-{name}"
            for person, name in names.items()
        }

    def role(self, flight: Flight, line: Line) -> str:
        """The role of a seat; a participant sits in an engineer's seat."""
        return rank_and_file(flight) if line.role == "participant" else line.role

    @cached_property
    def flown(self) -> list[dict[str, str]]:
        """The plan as flown."""
        return [
            {
                "flight": flight.id,
                "leg": leg,
                "role": self.role(flight, line),
                "member": self.ids[line.person],
            }
            for flight in self.flights
            for leg in ("up", "down")
            for line in self.lines(flight, leg)
        ]


def surname(person: str) -> str:
    """The surname in "surname_given" or "surname_given_particle"."""
    name, _, *rest = person.split("_")
    name = ID_SPELLINGS.get(name, name)
    return f"{rest[0]}-{name}" if rest and rest[0] in ("al", "de", "vande") else name


# --------------------------------------------------------------------------- tables of a program


def agencies_of(here: Scope, segments: dict[str, str]) -> list[Table]:
    """The agencies with a corps, then those that sent guests."""
    senders = sorted({*here.guests.values()} - {*CAREER, "Axiom Space"})
    return [
        {"id": id, "qualifications": [segments[id]] if id in segments else None}
        for id in (*CAREER, "Axiom Space", *senders)
    ]


def fixed_seats(legs: Iterable[dict[str, str]]) -> list[Table]:
    """These lines of the flown plan as `fixed` entries; legs that agree become one entry."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for line in legs:
        found.setdefault((line["flight"], line["role"], line["member"]), []).append(line["leg"])
    return [
        {"flight": flight, "role": role, "member": member, "leg": None if both[1:] else both[0]}
        for (flight, role, member), both in found.items()
    ]


def flight_table(here: Scope, flight: Flight) -> Table:
    downs = [tour.down.flight for tour in here.tours if tour.down and tour.up.flight == flight.id]
    return {
        "id": flight.id,
        "vehicle": flight.vehicle,
        "spacecraft": flight.spacecraft or None,
        "launch": flight.launch,
        "landing": here.landing(flight),
        "ascent": None if here.lines(flight, "up") else "empty",
        "descent": None if here.lines(flight, "down") else "empty",
        "return_options": sorted({*downs} - {flight.id}) or None,
    }


def record(here: Scope, person: str) -> Table:
    """The earlier flights of a member, and when they joined."""
    earlier = here.before(person)
    days = [(one.landing - one.launch).days for one in earlier if one.landing]
    return {
        "flights_before": len(earlier) or None,
        "days_before": sum(days) or None,
        "last_landing": earlier[-1].landing if earlier else None,
        "selected": here.selected(person),
    }


def flight_block(here: Scope, flight: Flight, table: Table) -> str:
    return block("flights", table, remarks(here, flight))


def remarks(here: Scope, flight: Flight) -> Iterator[str]:
    """Yield remarks on a flight: what was unusual, and the sources of its dates and its crew."""
    if flight.id in REMARKS:
        yield REMARKS[flight.id]
    dates = re.search(r"launch: (.*?); dock: .*; landing: (.*?); site", flight.source)
    assert dates is not None
    for name, leg, day in (("launch", "up", dates[1]), ("landing", "down", dates[2])):
        crews = {credit(line.source): None for line in here.lines(flight, leg)}
        if leg == "down" and not flight.landing:
            yield f"landing: ASSUMED as long after the launch as that of {here.model(flight).id}"
        else:
            yield "; crew: ".join([f"{name}: {credit(day)}", *crews])


def credit(source: str) -> str:
    source = re.sub(r"GCAT \(planet4589, CC-BY\).*", "GCAT", source)
    return source.replace("github corquaid/international-space-station-APIs (MIT)", "corquaid")


def ends(here: Scope) -> Table:
    """The first and the last flight and their launches, for the header of a file."""
    first, last = here.flights[0], here.flights[-1]
    return {"first": first.id, "since": first.launch, "last": last.id, "until": last.launch}
