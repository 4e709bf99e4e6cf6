"""The whole history: every flight that took a crew to the station, and who could fly when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from seatplan.catalog.generator.scope import CORPS_SINCE, Scope
from seatplan.catalog.generator.tables import CAREER, Flight, Line, Ride, Tables, Tour
from seatplan.catalog.generator.wording import Table

# --------------------------------------------------------------------------- assumed or decided

ABORTED = ("MS-10",)  # never reached the station
LONG_STAY = 30  # days; a tour this long shows that a person was trained for a segment
GRACE = timedelta(days=365)  # after the last landing of a person about whom nothing more is known
GUEST = "flew on a bought seat or for an agency without a corps, in no pool for other flights"

SEGMENT = {"NASA": "usos", "Roscosmos": "rs", "ESA": "usos", "JAXA": "usos", "CSA": "usos"}

EXCHANGED = date(2022, 9, 21)  # MS-22, the first flight of the seat exchange

# The periods in which the partners' seats are counted; each lasts until the next.
ERAS = (
    ("assembly", date(1998, 12, 4), "to the loss of Columbia"),
    ("small-crews", date(2003, 2, 1), "two, then three people aboard, the Shuttle again from 2005"),
    ("six-aboard", date(2009, 5, 27), "six people aboard, from 2011 on Soyuz alone"),
    ("dragon", date(2020, 5, 30), "Crew Dragon besides Soyuz, each with crews of its own side"),
    ("crossflights", EXCHANGED, "seats exchanged between Soyuz and Crew Dragon"),
)

REQUIRES = {
    ("Shuttle", "commander"): ["shuttle-commander"],
    ("Shuttle", "pilot"): ["shuttle-pilot"],
    ("Shuttle", "mission-specialist"): ["shuttle"],
    ("Shuttle", "expedition"): ["expedition"],
    ("Soyuz", "commander"): ["soyuz-commander"],
    ("Soyuz", "flight-engineer"): ["soyuz"],
    ("Dragon", "commander"): ["dragon-commander"],
    ("Dragon", "pilot"): ["dragon-pilot"],
    ("Dragon", "mission-specialist"): ["dragon"],
}
USUAL = {  # the seats that the template gives the vehicle: role and count
    "Shuttle": {"commander": 1, "pilot": 1, "mission-specialist": 5},
    "Soyuz": {"commander": 1, "flight-engineer": 2},
    "Dragon": {"commander": 1, "pilot": 1, "mission-specialist": 2},
    "Starliner": {"commander": 1, "pilot": 1},
}

# --------------------------------------------------------------------------- who and when


@dataclass(frozen=True)
class Window:
    """Days `[since, until)` on which a person could fly; `why` is the reason for their end."""

    since: date
    until: date
    why: str


class History(Scope):
    """All flights to the station."""

    def before(self, person: str) -> list[Ride]:
        """A person's flights to other places before the first one to the station."""
        first = self.tables.tours[person][0].launch
        return [r for r in self.tables.rides if r.person == person and r.launch < first]

    def is_guest(self, tour: Tour) -> bool:
        private = self.tables.flights[tour.up.flight].vehicle == "Private Dragon"
        return private or tour.up.sponsor not in CAREER

    @cached_property
    def by_person(self) -> dict[str, list[Tour]]:
        found: dict[str, list[Tour]] = {}
        for tour in self.tours:
            found.setdefault(tour.person, []).append(tour)
        return found

    @cached_property
    def guests(self) -> dict[str, str]:
        """By person who flew only as a guest: who sent them."""
        return {
            person: flown[0].up.sponsor
            for person, flown in self.by_person.items()
            if all(map(self.is_guest, flown))
        }

    @cached_property
    def corps(self) -> list[str]:
        return [person for person in self.by_person if person not in self.guests]

    @cached_property
    def years_to_fly(self) -> int:
        """The fewest years from selection to a first flight that went to the station."""
        return min(
            self.by_person[person][0].launch.year - selected.year
            for person in self.corps
            if (selected := self.selected(person)) and not self.before(person)
        )

    def end(self, tour: Tour) -> date:
        """The landing of a tour; assumed if it is in the future."""
        return tour.landing or self.landing(self.tables.flights[tour.up.flight])

    def stayed(self, tour: Tour) -> bool:
        return (self.end(tour) - tour.launch).days >= LONG_STAY

    @cached_property
    def changed(self) -> set[Line]:
        """The Shuttle legs of people whose other leg was on another vehicle."""
        return {
            leg
            for tour in self.tours
            for leg in (tour.up, tour.down)
            if tour.down and leg and tour.up.flight != tour.down.flight
            if self.tables.flights[leg.flight].family == "Shuttle"
        }

    def role(self, flight: Flight, line: Line) -> str:
        return "expedition" if line in self.changed else super().role(flight, line)

    def qualifications(self, person: str) -> dict[str, date | None]:
        """The qualifications that seats and long stays show; for guests, those of their seats."""
        flown = self.by_person[person]
        lines = [
            line
            for line in (*self.tables.lines, *self.tables.backups)
            if line.person == person and line not in self.changed
            if self.tables.flights[line.flight].vehicle != "Private Dragon"
        ]
        found = {} if person in self.guests else self.trained(person, lines)
        found = {x: None if since == self.ready(person) else since for x, since in found.items()}
        if any(map(self.stayed, flown)) and person not in self.guests:
            agency = self.tables.persons[person]["agency"]
            found |= {"expedition": None, SEGMENT[agency]: None}
        for line in (tour.up for tour in flown if self.is_guest(tour)):
            flight = self.tables.flights[line.flight]
            if flight.vehicle == "Private Dragon":
                end = "-commander" if line.role == "commander" else ""
                found[f"private-dragon{end}"] = None
            else:
                found["shuttle" if flight.family == "Shuttle" else flight.family.lower()] = None
        return found

    # When someone could fly

    def windows(self, person: str) -> list[Window]:
        """The time of a person in the corps, and each flight as a guest by itself."""
        flown = self.by_person[person]
        own = [tour for tour in flown if not self.is_guest(tour)]
        found = [
            Window(tour.launch, self.end(tour), GUEST) for tour in flown if self.is_guest(tour)
        ]
        if own:
            found.append(Window(self.ready(person), *self.leaves(person, own)))
        return sorted(found, key=lambda window: window.since)

    def leaves(self, person: str, own: list[Tour]) -> tuple[date, str]:
        """The first day on which a person was no longer in the corps, and how it is known."""
        for row in self.tables.absences:
            if row["person_id"] == person and not row["until"]:
                return after(row["since"]), f"{row['why']} ({row['basis']})"
        trained = {"soyuz", "dragon"} & {*self.qualifications(person)}
        if own[-1].launch >= CORPS_SINCE and trained and own[-1] is self.by_person[person][-1]:
            return date.max, ""  # if they had left, corps.csv would have it
        return self.end(own[-1]) + GRACE, "ASSUMED: a year after the last flight to the station"

    def absences(self, person: str) -> Iterator[Table]:
        """Yield the days outside the windows, and the known absences."""
        windows = self.windows(person)
        if windows[0].since > self.start:
            own = person in self.corps
            why = f"ASSUMED: {self.years_to_fly} years of training" if own else windows[0].why
            yield {"until": windows[0].since, "why": why}
        for one, other in pairwise(windows):
            yield {"since": one.until, "until": other.since, "why": one.why}
        if windows[-1].until < date.max:
            yield {"since": windows[-1].until, "why": windows[-1].why}
        for row in self.tables.absences:
            if row["person_id"] == person and row["since"] and row["until"]:
                yield {
                    "since": after(row["since"]),
                    "until": date.fromisoformat(row["until"]),
                    "why": f"{row['why']} ({row['basis']})",
                }


