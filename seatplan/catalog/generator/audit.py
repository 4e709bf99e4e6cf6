"""`iss-audit`: the flights of `iss` in a short form, with rules to audit them by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from seatplan.catalog.generator.history import EXCHANGED, LONG_STAY, History, scope_of, seats_of
from seatplan.catalog.generator.iss_rules import figures
from seatplan.catalog.generator.scope import agencies_of, ends, flight_table, record
from seatplan.catalog.generator.tables import Flight, Tables
from seatplan.catalog.generator.wording import Table, block, fill, listing

NAME = "iss-audit"

# --------------------------------------------------------------------------- assumed or decided

SIX_ABOARD = date(2009, 5, 27)  # the launch of TMA-15, after which six people were aboard
SHARES = {"NASA": 766, "JAXA": 128, "ESA": 83, "CSA": 23}  # of 1,000; general knowledge
SEGMENTS = ("usos", "rs")

# --------------------------------------------------------------------------- the file


def write_up(tables: Tables) -> tuple[str, list[dict[str, str]]]:
    """The text of the program file, and the plan as flown."""
    here = scope_of(tables)
    text = fill(
        NAME,
        {
            **ends(here),
            "long_stay": LONG_STAY,
            "first_stay": figures(here)["first_stay"],
            "exchanged": EXCHANGED,
            "agencies": listing("agencies", agencies_of(here, {})),
            "soyuz": "\n".join(map(soyuz, soyuz_types(here))),
            "flights": listing("flights", (short_flight(here, flight) for flight in here.flights)),
            "crew": listing("crew", crew(here)),
            "shares": "\n\n".join(block("rules", table) for table in shares(here)),
        },
    )
    return text, here.flown


def soyuz_types(here: History) -> Iterable[str]:
    return dict.fromkeys(f.vehicle for f in here.flights if f.family == "Soyuz")


def soyuz(vehicle: str) -> str:
    return f"""\
  {{ id = "{vehicle}", operator = "Roscosmos", seats = [
    {{ role = "commander", critical = true }},
    {{ role = "flight-engineer", count = 2 }},
  ] }},"""


def short_flight(here: History, flight: Flight) -> Table:
    seats = seats_of(here, flight)
    bare = [{**one, "requires": None, "agencies": None} for one in seats or ()]
    return {**flight_table(here, flight), "spacecraft": None, "seats": bare or None}


def crew(here: History) -> Iterator[Table]:
    """Yield everyone, in the order of their first flights."""
    persons = here.tables.persons
    for person in here.by_person:
        guest = person in here.guests
        held = [word for word in SEGMENTS if word in here.qualifications(person)]
        yield {
            "id": here.ids[person],
            "name": persons[person]["name"],
            "agency": here.guests[person] if guest else persons[person]["agency"],
            "qualifications": held or None,
            **({} if guest else {**record(here, person), "selected": None}),
        }


def shares(here: History) -> Iterator[Table]:
    """Yield the seats that each partner in the US segment would have had by its share."""
    used = [v for v in (*soyuz_types(here), "Crew Dragon", "Starliner") if v != "Soyuz TM"]
    for unit in ("seats", "days"):
        taken: Counter[str] = Counter()
        for tour in here.tours:
            flight = here.tables.flights[tour.up.flight]
            if flight.launch >= SIX_ABOARD and flight.vehicle in used:
                days = (here.end(tour) - tour.launch).days
                taken[tour.up.sponsor] += days if unit == "days" else 1
        whole = sum(taken[agency] for agency in SHARES)
        for agency, share in SHARES.items():
            due = round(whole * share / 1000)
            yield {
                "rule": "quota",
                "id": f"{agency.lower()}-{unit}",
                "agencies": [agency],
                "vehicles": used,
                "since": SIX_ABOARD,
                "unit": unit,
                "min": due,
                "max": due,
                "weight": 1,
                "why": f"{share / 10} % of the {whole} {unit} of the four.",
            }
