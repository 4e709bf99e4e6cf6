"""The rules of `iss`, derived from history: mixed crews, veterans, rests and quotas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from seatplan.catalog.generator.history import ERAS, EXCHANGED, LONG_STAY, History, seat, seats_of
from seatplan.catalog.generator.tables import CAREER, Flight
from seatplan.catalog.generator.wording import Table, block


def figures(here: History) -> Table:
    found = balances(here)
    return {
        "years": here.years_to_fly,
        "long_stay": LONG_STAY,
        "first_stay": min(tour.launch for tour in here.tours if here.stayed(tour)),
        "exchanged": EXCHANGED,
        "tolerance": max(map(abs, found)),
        "lowest": f"{min(found):+}",
        "highest": f"{max(found):+}",
        "soyuz": blocks("vehicles", soyuz(here)),
        "mixed": blocks("rules", mixed(here)),
        "veterans": blocks("rules", veterans(here)),
        "rests": blocks("rules", rests(here)),
        "short": blocks("rules", short_crews(here)),
        "quotas": blocks("rules", quotas(here)),
    }


def blocks(name: str, tables: Iterable[Table]) -> str:
    return "\n\n".join(block(name, table) for table in tables)


def soyuz(here: History) -> Iterator[Table]:
    """Yield the types of Soyuz in the order of their first flights; their seats are the same."""
    for vehicle in dict.fromkeys(f.vehicle for f in here.flights if f.family == "Soyuz"):
        yield {
            "id": vehicle,
            "operator": "Roscosmos",
            "seats": [seat("Soyuz", "commander"), seat("Soyuz", "flight-engineer", 2)],
        }


def balances(here: History) -> list[int]:
    """After each launch of the exchange: NASA's seats on Soyuz minus Roscosmos's on Dragon."""
    balance, found = 0, []
    for flight in here.flights:
        if flight.launch >= EXCHANGED:
            seats = Counter((flight.vehicle, line.sponsor) for line in here.lines(flight, "up"))
            balance += seats["Soyuz MS", "NASA"] - seats["Crew Dragon", "Roscosmos"]
            found.append(balance)
    return found


def mixed(here: History) -> Iterator[Table]:
    """Yield a rule for each run of Soyuz flights before the exchange with both segments aboard."""
    for run in runs(here):
        first, last = run[0], run[-1]
        day = next(f.launch for f in here.flights if f.launch > last.launch and f not in run)
        yield {
            "rule": "integrated-crew",
            "id": f"mixed-on-soyuz-{first.launch.year}",
            "operators": ["Roscosmos"],
            "of": ["usos", "rs"],
            "since": first.launch,
            "until": day,
            "why": f"Each Soyuz from {first.id} to {last.id} had both, up and down: a count.",
        }


def runs(here: History) -> list[list[Flight]]:
    """Runs of at least five such flights."""
    found: list[list[Flight]] = [[]]
    for flight in here.flights:
        if flight.family == "Soyuz" and flight.launch < EXCHANGED:
            if both_segments(here, flight):
                found[-1].append(flight)
            else:
                found.append([])
    return [run for run in found if len(run) >= 5]


def both_segments(here: History, flight: Flight) -> bool:
    return all(
        any(segment in here.qualifications(line.person) for line in here.lines(flight, leg))
        for leg in ("up", "down")
        for segment in ("usos", "rs")
    )


def veterans(here: History) -> Iterator[Table]:
    """Yield rules for a veteran in every crew, which leave out the crews that had none."""
    without = [flight for flight in here.flights if not any(flew(here, flight))]
    days = [None, *(flight.launch for flight in without), None]
    for number, (since, until) in enumerate(pairwise(days)):
        yield {
            "rule": "experience",
            "id": f"one-veteran-{number + 1}",
            "since": since and since + timedelta(days=1),
            "until": until,
            "why": "Practice, not a published rule. Of all crews one had nobody who had flown: "
            + ", ".join(flight.id for flight in without)
            + ".",
        }


def flew(here: History, flight: Flight) -> list[bool]:
    """For each person on an ascent, whether they had flown before; True for an empty ship."""
    return [
        bool(here.before(line.person))
        or any(here.end(tour) <= flight.launch for tour in here.by_person[line.person])
        for line in here.lines(flight, "up")
    ] or [True]


def rests(here: History) -> Iterator[Table]:
    """Yield rules with the shortest time on the ground that people of each side had."""
    for name, group in (("nasa", CAREER[:1]), ("roscosmos", CAREER[1:2]), ("partners", CAREER[2:])):
        gaps = [
            ((later.launch - here.end(earlier)).days, earlier, later)
            for person, flown in here.by_person.items()
            if here.tables.persons[person]["agency"] in group and person in here.corps
            for earlier, later in pairwise(flown)
        ]
        days, earlier, later = min(gaps, key=lambda gap: gap[0])
        who = here.tables.persons[later.person]["name"]
        assert earlier.down is not None
        yield {
            "rule": "ground-time",
            "id": f"rest-{name}",
            "agencies": list(group),
            "days": days,
            "why": f"The shortest: {who}, from {earlier.down.flight} to {later.up.flight}.",
        }


def short_crews(here: History) -> Iterator[Table]:
    """Yield quotas for flights with seats that were used only on the way home."""
    optional = [
        flight for flight in here.flights for one in seats_of(here, flight) or () if one["optional"]
    ]
    sizes: dict[int, list[str]] = {}
    for flight in optional:
        sizes.setdefault(len(here.lines(flight, "up")), []).append(flight.id)
    for size, flights in sorted(sizes.items()):
        yield {
            "rule": "quota",
            "id": f"crews-of-{size}",
            "flights": flights,
            "per": "flight",
            "min": size,
            "max": size,
            "why": "Went up with a seat empty in which someone came home.",
        }


def quotas(here: History) -> Iterator[Table]:
    """Yield quotas for the seats of each agency except NASA in each period."""
    ends = [*(since for _, since, _ in ERAS[1:]), None]
    for (name, since, words), until in zip(ERAS, ends, strict=True):
        seats = Counter(
            line.sponsor
            for flight in here.flights
            if since <= flight.launch < (until or date.max) and flight.vehicle != "Private Dragon"
            for line in here.lines(flight, "up")
        )
        for agency in CAREER[1:]:
            yield {
                "rule": "quota",
                "id": f"{agency.lower()}-{name}",
                "agencies": [agency],
                "operators": ["NASA", "Roscosmos"],
                "since": since,
                "until": until,
                "min": seats[agency] or None,
                "max": seats[agency],
                "why": f"As many as flew: {words}.",
            }