def after(day: str) -> date:
    """A day, or the first day after a month or a year."""
    year, month, *rest = (*map(int, day.split("-")), *[0] * (2 - day.count("-")))
    if rest[0]:
        return date(year, month, rest[0])
    return date(year, month + 1, 1) if 0 < month < 12 else date(year + 1, 1, 1)


# --------------------------------------------------------------------------- its flights


def scope_of(tables: Tables) -> History:
    flights = sorted(tables.flights.values(), key=lambda flight: flight.launch)
    return History(tables, [flight for flight in flights if flight.id not in ABORTED])


def seats_of(here: History, flight: Flight) -> list[Table] | None:
    """The seats that a flight used, if they differ from those of the vehicle."""
    up, down = (
        Counter(here.role(flight, line) for line in here.lines(flight, leg))
        for leg in ("up", "down")
    )
    if not up or not down:
        return None
    used = {role: max(up[role], down[role]) for role in (*USUAL[flight.family], "expedition")}
    used = {role: count for role, count in used.items() if count}
    if used == USUAL[flight.family] and up == Counter(used):
        return None
    return [
        seat(flight.family, role, count) | {"optional": True if up[role] < count else None}
        for role, count in used.items()
    ]


def seat(family: str, role: str, count: int = 1) -> Table:
    return {
        "role": role,
        "count": count if count > 1 else None,
        "requires": REQUIRES[family, role],
        "agencies": ["Roscosmos"] if (family, role) == ("Soyuz", "commander") else None,
        "critical": True if role == "commander" else None,
    }
