"""Writes the shipped programmes from tables of the crewed flights to the ISS.

    python .catalog/build.py DATA_FOLDER

DATA_FOLDER holds flights.csv, seats.csv, persons.csv and backups.csv. Every number in a programme
is counted from them, except what stands under "assumed or decided" below and in two kinds of file
beside this script: NAME.template (vehicles, rules and goals of a programme, with $figures to fill
in) and corps.csv (who was not in the flight pool when; the data has no such dates). The same
tables give the same files, byte for byte.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from string import Template
from typing import Any

HERE = Path(__file__).resolve().parent
SHIPPED = HERE.parent / "seatplan" / "catalog"

Table = dict[str, Any]  # a table of a programme file; what is None is left out

# --------------------------------------------------------------------------- assumed or decided

SEGMENT = {"NASA": "usos", "Roscosmos": "rs", "ESA": "usos", "JAXA": "usos", "CSA": "usos"}
CAREER = tuple(SEGMENT)  # the agencies with a corps of their own
CORPS_SINCE = date(2011, 1, 1)  # in the corps are those who launched to the ISS since then
TEST_FLIGHTS = ("CFT",)  # whose pilots are fixed

# What a seat shows that its holder was trained for, by family of vehicles and role.
SHOWS = {
    ("Soyuz", "commander"): ("soyuz-commander", "soyuz"),
    ("Soyuz", "flight-engineer"): ("soyuz",),
    ("Dragon", "commander"): ("dragon-commander", "dragon-pilot", "dragon"),
    ("Dragon", "pilot"): ("dragon-pilot", "dragon"),
    ("Dragon", "mission-specialist"): ("dragon",),
    ("Starliner", "commander"): ("starliner-commander", "starliner-pilot"),
    ("Starliner", "pilot"): ("starliner-pilot",),
}

REMARKS = {
    "MS-22": "came down empty after a coolant leak; its crew came home on MS-23",
    "MS-23": "sent up empty in place of MS-22",
    "CFT": "came down empty; its crew came home on Crew-9",
    "Crew-9": "left with two people, to bring home the two of CFT as well",
}

FLIGHT_SEATS = {
    "Crew-9": """\
seats = [
  { role = "commander", requires = ["dragon-commander"], critical = true },
  { role = "mission-specialist", count = 3, requires = ["dragon"], optional = true },
]"""
}

ID_SPELLINGS = {"gezeravc": "gezeravci"}  # the tables' id lost a letter

# --------------------------------------------------------------------------- the tables


@dataclass(frozen=True)
class Flight:
    """A flight; `vehicle` is its name in a programme, `family` groups what one trains for."""

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
class Tables:
    flights: dict[str, Flight]
    lines: list[Line]
    backups: list[Line]
    persons: dict[str, dict[str, str]]
    absences: list[dict[str, str]]

    @cached_property
    def tours(self) -> dict[str, list[Tour]]:
        """Each person's flights up and down, paired in time order."""
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


def read_tables(folder: Path) -> Tables:
    flights = {flight.id: flight for flight in map(read_flight, rows(folder / "flights.csv"))}
    return Tables(
        flights,
        lines=[read_line(row, flights) for row in rows(folder / "seats.csv")],
        backups=[read_line(row, flights) for row in rows(folder / "backups.csv")],
        persons={row["person_id"]: row for row in rows(folder / "persons.csv")},
        absences=list(rows(HERE / "corps.csv")),
    )


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def read_flight(row: dict[str, str]) -> Flight:
    private = row["provider_agency"].startswith("Axiom Space")
    return Flight(
        id=short(row["flight_id"]),
        family=row["vehicle_type"].removeprefix("Crew ").split("-")[0],
        vehicle="Private Dragon" if private else row["vehicle_type"].replace("-", " "),
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


def short(flight: str) -> str:
    return flight.removeprefix("Soyuz ")


def role(words: str, flight: Flight) -> str:
    """The role in a programme of the tables' words, "participant" kept apart."""
    for name in ("participant", "pilot", "commander"):
        if name in words:
            return name
    return rank_and_file(flight)


def rank_and_file(flight: Flight) -> str:
    return "flight-engineer" if flight.family == "Soyuz" else "mission-specialist"


# --------------------------------------------------------------------------- a programme's part


@dataclass(frozen=True)
class Scope:
    """The flights of one programme, in time order, and the people who could fly on them."""

    tables: Tables
    flights: list[Flight]

    @property
    def start(self) -> date:
        return self.flights[0].launch

    def lines(self, flight: Flight, leg: str) -> list[Line]:
        """Who sat there; people still in orbit come home on the ship that took them up."""
        wanted = "up" if leg == "down" and flight.landing is None else leg
        return [x for x in self.tables.lines if x.flight == flight.id and x.leg == wanted]

    def landing(self, flight: Flight) -> date:
        """What has not landed stays up as long as the last one that has."""
        if flight.landing:
            return flight.landing
        like = self.model(flight)
        assert like.landing is not None
        return flight.launch + (like.landing - like.launch)

    def model(self, flight: Flight) -> Flight:
        """The last flight of the same vehicle that has landed."""
        return [f for f in self.flights if f.vehicle == flight.vehicle and f.landing][-1]

    @cached_property
    def tours(self) -> list[Tour]:
        ups = {line for flight in self.flights for line in self.lines(flight, "up")}
        return [tour for flown in self.tables.tours.values() for tour in flown if tour.up in ups]

    def before(self, person: str) -> list[Tour]:
        """The person's earlier tours, without an abort (MS-10: down on the day it went up)."""
        found = self.tables.tours[person]
        return [t for t in found if t.launch < self.start and t.landing != t.launch]

    @cached_property
    def guests(self) -> dict[str, str]:
        """Who flew on a bought seat, and who sent them: in no pool for any other flight."""
        private = {flight.id for flight in self.flights if flight.vehicle == "Private Dragon"}
        return {
            tour.person: tour.up.sponsor
            for tour in self.tours
            if tour.up.flight in private or tour.up.sponsor not in CAREER
        }

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
        """Of them, those who had not left for good at the start and can take some seat."""
        left = {
            row["person_id"]
            for row in self.tables.absences
            if row["since"] and not row["until"] and row["since"] < self.start.isoformat()
        }
        return [p for p in self.flew_lately if p not in left and self.qualifications(p)]

    def selected(self, person: str) -> date | None:
        year = self.tables.persons[person]["selection_year"]
        return date(int(year), 1, 1) if year else None

    @cached_property
    def years_to_fly(self) -> int:
        """Full years from selection to a first flight, of the quickest who flew lately."""
        first = {person: self.tables.tours[person][0].launch for person in self.flew_lately}
        return min(
            launch.year - selected.year  # selected on a 1 January
            for person, launch in first.items()
            if launch >= CORPS_SINCE and (selected := self.selected(person))
        )

    def qualifications(self, person: str) -> dict[str, date | None]:
        """What seats and backup duties show the person was trained for, and since when.

        None is: all along. Ready after as many years as the quickest; who only came down on a
        vehicle, from its launch.
        """
        selected = self.selected(person)
        ready = selected.replace(year=selected.year + self.years_to_fly) if selected else date.min
        days: dict[str, list[date]] = {}
        for line in (*self.tables.lines, *self.tables.backups):
            if line.person == person:
                flight = self.tables.flights[line.flight]
                for shown in SHOWS.get((flight.family, line.role), ()):
                    day = flight.launch if line.leg == "down" else ready
                    days.setdefault(shown, []).append(day)
        first = {shown: min(days[shown]) for shown in sorted(days)}
        return {shown: day if day > self.start else None for shown, day in first.items()}

    @cached_property
    def ids(self) -> dict[str, str]:
        """The surname, with an initial where two share it."""
        names = {person: surname(person) for person in (*self.corps, *self.guests)}
        count = Counter(names.values())
        return {
            person: name if count[name] == 1 else f"{person.split('_')[1][0]}-{name}"
            for person, name in names.items()
        }

    @cached_property
    def flown(self) -> list[dict[str, str]]:
        """The plan as flown; a participant sits in an engineer's seat."""
        return [
            {
                "flight": flight.id,
                "leg": leg,
                "role": rank_and_file(flight) if line.role == "participant" else line.role,
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


# --------------------------------------------------------------------------- its tables


def agencies(here: Scope) -> list[Table]:
    senders = sorted({*here.guests.values()} - {*CAREER, "Axiom Space"})
    return [
        {"id": id, "qualifications": [SEGMENT[id]] if id in SEGMENT else None}
        for id in (*CAREER, "Axiom Space", *senders)
    ]


def fixed(here: Scope) -> list[Table]:
    """The bought seats, and who went up on the test flights."""
    guests = {here.ids[person] for person in here.guests}
    legs: dict[tuple[str, str, str], list[str]] = {}
    for line in here.flown:
        if line["member"] in guests or line["flight"] in TEST_FLIGHTS:
            legs.setdefault((line["flight"], line["role"], line["member"]), []).append(line["leg"])
    return [
        {"flight": flight, "role": role, "member": member, "leg": None if found[1:] else found[0]}
        for (flight, role, member), found in legs.items()
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


def crew(here: Scope) -> list[Table]:
    """The corps by agency, then the guests."""
    order = [agency["id"] for agency in agencies(here)]
    persons = here.tables.persons
    people = [(False, persons[person]["agency"], person) for person in here.corps]
    people += [(True, sponsor, person) for person, sponsor in here.guests.items()]
    people.sort(key=lambda who: (who[0], order.index(who[1]), here.ids[who[2]]))
    return [crew_table(here, agency, person) for _, agency, person in people]


def crew_table(here: Scope, agency: str, person: str) -> Table:
    earlier = here.before(person)
    days = [(tour.landing - tour.launch).days for tour in earlier if tour.landing]
    return {
        "id": here.ids[person],
        "name": here.tables.persons[person]["name"],
        "agency": agency,
        "qualifications": held(here, person),
        "unavailable": absences(here, person) or None,
        "flights_before": len(earlier) or None,
        "days_before": sum(days) or None,
        "last_landing": earlier[-1].landing if earlier else None,
        "selected": here.selected(person),
    }


def held(here: Scope, person: str) -> list[str | Table]:
    """Qualifications as a file has them; guests have what their own seat asks for."""
    if person not in here.guests:
        found = here.qualifications(person).items()
        return [{"id": shown, "since": since} if since else shown for shown, since in found]
    up = next(tour.up for tour in here.tours if tour.person == person)
    flight = here.tables.flights[up.flight]
    if flight.vehicle != "Private Dragon":
        return [flight.family.lower()]
    return ["private-dragon-commander"] if up.role == "commander" else ["private-dragon"]


def absences(here: Scope, person: str) -> list[Table]:
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


def crossflight_figures(here: Scope) -> dict[str, Any]:
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


def ends(here: Scope) -> dict[str, Any]:
    first, last = here.flights[0], here.flights[-1]
    return {"first": first.id, "since": first.launch, "last": last.id, "until": last.launch}


def balances(here: Scope) -> list[int]:
    """After each launch: seats of NASA on Soyuz less seats of Roscosmos on Crew Dragon."""
    balance, found = 0, []
    for flight in here.flights:
        seats = Counter((flight.vehicle, line.sponsor) for line in here.lines(flight, "up"))
        balance += seats["Soyuz MS", "NASA"] - seats["Crew Dragon", "Roscosmos"]
        found.append(balance)
    return found


def shortest_rest(here: Scope) -> tuple[int, Tour, Tour]:
    """The fewest days between a landing and the next launch, of career people in these years."""
    pairs = [
        ((later.launch - earlier.landing).days, earlier, later)
        for later in here.tours
        if later.up.sponsor in CAREER
        for earlier in here.tables.tours[later.person]
        if earlier.landing and earlier.launch < earlier.landing <= later.launch
    ]
    return min(pairs, key=lambda pair: pair[0])


# --------------------------------------------------------------------------- the files


def program_text(here: Scope, name: str, figures: Table) -> str:
    template = Template((HERE / f"{name}.template").read_text(encoding="utf-8"))
    return template.substitute(
        figures,
        agencies=listing("agencies", agencies(here)),
        fixed=listing("fixed", fixed(here)),
        flights="\n\n".join(flight_block(here, flight) for flight in here.flights),
        crew="\n\n".join(block("crew", table) for table in crew(here)),
    )


def flight_block(here: Scope, flight: Flight) -> str:
    text = block("flights", flight_table(here, flight), remarks(here, flight))
    return f"{text}\n{FLIGHT_SEATS[flight.id]}" if flight.id in FLIGHT_SEATS else text


def remarks(here: Scope, flight: Flight) -> Iterator[str]:
    """What was odd about it, and where its dates and its crew are from."""
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


def listing(name: str, tables: list[Table]) -> str:
    return "\n".join([f"{name} = [", *(f"  {toml(table)}," for table in tables), "]"])


def block(name: str, table: Table, remarks: Iterable[str] = ()) -> str:
    comments = [
        line
        for remark in remarks
        for line in textwrap.wrap(
            remark, 98, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False
        )
    ]
    return "\n".join([f"[[{name}]]", *comments, *(key(*entry) for entry in given(table))])


def key(name: str, value: Any) -> str:
    if isinstance(value, list) and len(toml(value)) > 80:
        return "\n".join([f"{name} = [", *(f"  {toml(item)}," for item in value), "]"])
    return f"{name} = {toml(value)}"


def toml(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {toml(entry)}" for name, entry in given(value)) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def given(table: Table) -> list[tuple[str, Any]]:
    return [(name, value) for name, value in table.items() if value is not None]


def write(name: str, text: str, flown: list[dict[str, str]]) -> None:
    (SHIPPED / f"{name}.toml").write_text(text, encoding="utf-8", newline="\n")
    with (SHIPPED / f"{name}.flown.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["flight", "leg", "role", "member"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(flown)


def main(folder: Path) -> None:
    tables = read_tables(folder)
    flights = sorted(tables.flights.values(), key=lambda flight: flight.launch)
    here = Scope(tables, [f for f in flights if f.launch >= tables.flights["MS-22"].launch])
    name = "iss-crossflight"
    write(name, program_text(here, name, crossflight_figures(here)), here.flown)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python .catalog/build.py DATA_FOLDER")
    main(Path(sys.argv[1]))
